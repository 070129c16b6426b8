"""The title in a pane's top edge: its number, name and count; for panes that share a place, all of them as tabs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from tui.widgets.line_view import LineView

_EDGES = 4
"""Cells that the border keeps for itself on both sides of a title."""


class PaneTitle:
    """Title of one pane among `tabs` that share its place: (pane id, number, name) each."""

    def __init__(self, pane: str, tabs: Sequence[tuple[str, str, str]]) -> None:
        self.pane = pane
        self.tabs = tabs
        self._width = 0
        self._shown: tuple[object, ...] = ()
        self._cells: list[tuple[int, int, str]] = []

    def expect(self, width: int) -> None:
        """The pane will have this many cells: so that its title is right before it is laid out."""
        self._width = width

    def show(self, pane: LineView, count: str, *, focused: bool) -> None:
        """Put the title on the pane's edge, unless it stands there already."""
        width = pane.outer_size.width or self._width
        if (count, width, focused) != self._shown:
            self._shown = (count, width, focused)
            pane.retitle(self.content(count, width, focused=focused))

    def content(self, count: str, width: int, *, focused: bool) -> Content:
        """The title to show in `width` cells. A focused pane is told by a filled mark and weight, not by colour alone.

        Where not all tabs fit, those that are not in front keep their number only.
        """
        texts = {pane: f"{number} {name} " for pane, number, name in self.tabs}
        texts[self.pane] = f"{'▶' if focused else ' '}{texts[self.pane]}{count}".rstrip() + " "
        if sum(map(cell_len, texts.values())) > width - _EDGES:
            texts.update((pane, f"{number} ") for pane, number, _ in self.tabs if pane != self.pane)
        self._cells.clear()
        column = _EDGES // 2
        for pane, text in texts.items():
            self._cells.append((column, column + cell_len(text), pane))
            column += cell_len(text)
        return Content.assemble(
            *((text, "bold" if pane == self.pane else "$foreground-muted") for pane, text in texts.items())
        )

    def tab_at(self, x: int) -> str | None:
        """The pane whose tab is drawn in this column of the top edge."""
        return next((pane for start, end, pane in self._cells if start <= x < end), None)
