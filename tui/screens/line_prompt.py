"""Asks for a line: the path of a file, addresses."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui.light_start import widgets
from tui.screens.window import Dialog
from tui.widgets.field import Field

with widgets():
    from textual.widgets import Input


class LinePrompt(Dialog[str | None]):
    """Gives back what was typed, None for Escape."""

    DEFAULT_CSS = """
    LinePrompt { align: center middle; background: $background 60%; }
    LinePrompt > Vertical {
        width: 80; max-width: 96%; height: auto; border: round $accent; border-title-color: $accent;
        border-subtitle-color: $foreground; background: $surface;
    }
    LinePrompt Input { background: $panel; }
    """
    BINDINGS: ClassVar = [("escape", "give_up", "Cancel")]

    def __init__(self, heading: str, line: str = "", hint: str = "") -> None:
        super().__init__()
        self._heading, self._line, self._hint = heading, line, hint

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title = Content(self._heading)
            frame.border_subtitle = Content("Enter accept · Esc cancel")
            yield Field(self._line, self._hint)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.notify("Nothing is typed yet; Esc gives up", timeout=2)

    def action_give_up(self) -> None:
        self.dismiss(None)
