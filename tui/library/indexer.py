"""Background indexing: hands articles to worker processes, newest request first, and tells of the results."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence

import msgspec

from tui.library.process import WorkerProcess
from tui.library.progress import Progress
from tui.library.protocol import Reply, Request
from tui.library.records import stamp_of

_AHEAD, _FAR_AHEAD = 48 * 1024, 256 * 1024
"""Bytes of articles that wait in the pipe of a process: enough that it never idles, and few enough that an article
which is wanted at once, or one behind a large one, does not wait for long; more where nobody waits for one."""
_FEWEST = 16
"""Articles that may wait there in any case, though others have nothing to do at the end: what takes some rests."""
_REST, _LONG_REST = 0.03, 0.15
"""Seconds for which what a process has found may lie in its pipe: less than what waits for it takes."""
LIMIT = 60.0
"""Seconds that an article may take, whatever its size."""
_PACE = 20_000
"""Bytes for each of which it may take a second more: a thirtieth of the speed that is usual."""
_SHORTEST, _LONGEST, _SHARE = 0.05, 5.0, 0.25
"""Seconds between two tellings, and the share of the time since the first: a few articles are shown as they come, and
of many some hundred are kept together, which takes half the time."""
_SHORT = 1.0
"""The shortest where nobody waits for an article."""
_UNTOLD, _MANY = 4000, 2000
"""Articles that may wait to be kept: where the disk is the slower, the processes wait for it; and those of which the
telling does not wait."""


class _Asked(msgspec.Struct):
    """The articles that a process has not told of yet, in their order, each with its size; and the sum of these."""

    articles: deque[tuple[str, int]] = msgspec.field(default_factory=deque)
    size: int = 0
    next: tuple[str, int] = ("", 0)
    """The last one whose size was looked at."""

    def add(self, key: str, size: int) -> None:
        self.articles.append((key, size))
        self.size += size

    def take(self) -> str:
        """It has told of the first."""
        key, size = self.articles.popleft()
        self.size -= size
        return key


class Indexer(msgspec.Struct):
    """A queue of articles and the processes that work it off.

    `on_replies` is awaited in the event loop with articles that were read, in the order in which they were; they are
    done when it returns. A process that dies (an article can make the interpreter run out of memory) or hangs is
    replaced, and the article that it was at is reported; those that waited behind it go to another.
    """

    on_replies: Callable[[Sequence[Reply]], Awaitable[None]]
    workers: int = 1
    given: Mapping[str, bytes] = msgspec.field(default_factory=dict)
    """Contents of articles that have no file here (standard input), by key."""
    whole: bool = False
    """Ask for the documents, as `protocol.Request` does."""
    unwatched: bool = False
    """Nobody waits for one article before the others: more are handed over at once, which takes less time for each."""
    on_progress: Callable[[], None] = lambda: None
    """Called when `progress` has changed."""
    limit: float = LIMIT
    progress: Progress = msgspec.field(default_factory=Progress)
    paused: bool = False
    """Nothing is read but what is wanted at once."""
    _urgent: OrderedDict[str, None] = msgspec.field(default_factory=OrderedDict)
    _queue: OrderedDict[str, None] = msgspec.field(default_factory=OrderedDict)
    _held: set[str] = msgspec.field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = msgspec.field(default_factory=set)
    _wanted: set[str] = msgspec.field(default_factory=set)
    """What somebody waits for."""
    _untold: list[Reply] = msgspec.field(default_factory=list)
    _room: asyncio.Event = msgspec.field(default_factory=asyncio.Event)
    _hurry: asyncio.Event = msgspec.field(default_factory=asyncio.Event)
    _telling: asyncio.Task[None] | None = None
    _begun: float = 0.0
    _told: float = 0.0

    @property
    def done(self) -> int:
        return self.progress.done

    @property
    def total(self) -> int:
        return self.progress.total

    @property
    def busy(self) -> bool:
        """True while there is something to do, be it paused or not."""
        return self.done < self.total

    def submit(self, path: str, *, first: bool = False) -> None:
        """Queue an article; `first` puts it (or moves it) to the head. Workers start with the first one."""
        if first:
            self._wanted.add(path)
        if path in self._held:
            return
        if path in self._urgent:
            if first:
                self._urgent.move_to_end(path, last=False)
            return
        if path not in self._queue:
            self._expect(1)
        elif not first:
            return
        if first:
            self._queue.pop(path, None)
            self._urgent[path] = None
            self._urgent.move_to_end(path, last=False)
        else:
            self._queue[path] = None
        self._start()

    def submit_all(self, paths: Sequence[str]) -> None:
        """Queue many articles, in their order, after those that wait already."""
        before = len(self._queue)
        self._queue.update((path, None) for path in paths if path not in self._held and path not in self._urgent)
        if len(self._queue) > before:
            self._expect(len(self._queue) - before)
            self._start()

    def withdraw(self, paths: Sequence[str]) -> None:
        """Articles that are gone need not be read; one that is being read already is told as any other."""
        for path in paths:
            if path in self._queue or path in self._urgent:
                self._queue.pop(path, None)
                self._urgent.pop(path, None)
                self._wanted.discard(path)
                self.progress.total -= 1

    def holds(self, path: str) -> bool:
        """True while a process has the article: it may have been read before a change."""
        return path in self._held

    def pause(self) -> None:
        """Read no more for now; what the processes were handed already is finished."""
        self.paused = True

    def resume(self) -> None:
        self.paused = False
        self.progress.restart()
        self._start()

    def _expect(self, count: int) -> None:
        if not self.busy:
            self._begun = asyncio.get_running_loop().time()
        self.progress.expect(count)

    def _start(self) -> None:
        """Have as many at work as there is work for."""
        waiting = len(self._urgent) + (0 if self.paused else len(self._queue))
        for _ in range(min(self.workers - len(self._tasks), waiting)):
            self._tasks.add(asyncio.get_running_loop().create_task(self._work()))

    async def join(self) -> None:
        """Wait until all that was asked for is told. Raises what `on_replies` raises."""
        while waited := {*self._tasks, *([self._telling] if self._telling else ())}:
            if not self._tasks:  # nothing more will come to be told together
                self._hurry.set()
            done, _ = await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def close(self) -> None:
        """Forget the queue, end the workers, and tell of what they had done."""
        self._queue.clear()
        self._urgent.clear()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._telling is not None:
            self._hurry.set()
            await self._telling

    async def _work(self) -> None:
        try:
            while self._next():  # again, for what was asked for while the last process was ending
                await self._work_off()
        finally:
            self._tasks -= {asyncio.current_task()}

    def _next(self) -> str:
        """The article that is to be read next; "" where there is none."""
        return next(iter(self._urgent), "") or ("" if self.paused else next(iter(self._queue), ""))

    async def _work_off(self) -> None:
        process: WorkerProcess | None = None
        asked = _Asked()
        try:
            while True:
                if len(self._untold) >= _UNTOLD:
                    self._room.clear()
                    await self._room.wait()
                try:
                    while requests := self._handed_over(asked):
                        process = process or await WorkerProcess.start(_LONG_REST if self.unwatched else _REST)
                        process.ask(requests)
                    if process is None or not asked.articles:
                        return
                    reply = process.answer_at_hand()
                    if reply is None:
                        async with asyncio.timeout(self.limit + asked.size / _PACE):
                            reply = await process.answer()
                except TimeoutError:
                    reply = Reply(await self._give_up(process, asked), problem="took too long to analyse")
                    process = None
                except msgspec.MsgspecError:  # what was installed is not what this program was started from
                    reply = Reply(
                        asked.articles[0][0], problem="was read by another version: start again", passing=True
                    )
                except (OSError, EOFError) as error:
                    problem = f"the indexing process ended ({type(error).__name__})"
                    reply = Reply(await self._give_up(process, asked), problem=problem)
                    process = None
                self._held.discard(asked.take())
                self._add(reply)
        finally:
            self._held -= {key for key, _ in asked.articles}
            if process is not None:
                await process.end()

    def _handed_over(self, asked: _Asked) -> list[tuple[Request, bool]]:
        """What a process can be asked for beside what it was asked for already, each with whether it is wanted at once;
        none as long as it has enough to do.
        """
        most = _FAR_AHEAD if self.unwatched else _AHEAD
        requests: list[tuple[Request, bool]] = []
        # Of the last ones each gets its share, so that all end at about the same time.
        many = max(_FEWEST, len(self._queue) // (2 * self.workers))
        if self.unwatched and asked.size > most // 2 and not self._urgent:  # many together take less time
            return requests
        while key := self._next():
            if asked.next[0] != key:
                asked.next = key, self._size(key)
            size = asked.next[1]
            if asked.articles and (asked.size + size > most or (self.unwatched and len(asked.articles) >= many)):
                break
            self._urgent.pop(key, None)
            self._queue.pop(key, None)
            self._held.add(key)
            asked.add(key, size)
            together = self.unwatched and size <= _AHEAD
            requests.append((Request(key, self.given.get(key), self.whole, together), key in self._wanted))
        return requests

    def _size(self, key: str) -> int:
        data = self.given.get(key)
        return max(0, stamp_of(key)[1]) if data is None else len(data)

    async def _give_up(self, process: WorkerProcess | None, asked: _Asked) -> str:
        """End a process that is of no use any more. The article that it was at is all that is left of those asked for;
        the others are queued again.
        """
        if process is not None:
            await process.end()
        at = asked.articles[process.at if process is not None else 0]
        asked.articles.remove(at)
        while asked.articles:
            key = asked.articles.pop()[0]
            self._held.discard(key)
            self._urgent[key] = None
            self._urgent.move_to_end(key, last=False)
        asked.size = 0
        asked.add(*at)
        return at[0]

    def _add(self, reply: Reply) -> None:
        self._untold.append(reply)
        if reply.path in self._wanted:
            self._wanted.discard(reply.path)
            self._hurry.set()
        if len(self._untold) >= _MANY:
            self._hurry.set()
        if self._telling is None:
            self._telling = asyncio.get_running_loop().create_task(self._tell())

    async def _tell(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._untold:
                shortest = _SHORT if self.unwatched else _SHORTEST
                pause = max(shortest, min(_LONGEST, (loop.time() - self._begun) * _SHARE))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout_at(self._told + pause):
                        await self._hurry.wait()
                self._hurry.clear()
                replies, self._untold = self._untold, []
                self._room.set()
                await self.on_replies(replies)
                self._told = loop.time()
                self.progress.add(len(replies), sum(reply.words for reply in replies))
                self.on_progress()
        finally:
            self._telling = None
