"""Whether a screen is there, for what comes back to it from a thread or a process."""

from __future__ import annotations

from textual.widget import Widget


class Presence(Widget):
    """Tells that it has gone from when it is taken down on: Textual's (8.2.8) is mounted for ever, also when there is
    nothing left in it that could show what was found.
    """

    @property
    def is_mounted(self) -> bool:
        return super().is_mounted and not (self._pruning or self._closing or self._closed)
