"""The title in a pane's top edge: its number, name and count; for panes that share a place, all of them as tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from textual.content import Content

_EDGES = 4
"""Cells that the border keeps for itself on both sides of a title."""


@dataclass(slots=True)
class PaneTitle:
    """Title of one pane among `tabs` that share its place: (pane id, number, name) each."""

    pane: str
    tabs: Sequence[tuple[str, str, str]]
    _cells: list[tuple[int, int, str]] = field(default_factory=list)

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
            *((text, "bold" if pane == self.pane else "dim") for pane, text in texts.items())
        )

    def tab_at(self, x: int) -> str | None:
        """The pane whose tab is drawn in this column of the top edge."""
        return next((pane for start, end, pane in self._cells if start <= x < end), None)
