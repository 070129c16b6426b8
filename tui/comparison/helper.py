"""A second process for half of a long work, or for what need not be waited for: a copy of this one."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from collections.abc import Callable, Iterator

import msgspec

_PR_SET_PDEATHSIG = 1


def can_fork() -> bool:
    """Whether a copy of this process can be made."""
    return hasattr(os, "fork")


def has_second_core() -> bool:
    """Whether a copy of this process can work beside it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1


class Helper:
    """Does `work` in a copy of this process, which must have no other threads; then what `result` gives is handed back.
    The copy ends when this process does: the system sees to it where it can (Linux), else it looks between the steps
    that `work` gives.
    """

    def __init__(self, work: Callable[[], Iterator[object]], result: Callable[[], list[bytes]] = list) -> None:
        """Raises OSError where there can be no process more."""
        self._ended = False
        self._reading, writing = os.pipe()
        gc.freeze()  # else the collector touches, and so copies, all that the two have in common
        parent = os.getpid()
        try:
            self._child = os.fork()
        except OSError:
            os.close(self._reading)
            os.close(writing)
            raise
        if self._child:
            os.close(writing)
            return
        try:
            os.close(self._reading)
            _leave_streams()
            _end_with_parent()
            if os.getppid() != parent:
                return
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

    def has_ended(self) -> bool:
        """Whether the copy is done."""
        if not self._ended:
            self._ended = os.waitpid(self._child, os.WNOHANG)[0] != 0
        return self._ended

    def end(self) -> None:
        """End the copy, whatever it does."""
        if not self.has_ended():
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._ended = True
        os.close(self._reading)


def _leave_streams() -> None:
    """Who waits for the end of what this process says need not wait for its copy."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(null, stream)


def _end_with_parent() -> None:
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
