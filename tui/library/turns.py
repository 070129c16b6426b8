"""Whose turn it is: two programs that read the same articles into one catalogue would do everything twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.locks import BaseFileLock


class Turn:
    """A program's turn to read into a catalogue. The system ends it with the program, however that ends."""

    def __init__(self, catalogue: Path) -> None:
        self._file = f"{catalogue}.lock"
        self._lock: BaseFileLock | None = None

    def take(self, *, wait: bool = False) -> bool:
        """True where it is this program's turn (already, or now); False where it is another's, which may be waited for.

        Where no file can be made beside the catalogue nobody can be asked, and it is everybody's.
        """
        from tui.locks import FileLock, Timeout

        if self._lock is not None:
            return True
        lock = FileLock(self._file)
        try:
            lock.acquire(timeout=-1 if wait else 0)
        except Timeout:
            return False
        except OSError:
            return True
        self._lock = lock
        return True

    def end(self) -> None:
        """Let others have theirs."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
