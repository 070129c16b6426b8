"""A question with yes and no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.screens.window import Dialog


class AskScreen(Dialog[bool]):
    """True for y, False for n and Escape."""

    DEFAULT_CSS = """
    AskScreen { align: center middle; background: $background 60%; }
    AskScreen > Vertical {
        width: 60; max-width: 96%; height: auto; border: round $warning; padding: 1 2; background: $surface;
    }
    """
    BINDINGS: ClassVar = [("y", "answer(True)", "Yes"), ("n,escape", "answer(False)", "No")]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(f"{self._question}\n\ny  yes     n  no"))

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
