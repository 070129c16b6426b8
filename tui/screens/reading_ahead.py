"""Reading the article that the next step in the list shows, while the reader looks at this one."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.records import LARGE

if TYPE_CHECKING:
    from tui.documents import Document
    from tui.screens.desk import DeskScreen

_AFTER = 0.015
"""Seconds after an article was opened: it is painted then, and a key that is held down comes twice as long after."""
_LIGHT = 50_000
"""Bytes up to which an article is read so: a key that comes just then waits some milliseconds."""


class ReadingAhead:
    """Reads one article beyond the open one, in the direction in which the reader goes."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self._before = 0
        """Where the article opened last stands in the list."""
        self._due: asyncio.TimerHandle | None = None
        self._is_ready = False
        """False at the start, when what reads articles is not loaded: it takes longer than an article."""

    def make_ready(self) -> None:
        """Keep the article that the next start shows at once, and have loaded what reads the one that a key will show:
        in a thread, as another program may be writing the catalogue.
        """
        self._is_ready = True
        library = self._desk.session.library
        if not len(library):
            return
        first, following = library.records[0].key, library.records[min(1, len(library) - 1)]
        is_light = following.key != first and following.size <= LARGE and not library.is_slow(following.key)
        is_light = is_light and not self._before  # else a key has loaded it already
        path, unkept = following.path if is_light else None, library.shown.unkept(first)
        self._desk.run_worker(asyncio.to_thread(_made_ready, path, library.catalogue.path, first, unkept))

    def opened(self, key: str) -> None:
        """An article was opened."""
        listed = self._desk.article_list
        place = listed.position_of(listed.standing_for(key))
        if self._due is not None:
            self._due.cancel()
        if place is None or not self._is_ready:
            return
        following = place + 1 if place >= self._before else place - 1
        self._before = place
        if 0 <= following < len(listed.shown):
            loop = asyncio.get_running_loop()
            self._due = loop.call_later(_AFTER, self._read, key, following)

    def _read(self, key: str, following: int) -> None:
        from tui.documents.loading import DocumentError

        desk = self._desk
        listed, library = desk.article_list, desk.session.library
        if not desk.is_mounted or desk.article is None or desk.article.path != key or following >= len(listed.shown):
            return
        record = library.records[listed.shown[following]]
        if record.size <= _LIGHT and not record.problem and not library.is_slow(record.key):
            with contextlib.suppress(DocumentError):  # told when it is opened
                library.document(record.key)


def _made_ready(following: Path | None, catalogue: Path, first: str, unkept: Document | None) -> None:
    from tui.documents.loading import DocumentError, load

    if following is not None:
        with contextlib.suppress(DocumentError):
            load(following)
    if unkept is not None:
        connection = Catalogue(catalogue)
        try:
            connection.keep_document(first, unkept, VERSION)
        finally:
            connection.close()
