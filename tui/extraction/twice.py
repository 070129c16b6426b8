"""One statement is told once: of two attributions of the same words by the same speaker, the better one stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.extraction.frame import Frame
from tui.extraction.model import Kind
from tui.text import Span

_SAME_WORDS = 0.5
"""A statement inside another of the same speaker is told twice where it is at least this part of it."""

_ACCORDING = "according"
_NEAR = 4
"""So many attributions before one are looked at: they are in the order of their places."""


class Rated(NamedTuple):
    """A frame with its kind, its confidence and the number of its speaker (None where nobody is known)."""

    frame: Frame
    kind: Kind
    confidence: float
    speaker: int | None


def told_once(rated: Sequence[Rated]) -> list[Rated]:
    """Those that are left, in the same order."""
    left: list[Rated] = []
    dropped: set[int] = set()
    for number, one in enumerate(rated):
        for place in range(max(0, number - _NEAR), number):
            if place in dropped:
                continue
            other = rated[place]
            if (
                one.frame.sentence == other.frame.sentence
                and one.frame.block == other.frame.block
                and _same(one, other)
            ):
                worse = _worse(one, other)
                dropped.add(number if worse is one else place)
                if worse is one:
                    break
    left.extend(one for number, one in enumerate(rated) if number not in dropped)
    return left


def cut_doubled(text: str, made: Sequence[Frame]) -> list[Frame]:
    """One of two cues around the same words (`He said “...” said Bob Smith`): what both hold, by the one who is named.

    `made` and what is given back are in text order. What is told "according to" somebody else stays.
    """
    left: list[Frame] = []
    for frame in made:
        common = _doubled(text, left[-1], frame) if left else None
        if common is None:
            left.append(frame)
            continue
        if (frame.sort == "N", frame.parts) > (left[-1].sort == "N", left[-1].parts):
            left[-1] = frame
        left[-1].content = (common,)
        left[-1].place = common.start
    return left


def _doubled(text: str, one: Frame, other: Frame) -> Span | None:
    """What the contents share, where each of them also holds the cue of the other, or they are the same."""
    if one.sentence != other.sentence or one.cue is None or other.cue is None:
        return None
    if one.content == other.content and other.cue.of(text).lower() != _ACCORDING:
        return one.content[0]
    first, second = one.content[-1], other.content[-1]
    if not (first.contains(other.cue) and second.contains(one.cue) and first.overlaps(second)):
        return None
    common = Span(max(first.start, second.start), min(first.end, second.end))
    return None if common.overlaps(one.cue) or common.overlaps(other.cue) else common


def _same(one: Rated, other: Rated) -> bool:
    """Whether the words of one are among those of the other, of the same speaker or only with cue and source added."""
    first, second = sorted((one, other), key=_length)
    if not all(any(whole.contains(piece) for whole in second.frame.content) for piece in first.frame.content):
        return False
    if one.speaker == other.speaker:
        return _length(first) >= _SAME_WORDS * _length(second) and not _holds_unit(first, second)
    return _holds_unit(first, second) and first.kind is Kind.DIRECT and _length(second) <= _unit(first) + _length(first)


def _place(rated: Rated) -> tuple[int, int]:
    return rated.frame.block, rated.frame.sentence


def _holds_unit(inner: Rated, outer: Rated) -> bool:
    """Whether the content of the outer one holds the cue of the inner one."""
    cue = inner.frame.cue
    return cue is not None and any(piece.contains(cue) for piece in outer.frame.content)


def _length(rated: Rated) -> int:
    return sum(piece.length for piece in rated.frame.content)


def _unit(rated: Rated) -> int:
    """Signs that cue and source take, with the mark, the blanks and the comma beside them."""
    spans = [span for span in (rated.frame.cue, rated.frame.source) if span is not None]
    return max(span.end for span in spans) - min(span.start for span in spans) + 4


def _worse(one: Rated, other: Rated) -> Rated:
    return min(
        one, other, key=lambda rated: (rated.frame.cue is not None, rated.kind is not Kind.INDIRECT, rated.confidence)
    )
