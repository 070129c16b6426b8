"""Asks for the path of a file."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input


class PathPrompt(ModalScreen[Path | None]):
    """Gives back the path that was typed (with ~ for the home folder), None for Escape."""

    DEFAULT_CSS = """
    PathPrompt { align: center middle; background: $background 60%; }
    PathPrompt > Vertical {
        width: 80; max-width: 96%; height: auto; border: round $accent; border-title-color: $accent;
        border-subtitle-color: $foreground; background: $surface;
    }
    PathPrompt Input { background: $panel; }
    """
    BINDINGS: ClassVar = [("escape", "give_up", "Cancel")]

    def __init__(self, heading: str, path: str = "", hint: str = "") -> None:
        super().__init__()
        self._heading, self._path, self._hint = heading, path, hint

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title = Content(self._heading)
            frame.border_subtitle = Content("Enter accept · Esc cancel")
            yield Input(self._path, placeholder=self._hint, compact=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(Path(event.value.strip()).expanduser())

    def action_give_up(self) -> None:
        self.dismiss(None)
