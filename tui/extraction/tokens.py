"""Words, punctuation and quotation marks of one block, cut into sentences.

A sentence ends outside quotation marks, so that a passage of several sentences between marks stays in the sentence
that holds its speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from tui.extraction.marks import Quoted
from tui.extraction.shapes import shapes
from tui.extraction.words import words
from tui.text import Span

OPEN, CLOSE = "“", "”"
"""What every opening and closing mark of an outermost passage looks like as a token."""

_TOKEN = re.compile(r"(\w(?:\.[^\W\d_]\.(?:[^\W\d_]\.)*|\w*(?:[-'’&]\w+|[.,]\d+)*)|''|``|\.\.+|\S)")
"""Initials ("U.S."), words with what joins their parts, figures, double marks of two signs, dots, any other sign."""
_MARKS = frozenset("“”„‟«»‹›\"‘’‚'") | {"''", "``"}
_ENDS = frozenset(".?!…")
_MAY_END = _ENDS | {CLOSE}
_VERBS = ("d", "z")
"""Shapes of verbs that carry a clause, next to the auxiliaries."""


_LONGEST = 400
"""A hostile text may be one endless sentence: it is cut into pieces of so many tokens."""


class Tokens:
    """One block's tokens as parallel lists.

    `word` as written, `low` in lower case, `shape` its shape, `start` and `end` in the text; `region[i]` is the
    index (in `quoted`) of the outermost passage that token i stands in, or -1; its marks count as inside.
    `sentences` are half-open token ranges; `opens` are the tokens that open a passage.
    """

    __slots__ = (
        "_asides",
        "cues",
        "end",
        "finite",
        "low",
        "number",
        "opens",
        "quoted",
        "region",
        "sentences",
        "shape",
        "start",
        "text",
        "word",
    )

    def __init__(
        self,
        text: str,
        block: Span,
        quoted: Sequence[Quoted],
        number: int = 0,
        asides: Sequence[Span] = (),
    ) -> None:
        """`quoted` are the outermost passages of the block, in text order; `number` counts the blocks.

        What stands in `asides` is left out.
        """
        self.text = text
        self.quoted = quoted
        self.number = number
        self.word: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.region: list[int] = []
        self._asides = asides
        self.opens: list[int] = []
        self.cues: list[int] = []
        if quoted or asides:
            self._read_with_marks(block)
        else:
            self._read(block.start, block.end, -1)
        self.low = list(map(str.lower, self.word))
        self.shape = shapes(self.word)
        self.sentences = self._sentences()
        self.finite: Sequence[int] = ()

    def _read_with_marks(self, block: Span) -> None:
        place = block.start
        for index, passage in enumerate(self.quoted):
            self._read(place, passage.outer.start, -1)
            self.opens.append(len(self.word))
            self._add(OPEN, passage.outer.start, passage.inner.start, index)
            self._read(passage.inner.start, passage.inner.end, index)
            self._add(CLOSE, passage.inner.end, passage.outer.end, index)
            place = passage.outer.end
        self._read(place, block.end, -1)

    def _read(self, first: int, last: int, region: int) -> None:
        before = len(self.word)
        parts = _TOKEN.split(self.text[first:last])
        word = parts[1::2]
        edges = list(accumulate(map(len, parts), initial=first))
        self.start += edges[1:-1:2]
        self.end += edges[2::2]
        self.word += word
        if "." in word:
            self._join_stops(before)
        if self._asides or not _MARKS.isdisjoint(word):
            self._drop(before)
        self.region += [region] * (len(self.word) - before)

    def _join_stops(self, before: int) -> None:
        """Make one token of an abbreviation and its stop, among the tokens from `before` on."""
        word, start, end = self.word, self.start, self.end
        shortened = words("abbreviations")
        stops = [at for at in range(before + 1, len(word)) if word[at] == "." and end[at - 1] == start[at]]
        joined = [at for at in stops if _keeps_stop(word[at - 1], shortened)]
        for at in joined:
            word[at - 1] += "."
            end[at - 1] = end[at]
        for at in reversed(joined):
            del word[at], start[at], end[at]

    def _drop(self, before: int) -> None:
        """Leave out the marks of inner passages, and the asides, among the tokens from `before` on."""
        kept = [
            at
            for at in range(before, len(self.word))
            if self.word[at] not in _MARKS and not any(aside.holds(self.start[at]) for aside in self._asides)
        ]
        self.word[before:] = [self.word[at] for at in kept]
        self.start[before:] = [self.start[at] for at in kept]
        self.end[before:] = [self.end[at] for at in kept]

    def _add(self, token: str, start: int, end: int, region: int) -> None:
        self.word.append(token)
        self.start.append(start)
        self.end.append(end)
        self.region.append(region)

    def _sentences(self) -> list[tuple[int, int]]:
        word, region, low = self.word, self.region, self.low
        starters = words("starters")
        last = len(word)
        found: list[tuple[int, int]] = []
        first = 0
        for at in [at for at, token in enumerate(word) if token[-1] in _MAY_END]:
            token = word[at]
            if token in _ENDS and region[at] < 0:
                after = at + 1
                if after < last and word[after] == ")":
                    after += 1
            elif (token == CLOSE and at and self._ends_quote(at)) or (
                token[-1] == "." and region[at] < 0 and at + 1 < last and low[at + 1] in starters
            ):
                after = at + 1
            else:
                continue
            if after >= last or after <= first:
                continue
            following = word[after]
            if following == OPEN or following[0].isupper() or following[0].isdigit() or following in "•-–—([/":
                if token == CLOSE and following != OPEN and self._attribution_follows(after):
                    continue
                found.append((first, after))
                first = after
        if first < last:
            found.append((first, last))
        return [(place, min(place + _LONGEST, stop)) for begin, stop in found for place in range(begin, stop, _LONGEST)]

    def _ends_quote(self, at: int) -> bool:
        """Whether the passage that closes here ends a sentence."""
        return self.word[at - 1] in _ENDS or self.word[at - 1].startswith("..")

    def _attribution_follows(self, at: int) -> bool:
        """`"Why?" Smith asked` and `"No!" The minister said`: a word of saying near, before any other mark."""
        if self.word[at - 2] == ".":
            return False
        saying = words("saying")
        for place in range(at, min(at + 6, len(self.word))):
            token = self.low[place]
            if token in saying:
                return True
            if not (token[0].isalnum() or token in ",."):
                return False
        return False

    def count_finite(self) -> None:
        """Make `finite[i]` the number of finite verbs among the tokens before i: wanted only where there are cues."""
        if not self.finite:
            self.finite = list(accumulate(map(_finite().__contains__, self.shape), initial=0))

    def opens_in(self, first: int, last: int) -> bool:
        """Whether a passage between marks opens among the tokens `[first, last)`."""
        if not self.opens:
            return False
        place = bisect_left(self.opens, first)
        return place < len(self.opens) and self.opens[place] < last

    def cues_in(self, first: int, last: int) -> int:
        """How many sure cues stand among the tokens `[first, last)`."""
        return bisect_left(self.cues, last) - bisect_left(self.cues, first) if self.cues else 0

    def cues_within(self, first: int, last: int) -> list[int]:
        """The sure cues among the tokens `[first, last)`."""
        return self.cues[bisect_left(self.cues, first) : bisect_left(self.cues, last)]

    def cue_ahead(self, first: int, last: int) -> str:
        """How far the next sure cue is among the tokens `[first, last)`, and its shape; "-" where there is none."""
        cues = self.cues
        place = bisect_left(cues, first)
        if place == len(cues) or cues[place] >= last:
            return "-"
        away = cues[place] - first
        return ("n" if away < 3 else "m" if away < 7 else "f") + self.shape[cues[place]]

    def index_at(self, offset: int) -> int:
        """The token that starts at the offset, or the first after it."""
        return bisect_left(self.start, offset)

    def span(self, first: int, last: int) -> Span:
        """The text of the tokens `[first, last)`."""
        return Span(self.start[first], self.end[last - 1])


@cache
def _finite() -> frozenset[str]:
    return words("finite").union(_VERBS)


def _keeps_stop(word: str, shortened: frozenset[str]) -> bool:
    """True for an abbreviation ("Mr") and an initial ("J")."""
    return word[0].isupper() and (word.lower() in shortened or (len(word) == 1 and word != "I"))
