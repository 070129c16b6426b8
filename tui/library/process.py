"""One indexing process, as the program that started it sees it: requests go in, replies come out in their order."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import cast

from tui.library import child
from tui.library.protocol import HEADER, Reply, Request, decode_reply, encode_frame

_PIPE = 1 << 20
"""Bytes that a pipe must hold for replies to lie in it: many times what comes in a rest."""


_MUCH = 1 << 16
"""Bytes that come at once where more wait behind them, for which the process may be waiting too."""


class WorkerProcess(asyncio.SubprocessProtocol):
    """A process that reads and analyses articles. Several requests may wait in its pipe, so that it is never idle."""

    def __init__(self, rest: float) -> None:
        """Replies may lie in the pipe for `rest` seconds, unless one of them is wanted at once: who is woken for each
        takes time from the process.
        """
        self._rest_for = rest
        self._transport: asyncio.SubprocessTransport | None = None
        self._may_rest = False
        self._asked: deque[bool] = deque()
        """For each article that has no reply yet, whether it is wanted at once."""
        self.at = 0
        """Which of the articles that have no reply yet the process is at."""
        self._bytes = bytearray()
        self._frames: deque[bytes] = deque()
        self._news = asyncio.Event()
        self._ended = False
        self._gone = asyncio.Event()

    @classmethod
    async def start(cls, rest: float) -> WorkerProcess:
        """Raises OSError where there can be no process more."""
        return await child.start_with("tui.library.worker", partial(cls, rest), cls.end)

    def ask(self, requests: Sequence[tuple[Request, bool]]) -> None:
        """Hand articles over, each with whether it is wanted at once. Where the process has ended, that is told when
        an answer is asked for.
        """
        pipe = cast(asyncio.WriteTransport, self._pipe(0))
        pipe.write(b"".join([encode_frame(request) for request, _ in requests]))
        self._asked.extend(wanted for _, wanted in requests)
        if any(self._asked):
            self._listen()

    def answer_at_hand(self) -> Reply | None:
        """What came of the oldest request that has no reply yet; None where that is still to come."""
        return decode_reply(self._frames.popleft()) if self._frames else None

    async def answer(self) -> Reply:
        """The same, waited for. Raises EOFError where the process ends before."""
        while not self._frames:
            if self._ended:
                raise EOFError
            self._news.clear()
            await self._news.wait()
        return decode_reply(self._frames.popleft())

    async def end(self) -> None:
        """End the process at once, whatever it does, and wait until it is gone; also where the waiting is cancelled."""
        assert self._transport is not None
        with contextlib.suppress(ProcessLookupError):
            self._transport.kill()
        self._transport.close()
        await child.to_the_end(self._gone.wait())

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.SubprocessTransport, transport)
        self._may_rest = _widened(self._pipe(1))

    def pipe_data_received(self, fd: int, data: bytes) -> None:  # noqa: ARG002  (there is one that is read)
        self._bytes += data
        start, end = 0, HEADER.size
        while end <= len(self._bytes):
            end += HEADER.unpack_from(self._bytes, start)[0]
            if end > len(self._bytes):
                break
            frame = bytes(memoryview(self._bytes)[start + HEADER.size : end])
            start, end = end, end + HEADER.size
            if len(frame) == 1:
                self.at = frame[0]
                continue
            self.at = 0
            self._frames.append(frame)
            self._asked.popleft()
        del self._bytes[:start]
        if self._frames:
            self._news.set()
        if start and len(data) < _MUCH:
            self._rest()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:  # noqa: ARG002
        if fd == 1:
            self._ended = True
            self._news.set()

    def process_exited(self) -> None:
        self._gone.set()

    def _rest(self) -> None:
        if self._may_rest and self._asked and not any(self._asked):
            self._reading().pause_reading()
            asyncio.get_running_loop().call_later(self._rest_for, self._listen)

    def _listen(self) -> None:
        if not self._reading().is_closing():
            self._reading().resume_reading()

    def _reading(self) -> asyncio.ReadTransport:
        return cast(asyncio.ReadTransport, self._pipe(1))

    def _pipe(self, fd: int) -> asyncio.BaseTransport:
        assert self._transport is not None
        pipe = self._transport.get_pipe_transport(fd)
        assert pipe is not None
        return pipe


def _widened(pipe: asyncio.BaseTransport) -> bool:
    """Have the system keep more in a pipe, where it can (Linux)."""
    try:
        import fcntl

        fcntl.fcntl(pipe.get_extra_info("pipe"), fcntl.F_SETPIPE_SZ, _PIPE)
    except (ImportError, AttributeError, OSError):
        return False
    return True
