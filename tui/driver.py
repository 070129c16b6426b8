"""The way from the keyboard and to the terminal, with fewer turns than Textual's own takes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterable

from textual import constants
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal_writer import TerminalWriter

_AT_MOST = 4096
"""Bytes read at once: what a terminal holds."""
_ESC = "\x1b"
_ESCAPE_AFTER = constants.ESCAPE_DELAY + 0.001
"""Seconds after which what an escape character begins is known not to go on."""


class DeskDriver(LinuxDriver):
    """Textual's own driver for terminals.

    What is typed is read, and frames are written, by the event loop itself. Textual has a thread for each: a key then
    waits until the one has woken and parsed it and has woken the loop, and its frame until the loop lets go of the
    interpreter for the other. A frame goes out in one piece, where Textual writes its beginning, what is drawn, and its
    end. Where the loop cannot do so (not Linux; no terminal that may be opened again), Textual's threads do.
    """

    _frame: list[str] | None = None
    """What there is of a frame that was begun."""
    _writer: TerminalWriter | None = None
    _listens = False
    _parser: XTermParser
    _decoder: IncrementalDecoder
    _timer: asyncio.TimerHandle | None = None
    """Ends a sequence that was begun and does not go on: Escape, pressed by itself."""

    def start_application_mode(self) -> None:
        screen = self._file
        if self._writer is None and sys.platform == "linux" and self.input_tty and screen is not None:
            with contextlib.suppress(OSError):
                self._writer = TerminalWriter(screen, self._loop)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def run_input_thread(self) -> None:
        """Textual's thread for what is typed: where the loop listens, it has nothing to do but to begin that."""
        if self._writer is None:
            super().run_input_thread()
        else:
            self._loop.call_soon_threadsafe(self._listen)

    def _listen(self) -> None:
        if self._writer is None:  # it was stopped meanwhile
            return
        self._parser = XTermParser(self._debug)
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._loop.add_reader(self.fileno, self._read)
        self._listens = True

    def _stop_listening(self) -> None:
        if self._listens:
            self._loop.remove_reader(self.fileno)
            self._listens = False
        if self._timer is not None:
            self._timer.cancel()

    def _read(self) -> None:
        try:
            data = os.read(self.fileno, _AT_MOST)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:  # the terminal is gone, and with it whoever could end the program
            self._stop_listening()
            signal.raise_signal(signal.SIGTERM)
            return
        typed = self._decoder.decode(data)
        if not typed:  # part of a sign; for the parser nothing is the end of all
            return
        self._pass_on(self._parser.feed(typed))
        if _ESC in typed:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._loop.call_later(_ESCAPE_AFTER, self._end_sequence)

    def _end_sequence(self) -> None:
        self._pass_on(self._parser.tick())

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def send_message(self, message: Message) -> None:
        if self._listens:
            self._app.post_message(message)
        else:
            self._loop.call_soon_threadsafe(self._app.post_message, message)

    def write(self, data: str) -> None:
        if data == SYNC_START:
            self._frame = [*(self._frame or ()), data]
        elif self._frame is None:
            self._put(data)
        else:
            self._frame.append(data)
            if data == SYNC_END:
                self._write_frame()

    def _write_frame(self) -> None:
        if self._frame is not None:
            pieces, self._frame = self._frame, None
            self._put("".join(pieces))

    def _put(self, data: str) -> None:
        if self._writer is None:
            super().write(data)
        else:
            self._writer.write(data)

    def disable_input(self) -> None:
        self._stop_listening()
        super().disable_input()

    def stop_application_mode(self) -> None:
        self._write_frame()
        super().stop_application_mode()
        if self._writer is not None:
            self._writer.drain()

    def close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
        super().close()
