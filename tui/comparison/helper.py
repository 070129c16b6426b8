"""A second process for half of a long work: a copy of this one, which hands back bytes and ends."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from collections.abc import Callable, Iterator

import msgspec


def may_fork() -> bool:
    """Whether a copy of this process can be made, and there is a second core for it."""
    if not hasattr(os, "fork"):
        return False
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1


class Helper:
    """Runs `work` in a copy of this process, which must have no other threads. The copy ends when this process does:
    it looks for it between the steps of its work. `work` yields after each step, and returns its result.
    """

    def __init__(self, work: Callable[[], Iterator[object]], result: Callable[[], list[bytes]]) -> None:
        self._reading, writing = os.pipe()
        gc.freeze()  # else the collector touches, and so copies, all that the two have in common
        parent = os.getpid()
        self._child = os.fork()
        if self._child:
            os.close(writing)
            return
        try:
            os.close(self._reading)
            for _ in work():
                if os.getppid() != parent:
                    return
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(msgspec.msgpack.encode(result()))
        finally:
            os._exit(0)

    def result(self) -> list[bytes] | None:
        """What the copy hands back, waited for; None where it ended before."""
        with os.fdopen(self._reading, "rb", closefd=False) as pipe:
            handed = pipe.read()
        try:
            return msgspec.msgpack.decode(handed, type=list[bytes])
        except msgspec.MsgspecError:
            return None

    def end(self) -> None:
        """End the copy, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._reading)
