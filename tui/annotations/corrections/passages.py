"""Passages of a text: how much two have in common, and what of one is a statement's content."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise

from tui.extraction.marks import Quoted, pair_marks
from tui.extraction.model import Kind
from tui.text import Span, trimmed

_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")


def overlap_with(spans: Iterable[Span]) -> Callable[[Span], bool]:
    """A test of whether a span shares a code point with any of `spans`; quick for many of them."""
    ordered = sorted(spans)
    reach = list(accumulate((span.end for span in ordered), max))

    def overlaps(span: Span) -> bool:
        before = bisect_left(ordered, Span(span.end, span.end))
        return before > 0 and reach[before - 1] > span.start

    return overlaps


class Passages:
    """What can be asked of the passages of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [match.start() for match in _WORD.finditer(text)]

    def likeness(self, left: Span, right: Span) -> float:
        """The share of words that two passages have in common, of those of the longer one; in [0, 1]."""
        common = self._count(Span(max(left.start, right.start), min(left.end, right.end)))
        return common / max(self._count(left), self._count(right)) if common else 0.0

    def nearest(self, words: str, place: Span) -> Span | None:
        """Where `words` stand, whatever white space divides them, nearest to `place`; None where they do
        not."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        if not pattern:
            return None
        found = (Span(*match.span()) for match in re.finditer(pattern, self._text))
        return min(found, key=lambda span: (abs(span.start - place.start), span), default=None)

    def content(self, span: Span, old: Sequence[Span] = ()) -> tuple[Span, ...]:
        """The pieces of a statement that is told to be `span`: without quotation marks at the ends, and
        with the gaps that its `old` pieces have there. Empty where no word is left."""
        gaps = [Span(left.end, right.start) for left, right in pairwise(old)]
        gaps = [gap for gap in gaps if span.start < gap.start and gap.end < span.end]
        starts = [span.start, *(gap.end for gap in gaps)]
        ends = [*(gap.start for gap in gaps), span.end]
        quoted = self._quoted(span)
        pieces = [_bare(self._text, Span(start, end), quoted) for start, end in zip(starts, ends, strict=True)]
        return tuple(piece for piece in pieces if self._count(piece))

    def kind(self, content: Sequence[Span]) -> Kind:
        """What the quotation marks tell of a statement's pieces."""
        from tui.extraction.pipeline import kind_of  # the whole extractor, which the desk does not load

        outers = [each.outer for each in self._quoted(Span(content[0].start, content[-1].end))]
        return kind_of(self._text, content, outers)

    def _count(self, span: Span) -> int:
        return max(0, bisect_left(self._starts, span.end) - bisect_left(self._starts, span.start))

    def _quoted(self, span: Span) -> list[Quoted]:
        """The outermost passages between marks in the lines of the span."""
        first = self._text.rfind("\n", 0, span.start) + 1
        last = self._text.find("\n", span.end)
        lines = _LINE.finditer(self._text, first, last if last >= 0 else len(self._text))
        return [each for each in pair_marks(self._text, [Span(*line.span()) for line in lines]) if not each.depth]


def _bare(text: str, span: Span, quoted: Sequence[Quoted]) -> Span:
    """The span without white space and quotation marks at its ends."""
    start, end = trimmed(text, span)
    for each in quoted:
        if each.outer.start <= start < each.inner.start:
            start = each.inner.start
        if each.inner.end < end <= each.outer.end:
            end = each.inner.end
    return trimmed(text, Span(start, max(start, end)))
