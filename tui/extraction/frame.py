"""An attribution before its speaker is resolved."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tui.text import Span


class Rule(StrEnum):
    """What decided on an attribution."""

    AFTER_CUE = "after the cue"
    BEFORE_CUE = "before the cue"
    AROUND_CUE = "around the cue"
    SAME_BLOCK = "speaker of the paragraph"
    NEXT_CUE = "speaker told after it"
    BLOCK_BEFORE = "speaker of the paragraph before"
    CONTINUED = "left open before"
    PHRASE = "named in the sentence"
    SENTENCE_BEFORE = "named in the sentence before"
    HEADLINE = "named at the end of the headline"
    NOBODY = "nobody named"


class Frame(msgspec.Struct):
    """Content, cue and source as in `Attribution`, and what later passages need to know of it.

    `place` is where its content begins, `sentence` and `block` the numbers of those, `sort` the sort of the source's
    phrase, `marked` "d" where its last piece stands between marks, "m" where it holds some, "-" where none; `after` is
    True where a piece follows the cue, `open_ended` where its last passage was never closed. `antecedent` is what a
    relative pronoun stands for, `via` the outlets so far, nearest first, and `relayed` tells "was quoted as saying".
    `parts` are the probabilities of cue, source, side and boundaries (of being a statement and of its speaker, where
    there is no cue).
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    rule: Rule
    place: int
    sentence: int
    block: int
    sort: str
    marked: str
    after: bool
    open_ended: bool
    parts: tuple[float, ...] = ()
    antecedent: Span | None = None
    via: tuple[str, ...] = ()
    relayed: bool = False

    @property
    def extent(self) -> Span:
        """From the first to the last of content, cue and source."""
        spans = [*self.content, *(span for span in (self.cue, self.source) if span is not None)]
        return Span(min(span.start for span in spans), max(span.end for span in spans))
