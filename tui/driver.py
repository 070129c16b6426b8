"""The way from the keyboard and to the terminal, with fewer turns than Textual's own takes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterable

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, SYNC_END, SYNC_START
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal_writer import TerminalWriter

_AT_MOST = 4096
"""Bytes read at once: what a terminal holds."""
_ESC = "\x1b"
_GOES_ON = "[]OPX^_" + _ESC
"""What follows an escape character that begins something. Behind any other key that comes later it is Escape."""
_KNOWN = "".join(
    re.escape(sequence[1]) for sequence in ANSI_SEQUENCES_KEYS if len(sequence) == 2 and sequence[0] == _ESC
)
_BY_ITSELF = re.compile(rf"(?<={_ESC})(?=[^{re.escape(_GOES_ON)}{_KNOWN}])")
"""Behind an escape character that came with a key of which Textual knows nothing: Escape, and the key."""
_LATER = 0.001
"""Seconds by which the loop's clock may be ahead of Textual's."""


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
    _after_escape = False
    """True where an escape character was the last to come."""

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
        if self._after_escape and typed[0] not in _GOES_ON:
            self._end_sequence(at_once=True)
        first, *others = _BY_ITSELF.split(typed)
        self._pass_on(self._parser.feed(first))
        for piece in others:
            self._end_sequence(at_once=True)
            self._pass_on(self._parser.feed(piece))
        self._after_escape = typed[-1] == _ESC
        self._await_end()

    def _await_end(self) -> None:
        """What was begun goes on in time, or it was nothing but keys."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        end = self._parser._timeout_time
        if end is not None:
            self._timer = self._loop.call_later(max(end - get_time(), 0) + _LATER, self._end_sequence)

    def _end_sequence(self, at_once: bool = False) -> None:
        if at_once and self._parser._timeout_time is not None:
            self._parser._timeout_time = 0
        self._pass_on(self._parser.tick())
        self._after_escape = False
        self._await_end()

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
