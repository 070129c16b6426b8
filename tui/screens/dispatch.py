"""From a key to what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tui.actions import Action, Context
from tui.keymap import KeyReader, Outcome, token

TOO_SMALL = "-too-small"
"""The class of a screen that shows nothing but that it is too small: nothing on it can have the focus."""


class Dispatcher:
    """Reads the keys of a screen and calls `do_<action>` of the first handler that has it.

    `handlers` and `contexts` are asked at each key, the inner ones first: they change with the focus. A handler's
    method takes the count (1 when none was typed), or the argument of an action that waits for one. `place` gives what
    brings the reader back to where they are now, after an action that was done too early.
    """

    def __init__(
        self,
        screen: Screen[Any],
        reader: KeyReader,
        *,
        timeout: float,
        contexts: Callable[[], Sequence[Context]],
        handlers: Callable[[], Sequence[object]],
        shown: Callable[[], None],
        place: Callable[[], Callable[[], None]] | None = None,
    ) -> None:
        self._screen = screen
        self._reader = reader
        self._timeout = timeout
        self._contexts = contexts
        self._handlers = handlers
        self._shown = shown
        self._place = place
        self._back: Callable[[], None] | None = None
        self._timer: Timer | None = None
        self._opening: Widget | None = None

    @property
    def pending(self) -> str:
        """What was typed of an unfinished sequence."""
        return self._reader.pending

    def hand_over_to(self, widget: Widget) -> None:
        """What is typed from here on is for this widget, which is about to have the focus."""
        self._opening = widget

    def focused(self, widget: Widget) -> None:
        """What was opened has the focus: from here on keys find their way themselves, wherever the focus goes next."""
        if self._opening is not None and self._opening in widget.ancestors_with_self:
            self._opening = None

    def reset(self) -> None:
        """Drop an unfinished sequence."""
        self._reader.reset()
        self._shown()

    def key(self, event: events.Key) -> None:
        """Deal with a key; the event goes no further when it is ours."""
        if self._is_for_another(event):
            return
        self._stop_clock()
        outcome = self._reader.feed(token(event.key, event.character), self._contexts())
        if outcome.state != "unbound" or outcome.replay:
            event.stop()
            event.prevent_default()
        self._act(outcome)

    def _is_for_another(self, event: events.Key) -> bool:
        """True for a key typed after one that has opened another screen, or a prompt: it came here only because that
        did not stand yet, and is handed on.
        """
        top = self._screen.app.screen
        if top is not self._screen:
            self._hand_on(event, top)
            return True
        opening = self._opening
        if opening is None or opening.has_focus_within or not opening.is_attached or self._screen.has_class(TOO_SMALL):
            self._opening = None
            return False
        self._hand_on(event, opening)
        return True

    def late(self, event: events.Key) -> None:
        """Deal with a key that came from a pane while a prompt had the focus: it was typed after the one that opened
        the prompt. A prompt lets no letter through, so none comes round twice.
        """
        focused = self._screen.focused
        if isinstance(focused, Input) and event.is_printable:
            self._hand_on(event, focused)

    def _hand_on(self, event: events.Key, there: Widget) -> None:
        event.stop()
        event.prevent_default()
        there.call_after_refresh(self._screen.app.post_message, events.Key(event.key, event.character))

    def does(self, action: Action) -> bool:
        """True where something here does the action."""
        name = f"do_{action.id.replace('-', '_')}"
        return any(hasattr(handler, name) for handler in self._handlers())

    def run(self, action: Action, count: int | None = None, argument: str | None = None) -> bool:
        """Do an action wherever it is at home; False where nothing here does it."""
        name = f"do_{action.id.replace('-', '_')}"
        for handler in self._handlers():
            method = getattr(handler, name, None)
            if method is not None:
                method(argument) if action.argument else method(count or 1)
                return True
        return False

    def _act(self, outcome: Outcome) -> None:
        if outcome.back and self._back is not None:
            self._back()
        if outcome.action is not None:
            self._back = self._place() if outcome.pending and self._place is not None else None
            self.run(outcome.action, outcome.count, outcome.argument)
        for held in outcome.replay:
            self._act(self._reader.feed(held, self._contexts()))
        if self._reader.expires(self._contexts()):
            self._timer = self._screen.set_timer(self._timeout, self._expire)
        self._shown()

    def _expire(self) -> None:
        self._timer = None
        self._act(self._reader.expire(self._contexts()))

    def _stop_clock(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
