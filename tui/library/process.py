"""One indexing process, as the program that started it sees it: requests go in, replies come out in their order."""

from __future__ import annotations

from asyncio.subprocess import Process

from tui.library import child
from tui.library.protocol import HEADER, Reply, Request, decode_reply, encode_frame


class WorkerProcess:
    """A process that reads and analyses articles. Several requests may wait in its pipe, so that it is never idle."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> WorkerProcess:
        """Raises OSError where there can be no process more."""
        return cls(await child.start("tui.library.worker"))

    async def ask(self, request: Request) -> None:
        """Hand an article over. Raises OSError where the process has ended."""
        assert self._process.stdin is not None
        self._process.stdin.write(encode_frame(request))
        await self._process.stdin.drain()

    async def answer(self) -> Reply:
        """What came of the oldest request that has no reply yet. Raises EOFError where the process ends before."""
        assert self._process.stdout is not None
        header = await self._process.stdout.readexactly(HEADER.size)
        return decode_reply(await self._process.stdout.readexactly(HEADER.unpack(header)[0]))

    async def end(self) -> None:
        """End the process at once, whatever it does, and wait until it is gone; also where the waiting is cancelled."""
        await child.end(self._process)
