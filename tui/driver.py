"""The way from the keyboard and to the terminal, with fewer turns than Textual's own takes."""

from __future__ import annotations

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message


class DeskDriver(LinuxDriver):
    """Textual's own driver for terminals.

    A frame goes to the thread that writes in one piece. Textual hands it over in three, the frame's beginning, what is
    drawn, and its end: that thread then wakes at the first, and takes the interpreter from the one that is about to
    give the next. And what was typed is put before the application at once, not by a task of its own.
    """

    _frame: list[str] | None = None
    """What there is of a frame that was begun."""

    def send_message(self, message: Message) -> None:
        self._loop.call_soon_threadsafe(self._app.post_message, message)

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
