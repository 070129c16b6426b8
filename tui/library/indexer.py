"""Background indexing: hands articles to worker processes, newest request first, and tells of each result."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tui.library.protocol import HEADER, Reply, Request, decode_reply, encode_frame


@dataclass(slots=True)
class Indexer:
    """A queue of articles and the processes that work it off.

    `on_reply` is called in the event loop for each article, in the order in which they are done. A worker that dies
    (an article can make the interpreter run out of memory) is replaced, and the article it held is reported.
    """

    on_reply: Callable[[Reply], None]
    workers: int = 1
    given: Mapping[str, bytes] = field(default_factory=dict)
    """Contents of articles that have no file (standard input), by key."""
    done: int = 0
    total: int = 0
    _queue: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _held: set[str] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def busy(self) -> bool:
        return self.done < self.total

    def submit(self, path: str, *, first: bool = False) -> None:
        """Queue an article; `first` puts it (or moves it) to the head. Workers start with the first one."""
        if path in self._held:
            return
        if path in self._queue:
            if not first:
                return
        else:
            self.total += 1
        self._queue[path] = None
        if first:
            self._queue.move_to_end(path, last=False)
        self._start()

    def submit_all(self, paths: Sequence[str]) -> None:
        """Queue many articles, in their order, after those that wait already."""
        before = len(self._queue)
        self._queue.update((path, None) for path in paths if path not in self._held)
        self.total += len(self._queue) - before
        if self._queue:
            self._start()

    def _start(self) -> None:
        if len(self._tasks) < self.workers:
            self._tasks.add(asyncio.get_running_loop().create_task(self._work()))

    async def close(self) -> None:
        """Forget the queue and end the workers."""
        self._queue.clear()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self) -> None:
        try:
            while self._queue:  # again, for what was asked for while the last process was ending
                await self._work_off()
        finally:
            self._tasks -= {asyncio.current_task()}

    async def _work_off(self) -> None:
        process: asyncio.subprocess.Process | None = None
        try:
            while self._queue:
                path = self._queue.popitem(last=False)[0]
                self._held.add(path)
                try:
                    if process is None or process.returncode is not None:
                        process = await _start_worker()
                    reply = await _ask(process, Request(path, self.given.get(path)))
                except (OSError, asyncio.IncompleteReadError) as error:
                    reply = Reply(path, problem=f"the indexing process ended ({type(error).__name__})")
                    await _end(process)
                    process = None
                finally:
                    self._held.discard(path)
                self.done += 1
                self.on_reply(reply)
        finally:
            await _end(process)


async def _start_worker() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tui.library.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,  # ^C at the terminal is the desk's affair
    )


async def _ask(process: asyncio.subprocess.Process, request: Request) -> Reply:
    if process.stdin is None or process.stdout is None:
        raise OSError("the indexing process has no pipes")
    process.stdin.write(encode_frame(request))
    await process.stdin.drain()
    header = await process.stdout.readexactly(HEADER.size)
    return decode_reply(await process.stdout.readexactly(HEADER.unpack(header)[0]))


async def _end(process: asyncio.subprocess.Process | None) -> None:
    if process is None or process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
