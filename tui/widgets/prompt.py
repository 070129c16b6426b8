"""One line to type into, in place of the status line: a search in the text, or a filter of a list."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.suggester import Suggester
from textual.widgets import Static

from tui.widgets.field import Field
from tui.widgets.status_line import StatusLine

_LEAST_ROOM, _KEPT_ROOM = 6, 16
"""Columns for what is told at the right; what takes more, as a fault does, gives them back."""


class Prompt(Horizontal):
    """Says at once what is typed (`Typed`), then that it was accepted or given up (`Ended`)."""

    DEFAULT_CSS = """
    Prompt {
        height: 1;
        background: $panel;
    }
    #prompt-label {
        width: auto;
        padding: 0 1;
        color: $accent;
        text-style: bold;
    }
    #prompt-input {
        width: 1fr;
        background: $panel;
    }
    #prompt-told {
        max-width: 60%;
        padding: 0 1;
        text-align: right;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    class Typed(Message):
        def __init__(self, purpose: str, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text

    class Ended(Message):
        def __init__(self, purpose: str, text: str, *, accepted: bool) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text
            self.accepted = accepted

    def __init__(
        self,
        purpose: str,
        label: str,
        *,
        text: str = "",
        hint: str = "",
        told: str = "",
        suggester: Suggester | None = None,
    ) -> None:
        """`text` stands in it at first, `hint` where nothing does; `told` at the right."""
        super().__init__(id="prompt")
        self.purpose = purpose
        self._label = label
        self._text = text
        self._hint = hint
        self._suggester = suggester
        self._ended = False
        self._covered: StatusLine | None = None
        self._room = _LEAST_ROOM
        self._told = Static(Content(told), id="prompt-told")
        self._make_room(told)

    def compose(self) -> ComposeResult:
        yield Static(Content(self._label), id="prompt-label")
        yield Field(self._text, self._hint, id="prompt-input", suggester=self._suggester)
        yield self._told

    @property
    def field(self) -> Field:
        """Where it is typed."""
        return self.query(Field).first()

    def on_mount(self) -> None:
        self.field.focus()

    def open_on(self, screen: Screen[Any]) -> None:
        """Take the place of the screen's status line, so that nothing else moves."""
        self._covered = screen.query(StatusLine).first()
        self._covered.display = False
        screen.mount(self, before=self._covered)

    async def close(self) -> None:
        """Give the place back."""
        if self._covered is not None:
            self._covered.display = True
        await self.remove()

    @property
    def value(self) -> str:
        """What stands in it now."""
        return self.field.value

    def tell(self, text: str) -> None:
        """Show something at the right, such as "4/14"."""
        self._make_room(text)
        self._told.update(Content(text), layout=False)

    def _make_room(self, text: str) -> None:
        """For the widest count that was told so far: the screen is laid out again for each change of a width."""
        self._room = max(min(self._room, _KEPT_ROOM), cell_len(text))
        self._told.styles.width = self._room + 2

    def on_input_changed(self, event: Field.Changed) -> None:
        event.stop()
        if not self._ended:  # else a letter was typed before it was taken away
            self.post_message(self.Typed(self.purpose, event.value))

    def on_input_submitted(self, event: Field.Submitted) -> None:
        event.stop()
        self._end(event.value, accepted=True)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self._end(self.value, accepted=False)

    def _end(self, text: str, *, accepted: bool) -> None:
        if not self._ended:
            self._ended = True
            # a field asks the screen to be told of what is selected, and the screen would keep it for that
            self.screen.text_selection_started_signal.unsubscribe(self.field)
            self.post_message(self.Ended(self.purpose, text, accepted=accepted))
