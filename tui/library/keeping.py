"""Writing to a catalogue beside all else: what indexing finds out goes to the disk in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.library.catalogue import Catalogue
from tui.library.protocol import Reply

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


class Keeper:
    """Keeps what was found in articles, so that whoever reads the catalogue meanwhile never waits for the disk.

    The thread has a connection of its own, as SQLite wants it. A catalogue that lives in memory cannot be shared: it is
    written to directly.
    """

    def __init__(self, catalogue: Catalogue, version: str) -> None:
        self._catalogue = catalogue
        self._version = version
        self._thread: ThreadPoolExecutor | None = None
        self._own: Catalogue | None = None
        self._closing = False

    async def keep(self, replies: Sequence[Reply]) -> None:
        """Keep these. While another program is writing they wait for it, and are given up when this is closed."""
        if not replies:
            return
        if self._catalogue.in_memory:
            self._catalogue.put_all(replies, self._version)
            return
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1, "keeper")
        in_memory = await asyncio.get_running_loop().run_in_executor(self._thread, self._keep, replies)
        if in_memory:  # the disk is full, or gone: they must be found where they are looked for
            self._catalogue.put_all(replies, self._version)

    async def close(self) -> None:
        self._closing = True
        if self._thread is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
            self._thread.shutdown()

    def _keep(self, replies: Sequence[Reply]) -> bool:
        """True where the file could not be used."""
        if self._own is None:
            self._own = Catalogue(self._catalogue.path)
        while not self._own.put_all(replies, self._version) and not self._closing:
            pass  # each attempt waits by itself
        return self._own.in_memory

    def _close(self) -> None:
        if self._own is not None:
            self._own.close()
