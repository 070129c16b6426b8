"""Copies of an article become one row as they are found, beside the keys."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.library.catalogue import Catalogue
from tui.library.folding import Folding

if TYPE_CHECKING:
    from pathlib import Path

    from tui.library.listing import Listing
    from tui.screens.desk import DeskScreen

_AFTER, _AFTER_MANY = 0.3, 5.0
"""Seconds after which what was read is looked through for copies; of a large library it takes longer to look."""


class Refolding:
    """Brings the list of articles up to date with the copies that the catalogue knows of."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self._is_due = False

    def soon(self) -> None:
        """Articles were read: look again in a moment, however often this is asked for until then."""
        if not self._is_due:
            self._is_due = True
            self._desk.set_timer(_AFTER_MANY if self._desk.session.library.is_lazy else _AFTER, self._start)

    def _start(self) -> None:
        self._is_due = False
        self._desk.run_worker(self._refold(), exclusive=False)

    async def _refold(self) -> None:
        library, shown = self._desk.session.library, self._desk.article_list
        keys = library.listing
        if keys is None or library.catalogue.in_memory:
            folding = Folding.of(library.keys, library.catalogue.groups())
        else:
            folding = await asyncio.to_thread(_found, library.catalogue.path, keys)
        if folding.groups == library.folding.groups or library.listing is not keys or not self._desk.is_mounted:
            return
        index = shown.index
        library.folding = folding
        shown.rows_changed(keep=None if index is None else folding.first(index))


def _found(path: Path, listing: Listing) -> Folding:
    """The copies in a large library; kept for the next start too."""
    catalogue = Catalogue(path)
    try:
        catalogue.gather_copies(listing)
        return catalogue.folding(listing)
    finally:
        catalogue.close()
