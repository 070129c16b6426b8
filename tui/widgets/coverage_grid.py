"""Speakers or statements by outlets: a grid drawn by line, each cell of which is a link."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.comparison.coverage import Cell, Matrix, Row
from tui.comparison.sieve import Sieve
from tui.messages import Filtered
from tui.widgets.gutter import SIGNS
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList
from tui.widgets.strips import ended, line

_LEAST_COLUMN, _MOST_COLUMN = 12, 20
_LEAST_LABEL = 20
_SHORT_LABEL = 14
"""Cells of a name at least, where it makes room for a second column."""
_LABEL_SHARE = 0.34
_SLICE = 0.008
"""Seconds of looking through rows between which keys are answered."""
ABSENT = "·"
NOTHING = "Nothing that anybody said is known yet"


class CoverageGrid(RowList):
    """The rows of a matrix. `column` is the position of the column under the cursor."""

    EMPTY = "No row is like this"

    class Chosen(Message):
        """What a cell holds is wanted: `cell` is None where the column has nothing of the row."""

        def __init__(self, row: Row, column: str, cell: Cell | None) -> None:
            super().__init__()
            self.row = row
            self.column = column
            self.cell = cell

    class Moved(Message):
        """Another cell is under the cursor."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, title=PaneTitle(id, [(id, "", "Coverage")]))
        self.columns: Sequence[tuple[str, str]] = ()
        self.rows: Sequence[Row] = ()
        self._apart: Mapping[str, str] = {}
        self.column = 0
        self.about = ""
        self._has_nobody = False
        """True where the last row is what no known speaker said."""
        self._sieve = Sieve(Matrix((), ()), ())
        self._sieving: Iterator[int] = iter(())
        self._first = 0
        """The position of the first column in sight."""

    def show(self, whole: Matrix, rows: Sequence[Row], about: str) -> None:
        """Show some rows of a matrix; `about` is told in the title. The cursor goes to the first row."""
        self.columns, self.rows, self.about, self.progress = whole.columns, rows, about, ""
        self._apart = whole.apart
        self._has_nobody = bool(rows) and rows[-1].is_nobody
        self.column = min(self.column, max(len(self.columns) - 1, 0))
        self.cursor = 0
        self._sieve = Sieve(whole, rows)
        self.shown = range(0)
        self.set_filter(self.filter_text)
        self.show_cursor()
        self._show_column()

    def set_filter(self, text: str) -> None:
        """Show only rows that hold every word of the text. Many rows are looked through a little at a time; those that
        were found before stay in sight until then.
        """
        self.filter_text = text
        self._sieving = self._sieve.passed(text.casefold().split())
        if self._sift():
            self._sifted()
        else:
            self.run_worker(self._sift_on(), exclusive=True, group="filter")

    def _sift(self) -> bool:
        """Look through rows for a moment; True where all are looked through."""
        started = time.monotonic()
        for number in self._sieving:
            if time.monotonic() - started > _SLICE:
                self.progress = f"filtering {number:,}/{len(self.rows):,}"
                self.update_title()
                return False
        return True

    async def _sift_on(self) -> None:
        while not self._sift():
            await asyncio.sleep(0)
        self._sifted()

    def _sifted(self) -> None:
        index, self.progress = self.index, ""
        self.rows_changed(keep=index)
        self.show_cursor()
        if self.index is not None and self.index != index:
            self.moved()
        self.post_message(Filtered())

    def rows_with(self, words: Sequence[str]) -> Sequence[int]:
        return self._sieve.found

    @property
    def row_height(self) -> int:
        return 2 if any(row.about for row in self.rows[:1]) else 1

    def row_count(self) -> int:
        return len(self.rows)

    def counted(self) -> str:
        """What is laid to nobody is a row and no speaker: it is not counted."""
        known = len(self.rows) - self._has_nobody
        shown = len(self.shown) - (self._has_nobody and bool(self.shown) and self.shown[-1] == known)
        told = f"{shown}/{known}" if self.filter_text else f"{known}"
        return self.progress or f"{told} {self.about}"

    def empty_text(self) -> str:
        return self.progress or (super().empty_text() if self.columns else NOTHING)

    def widths(self, width: int) -> tuple[int, int, int]:
        """Cells of the label and of each column, and how many columns are in sight."""
        label = max(int(width * _LABEL_SHARE), min(_LEAST_LABEL, width))
        if self.row_height == 1 and _SHORT_LABEL <= width - 2 * _LEAST_COLUMN < label:
            label = width - 2 * _LEAST_COLUMN
        left = max(width - label, 0)
        column = min(max(left // max(len(self.columns), 1), _LEAST_COLUMN), _MOST_COLUMN)
        return label, column, max(left // column, 1)

    def header(self, width: int) -> Strip:
        """The names of the columns in sight, as wide as a row."""
        label, column, seen = self.widths(width)
        dim, strong = self.style_of("row--dim"), self.style_of("row--strong")
        after = max(len(self.columns) - self._first - seen, 0)
        parts = [line([(_beyond(self._first, after, label - 1), dim)], label, self.own_style)]
        for at in range(self._first, min(self._first + seen, len(self.columns))):
            here = at == self.column
            mark = "▾" if here else " "
            identifier, name = self.columns[at]
            told = mark + ended(name, self._apart.get(identifier, ""), column - 2)
            parts += [
                line([(told, strong if here else dim)], column - 1, self.own_style),
                Strip.blank(1, self.own_style),
            ]
        return Strip.join(parts).adjust_cell_length(width, self.own_style)

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        row = self.rows[index]
        label, column, seen = self.widths(width)
        plain, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        parts = [line([(f" {row.label}", plain)], label - 1, plain), Strip.blank(1, plain)]
        for at in range(self._first, min(self._first + seen, len(self.columns))):
            identifier = self.columns[at][0]
            on_cell = "row--cursor" in marks and at == self.column
            look = self.style_of(*marks, "row--jump") if on_cell else plain
            left, right = ("[", "]") if on_cell else (" ", " ")
            words = cell_text(row, identifier)
            style = look if on_cell or identifier in row.cells else dim
            parts.append(line([(left, look), (words, style), (right, look)], column, plain))
        strips = [Strip.join(parts).adjust_cell_length(width, plain)]
        if self.row_height > 1:
            strips.append(line([(f"   {row.about}", dim)], width, plain))
        return strips

    def moved(self) -> None:
        self.post_message(self.Moved())

    def chosen(self) -> None:
        if self.index is not None and self.columns:
            row, column = self.rows[self.index], self.columns[self.column][0]
            self.post_message(self.Chosen(row, column, row.cells.get(column)))

    def on_click(self, event: events.Click) -> None:
        inside = event.get_content_offset(self)
        if inside is not None:
            label, column, seen = self.widths(self.line_width)
            at = self._first + (inside.x - label) // column
            if inside.x >= label and at < min(self._first + seen, len(self.columns)):
                self.column = at
                self.refresh()

    def do_pane_left(self, count: int) -> None:
        self._move_column(-count)

    def do_pane_right(self, count: int) -> None:
        self._move_column(count)

    def do_previous_pane(self, count: int) -> None:
        self._move_column(-count)

    def do_next_pane(self, count: int) -> None:
        self._move_column(count)

    def _move_column(self, by: int) -> None:
        column = min(max(self.column + by, 0), max(len(self.columns) - 1, 0))
        if column != self.column:
            self.column = column
            self._show_column()
            self.moved()

    def _show_column(self) -> None:
        _, _, seen = self.widths(self.line_width)
        self._first = min(max(self._first, self.column - seen + 1), self.column)
        self._first = min(self._first, max(len(self.columns) - seen, 0))
        self.refresh()

    def fit(self) -> None:
        super().fit()
        self._show_column()


def cell_text(row: Row, column: str) -> str:
    """What a cell shows: how many direct quotes and paraphrases, "?" where each is a guess, and whether this was the
    first; a dot for nothing.
    """
    cell = row.cells.get(column)
    if cell is None:
        return ABSENT
    parts = [f"{SIGNS['direct']}{cell.direct}"] if cell.direct else []
    parts += [f"{SIGNS['indirect']}{cell.paraphrased}"] if cell.paraphrased else []
    if cell.guessed == len(cell.told):
        parts[-1] += "?"
    parts += ["1st"] if row.first == column else []
    return " ".join(parts)


def _beyond(before: int, after: int, width: int) -> str:
    """How many columns are out of sight on either side, in words where there is room for them."""
    for word in (" more", ""):
        told = "  ".join([*([f"◂ {before}{word}"] if before else []), *([f"{after}{word} ▸"] if after else [])])
        told = told if before else f" {told}".rstrip()
        if len(told) <= width:
            break
    return told


class CoverageHeader(Widget):
    """The names of a grid's columns, in one line above it."""

    DEFAULT_CSS = "CoverageHeader { height: 1; background: $background; }"

    def __init__(self, grid: CoverageGrid) -> None:
        super().__init__()
        self._grid = grid

    def render_line(self, y: int) -> Strip:
        return self._grid.header(self._grid.line_width).adjust_cell_length(self.size.width, self.rich_style)
