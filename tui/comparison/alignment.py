"""Several wordings of one statement, each held against one of them (`differences.align`), and what that tells."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tui.comparison.pieces import CHANGES_MEANING, Flag, Piece, PieceKind


class Alignment(msgspec.Struct, frozen=True):
    """`rows[i]` are the differences between `texts[pivot]` (as a) and `texts[i]` (as b), in the order of the texts."""

    texts: tuple[str, ...]
    pivot: int
    rows: tuple[tuple[Piece, ...], ...]


def gravest_first(row: Sequence[Piece]) -> tuple[Piece, ...]:
    """The differences of a row, those that change the meaning first, in text order otherwise."""
    differing = [piece for piece in row if piece.kind is not PieceKind.SAME]
    return tuple(sorted(differing, key=lambda piece: not piece.changes_meaning))


def change_told(pivot: str, words: str, piece: Piece) -> str:
    """A difference in words: what it touches, and what stands in the one text and in the other, or in one alone."""
    touched, a, b = ", ".join(flag.value for flag in piece.flags), piece.a.of(pivot), piece.b.of(words)
    if piece.kind is PieceKind.OMITTED:
        return f"{touched}: “{a}” is left out"
    return f"{touched}: “{b}” is added" if piece.kind is PieceKind.INSERTED else f"{touched}: “{a}” / “{b}”"


def changes_told(pivot: str, words: str, row: Sequence[Piece]) -> list[str]:
    """The differences of a row that change the meaning, in words."""
    return [change_told(pivot, words, piece) for piece in gravest_first(row) if piece.changes_meaning]


def flags_told(row: Sequence[Piece]) -> list[str]:
    """What the differences of a row touch that change the meaning, each told once, the gravest first."""
    touched = {flag for piece in row for flag in piece.flags}
    return [flag.value for flag in Flag if flag in touched & CHANGES_MEANING]
