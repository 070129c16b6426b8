"""Choosing what a note is linked to: by a few letters of a quote, an actor, another note, or by typing an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.annotations.links import is_address

_SHOWN = 50
REMOVE, WEB = "take away", "url"


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to link to, or a link to take away: what it is, its words, and its address."""

    kind: str
    words: str
    address: str


def matching(goals: Sequence[Goal], query: str) -> list[Goal]:
    """The goals that hold every word of the query, first an address where one was typed."""
    words = query.casefold().split()
    found = [Goal(WEB, query.strip(), query.strip())] if is_address(query.strip()) else []
    for goal in goals:
        if len(found) == _SHOWN:
            break
        text = f"{goal.kind} {goal.words}".casefold()
        if all(word in text for word in words):
            found.append(goal)
    return found


class LinkChooser(ModalScreen[Goal | None]):
    """Gives back what was chosen, None for Escape."""

    DEFAULT_CSS = """
    LinkChooser { align: center top; background: $background 60%; }
    LinkChooser > Vertical {
        width: 90; max-width: 96%; height: auto; max-height: 80%; margin-top: 2; border: round $accent;
        border-title-color: $accent; border-subtitle-color: $foreground; background: $surface;
    }
    LinkChooser Input { background: $panel; }
    LinkChooser OptionList {
        height: auto; max-height: 20; border: none; background: $surface; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """
    BINDINGS: ClassVar = [("escape", "give_up", "Close")]

    def __init__(self, heading: str, goals: Sequence[Goal]) -> None:
        super().__init__()
        self._heading = heading
        self._goals = goals
        self._hits: list[Goal] = []

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title = Content(self._heading)
            frame.border_subtitle = Content("Enter choose · Esc cancel")
            yield Input(placeholder="words of a quote, an actor or a note, or an address (https://…)", compact=True)
            yield OptionList()

    def on_mount(self) -> None:
        self._show("")
        self.query_one(Input).focus()

    def _show(self, query: str) -> None:
        self._hits = matching(self._goals, query)
        options = self.query_one(OptionList)
        options.clear_options()
        width = max(self.app.size.width, 40)
        options.add_options(
            Option(Content.assemble((f"{hit.kind:<9} ", "$foreground-muted"), " ".join(hit.words.split())[:width]))
            for hit in self._hits
        )
        options.highlighted = 0 if self._hits else None

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def on_input_submitted(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._hits[highlighted])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._hits[event.option_index])

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up") and self.query_one(Input).has_focus:
            event.stop()
            options = self.query_one(OptionList)
            options.action_cursor_down() if event.key == "down" else options.action_cursor_up()

    def action_give_up(self) -> None:
        self.dismiss(None)
