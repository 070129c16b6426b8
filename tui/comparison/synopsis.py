"""The wordings of one statement in columns, with what corresponds in one row: a synopsis, as of parallel texts.

The first text is cut into rows of some words, where others begin to differ from it, or end to. Each of the others
is cut at the same places; where it has other words there, these take the rows of all that they stand for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from tui.comparison.pieces import Piece, PieceKind
from tui.comparison.wording import places_of_words
from tui.text import Span, trimmed

_FEWEST = 4
"""Rows of fewer words break a text to pieces."""


class Cell(msgspec.Struct, frozen=True):
    """What a text has in the rows `[first, last)`: the words at `span`, empty where it has none there, and the pieces
    by which these differ from the first text.
    """

    first: int
    last: int
    span: Span
    pieces: tuple[Piece, ...] = ()


class Synopsis(msgspec.Struct, frozen=True):
    """`columns[i]` are the cells of a text from above, which together take all `rows`."""

    rows: int
    columns: tuple[tuple[Cell, ...], ...]


def synopsis(pivot: str, others: Sequence[str], differences: Sequence[Sequence[Piece]]) -> Synopsis:
    """Put a text and others side by side; `differences` are the pieces of each of the others held against it."""
    words = places_of_words(pivot)
    numbered = [[_Numbered.of(piece, words) for piece in row] for row in differences]
    cuts = _cuts(len(words), sorted({end for row in numbered for piece in row for end in (piece.first, piece.last)}))
    own = _parted(pivot, [words[cut] if words else 0 for cut in cuts[:-1]])
    columns = [tuple(Cell(number, number + 1, span) for number, span in enumerate(own))]
    columns += [_column(cuts, text, row) for text, row in zip(others, numbered, strict=True)]
    return Synopsis(len(own), tuple(columns))


class _Numbered(msgspec.Struct, frozen=True):
    """A piece with the words `[first, last)` of the pivot that it takes, by their numbers."""

    piece: Piece
    first: int
    last: int

    @classmethod
    def of(cls, piece: Piece, words: Sequence[int]) -> _Numbered:
        first = bisect_left(words, piece.a.start)
        return cls(piece, first, bisect_left(words, piece.a.end) if piece.a.length else first)


def _cuts(size: int, places: Sequence[int]) -> list[int]:
    """Those of the places, in order, that part a text of `size` words into rows not too short; with its ends."""
    cuts = [0]
    for place in places:
        if place - cuts[-1] >= _FEWEST and size - place >= _FEWEST:
            cuts.append(place)
    return [*cuts, size]


def _column(cuts: Sequence[int], text: str, row: Sequence[_Numbered]) -> tuple[Cell, ...]:
    """The cells of a text that is held against the pivot, which has been cut before the words `cuts`."""
    words = places_of_words(text)
    if not words:
        return (Cell(0, len(cuts) - 1, Span(*trimmed(text, Span(0, len(text))))),)
    rows: list[int] = []
    begins: list[int] = []
    for number, cut in enumerate(cuts[:-1]):
        place = _place(row, words, cut) if cut else 0
        if place is not None:
            rows.append(number)
            begins.append(place)
    filled = [begin for begin, end in pairwise([*begins, len(words)]) if begin < end]
    spans = dict(zip(filled, _parted(text, [words[begin] for begin in filled]), strict=True))
    found = []
    for (first, last), (begin, end) in zip(
        pairwise([*rows, len(cuts) - 1]), pairwise([*begins, len(words)]), strict=True
    ):
        if begin < end:
            span, held = spans[begin], range(cuts[first], cuts[last])
            found.append(Cell(first, last, span, tuple(each.piece for each in row if _differs(each, span, held))))
        else:
            found.append(Cell(first, last, Span(0, 0)))
    return tuple(found)


def _place(row: Sequence[_Numbered], words: Sequence[int], cut: int) -> int | None:
    """The number of the word of a text that stands where the pivot has the word `cut`; None in the midst of changed
    ones.
    """
    for each in row:
        if each.first == cut < each.last:
            return bisect_left(words, each.piece.b.start)
        if each.first < cut < each.last:
            if each.piece.kind is PieceKind.CHANGED:
                return None
            begin = bisect_left(words, each.piece.b.start)
            return begin + cut - each.first if each.piece.kind is PieceKind.SAME else begin
    return len(words)


def _differs(each: _Numbered, span: Span, held: range) -> bool:
    """Whether it is a difference of the words at `span`, which stand where the pivot has the words `held`; what is left
    out belongs where it begins.
    """
    if each.piece.kind is PieceKind.OMITTED:
        return each.first in held
    return each.piece.kind is not PieceKind.SAME and each.piece.b.overlaps(span)


def _parted(text: str, starts: Sequence[int]) -> list[Span]:
    """The text cut before the words at `starts`: what stands between two words goes with the first, up to a space."""
    cuts = [0]
    for start in starts[1:]:
        before = start
        while before > cuts[-1] and not (text[before - 1].isalnum() or text[before - 1].isspace()):
            before -= 1
        cuts.append(before if text[before - 1].isspace() else start)
    return [Span(*trimmed(text, Span(begin, end))) for begin, end in pairwise([*cuts, len(text)])]
