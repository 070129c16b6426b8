"""The card of one actor: rows in sections, most of them links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip

from tui.comparison.timeline import Axis
from tui.linking import Locus
from tui.messages import LocusRequested
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList
from tui.widgets.strips import filled, fitted, line, spread
from tui.widgets.timeline_list import bars

_LEFT = 20
_ROOM = 60
"""Cells of a row in which words have room beside what stands left and right of them."""
_LEAST_PLOT, _MOST_PLOT = 4, 48
"""Cells of a plot over time; where there is room for fewer there is none."""


class CardRow(msgspec.Struct, frozen=True):
    """One row: a heading, or words with what stands left and right of them; what is `plotted` over time stands before
    the words. It leads to a place, to another actor's card, or nowhere.
    """

    words: str
    left: str = ""
    right: str = ""
    heading: bool = False
    locus: Locus | None = None
    actor: str | None = None
    plotted: tuple[datetime, ...] = ()


class ActorCard(RowList):
    """Rows in their order; a filter keeps those that hold its words."""

    EMPTY = "Nothing is known of this actor"

    class ActorWanted(Message):
        """The card of another actor is wanted."""

        def __init__(self, actor: str) -> None:
            super().__init__()
            self.actor = actor

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, title=PaneTitle(id, [(id, "", "Actor")]))
        self.rows: Sequence[CardRow] = ()
        self.heading = ""

    def show(self, heading: str, rows: Sequence[CardRow]) -> None:
        """Show an actor's rows from the first; `heading` is told in the title."""
        self.heading, self.rows, self.progress = heading, rows, ""
        self.cursor = 0
        self.rows_changed()
        self.show_cursor()

    @property
    def row_height(self) -> int:
        """Where the words would have too little room beside the rest, they have a line of their own."""
        return 1 if self.line_width >= _ROOM else 2

    def row_count(self) -> int:
        return len(self.rows)

    def counted(self) -> str:
        return self.progress or self.heading

    def empty_text(self) -> str:
        return self.progress or super().empty_text()

    def haystack(self, index: int) -> str:
        row = self.rows[index]
        return f"{row.left} {row.words} {row.right}"

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        row = self.rows[index]
        plain, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        narrow = self.row_height > 1
        if row.heading:
            strong = self.style_of("row--strong", *marks)
            heading = line([(f"── {row.words} ", strong), (row.right, dim)], width, plain)
            return [self.blank(width), heading] if narrow else [heading]
        if narrow:
            about = " · ".join(filter(None, [row.left, row.right]))
            words = f"  {_plot(row, width - 2)}{row.words}"
            return [line([(f"  {about}", dim)], width, plain), line([(words, plain)], width, plain)]
        right = f"  {fitted(row.right, width // 3)} "
        words = _plot(row, width - _LEFT - 3 - cell_len(right)) + row.words[: 4 * width]
        return [spread([(f"  {filled(row.left, _LEFT)} ", dim), (words, plain)], [(right, dim)], width, plain)]

    def chosen(self) -> None:
        row = self.rows[self.index] if self.index is not None else None
        if row is None:
            return
        if row.locus is not None:
            self.post_message(LocusRequested(row.locus, self, visit=True))
        elif row.actor is not None:
            self.post_message(self.ActorWanted(row.actor))


def _plot(row: CardRow, width: int) -> str:
    """When what is plotted was, in the cells that the words of the row leave of `width`."""
    cells = min(width - cell_len(row.words) - len("▕▏ "), _MOST_PLOT)
    if not row.plotted or cells < _LEAST_PLOT:
        return ""
    return f"▕{bars(Axis.across(row.plotted).counts(row.plotted, cells))}▏ "
