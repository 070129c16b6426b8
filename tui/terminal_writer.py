"""Writes to a terminal from the event loop, without a thread and without waiting for the terminal."""

from __future__ import annotations

import asyncio
import os
import select
from typing import TextIO

_FAR_BEHIND = 1_000_000
"""Bytes that wait, from which on the program waits for the terminal instead of going on."""


class TerminalWriter:
    """What the terminal takes is written at once; what it does not take waits for it, and the loop goes on meanwhile.

    The terminal is opened once more, so that only this program's writing does not block: whether it does is a property
    of what was opened, which standard input, the shell and other programs share.

    Raises OSError where the stream is no terminal, or one that may not be opened again.
    """

    def __init__(self, stream: TextIO, loop: asyncio.AbstractEventLoop) -> None:
        self._encoding, self._errors = stream.encoding, stream.errors or "replace"
        self._loop = loop
        self._waiting = bytearray()
        self._fileno = os.open(os.ttyname(stream.fileno()), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)

    def write(self, text: str) -> None:
        """In the order of the calls. Where the terminal is gone, nothing happens."""
        data = text.encode(self._encoding, self._errors)
        if self._waiting:
            self._waiting += data
            if len(self._waiting) > _FAR_BEHIND:
                self.drain()
            return
        taken = self._take(data)
        if taken < len(data):
            self._waiting += data[taken:]
            self._loop.add_writer(self._fileno, self._go_on)

    def drain(self) -> None:
        """Wait until the terminal has taken all."""
        terminal = select.poll()
        terminal.register(self._fileno, select.POLLOUT)
        while self._waiting:
            terminal.poll()
            self._go_on()

    def close(self) -> None:
        """Wait until the terminal has taken all, and let go of it."""
        self.drain()
        os.close(self._fileno)

    def _go_on(self) -> None:
        del self._waiting[: self._take(self._waiting)]
        if not self._waiting:
            self._loop.remove_writer(self._fileno)

    def _take(self, data: bytes | bytearray) -> int:
        """How many bytes are dealt with: those that the terminal takes now; all where it is gone."""
        try:
            return os.write(self._fileno, data)
        except BlockingIOError:
            return 0
        except OSError:
            return len(data)
