"""The actors: kind, name, roles, how often they speak and are named."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.library.found import ActorRow
from tui.linking import Locus
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList
from tui.widgets.strips import line, spread

SIGNS = {"person": "○", "organisation": "□", "place": "△"}


class ActorList(RowList):
    """Actors of the open article or of all, those who speak first."""

    ROW_HEIGHT = 2
    EMPTY = "No actors found"

    locus: reactive[Locus | None] = reactive(None, init=False, repaint=False)

    class Pointed(Message):
        """An actor is under the cursor, or (`visit`) was chosen."""

        def __init__(self, row: ActorRow, *, visit: bool) -> None:
            super().__init__()
            self.row = row
            self.visit = visit

    def __init__(self, *, id: str, title: PaneTitle) -> None:
        super().__init__(id=id, title=title)
        self.rows: Sequence[ActorRow] = ()
        self._positions: dict[str, int] = {}

    def show(self, rows: Sequence[ActorRow]) -> None:
        current = self.rows[self.index].id if self.index is not None and self.index < len(self.rows) else None
        self.rows = rows
        self._positions = {row.id: index for index, row in enumerate(rows)}
        wanted = self._positions.get(self.locus.actor) if self.locus and self.locus.actor else None
        self.rows_changed(keep=self._positions.get(current) if current else None, wanted=wanted)

    def row_count(self) -> int:
        return len(self.rows)

    def haystack(self, index: int) -> str:
        row = self.rows[index]
        return " ".join((row.name, row.kind, *row.roles, *row.aliases))

    def is_current(self, index: int) -> bool:
        return self.locus is not None and self.rows[index].id == self.locus.actor

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        row = self.rows[index]
        plain, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        kind = self.style_of(f"row--{row.kind}", *marks)
        counts = f" {row.quotes}” {row.mentions}× " if row.quotes else f" {row.mentions}× "
        first = spread([(f" {SIGNS[row.kind]} ", kind), (row.name, kind)], [(counts, dim)], width, plain)
        known = ", ".join(row.roles) or row.kind
        others = [alias for alias in row.aliases if alias != row.name]
        if others:
            known += f" · {', '.join(others)}"
        return [first, line([("   ", dim), (known, dim)], width, plain)]

    def watch_locus(self, before: Locus | None, locus: Locus | None) -> None:
        for place in (before, locus):
            row = self._positions.get(place.actor) if place and place.actor else None
            if row is not None:
                self.refresh_index(row)
        if locus and locus.actor and (row := self._positions.get(locus.actor)) is not None:
            self.move_to_index(row)

    @property
    def pointed(self) -> str | None:
        """The library-wide id of the actor under the cursor."""
        return None if self.index is None else self.rows[self.index].id

    def moved(self) -> None:
        if self.index is not None:
            self.post_message(self.Pointed(self.rows[self.index], visit=False))

    def chosen(self) -> None:
        if self.index is not None:
            self.post_message(self.Pointed(self.rows[self.index], visit=True))
