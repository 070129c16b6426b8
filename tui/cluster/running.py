"""The work of a cluster, as the program that asks for it sees it: batches go out, what came of them comes back.

What is there already is not done again, so a run that was stopped is gone on with by the same command. A batch on which
workers die is halved until it is known which article it was; that one is written as a problem, and the rest is done.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import uuid
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import count
from typing import Any

import msgspec

from tui.cluster.batches import Batch
from tui.cluster.parts import Row, finished
from tui.cluster.places import ClusterError, from_the_extra, reason, shown
from tui.cluster.work import Outcome, SourceError, VersionError, extractor_version, keep, run_batch
from tui.extraction.version import VERSION
from tui.library.indexer import LIMIT
from tui.library.progress import Progress
from tui.library.protocol import Reply

_CONNECT = 20.0
"""Seconds to wait for the scheduler, and then for its first worker."""
_TICK = 1.0
_AHEAD = 2
"""Batches that wait at the scheduler for each thread of a worker, so that none idles."""
_RETRIES = 2
"""Times that a batch is tried again which could not be read, or its results not be written."""
_KILLED = "the workers that were given it died"


class Run(msgspec.Struct):
    """How far a run is. `articles` and `words` are what it has done."""

    size: int
    """Bytes of all batches."""
    skipped: int = 0
    """Bytes of batches that were done before."""
    articles: int = 0
    words: int = 0
    workers: int = 0
    problems: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Articles with what is wrong with them."""
    progress: Progress = msgspec.field(default_factory=Progress)
    """In bytes."""

    def add(self, batch: Batch, outcome: Outcome) -> None:
        """A batch is done."""
        self.articles += outcome.articles
        self.words += outcome.words
        self.problems += outcome.problems
        self.progress.add(batch.size, outcome.words)


def run(scheduler: str, batches: Sequence[Batch], out: str, tell: Callable[[Run], None], limit: float = LIMIT) -> Run:
    """Have all batches done that are not, and written to the folder `out`; `tell` is called about once a second.

    `limit` is for `run_batch`. Raises ClusterError: no scheduler or no worker, workers of another version, results that
    cannot be written. After a KeyboardInterrupt, as after an error, what is complete stays.
    """
    there = finished(out)
    todo = [batch for batch in batches if batch.name not in there]
    size, missing = (sum(batch.size for batch in some) for some in (batches, todo))
    made = Run(size, size - missing)
    made.progress.expect(missing)
    if todo:
        with _client(scheduler) as client:
            _check_versions(client)
            _Work(client, out, made, limit).do(todo, tell)
    tell(made)
    return made


@contextlib.contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    with from_the_extra():
        import distributed
    connect: Any = distributed.Client
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # lost workers are told in words of our own
    try:
        client = connect(scheduler, timeout=_CONNECT, set_as_default=False)
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError as error:
        told = "has no workers" if "worker" in str(error) else "cannot be reached"
        raise ClusterError(f"{scheduler}: {told} (waited {_CONNECT:.0f} seconds)") from None
    except (OSError, ValueError) as error:
        raise ClusterError(f"{scheduler}: cannot be reached ({reason(error)})") from None
    try:
        yield client
    finally:
        client.close()


def _check_versions(client: Any) -> None:
    """Raises ClusterError where a worker does not have this version of the extractor."""
    import importlib.metadata

    installed = client.run(importlib.metadata.version, "briefing-tui", on_error="return")
    lacking = sorted(address for address, version in installed.items() if isinstance(version, Exception))
    if lacking:
        raise ClusterError(f"briefing-tui is not installed on {_some(lacking)}")
    found = client.run(extractor_version, on_error="return")
    other = sorted(address for address, version in found.items() if version != VERSION)
    if other:
        told = found[other[0]]
        what = told if isinstance(told, str) else f"not known ({reason(told)})"
        raise ClusterError(
            f"the extractor's version is {VERSION} here and {what} on {_some(other)}: install one everywhere"
        )


def _some(workers: Sequence[str]) -> str:
    return workers[0] if len(workers) == 1 else f"{workers[0]} and {len(workers) - 1} more"


class _Work:
    """The work on some batches."""

    def __init__(self, client: Any, out: str, run: Run, limit: float) -> None:
        self._client = client
        self._out = out
        self._run = run
        self._limit = limit
        self._name = uuid.uuid4().hex
        self._tries = count()
        self._done: queue.SimpleQueue[tuple[Batch, Any]] = queue.SimpleQueue()
        self._handed_out: dict[Batch, Any] = {}
        self._suspects: list[Batch] = []

    def do(self, batches: Sequence[Batch], tell: Callable[[Run], None]) -> None:
        """Have these done; those on which workers die at the end, each alone, so that it is known which it was."""
        waiting = deque(batches)
        while waiting or self._handed_out:
            threads = self._client.nthreads()
            self._run.workers = len(threads)
            while waiting and len(self._handed_out) < _AHEAD * max(sum(threads.values()), 1):
                self._hand_out(waiting.popleft())
            self._take_some()
            tell(self._run)
        there = finished(self._out) if self._suspects else set()
        for batch in self._suspects:
            self._isolate(batch, there, tell)

    def _isolate(self, batch: Batch, there: Collection[str], tell: Callable[[Run], None]) -> None:
        """Have a batch done while nothing else is; by halves where workers die on it."""
        if batch.name in there:
            self._run.progress.add(batch.size, 0)
            return
        self._suspects = []
        self._hand_out(batch)
        while self._handed_out:
            self._take_some()
            tell(self._run)
        if not self._suspects:
            return
        halves = batch.halves()
        for half in halves:
            self._isolate(half, there, tell)
        rows = [] if halves else [Row(Reply(batch.label, problem=_KILLED), batch.size)]
        outcome = keep(self._out, batch, rows)  # of halves, that the whole is done
        if not halves:
            self._run.add(batch, outcome)

    def _hand_out(self, batch: Batch) -> None:
        name = f"briefing-tui-{self._name}-{next(self._tries)}"
        future = self._client.submit(
            run_batch, batch, self._out, VERSION, self._limit, key=name, pure=False, retries=_RETRIES
        )
        self._handed_out[batch] = future
        future.add_done_callback(lambda future: self._done.put((batch, future)))

    def _take_some(self) -> None:
        """Take in what is done; waits for something to be, a second at most."""
        with contextlib.suppress(queue.Empty):
            self._take(*self._done.get(timeout=_TICK))
            while True:
                self._take(*self._done.get_nowait())

    def _take(self, batch: Batch, future: Any) -> None:
        del self._handed_out[batch]
        if future.status == "finished":
            self._run.add(batch, future.result())
            return
        if future.status == "cancelled":
            raise ClusterError("the scheduler has ended, or forgot the work; the same command goes on with it")
        error = future.exception()
        if isinstance(error, VersionError):
            raise ClusterError(f"a worker that came has another version of the extractor than {VERSION}")
        if isinstance(error, SourceError):  # no part of it is written: the next run tries again
            self._run.add(batch, Outcome(0, 0, ((batch.label, str(error)),)))
            return
        if isinstance(error, OSError | ClusterError):
            raise ClusterError(f"{shown(self._out)}: cannot be written ({reason(error)})")
        if not _is_death(error):
            raise ClusterError(f"a worker failed ({type(error).__name__}: {reason(error)})")
        self._suspects.append(batch)


def _is_death(error: Exception) -> bool:
    from distributed.scheduler import KilledWorker

    return isinstance(error, KilledWorker | MemoryError)
