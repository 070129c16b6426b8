"""The reader's notes on the open article: what is noted, on which words, and whether these still stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from textual.reactive import reactive
from textual.strip import Strip

from tui.linking import Locus
from tui.messages import LocusRequested
from tui.widgets.gutter import NOTE
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList
from tui.widgets.strips import line
from tui.widgets.tags import note_facts, tag_parts

if TYPE_CHECKING:
    from tui.annotations.model import Annotation
    from tui.text import Span


class NoteRow(msgspec.Struct, frozen=True):
    """One annotation as the list shows it. `state` says what became of its place, in words; `place` is None where it
    has none."""

    annotation: Annotation
    heading: str
    state: str
    place: Span | None
    locus: Locus


class NoteList(RowList):
    """Notes in the order of their places; those without one stand at the end."""

    ROW_HEIGHT = 4
    EMPTY = "No notes yet: select words, then press a"

    locus: reactive[Locus | None] = reactive(None, init=False, repaint=False)

    def __init__(self, *, id: str, title: PaneTitle) -> None:
        super().__init__(id=id, title=title)
        self.rows: Sequence[NoteRow] = ()
        self._positions: dict[str, int] = {}
        self._many_creators = False
        self._damaged = 0

    def counted(self) -> str:
        return f"{super().counted()}, {self._damaged} damaged" if self._damaged else super().counted()

    def empty_text(self) -> str:
        if self._damaged:
            return "What is damaged stands in the file: briefing-tui annotations check tells where"
        return super().empty_text()

    def show(self, rows: Sequence[NoteRow], damaged: int = 0) -> None:
        """List these notes, in the order of their places; of `damaged` ones more nothing but their number is known."""
        current = self.annotation
        self._damaged = damaged
        self.rows = sorted(rows, key=lambda row: (row.place is None, row.place or (0, 0)))
        self._positions = {row.annotation.id: index for index, row in enumerate(self.rows)}
        self._many_creators = len({row.annotation.creator for row in rows}) > 1
        self.rows_changed(keep=self._positions.get(current.id, self.index) if current else self.index)

    @property
    def annotation(self) -> Annotation | None:
        """The note under the cursor."""
        return self.rows[self.index].annotation if self.index is not None and self.index < len(self.rows) else None

    def row_count(self) -> int:
        return len(self.rows)

    def haystack(self, index: int) -> str:
        note = self.rows[index].annotation
        return " ".join((note.body, *note.tags, note.target.quote.exact, note.creator, note.motivation))

    def is_current(self, index: int) -> bool:
        return self.locus is not None and self.rows[index].annotation.id == self.locus.annotation

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        row = self.rows[index]
        note = row.annotation
        plain, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        strong = self.style_of("row--strong", *marks)
        facts = [*tag_parts(note.tags, self.style_of, marks), *note_facts(note, dim, creator=self._many_creators)]
        if note.conflict_with:
            facts.append(("  another version", self.style_of("row--problem", *marks)))
        if row.state:
            facts.append((f"  {row.state}", self.style_of("row--problem", *marks)))
        sign = (f" {NOTE} ", self.style_of("row--mark", *marks))
        return [
            line([sign, (row.heading, strong if note.body else dim)], width, plain),
            line([("   “", dim), (" ".join(note.target.quote.exact.split()), dim), ("”", dim)], width - 1, plain)
            .adjust_cell_length(width, plain),
            line([("   ", dim), *facts], width, plain),
            self.blank(width),
        ]  # fmt: skip

    def watch_locus(self, before: Locus | None, locus: Locus | None) -> None:
        for place in (before, locus):
            row = self._positions.get(place.annotation) if place and place.annotation else None
            if row is not None:
                self.refresh_index(row)
        if locus and locus.annotation and (row := self._positions.get(locus.annotation)) is not None:
            self.move_to_index(row)

    def moved(self) -> None:
        self._point(visit=False)

    def chosen(self) -> None:
        self._point(visit=True)

    def _point(self, *, visit: bool) -> None:
        if self.index is not None:
            self.post_message(LocusRequested(self.rows[self.index].locus, self, visit=visit, row=self.index))
