"""Writing to a catalogue beside all else: what indexing finds out goes to the disk in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.library.catalogue import Catalogue
from tui.library.protocol import Reply
from tui.library.reading_state import ReadingState

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


def keep(catalogue: Catalogue, state: ReadingState, replies: Sequence[Reply], version: str) -> bool:
    """Keep what was found in articles, and the stars of those whose text has changed. False, and nothing kept, while
    another program is writing.
    """
    successors = catalogue.successors(replies)
    if not catalogue.put_all(replies, version):
        return False
    state.carry_stars(successors)
    return True


class Keeper:
    """Keeps what was found in articles, so that whoever reads the catalogue meanwhile never waits for the disk.

    The thread has connections of its own, as SQLite wants it. A catalogue that lives in memory cannot be shared: it is
    written to directly.
    """

    def __init__(self, catalogue: Catalogue, state: ReadingState, version: str) -> None:
        self._catalogue, self._state = catalogue, state
        self._version = version
        self._thread: ThreadPoolExecutor | None = None
        self._own: tuple[Catalogue, ReadingState] | None = None
        self._closing = False

    async def keep(self, replies: Sequence[Reply]) -> None:
        """Keep these. While another program is writing they wait for it, and are given up when this is closed."""
        if not replies:
            return
        if self._catalogue.in_memory:
            keep(self._catalogue, self._state, replies, self._version)
            return
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1, "keeper")
        in_memory = await asyncio.get_running_loop().run_in_executor(self._thread, self._keep, replies)
        if in_memory:  # the disk is full, or gone: they must be found where they are looked for
            keep(self._catalogue, self._state, replies, self._version)

    async def close(self) -> None:
        self._closing = True
        if self._thread is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
            self._thread.shutdown()

    def _keep(self, replies: Sequence[Reply]) -> bool:
        """True where the file could not be used."""
        if self._own is None:
            self._own = Catalogue(self._catalogue.path), ReadingState(self._state.path)
            self._own[0].expect_many()
        catalogue, state = self._own
        while not keep(catalogue, state, replies, self._version) and not self._closing:
            pass  # each attempt waits by itself
        return catalogue.in_memory

    def _close(self) -> None:
        for database in self._own or ():
            database.close()
