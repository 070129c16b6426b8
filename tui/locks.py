"""Locks between programs, on files.

The system's own (flock), where it has them: filelock, which stands in elsewhere, takes the same ones, but is half a
megabyte, and a hundredth of a second of the first note.
"""

from __future__ import annotations

import errno
import os
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tui.light_start import without

if TYPE_CHECKING:
    from filelock import BaseFileLock

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_AGAIN = 0.05
"""Seconds between two tries."""
_MODE = 0o644
_HELD = (errno.EACCES, errno.EAGAIN)


class Timeout(TimeoutError):  # noqa: N818  (filelock calls it so)
    """Another program has held the lock for as long as one was ready to wait."""


class FileLock:
    """The lock that goes with a file, which is made where it is not there, and stays. `timeout` is in seconds; below 0
    it is waited for without end. Only one holds it, in this program too; the system ends it with the program.
    """

    def __init__(self, file: str | os.PathLike[str], timeout: float = -1) -> None:
        self._file, self._timeout = os.fspath(file), timeout
        self._held: int | None = None
        self._other: BaseFileLock | None = None

    def acquire(self, timeout: float | None = None) -> None:
        """Hold it, after waiting for `timeout` instead of the usual time. Raises `Timeout`, and OSError where the file
        cannot be made or written.
        """
        timeout = self._timeout if timeout is None else timeout
        end = time.monotonic() + timeout
        try:
            while not self._takes():
                if timeout >= 0 and time.monotonic() >= end:
                    raise Timeout(self._file)
                time.sleep(_AGAIN)
        except OSError as error:
            if error.errno != errno.ENOSYS:
                raise
            self._ask_filelock(timeout)

    def release(self) -> None:
        """Let others hold it."""
        if self._held is not None:
            held, self._held = self._held, None
            fcntl.flock(held, fcntl.LOCK_UN)  # a process that was forked may have the file open, too
            os.close(held)
        elif self._other is not None:
            other, self._other = self._other, None
            other.release()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.release()

    def _takes(self) -> bool:
        """Whether it is held now. Raises OSError with ENOSYS where there are no such locks."""
        if fcntl is None:
            raise OSError(errno.ENOSYS, "no flock")
        opened = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _MODE)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(opened).st_nlink:  # else it was removed in the meantime, and the next one makes another
                self._held = opened
        except OSError as error:
            if error.errno not in _HELD:
                raise
        finally:
            if self._held is None:
                os.close(opened)
        return self._held is not None

    def _ask_filelock(self, timeout: float) -> None:
        with without("_hashlib"):  # OpenSSL, by way of random names: three megabytes
            import filelock

        other = filelock.FileLock(self._file)
        try:
            other.acquire(timeout=timeout)
        except filelock.Timeout as error:
            raise Timeout(self._file) from error
        self._other = other
