"""The last step of anchoring: a passage whose words were changed a little. Bounded, and never for short
quotes."""

from __future__ import annotations

from collections.abc import Iterator

from tui.annotations.folding import fold
from tui.annotations.ground import WINDOW, Ground, Support, Surroundings
from tui.annotations.model import EVIDENCE, TextQuoteSelector
from tui.text import Span

SHORTEST = 10
"""Code points below which a changed quote is an orphan: a tenth of it is less than one."""
LIKE = 0.5
"""Likeness from which a place is worth offering to the reader."""
_FLOOR = 0.8
_FLOOR_ALONE = 0.85
"""The floor for a long quote without context."""
_LONG = 48
"""Code points of a quote that may be taken in a context that changed on one side or both."""
_SIDE = 0.6
"""Likeness of the context that speaks for a place."""
_MARGIN = 0.15
"""By how much the best place must be more like than the second."""
_SOLID = 4
"""Code points of a run that is no chance likeness."""
_MIDDLING = 24
"""Code points of a quote below which the context must be unbroken."""
_UNBROKEN = 40
"""Code points of unbroken context, on both sides together, that such a quote needs."""


def similar_places(
    ground: Ground, quote: TextQuoteSelector, around: Surroundings
) -> Iterator[tuple[Span, float, bool]]:
    """Places in the text whose words are like the quote's: the span, its likeness in [0, 1], whether it is
    certain.

    The likeliest first. At most one is certain: like enough, in the right context or long enough to need
    none, and by a margin more like than any other place."""
    exact = fold(quote.exact)
    if len(exact) < SHORTEST:
        return
    text = ground.folded.text
    found: list[tuple[float, Span, Support]] = []
    for start in ground.likely_starts(around.before, exact, around.after):
        span = _aligned(text, start, around.before, exact, around.after)
        if span is None or any(span.overlaps(other[1]) for other in found):
            continue
        before = text[max(0, span.start - len(around.before) - WINDOW) : span.start]
        after = text[span.end : span.end + len(around.after) + WINDOW]
        found.append((_likeness(exact, span.of(text)), span, around.of(before, after)))
    found.sort(key=lambda each: (-each[0], each[1]))
    for rank, (likeness, span, support) in enumerate(found):
        is_best = rank == 0 and all(_is_behind(other, found[0]) for other in found[1:])
        certain = is_best and _is_certain(len(exact), likeness, support)
        certain = certain and (support.is_whole or not around.has_twin)
        yield ground.folded.back(span), likeness, certain


def _is_behind(other: tuple[float, Span, Support], best: tuple[float, Span, Support]) -> bool:
    """True where the other place is less like by the margin, or stands in another context while the best is
    in its own."""
    return best[0] - other[0] >= _MARGIN or (
        min(best[2].left, best[2].right) >= _FLOOR and max(other[2].left, other[2].right) < _SIDE
    )


def _is_certain(length: int, likeness: float, support: Support) -> bool:
    if likeness < _FLOOR:
        return False
    if length < _MIDDLING:
        return support.run >= _UNBROKEN or (support.run + length >= EVIDENCE + 4 and length >= 12)
    if min(support.left, support.right) >= _SIDE or support.run + length >= EVIDENCE + 12:
        return True
    return length >= _LONG and (max(support.left, support.right) >= _SIDE or likeness >= _FLOOR_ALONE)


def _aligned(text: str, start: int, before: str, exact: str, after: str) -> Span | None:
    """The span of the folded text that an alignment of quote and context with the text near `start` gives the
    quote."""
    from tui.distances import Levenshtein  # only where a text has changed

    slack = max(24, len(exact) // 5)
    low = max(0, start - len(before) - slack)
    high = min(len(text), start + len(exact) + len(after) + slack)
    if low >= high:
        return None
    first, last = len(before), len(before) + len(exact)
    steps = Levenshtein.opcodes(before + exact + after, text[low:high])
    same = [(step.src_start, step.src_end, step.dest_start) for step in steps if step.tag == "equal"]
    begin, end = _edge(same, first, last), _edge([_mirrored(each) for each in reversed(same)], -last, -first)
    if begin is None or end is None or begin >= -end:
        return None
    return Span(max(low, low + begin), min(high, low - end))


def _edge(same: list[tuple[int, int, int]], first: int, last: int) -> int | None:
    """Where in the other text a passage `first..last` begins: at its first solid run of equal code points,
    and before that as much as was lost there, but nothing that belongs to what stands before the passage."""
    free = None
    for start, end, there in same:
        shift = there - start
        length = min(end, last) - max(start, first)
        if length >= _SOLID:
            begin = max(start, first) + shift
            lost = max(start, first) - first
            return begin - (lost if free is None else min(lost, max(0, begin - free)))
        if end <= first or start < first:
            free = min(end, first) + shift
    return None


def _mirrored(run: tuple[int, int, int]) -> tuple[int, int, int]:
    """The run read backwards, places counted down from 0."""
    start, end, there = run
    return -end, -start, -(there + end - start)


def _likeness(one: str, other: str) -> float:
    from tui.distances import Levenshtein

    return Levenshtein.normalized_similarity(one, other)
