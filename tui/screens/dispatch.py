"""From a key to what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.screen import Screen
from textual.timer import Timer

from tui.actions import Action, Context
from tui.keymap import KeyReader, Outcome, token
from tui.screens.room import LEAVING, TOO_SMALL


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

    @property
    def pending(self) -> str:
        """What was typed of an unfinished sequence; of a digit that is a key here, what else it is."""
        alone = self._reader.alone
        told = f"{alone.title}, or " if alone is not None and self.does(alone) else ""
        return told + self._reader.pending

    def reset(self) -> None:
        """Drop an unfinished sequence."""
        self._reader.reset()
        self._shown()

    def key(self, event: events.Key) -> None:
        """Deal with a key; the event goes no further when it is ours."""
        self._stop_clock()
        outcome = self._reader.feed(token(event.key, event.character), self._contexts())
        if outcome.state != "unbound" or outcome.replay:
            event.stop()
            event.prevent_default()
        self._act(outcome)

    def does(self, action: Action) -> bool:
        """True where something here does the action."""
        name = f"do_{action.id.replace('-', '_')}"
        return any(hasattr(handler, name) for handler in self._handlers())

    def run(self, action: Action, count: int | None = None, argument: str | None = None) -> bool:
        """Do an action wherever it is at home; False where nothing here does it. What would be done unseen is not."""
        if self._screen.has_class(TOO_SMALL) and action.id not in LEAVING:
            return True
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
