"""The way to the terminal: a frame goes in one piece.

Textual hands a frame to the thread that writes in three pieces: its beginning, what is drawn, its end. That thread then
wakes at the first, and takes the interpreter from the one that is about to give the next.
"""

from __future__ import annotations

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.drivers.linux_driver import LinuxDriver


class WholeFramesDriver(LinuxDriver):
    """Textual's own driver, but for the pieces."""

    _frame: list[str] | None = None
    """What there is of a frame that was begun."""

    def write(self, data: str) -> None:
        if data == SYNC_START:
            self._frame = [*(self._frame or ()), data]
        elif self._frame is None:
            super().write(data)
        else:
            self._frame.append(data)
            if data == SYNC_END:
                self._write_frame()

    def _write_frame(self) -> None:
        if self._frame is not None:
            pieces, self._frame = self._frame, None
            super().write("".join(pieces))

    def stop_application_mode(self) -> None:
        self._write_frame()
        super().stop_application_mode()
