"""Go to anything by a few letters: articles, actors, quotes, notes, saved queries, commands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui.screens.letters_chooser import LettersChooser
from tui.screens.places import FEW, Place, far_places, near_places, ranked

if TYPE_CHECKING:
    from tui.library.search.searcher import Searcher
    from tui.screens.desk import DeskScreen


class GoAnywhere(LettersChooser[None]):
    """Goes to the place that is chosen. In a large library what is not at hand is asked of its index, in a thread."""

    HEADING: ClassVar = "Go to"
    HINT: ClassVar = "article, actor, quote, note, saved query or command"

    def __init__(self, desk: DeskScreen) -> None:
        super().__init__()
        self._desk = desk
        self._near: Sequence[Place] = ()
        self._searcher: Searcher | None = None
        self._typed = ""
        self.hits: Sequence[Place] = ()

    def on_mount(self) -> None:
        self._near = list(near_places(self._desk))
        if len(self._desk.session.library) > FEW:
            self._searcher = self._desk.library_search.searcher()
        super().on_mount()

    def on_unmount(self) -> None:
        """Let go of the places, of which there are many, now and not when the collector comes by."""
        self._near = self.hits = ()
        if self._searcher is not None:
            self._searcher.close()

    def wanted(self, typed: str) -> None:
        self._typed = typed
        self._show(())
        if self._searcher is not None and typed.strip():
            self._searcher.interrupt()
            self.run_worker(self._look_far(self._searcher, typed))

    async def _look_far(self, searcher: Searcher, typed: str) -> None:
        from tui.library.search.searcher import Interrupted, SearchError

        try:
            found = await asyncio.to_thread(far_places, self._desk, searcher, typed)
        except (Interrupted, SearchError):
            return
        if typed == self._typed and self.is_mounted:
            self._show(found)

    def _show(self, far: Sequence[Place]) -> None:
        near = ranked(self._near, self._typed)
        known = {place.words for place in near}
        self.hits = [*(place for place in far if place.words not in known), *near]
        if self._typed.strip():
            search = partial(self._desk.library_search.open, self._typed)
            self.hits = [*self.hits, Place("search", f"all articles for “{self._typed}”", search)]
        self.show([(place.kind, place.words) for place in self.hits])

    def taken(self, index: int) -> None:
        hit = self.hits[index]
        self.dismiss(None)
        self._desk.call_after_refresh(hit.go)
