"""Background indexing: hands articles to worker processes, newest request first, and tells of the results."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tui.library.process import WorkerProcess
from tui.library.protocol import Reply, Request
from tui.library.records import stamp_of

_AHEAD = 32 * 1024
"""Bytes of articles that wait in the pipe of a process: enough that it never idles, and few enough that an article
which is wanted at once, or one behind a large one, does not wait for long."""
_LIMIT = 60.0
"""Seconds that an article may take, whatever its size."""
_PACE = 20_000
"""Bytes for each of which it may take a second more: a thirtieth of the speed that is usual."""


@dataclass(slots=True)
class Indexer:
    """A queue of articles and the processes that work it off.

    `on_replies` is called in the event loop with articles that are done, in the order in which they are; at most once
    in `gather` seconds, so that they can be kept together. A process that dies (an article can make the interpreter run
    out of memory) or hangs is replaced, and the article that it was at is reported; those that waited behind it go to
    another.
    """

    on_replies: Callable[[Sequence[Reply]], None]
    workers: int = 1
    given: Mapping[str, bytes] = field(default_factory=dict)
    """Contents of articles that have no file here (standard input), by key."""
    whole: bool = False
    """Ask for the documents too."""
    gather: float = 0.05
    limit: float = _LIMIT
    done: int = 0
    total: int = 0
    _queue: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _held: set[str] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _untold: list[Reply] = field(default_factory=list)
    _telling: asyncio.TimerHandle | None = None
    _told: float = 0.0

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
        for _ in range(min(self.workers, len(self._queue))):
            self._start()

    def _start(self) -> None:
        if len(self._tasks) < self.workers:
            self._tasks.add(asyncio.get_running_loop().create_task(self._work()))

    async def close(self) -> None:
        """Forget the queue, end the workers, and tell of what they had done."""
        self._queue.clear()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._telling is not None:
            self._telling.cancel()
            self._tell()

    async def _work(self) -> None:
        try:
            while self._queue:  # again, for what was asked for while the last process was ending
                await self._work_off()
        finally:
            self._tasks -= {asyncio.current_task()}

    async def _work_off(self) -> None:
        process: WorkerProcess | None = None
        asked: deque[tuple[str, int]] = deque()  # with their sizes; the process is at the first
        try:
            while True:
                try:
                    while self._queue and (not asked or sum(size for _, size in asked) + self._next_size() <= _AHEAD):
                        key, size = next(iter(self._queue)), self._next_size()
                        del self._queue[key]
                        self._held.add(key)
                        asked.append((key, size))
                        process = process or await WorkerProcess.start()
                        await process.ask(Request(key, self.given.get(key), self.whole))
                    if process is None or not asked:
                        return
                    async with asyncio.timeout(self.limit + asked[0][1] / _PACE):
                        reply = await process.answer()
                except TimeoutError:
                    reply = Reply(asked[0][0], problem="took too long to analyse")
                    await self._give_up(process, asked)
                    process = None
                except (OSError, EOFError) as error:
                    reply = Reply(asked[0][0], problem=f"the indexing process ended ({type(error).__name__})")
                    await self._give_up(process, asked)
                    process = None
                self._held.discard(asked.popleft()[0])
                self._add(reply)
        finally:
            self._held -= {key for key, _ in asked}
            if process is not None:
                await process.end()

    def _next_size(self) -> int:
        key = next(iter(self._queue))
        data = self.given.get(key)
        return max(0, stamp_of(key)[1]) if data is None else len(data)

    async def _give_up(self, process: WorkerProcess | None, asked: deque[tuple[str, int]]) -> None:
        """End a process that is of no use any more; what waited behind the article that it was at is queued again."""
        if process is not None:
            await process.end()
        while len(asked) > 1:
            key = asked.pop()[0]
            self._held.discard(key)
            self._queue[key] = None
            self._queue.move_to_end(key, last=False)

    def _add(self, reply: Reply) -> None:
        self._untold.append(reply)
        if self._telling is None:
            loop = asyncio.get_running_loop()
            self._telling = loop.call_at(max(loop.time(), self._told + self.gather), self._tell)

    def _tell(self) -> None:
        self._told = asyncio.get_running_loop().time()
        self._telling = None
        replies, self._untold = self._untold, []
        self.done += len(replies)
        self.on_replies(replies)
