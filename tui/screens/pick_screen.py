"""Picking one of several things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from tui.light_start import widgets
from tui.screens.window import Dialog

with widgets():
    from textual.widgets import OptionList
    from textual.widgets.option_list import Option

_LONGEST = 200


class PickScreen(Dialog[int | None]):
    """Gives back the number of the row that was picked, None for Escape."""

    DEFAULT_CSS = """
    PickScreen { align: center middle; background: $background 60%; }
    PickScreen > OptionList, PickScreen > OptionList:focus {
        width: 80; max-width: 96%; height: auto; max-height: 80%; border: round $accent; border-title-color: $accent;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """
    BINDINGS: ClassVar = [("escape,q", "give_up", "Cancel"), ("j", "step(1)", "Down"), ("k", "step(-1)", "Up")]

    def __init__(self, heading: str, rows: Sequence[str]) -> None:
        super().__init__()
        self._heading = heading
        self._rows = rows

    def compose(self) -> ComposeResult:
        rows = OptionList(*(Option(Content(row[:_LONGEST])) for row in self._rows))
        rows.border_title = Content(self._heading)
        yield rows

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def action_step(self, rows: int) -> None:
        options = self.query_one(OptionList)
        options.action_cursor_down() if rows > 0 else options.action_cursor_up()

    def action_give_up(self) -> None:
        self.dismiss(None)
