"""What --help of each command says below its options."""

from __future__ import annotations

DESK = """\
commands:
  briefing-tui extract PATH...      print who said what
  briefing-tui annotations PATH...  print the notes
  briefing-tui read PATH...         read articles as plain text, for screen readers
  briefing-tui keys                 print every action with its keys
  briefing-tui doctor               tell what works here and what does not
each with --help of its own

examples:
  briefing-tui                                the bundled articles
  briefing-tui ~/articles                     every article in a folder
  briefing-tui monday.txt tuesday.html        some articles
  curl -s https://example.org/ | briefing-tui -    one from standard input
  briefing-tui extract --format csv ~/articles > quotes.csv
  briefing-tui ./extract                      a folder that has a command's name
"""
EXTRACT = """\
examples:
  briefing-tui extract talks.txt
  briefing-tui extract --explain talks.txt
  briefing-tui extract --format jsonl ~/articles | jq -r '.quotes[].speaker'
  briefing-tui extract --format csv ~/articles > quotes.csv
  briefing-tui extract --no-corrections talks.txt

exit status: 0; 1 when an article or its notes could not be read; 2 for a wrong option or setting
"""
ANNOTATIONS = """\
examples:
  briefing-tui annotations ~/articles
  briefing-tui annotations --format yaml talks.txt

exit status: 0; 1 when an article or its notes could not be read; 2 for a wrong option or setting
"""
READ = """\
What the article does not say itself stands between square brackets: who speaks, where a
quote ends, your notes. On a terminal the text is paged through $PAGER (PAGER=cat for none).

examples:
  briefing-tui read talks.txt
  briefing-tui read --width 0 talks.txt | espeak-ng
  briefing-tui read --litter ~/articles > articles.txt

exit status: 0; 1 when an article or its notes could not be read; 2 for a wrong option or setting
"""
KEYS = """\
examples:
  briefing-tui keys                           as your settings have them
  briefing-tui keys --preset newsboat         as a preset has them
  briefing-tui keys --format markdown > keys.md
  briefing-tui keys --format json | jq -r '.[] | select(.keys == []) | .action'

exit status: 0; 2 for a wrong option or setting
"""
DOCTOR = """\
Nothing of yours is changed. Of each fault it says what to do about it.

examples:
  briefing-tui doctor
  briefing-tui doctor ~/articles              the articles there and their notes
  briefing-tui doctor --format json | jq -r '.[] | select(.level == "fault") | .what'

exit status: 0; 1 when there is a fault; 2 for a wrong option
"""
