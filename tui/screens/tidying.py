"""Tidying up behind the reader: what windows and prompts have left is let go of, beside the keys and in their pauses.

Widgets hold one another in circles, which only the collector finds; left to itself it looks when many megabytes wait.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.timer import Timer

from tui import memory
from tui.widgets.letting_go import leave_unwatched, let_go
from tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from tui.library.library import Library

_IDLE = 1.5
"""Seconds without a key after which there is time for what is not urgent."""
_SWEPT_AFTER = 0.03
"""Seconds after which a window that was closed is gone, and what is left of it is looked for."""
_THOROUGH = 6
"""Windows after which everything is looked through, and then set aside: a look takes longer the more is not."""
_LONG = 0.016
"""Seconds: a frame. Where a look takes longer, the next waits for a window to be closed or a pause."""


class Tidying:
    """Of one application, whose library gives back what it keeps for quick answers."""

    def __init__(self, app: App[Any], library: Library) -> None:
        self._app, self._library = app, library
        self._settling: Timer | None = None
        self._sweeping: Timer | None = None
        self._closed = 0
        """Windows closed since everything was looked through."""
        self._took = 0.0

    def begin(self) -> None:
        """The application has started: what the start has left goes in the first pause."""
        self._settle_when_idle()

    def window_closed(self) -> None:
        let_go()
        self._closed += 1
        self._settle_when_idle()
        self._sweep_soon()

    def key_pressed(self) -> None:
        if self._settling is not None:
            self._settling.reset()
        in_field = not isinstance(self._app.focused, LineView)  # who types is not held for a look
        if self._sweeping is None and self._took < _LONG and not in_field and memory.is_due():
            self._sweep_soon()

    def end(self) -> None:
        for timer in (self._settling, self._sweeping):
            if timer is not None:
                timer.stop()

    def _settle_when_idle(self) -> None:
        if self._settling is not None:
            self._settling.stop()
        self._settling = self._app.set_timer(_IDLE, self.settle)

    def _sweep_soon(self) -> None:
        if self._sweeping is not None:
            self._sweeping.stop()
        self._sweeping = self._app.set_timer(_SWEPT_AFTER, self._sweep)

    def settle(self) -> None:
        """Let go of all that is not needed: to be called while nobody waits."""
        self._settling = None  # a timer knows the window in which it was set
        self._took = 0.0
        self._let_go()
        memory.settle()

    def _sweep(self) -> None:
        self._sweeping = None
        if not memory.may_sweep():
            return
        started = time.perf_counter()
        self._let_go()
        if self._closed >= _THOROUGH and len(self._app.screen_stack) == 1:
            self._closed = 0
            memory.settle()  # with a window open, what is of it would be set aside, and not be found once it is closed
        else:
            memory.sweep()
            self._took = time.perf_counter() - started

    def _let_go(self) -> None:
        let_go()
        leave_unwatched(self._app)
        self._library.rest()
        memory.forget_lists()
