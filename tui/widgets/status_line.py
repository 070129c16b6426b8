"""The line that tells where the reader is: place, counts, progress, pending keys."""

from __future__ import annotations

from textual.strip import Strip

from tui.widgets.bar import Bar
from tui.widgets.component_styles import component_style
from tui.widgets.strips import spread


class StatusLine(Bar):
    """Left what the reader is at, right the place and what goes on; both are set by the screen."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._left = ""
        self._right = ""
        self._pending = ""

    def show(self, left: str, right: str, pending: str) -> None:
        """Show these texts; article text is safe here, nothing is parsed."""
        if (left, right, pending) != (self._left, self._right, self._pending):
            self._left, self._right, self._pending = left, right, pending
            self.refresh()

    def render_line(self, y: int) -> Strip:
        style = self.rich_style
        right = [(f" {self._right} ", style)]
        if self._pending:
            pending = style + component_style(self, "status--pending")
            right.append((f" {self._pending} ", pending))
        return spread([(f" {self._left}", style)], right, self.size.width, style)
