"""Headlines that name at their end who said what they tell: "Talks were a waste of time - minister Smith"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.extraction.actors import ActorBook
from tui.extraction.frame import Frame, Rule
from tui.extraction.model import ActorKind
from tui.text import Span

_NAMED = re.compile(r"(?P<said>.+\w[”’\"']?) [-–—] (?:ex-)?(?P<who>[^\W\d_][\w.’' -]*)")
_FEWEST_WORDS, _MOST_NAMES = 4, 4
"""Words of what is said, at least, and of who said it, at most."""
CONFIDENCE = 0.8


def headline_frames(
    text: str, headlines: Sequence[Span], book: ActorBook, found: Sequence[Frame], byline: Sequence[str]
) -> list[tuple[Frame, int]]:
    """The statements of such headlines, each with the number of its speaker: a person whom the text names, and who did
    not write it. `found` are the frames so far: a headline that holds one is left alone.
    """
    taken = [frame.content[0].start for frame in found]
    made: list[tuple[Frame, int]] = []
    for number, headline in enumerate(headlines):
        match = _NAMED.fullmatch(text, *headline)
        if match is None or any(headline.start <= place < headline.end for place in taken):
            continue
        said, who = Span(*match.span("said")), Span(*match.span("who"))
        words = who.of(text).split()
        if said.of(text).count(" ") < _FEWEST_WORDS - 1 or len(words) > _MOST_NAMES or who.of(text).islower():
            continue
        speaker = book.resolve(who)
        if speaker is None or book.kind(speaker) is not ActorKind.PERSON or book.name(speaker) in byline:
            continue
        frame = Frame(
            content=(said,), cue=None, source=who, rule=Rule.HEADLINE, place=said.start, sentence=-1, block=-1 - number,
            sort="", marked="-", after=False, open_ended=False,
        )  # fmt: skip
        made.append((frame, speaker))
    return made
