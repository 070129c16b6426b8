"""The last line: the keys that matter where the reader is, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.widgets.bar import Bar
from tui.widgets.component_styles import component_style
from tui.widgets.strips import line


class KeyFooter(Bar):
    """Pairs of key and title; whole pairs only, so that nothing is cut."""

    class Pressed(Message):
        """A pair was clicked."""

        def __init__(self, action_id: str) -> None:
            super().__init__()
            self.action_id = action_id

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._hints: Sequence[tuple[str, str, str]] = ()

    def show(self, hints: Sequence[tuple[str, str, str]]) -> None:
        """Show these: (action id, key, title) each, the most important first."""
        if list(hints) != list(self._hints):
            self._hints = hints
            self.refresh()

    def _fitting(self) -> list[tuple[str, str, str]]:
        left = self.size.width
        fitting = []
        for hint in self._hints:
            left -= cell_len(hint[1]) + cell_len(hint[2]) + 4
            if left < 0:
                break
            fitting.append(hint)
        return fitting

    def render_line(self, y: int) -> Strip:
        style = self.rich_style
        key = style + component_style(self, "footer--key")
        parts: list[tuple[str, Style]] = []
        for _, shown, title in self._fitting():
            parts += [(f" {shown} ", key), (f"{title}  ", style)]
        return line(parts, self.size.width, style)

    def on_click(self, event: events.Click) -> None:
        column = 0
        for action_id, shown, title in self._fitting():
            column += cell_len(shown) + cell_len(title) + 4
            if event.x < column:
                self.post_message(self.Pressed(action_id))
                return
