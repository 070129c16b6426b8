"""Choosing one of many by a few of its letters: a line to type into, with what fits below it, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ScreenResultType

from tui.light_start import widgets
from tui.screens.window import Dialog
from tui.widgets.field import Field

with widgets():
    from textual.widgets import OptionList
    from textual.widgets.option_list import Option

SHOWN = 50
"""How many of those that fit are listed."""
_LONGEST = 200
"""Characters of a row's words; the terminal shows those that there is room for."""
_KIND = 9


class LettersChooser(Dialog[ScreenResultType]):
    """Type, choose with the arrows, Enter takes, Escape leaves. A subclass gives the rows for what is typed."""

    DEFAULT_CSS = """
    LettersChooser { align: center top; background: $background 60%; }
    LettersChooser > Vertical {
        width: 90; max-width: 96%; height: auto; max-height: 80%; margin-top: 2; border: round $accent;
        border-title-color: $accent; border-subtitle-color: $foreground; background: $surface;
    }
    LettersChooser Input { background: $panel; dock: top; }
    LettersChooser OptionList {
        height: auto; max-height: 100%; border: none; background: $surface; text-wrap: nowrap; text-overflow: ellipsis;
    }
    LettersChooser OptionList:ansi > .option-list--option-highlighted {
        color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
    }
    """
    BINDINGS: ClassVar = [("escape", "give_up", "Close")]
    HEADING: ClassVar = ""
    FOOT: ClassVar = ""
    HINT: ClassVar = ""
    NOTHING: ClassVar = "Nothing matches"
    """What Enter is answered with where no row is left."""

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title, frame.border_subtitle = Content(self.HEADING), Content(self.FOOT)
            yield Field(hint=self.HINT)
            yield OptionList()

    def on_mount(self) -> None:
        self.wanted("")
        self.query_one(Field).focus()

    def wanted(self, typed: str) -> None:
        """This is typed now: `show` what fits it."""
        raise NotImplementedError

    def taken(self, index: int) -> None:
        """The row at this place was chosen."""
        raise NotImplementedError

    def show(self, rows: Sequence[tuple[str, str]]) -> None:
        """List these, each a kind and words, and stay at the row the reader is at, unless it is the first."""
        options = self.query_one(OptionList)
        before = options.highlighted or 0
        options.clear_options()
        muted = "" if self.app.native_ansi_color else "$foreground-muted"  # which on the cursor's ground would be lost
        options.add_options(
            Option(Content.assemble((f"{kind:<{_KIND}} ", muted), " ".join(words.split())[:_LONGEST]))
            for kind, words in rows
        )
        options.highlighted = min(before, len(rows) - 1) if rows else None

    def on_input_changed(self, event: Field.Changed) -> None:
        self.query_one(OptionList).highlighted = None
        self.wanted(event.value)

    def on_input_submitted(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.taken(highlighted)
        elif not self.query_one(OptionList).option_count:
            self.notify(self.NOTHING, severity="warning", timeout=3)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.taken(event.option_index)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up") and self.query_one(Field).has_focus:
            event.stop()
            options = self.query_one(OptionList)
            options.action_cursor_down() if event.key == "down" else options.action_cursor_up()

    def action_give_up(self) -> None:
        self.dismiss(None)
