"""What the start leaves for later, done in pauses of the keys: loading much, or starting a process, holds a key."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

_PAUSE = 0.3
"""Seconds without a key after which there is time for an errand."""
_PATIENCE = 4.0
"""Seconds after which an errand is run at the latest: a reader who never pauses gets what comes of it, too."""

_APART = 0.01
"""Seconds between two errands at least: a key that came during the one is dealt with."""


class _Errand(NamedTuple):
    due: float
    run: Callable[[], None]


class Errands:
    """Those of one application, of which one is run at a time."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._errands: list[_Errand] = []
        self._pressed = 0.0
        self._timer: Timer | None = None

    def key_pressed(self) -> None:
        self._pressed = time.monotonic()

    def add(self, run: Callable[[], None], *, after: float) -> None:
        """Have this run so many seconds from now, or in the first pause of the keys after that."""
        self._errands.append(_Errand(time.monotonic() + after, run))
        self._errands.sort(key=lambda errand: errand.due)
        self._wait()

    def end(self) -> None:
        """Run none any more."""
        self._errands.clear()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = None
        if self._errands:
            due = self._errands[0].due
            at = min(max(due, self._pressed + _PAUSE), due + _PATIENCE)
            self._timer = self._app.set_timer(max(at - time.monotonic(), _APART), self._look)

    def _look(self) -> None:
        if not self._errands or not self._app.is_running:  # this was on its way when the reader left
            return
        now, first = time.monotonic(), self._errands[0]
        if now >= first.due + _PATIENCE or now >= max(first.due, self._pressed + _PAUSE):
            del self._errands[0]
            first.run()
        self._wait()
