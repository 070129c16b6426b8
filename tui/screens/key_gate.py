"""The gate that keys go through: each when the one before it has been dealt with, and what it opened stands.

Textual gives a key to the widget that has the focus at that moment, and hands it upwards from there. A key that comes
right behind one that opens a window or a prompt would be on its way through the pane that had the focus before, and
meet what was opened later than the keys that come after it.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

_PATIENCE = 5.0
"""Seconds after which nothing is waited for any more: keys that go astray are better than none."""

_FIELDS = ("Input", "TextArea")
"""Textual's widgets that one types into."""
_AROUND = 3
"""How often the way of a key is followed that may end the field it was typed into: the field says that it is done, the
prompt around it says what that means, and the screen takes it away.
"""

Typed = events.Key | events.Paste


class KeyGate:
    """Keeps what is typed in its order.

    The application asks `lets_in` for each key, and gives it to the widget that has the focus where the answer is yes.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[Typed] = deque()
        self._next: Typed | None = None
        """The key that was waiting and is on its way back to the application."""
        self._underway: Typed | None = None
        self._target: DOMNode | None = None
        """Where the key underway was given to; None once what is behind it is being waited for."""
        self._start: DOMNode | None = None
        """Where the way of the key underway began that is being followed."""
        self._passes = 1
        """How often it is still to be followed."""
        self._screen: Screen[Any] | None = None
        """The screen that keys are given to: it stands."""
        self._opening: Widget | None = None
        self._since = 0.0

    def lets_in(self, event: Typed) -> bool:
        """True where the key is to be dealt with now; otherwise it comes again, after those before it."""
        if event is self._next:
            self._next = None
        elif self._waiting or self._next is not None:
            self._waiting.append(event)
            if event.time - self._since > _PATIENCE:
                self._give_up()
            return False
        if not self._is_open():
            self._since = event.time
            self._waiting.appendleft(event)
            return False
        focused = self._app.focused
        in_field = is_field(focused)
        if in_field and isinstance(event, events.Key) and event.is_printable:
            self._go_on()  # letters in a field keep their order by themselves
        else:
            self._underway, self._target = event, focused or self._app.screen
            self._passes = _AROUND if in_field else 1
            if self._waiting:
                self._app.call_later(self._follow_underway)
        return True

    def through(self, event: events.Key) -> None:
        """The key has come to the screen, which deals with it before anything else. What ends a field goes on."""
        if event is self._underway and self._passes <= 1:
            self._underway = None
            self._go_on()

    def hold_for(self, widget: Widget) -> None:
        """What is typed from here on is for this widget, which is about to have the focus."""
        self._opening = widget
        if not widget.call_after_refresh(self._stands, widget):
            self._stands(widget)  # it is being closed

    def _is_open(self) -> bool:
        """False where something has to come about first; `_go_on` follows when it has."""
        self._follow_underway()
        if self._underway is not None:
            return False
        screen = self._app.screen
        if self._opening is None and screen is not self._screen and self._screen is not None:
            self.hold_for(screen)
        if self._opening is not None:
            return False
        self._screen = screen
        return True

    def _follow_underway(self) -> None:
        if self._underway is not None and self._target is not None:
            self._start, self._target = self._target, None
            self._follow(self._start, self._underway)

    def _follow(self, node: DOMNode | None, event: Typed) -> None:
        """Go the way of the key underway, from widget to widget behind it: at its end it has been dealt with."""
        while node is not None and node is not self._app:
            if node.call_later(self._follow, node.parent, event):
                return
            node = node.parent  # this one is being closed
        if event is not self._underway:
            return
        self._passes -= 1
        if self._passes > 0:
            self._follow(self._start, event)
        else:
            self._underway = self._start = None
            self._go_on()

    def _stands(self, widget: Widget) -> None:
        if widget is self._opening:
            self._opening = None
            self._screen = self._app.screen
            self._go_on()

    def _give_up(self) -> None:
        self._underway = self._opening = self._target = self._start = None
        self._screen = self._app.screen
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and self._next is None:
            self._next = self._waiting.popleft()
            self._since = self._next.time
            self._app.post_message(self._next)


def is_field(widget: Widget | None) -> bool:
    """Whether one types into it. Told by names: most of what has fields is never opened, and so not imported."""
    return any(kind.__name__ in _FIELDS for kind in type(widget).__mro__)
