"""The wordings of one statement in columns: what corresponds stands in one row, what differs is marked word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from tui.comparison.alignment import Alignment, flags_told
from tui.comparison.pieces import PieceKind
from tui.comparison.synopsis import Cell, synopsis
from tui.library.wordings import Wording
from tui.screens.compare_styles import MUTED, Part, style_of, under_cursor
from tui.widgets.signs import cells
from tui.widgets.strips import filled, folded
from tui.widgets.wrapping import wrap

NARROWEST = 32
"""Cells of a column."""
_BETWEEN = " │ "
_HEAD_ROWS = 2
_NOTHING = "·"
"""Stands where a wording has nothing of what the others say."""

Line = list[Part]


def fitting(width: int) -> int:
    """How many columns have room side by side in so many cells; two always stand there."""
    return max(2, (width + len(_BETWEEN)) // (NARROWEST + len(_BETWEEN)))


def in_sight(number: int, pivot: int, cursor: int, most: int, before: Sequence[int] = ()) -> list[int]:
    """Which of the wordings stand side by side: the pivot first, and of the others those about the cursor; those that
    did `before`, as long as the cursor is on one of them.
    """
    if cursor in before and before[0] == pivot and len(before) == min(number, most):
        return list(before)
    others = [each for each in range(number) if each != pivot]
    at = others.index(cursor) if cursor in others else 0
    first = max(0, min(at - (most - 2) // 2, len(others) - (most - 1)))
    return [pivot, *others[first : first + most - 1]]


class Columns(NamedTuple):
    """Lines of the heads, and of the words, made of the columns of the wordings `shown`, each `side` cells wide."""

    heads: list[Line]
    lines: list[Line]
    shown: list[int]
    side: int

    def at(self, x: int) -> int:
        """The wording whose column is at the cell `x` of a line."""
        return self.shown[min(max(x, 0) // (self.side + len(_BETWEEN)), len(self.shown) - 1)]


def beside(
    wordings: Sequence[Wording],
    origins: Sequence[str],
    aligned: Alignment,
    cursor: int,
    width: int,
    before: Columns | None = None,
) -> Columns:
    """Two wordings or more in lines of `width` cells, with their dates; `before` is what was shown last."""
    shown = in_sight(len(wordings), aligned.pivot, cursor, fitting(width), before.shown if before else ())
    side = (width - len(_BETWEEN) * (len(shown) - 1)) // len(shown)
    texts = [aligned.texts[number] for number in shown]
    told = synopsis(texts[0], texts[1:], [aligned.rows[number] for number in shown[1:]])
    heads = [_head(wordings[number], origins[number], number, aligned, cursor, side) for number in shown]
    bodies = [
        [_laid(cell, text, texts[0], side) for cell in column] for column, text in zip(told.columns, texts, strict=True)
    ]
    heights = _heights(told.columns, bodies, told.rows)
    top = max(map(len, heads))
    above = [[*_lengthened(head, top), [("─" * side, MUTED)]] for head in heads]
    below = [list(_body(column, body, heights)) for column, body in zip(told.columns, bodies, strict=True)]
    at = shown.index(cursor)
    joined = [[_joined(row, side, at) for row in zip(*columns, strict=True)] for columns in (above, below)]
    if len(shown) < len(wordings):
        about = f"{len(shown)} of {len(wordings)} in sight: h l go on"
        joined[0].insert(0, [(filled(about, width), MUTED)])
    return Columns(joined[0], joined[1], shown, side)


def _head(wording: Wording, origin: str, number: int, aligned: Alignment, cursor: int, width: int) -> list[Line]:
    """Outlet, time, speaker, kind, way, and what of the differences changes the meaning."""
    sign = "▸ " if number == cursor else ""
    told = [(f"{sign}{wording.known_as}", "bold")]
    if wording.also_as:
        told.append((wording.also_as, MUTED))
    if origin:
        told.append((origin, MUTED))
    told.append((wording.told(), "italic"))
    if number == aligned.pivot:
        told.append(("the others are held against it", MUTED))
    elif flags := flags_told(aligned.rows[number]):
        told.append((f"! {', '.join(flags)}", "bold $warning"))
    return [[(words, style)] for text, style in told for words in folded(text, width, _HEAD_ROWS)]


def _laid(cell: Cell, text: str, pivot: str, width: int) -> list[Line]:
    """The words of a cell in lines of `width` cells, its differences marked; what is left out is told in words where
    that changes the meaning.
    """
    if not cell.span.length:
        return [[(_NOTHING, MUTED)]]
    parts: list[Part] = []
    place = cell.span.start
    for piece in cell.pieces:
        start, end = max(piece.b.start, place), min(piece.b.end, cell.span.end)
        before = text[place:start]
        if piece.kind is PieceKind.OMITTED:
            gone = f"[−{piece.a.of(pivot) if piece.changes_meaning else ''}]"
            parts += [(f"{before} ", ""), (gone, style_of(piece))] if before else [(gone, style_of(piece)), (" ", "")]
        else:
            parts += [(before, ""), (text[start:end], style_of(piece))]
        place = max(start, end)
    return _wrapped([*parts, (text[place : cell.span.end], "")], width)


def _wrapped(parts: Sequence[Part], width: int) -> list[Line]:
    """Styled words broken into lines of at most `width` cells."""
    whole = "".join(words for words, _ in parts)
    ends = list(accumulate(len(words) for words, _ in parts))
    lines: list[Line] = []

    def add(start: int, end: int) -> None:
        lines.append(
            [
                (whole[max(start, first) : min(end, last)], style)
                for first, last, (_, style) in zip([0, *ends], ends, parts, strict=False)
                if max(start, first) < min(end, last)
            ]
        )

    wrap(whole, 0, len(whole), width, add)
    return lines


def _heights(columns: Sequence[Sequence[Cell]], bodies: Sequence[Sequence[Sequence[Line]]], rows: int) -> list[int]:
    """The lines of each row: as many as its longest cell has; a cell of several rows lengthens the last of them."""
    heights = [1] * rows
    placed = [
        (cell, len(lines))
        for column, body in zip(columns, bodies, strict=True)
        for cell, lines in zip(column, body, strict=True)
    ]
    for cell, size in sorted(placed, key=lambda each: each[0].last - each[0].first):
        heights[cell.last - 1] += max(0, size - sum(heights[cell.first : cell.last]))
    return heights


def _body(column: Sequence[Cell], body: Sequence[list[Line]], heights: Sequence[int]) -> Iterator[Line]:
    for cell, lines in zip(column, body, strict=True):
        yield from _lengthened(lines, sum(islice(heights, cell.first, cell.last)))


def _lengthened(lines: list[Line], size: int) -> list[Line]:
    return lines + [[] for _ in range(size - len(lines))]


def _joined(row: Sequence[Line], width: int, current: int) -> Line:
    """The columns' parts of one line, each filled to its width; the column under the cursor has its colour."""
    joined: Line = []
    for number, line in enumerate(row):
        look = under_cursor if number == current else str
        blank = " " * (width - sum(cells(words) for words, _ in line))
        joined += [(_BETWEEN, MUTED)] * (number > 0)
        joined += [(words, look(style)) for words, style in [*line, (blank, "")] if words]
    return joined
