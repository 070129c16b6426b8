"""Timers that are never lost."""

from __future__ import annotations

from textual.message_pump import MessagePump
from textual.timer import Timer, TimerCallback


class SureTimers(MessagePump):
    """Has what was to be called once called, be it late.

    Textual (8.2.8) leaves out each time of a timer that has gone by before it begins to wait for it, the only one too:
    where the system gives another program its turn at that moment, what was to be done in some milliseconds never is.
    """

    def set_timer(
        self, delay: float, callback: TimerCallback | None = None, *, name: str | None = None, pause: bool = False
    ) -> Timer:
        timer = super().set_timer(delay, callback, name=name, pause=pause)
        timer._skip = False
        return timer
