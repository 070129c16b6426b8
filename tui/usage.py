"""What --help of each command says below its options."""

from __future__ import annotations

DESK = """\
commands:
  briefing-tui extract PATH...      print who said what
  briefing-tui annotations PATH...  print the notes
  briefing-tui export PATH          write the notes for other programs
  briefing-tui import FILE [PATH]   take in notes of other programs
  briefing-tui read PATH...         read articles as plain text, for screen readers
  briefing-tui check DRAFT          hold a draft's quotations against the articles
  briefing-tui search QUERY         search articles, their quotes and your notes
  briefing-tui brief PATH...        write a briefing as one file
  briefing-tui add URL...           fetch articles and feeds, and save them as files
  briefing-tui refresh [FOLDER]     fetch what is new in the feeds that were added
  briefing-tui index PATH...        read what is new or changed in a large library
  briefing-tui library COMMAND      list copies of articles, take in what a cluster found
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
  briefing-tui annotations check ~/articles    check, repair, merge and history have a --help of their own
  briefing-tui annotations ./check             a folder that has such a name

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
CHECK_DRAFT = """\
Each quotation is one of these: exact; other speaker (these words, laid to somebody else in
the articles); altered (with what differs, word by word; a paraphrase between quotation marks
too); not found. Case and punctuation do not count, brackets and ellipses do. A block quotation
of Markdown ("> ...") without quotation marks is a quotation.

examples:
  briefing-tui check draft.md --library ~/articles
  briefing-tui check draft.md --format json | jq -r '.[] | select(.verdict != "exact") | .text'
  pandoc report.docx -t markdown | briefing-tui check - --library ~/articles

exit status: 0 when all are exact; 1 when not, or something could not be read; 2 for a wrong option or
setting, or a library without an article that can be read
"""
BRIEF = """\
A briefing holds what each actor said, in all wordings and with the ways they came, the coverage
by outlet, a timeline, your notes, and the sources cited. Templates of your own, briefing.html and
briefing.md in a folder "templates" beside your settings, go before those that come along.

examples:
  briefing-tui brief ~/articles -o briefing.html
  briefing-tui brief ~/articles -o briefing.md --query "speaker:lavrov troops"
  briefing-tui brief ~/articles -o evidence.docx --tag evidence --title "What was promised"
  briefing-tui brief ~/articles -o briefing.html --force       over the one of yesterday
  briefing-tui brief ~/articles --format json | jq -r '.speakers[].name'

exit status: 0; 1 when something could not be read or written, or FILE is there already and --force is
not given; 2 for a wrong option, setting or template
"""
_SEARCH = """\
A query:
{syntax}
Conditions that stand together on speaker, about, via and kind are about one quote; a second speaker begins another.

examples:
  briefing-tui search "speaker:lavrov about:truss kind:direct" ~/articles
  briefing-tui search 'troops ("red line" OR minist*) NOT outlet:tass' ~/articles --format csv > found.csv
  briefing-tui search "is:unread via:guardian" --save "Guardian unread"
  briefing-tui search --saved "Guardian unread" --format jsonl | jq -r .words

exit status: 0; 1 when nothing is found, or something could not be read; 2 for a wrong query, option or setting
"""
ADD = """\
A page is saved as it is; an item of a feed as a page of its own, in a folder for each feed. A feed
is followed from then on: it stands in feeds.opml in the folder, which other programs read too; take
it out there to follow it no longer. What is there already is not saved again, no file is overwritten.
The paths of what was saved are printed, progress goes to standard error.

examples:
  briefing-tui add https://example.org/talks.html --to ~/articles
  briefing-tui add https://example.org/feed.xml --pages    a feed that gives only beginnings
  briefing-tui add newsboat.opml                           the feeds of another program
  briefing-tui add addresses.txt bookmark.url bookmark.webloc
  pbpaste | briefing-tui add - --to ~/articles

exit status: 0; 1 when something could not be fetched or saved; 2 for a wrong option or setting
"""
REFRESH = """\
examples:
  briefing-tui refresh ~/articles
  briefing-tui refresh && briefing-tui        the folder of your settings

exit status: 0; 1 when something could not be fetched or saved; 2 for a wrong option or setting
"""
INDEX = """\
What is found is kept in a catalogue, where the desk has it at once: the newest articles first. What was kept
before it was stopped, however that happened, is not read again. An article that stops the process which reads
it, or takes minutes, is told at the end and does not stop the others.

examples:
  briefing-tui index ~/articles
  briefing-tui index ~/articles --workers 4 2> index.log
  briefing-tui index ~/articles --format json | jq '.[].unreadable'

With --dask the workers of a cluster read, and the results are written as Parquet, for "library import" and for
other programs. Paths are fsspec urls then (s3://..., file names, patterns) of articles, folders, and files of
JSON lines; briefing-tui must be installed on the workers. The same command goes on where it was stopped.

  briefing-tui index --dask tcp://host:8786 's3://news/2022/*.jsonl' --out s3://news/results

exit status: 0; 1 when an article could not be read; 2 for a wrong option or setting; 130 when it was stopped
"""
LIBRARY = """\
commands:
  briefing-tui library duplicates PATH...   list articles that were saved more than once
  briefing-tui library import URL...        take in what a cluster has found
each with --help of its own
"""
DUPLICATES = """\
Articles are copies where they have the same text, or where one in two of all their runs of three words is in both
(headline, byline and litter left out). The desk shows one row for them, and the commands count them once. What is
new is read first.

examples:
  briefing-tui library duplicates ~/articles
  briefing-tui library duplicates ~/articles --format json | jq -r '.[].copies[1:][].path'

exit status: 0; 1 when an article could not be read; 2 for a wrong option or setting; 130 when it was stopped
"""
LIBRARY_IMPORT = """\
Nothing is read or analysed again: the desk, opened with that folder, has at once what "index --dask" found. An
article that lies in the folder stays as it is; all others are written there as JSON lines.

examples:
  briefing-tui library import s3://news/results --articles ~/news
  briefing-tui library import results/part-*.parquet --articles ~/news && briefing-tui ~/news

exit status: 0; 1 when a file is no result, or holds articles that could not be read; 2 for a wrong option or
setting; 130 when it was stopped
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
CHECK = """\
Told are damaged records, notes whose passage is gone or not certain, versions in conflict, notes that stand
twice, and notes on articles that are not at hand. Nothing is changed.

examples:
  briefing-tui annotations check ~/articles

exit status: 0; 1 when something is found or could not be read; 2 for a wrong option or setting
"""
REPAIR = """\
A note that stands twice is kept once, or under two ids where the two differ; a merge that git left open is
closed by keeping both sides. All else stays byte for byte, and the old file is kept in the hidden folder
.briefing-tui beside it.

examples:
  briefing-tui annotations repair --dry-run ~/articles
  briefing-tui annotations repair ~/articles

exit status: 0; 1 when a file could not be read or written; 2 for a wrong option or setting
"""
MERGE = """\
A note that is in both folders and differs is kept in both versions, the one that comes marked.

examples:
  briefing-tui annotations merge ~/articles /media/stick/articles
  briefing-tui annotations merge ~/articles/annotations ~/old/annotations

exit status: 0; 1 when a folder could not be read or written; 2 for a wrong option or setting
"""
HISTORY = """\
The folder of the notes must be in a git repository.

examples:
  briefing-tui annotations history 3f2a9c51d07be846 ~/articles

exit status: 0; 1 when there is no such note or no history; 2 for a wrong option or setting
"""
EXPORT = """\
formats:
  webannotation   W3C Web Annotation, JSON-LD
  hypothesis      rows of the Hypothesis API, JSON
  csv             a line a note
  brat            brat standoff, two files an article (-o)
  csl             the articles that have notes, CSL-JSON
  text            plain text
  markdown        a file an article, for Obsidian; what you write between the notes stays when it is written again

What a format cannot hold is told on standard error.

examples:
  briefing-tui export ~/articles --format webannotation -o notes.jsonld
  briefing-tui export ~/articles --format markdown -o ~/vault/articles
  briefing-tui export talks.txt --format csv

exit status: 0; 1 when articles or notes could not be read or written; 2 for a wrong option or setting
"""
IMPORT = """\
Notes are laid to the articles by document id, address or path. One that is there already stays as it is; one
whose article is not at hand is kept for the day it is.

examples:
  briefing-tui import notes.jsonld ~/articles
  briefing-tui import search.json ~/articles --format hypothesis
  briefing-tui import talks.ann talks.txt

exit status: 0; 1 when notes could not be read or kept; 2 for a wrong option or setting
"""


def search() -> str:
    """What --help of the search says: with the query language, from its one table."""
    from tui.library.query.fields import SYNTAX

    return _SEARCH.format(syntax="\n".join(f"  {example:<32}{meaning}" for example, meaning in SYNTAX))
