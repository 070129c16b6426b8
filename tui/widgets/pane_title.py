"""The title in a pane's top edge: its number, name and count; for panes that share a place, all of them as tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.content import Content


@dataclass(slots=True)
class PaneTitle:
    """Title of one pane among `tabs` that share its place: (pane id, number, name) each."""

    pane: str
    tabs: Sequence[tuple[str, str, str]]
    _cells: list[tuple[int, int, str]] = field(default_factory=list)

    def content(self, count: str, *, focused: bool) -> Content:
        """The title to show. A focused pane is told by a filled mark and weight, not by colour alone."""
        parts: list[tuple[str, str]] = []
        self._cells.clear()
        column = 2
        for pane, number, name in self.tabs:
            front = pane == self.pane
            text = f"{number} {name} {count}".rstrip() + " " if front else f"{number} {name} "
            text = ("▶" if focused else " ") + text if front else text
            parts.append((text, "bold" if front else "dim"))
            self._cells.append((column, column + len(text), pane))
            column += len(text)
        return Content.assemble(*parts)

    def tab_at(self, x: int) -> str | None:
        """The pane whose tab is drawn in this column of the top edge."""
        return next((pane for start, end, pane in self._cells if start <= x < end), None)
