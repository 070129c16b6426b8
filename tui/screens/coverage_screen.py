"""The coverage matrix: speakers or statements by outlets or articles, every cell a link to the quote."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widget import Widget
from textual.worker import Worker

from tui.actions import Context
from tui.comparison.bundles import Place
from tui.comparison.coverage import (
    Across,
    BySpeaker,
    Matrix,
    MatrixMaker,
    Only,
    Order,
    Row,
    Told,
    list_rows,
    source_of,
)
from tui.library.grouping.asking import GroupingError, Statements
from tui.library.reports import Reports, place_of, statements
from tui.linking import Locus
from tui.memory import uncollected
from tui.messages import StatusChanged
from tui.screens.list_screen import ListScreen
from tui.widgets.coverage_grid import CoverageGrid, CoverageHeader
from tui.widgets.strips import ended

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_NAME = 24
"""Cells that the status line has for the name of an outlet or an article."""
_AT_ONCE = 500
"""Rows that are let go between two looks at the keys."""
_ORDERS, _ONLY, _ACROSS = list(Order), list(Only), list(Across)


class CoverageScreen(ListScreen):
    """Reads the library beside the keys, then shows the matrix."""

    CONTEXTS: ClassVar = (Context.COVERAGE, Context.LIST, Context.DESK)
    MEANINGS: ClassVar = {
        **ListScreen.MEANINGS,
        "pane-left": "Go to the column on the left.",
        "pane-right": "Go to the column on the right.",
        "next-pane": "Go to the next column.",
        "previous-pane": "Go to the previous column.",
    }
    FOOTER: ClassVar = (
        "follow", "coverage-rows", "coverage-columns", "coverage-sort", "coverage-only", "filter", "help",
        "back-or-close",
    )  # fmt: skip

    def __init__(self, desk: DeskScreen) -> None:
        self.grid = CoverageGrid(id="coverage")
        super().__init__(desk, self.grid)
        self._header = CoverageHeader(self.grid)
        self._reports = Reports(desk.session.library)
        self.by_statement = False
        self.across = Across.OUTLETS
        self.order = Order.REPORTS
        self.only = Only.ALL
        self.matrix = Matrix((), ())
        self._groups: Statements | None = None
        """None until they are asked for."""
        self._stale = False
        self._made: tuple[bool, Across] | None = None
        self._shown: tuple[bool, Across, Order, Only] | None = None
        self._working: Worker[None] | None = None
        self._is_waiting = False

    def above(self) -> Iterable[Widget]:
        return (self._header,)

    def on_mount(self) -> None:
        self._catch_up(read=True)

    def on_unmount(self) -> None:
        """Let go of the reports, of which there are many, now and not when the collector comes by."""
        self._reports = Reports(self.session.library)
        self.matrix = Matrix((), ())
        self.grid.show(self.matrix, (), "")

    def _catch_up(self, *, read: bool = False) -> None:
        """Have the matrix shown as it is wanted now; `read` reads the library anew. What is under way goes on, and
        takes what is wanted at its next step; waiting for statements that are no longer wanted ends.
        """
        self._stale = self._stale or read
        if self._is_waiting and not self.by_statement and self._working is not None:
            self._working.cancel()
            self._working = None
        if self._working is None or self._working.is_finished:
            self._working = self.run_worker(self._work(), exclusive=True)

    def _wanted(self) -> tuple[bool, Across, Order, Only]:
        return self.by_statement, self.across, self.order, self.only

    async def _work(self) -> None:
        while self._stale or self._shown != self._wanted():
            if self._stale:
                self._stale, self._made, self._groups = False, None, None
                with uncollected():
                    await self.walk(self._reports.read(), f"reading {{:,}}/{len(self.session.library):,}")
            if self.by_statement and self._groups is None:
                self._is_waiting = True
                try:
                    self._groups = await self._grouped()
                finally:
                    self._is_waiting = False
            wanted = self._wanted()
            before = list(self.matrix.rows)
            with uncollected():
                if self._made != wanted[:2]:
                    await self._make()
                    self._made = wanted[:2]
                await self._show()
            self._shown = wanted
            while before:  # a large matrix takes too long to be let go at once
                del before[-_AT_ONCE:]
                await asyncio.sleep(0)

    async def _grouped(self) -> Statements:
        """The statements that several articles have; none, and a message, where they cannot be told."""
        wordings = self.desk.variants.wordings
        wordings.on_progress = self._tell
        try:
            return await wordings.groups()
        except GroupingError as error:
            self.notify(str(error), severity="warning", markup=False)
            return []
        finally:
            wordings.on_progress = lambda _words: None

    def _tell(self, progress: str) -> None:
        self.grid.progress = progress
        self.grid.update_title()
        self.grid.refresh()

    async def _make(self) -> None:
        told = self._reports.told
        maker = MatrixMaker(self.across)
        await self.walk(self._fill(maker), f"putting together {{:,}}/{2 * len(told):,}")
        await self.walk(maker.finish(), "columns {:,}")
        self.matrix = maker.matrix

    def _fill(self, maker: MatrixMaker) -> Iterator[int]:
        """Gives the number of steps done."""
        done, by_statement = 0, self.by_statement
        by_speaker = BySpeaker()
        at: dict[Place, Told] = {}
        for done, each in enumerate(self._reports.told, 1):
            maker.know(each)
            if by_statement:
                at[place_of(each)] = each
            else:
                by_speaker.take(each)
            yield done
        taken: set[str] = set()
        by_words = (source_of(group, taken) for group in statements(at, self._groups or []))
        for source in by_words if by_statement else by_speaker.sources():
            for _ in maker.take(source):
                yield done
            done += len(source[2])
            yield done

    async def _show(self) -> None:
        only = f", {self.only}" if self.only is not Only.ALL else ""
        rows: list[Row] = []
        await self.walk(list_rows(self.matrix, self.order, self.only, rows), "sorting {:,}")
        what = ("statement" if self.by_statement else "speaker") + "s" * (
            len(rows) - any(row.is_nobody for row in rows[-1:]) != 1
        )
        about = f"{what} by {self.across}{only}, {self.order}"
        self.grid.show(self.matrix, rows, about)
        self._header.refresh()
        self.update_status()

    # Keys

    def do_coverage_rows(self, count: int) -> None:
        self.by_statement = not self.by_statement
        self._catch_up()

    def do_coverage_columns(self, count: int) -> None:
        self.across = _ACROSS[(_ACROSS.index(self.across) + count) % len(_ACROSS)]
        self._catch_up()

    def do_coverage_sort(self, count: int) -> None:
        self.order = _ORDERS[(_ORDERS.index(self.order) + count) % len(_ORDERS)]
        self._catch_up()

    def do_coverage_only(self, count: int) -> None:
        self.only = _ONLY[(_ONLY.index(self.only) + count) % len(_ONLY)]
        self._catch_up()

    def do_reload(self, count: int) -> None:
        self._catch_up(read=True)

    # Links

    @on(CoverageGrid.Moved)
    @on(StatusChanged)
    def cell_changed(self) -> None:
        self._header.refresh()
        self.update_status()

    def status(self) -> tuple[str, str]:
        grid = self.grid
        if grid.index is None or not grid.columns:
            return "", ""
        row, column = grid.rows[grid.index], grid.columns[grid.column][0]
        cell = row.cells.get(column)
        has = f"{cell.direct} direct, {cell.paraphrased} paraphrased" if cell else "nothing"
        if cell and cell.guessed:
            has += f", {cell.guessed} of them guesses"
        first = ", first to report" if row.first == column else ""
        lacking = f"in {len(row.cells)} of {len(grid.columns)}"
        if len(row.cells) == 1 and len(grid.columns) > 1:
            lacking = f"only {self._called(next(iter(row.cells)))}"
        if len(grid.columns) - len(row.cells) == 1:
            lacking = f"all but {self._called(self.matrix.missing(row)[0])}"
        return f"{self._called(column)}: {has}{first} · {row.label}", lacking

    def _called(self, column: str) -> str:
        """What a column is called in the status line."""
        return ended(dict(self.grid.columns)[column], self.matrix.apart.get(column, ""), _NAME)

    @on(CoverageGrid.Chosen)
    def go(self, event: CoverageGrid.Chosen) -> None:
        if event.cell is None:
            name = dict(self.grid.columns)[event.column]
            self.notify(f"{name} has nothing of this", timeout=2, markup=False)
        elif len(event.cell.told) == 1:
            self.dismiss(_locus(event.cell.told[0]))
        else:
            self._pick(event.cell.told)

    def _pick(self, told: tuple[Told, ...]) -> None:
        from tui.screens.pick_screen import PickScreen

        def picked(number: int | None) -> None:
            if number is not None:
                self.dismiss(_locus(told[number]))

        rows = [f"{each.attribution.kind}  “{each.words}”" for each in told]
        self.app.push_screen(PickScreen(f"{told[0].known_as}: {len(told)} quotes", rows), picked)


def _locus(told: Told) -> Locus:
    quote = told.attribution
    return Locus(told.key, quote.span, attribution=quote.id, actor=told.actor)
