"""The floor that the desk is compared with: the smallest Textual application; `down` repaints one line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    BINDINGS: ClassVar = [("down", "step", "step"), ("ctrl+q", "quit", "quit")]
    steps = 0

    def compose(self) -> ComposeResult:
        yield Static("READY 0")

    def action_step(self) -> None:
        self.steps += 1
        self.query_one(Static).update(f"READY {self.steps}")


if __name__ == "__main__":
    Bare().run()
