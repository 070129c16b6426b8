"""Choosing the colours: each theme is shown as the cursor comes to it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.theme import BUILTIN_THEMES

from tui.light_start import widgets
from tui.screens.window import Dialog

with widgets():
    from textual.widgets import OptionList
    from textual.widgets.option_list import Option


class ThemeChooser(Dialog[None]):
    """Enter keeps the theme for this run, Escape goes back to the one before. Themes on disk are named first."""

    DEFAULT_CSS = """
    ThemeChooser { align: right top; background: transparent; }
    ThemeChooser > OptionList, ThemeChooser > OptionList:focus {
        width: 36; max-width: 100%; height: auto; max-height: 80%; margin: 1 1; border: round $accent;
    }
    """
    BINDINGS: ClassVar = [("escape,q", "give_up", "Back"), ("j", "step(1)", "Down"), ("k", "step(-1)", "Up")]

    def __init__(self) -> None:
        super().__init__()
        self._before = ""

    def compose(self) -> ComposeResult:
        self._before = self.app.theme
        names = sorted(self.app.available_themes, key=lambda name: (name in BUILTIN_THEMES, name))
        chooser = OptionList(*(Option(Content(name), id=name) for name in names))
        chooser.border_title = Content("Theme")
        chooser.border_subtitle = Content("Enter keep · Esc back")
        yield chooser

    def on_mount(self) -> None:
        chooser = self.query_one(OptionList)
        chooser.highlighted = chooser.get_option_index(self._before)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None:
            self.app.theme = event.option.id

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.app.notify(f"To keep it: theme: {self.app.theme} in your config.yaml", timeout=5)
        self.dismiss(None)

    def action_step(self, by: int) -> None:
        chooser = self.query_one(OptionList)
        chooser.action_cursor_down() if by > 0 else chooser.action_cursor_up()

    def action_give_up(self) -> None:
        self.app.theme = self._before
        self.dismiss(None)
