"""A short menu: a letter, or a letter and then a name to type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from tui.screens.choice import Choice, Chosen
from tui.screens.window import Dialog
from tui.widgets.excerpt import Excerpt
from tui.widgets.field import Field

_SCROLLING = {"down": 1, "up": -1, "pagedown": 5, "pageup": -5}
"""Lines by which a menu moves that is higher than the terminal."""


class ChoiceScreen(Dialog[Chosen | None]):
    """Gives back what was chosen, None for Escape. Names in use are offered while one is typed."""

    CSS_PATH = "choice_screen.tcss"
    AUTO_FOCUS = ""  # letters are choices until one asks for a name
    BINDINGS: ClassVar = [("escape", "give_up", "Cancel")]

    def __init__(self, heading: str, passage: str, choices: Sequence[Choice], names: Sequence[str] = ()) -> None:
        super().__init__()
        self._heading = heading
        self._passage = passage
        self._choices = {choice.letter: choice for choice in choices}
        self._names = names
        self._asking: Choice | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="choice") as frame:
            frame.border_title = Content(self._heading)
            yield Excerpt(self._passage, id="choice-passage")
            yield Static(
                Content.assemble(
                    *(
                        part
                        for choice in self._choices.values()
                        for part in ((f" {choice.letter} ", "bold"), f" {choice.label}\n")
                    )
                ),
                id="choice-menu",
            )
            yield Field(id="choice-name", suggester=SuggestFromList(self._names, case_sensitive=False))
            yield Static(Content("Esc cancel"), id="choice-hint")

    def on_mount(self) -> None:
        self.query_one(Input).display = False
        self.set_focus(None)

    def on_key(self, event: events.Key) -> None:
        if self._asking is None and event.key in _SCROLLING:
            event.stop()
            self.query_one("#choice").scroll_relative(y=_SCROLLING[event.key], animate=False)
            return
        choice = self._choices.get(event.character or "")
        if self._asking is not None or choice is None:
            return
        event.stop()
        event.prevent_default()
        if not choice.asks:
            self.dismiss(Chosen(choice.letter))
            return
        self._asking = choice
        field = self.query_one(Field)
        field.hint_at(choice.asks)
        field.display = True
        self.query_one("#choice-hint", Static).update(Content("Enter accept   → complete   Esc cancel"))
        self.set_focus(field)
        self.call_after_refresh(self.query_one("#choice").scroll_end, animate=False)  # it may lie below the frame

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self._asking is not None and event.value.strip():
            self.dismiss(Chosen(self._asking.letter, " ".join(event.value.split())))

    def action_give_up(self) -> None:
        self.dismiss(None)
