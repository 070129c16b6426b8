"""Go to anything by a few letters: articles, actors, quotes, notes, saved queries, commands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui.screens.letters_chooser import LettersChooser
from tui.screens.places import FEW, Place, far_places, near_places, ranked
from tui.screens.slices import go_on

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
        self._near: list[Place] = []
        self._gathering: Iterator[None] = iter(())
        self._far: Sequence[Place] = ()
        self._searcher: Searcher | None = None
        self._typed = ""
        self.hits: Sequence[Place] = ()

    def on_mount(self) -> None:
        self._gathering = self._gather()
        if go_on(self._gathering):
            self.run_worker(self._gather_on())
        if len(self._desk.session.library) > FEW:
            self._searcher = self._desk.library_search.searcher()
        super().on_mount()

    def on_unmount(self) -> None:
        """Let go of the places, of which there are many, now and not when the collector comes by."""
        self._near.clear()
        self._gathering = iter(())
        self._far = self.hits = ()
        if self._searcher is not None:
            self._searcher.close()

    def _gather(self) -> Iterator[None]:
        """Gather the places at hand, by steps."""
        for place in near_places(self._desk):
            if place is not None:
                self._near.append(place)
            yield

    async def _gather_on(self) -> None:
        while go_on(self._gathering):
            await asyncio.sleep(0)  # keys are answered
        if self.is_mounted:
            self._show()

    def wanted(self, typed: str) -> None:
        self._typed, self._far = typed, ()
        self._show()
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
            self._far = found
            self._show()

    def _show(self) -> None:
        near = ranked(self._near, self._typed)
        known = {place.words for place in near}
        self.hits = [*(place for place in self._far if place.words not in known), *near]
        if self._typed.strip():
            search = partial(self._desk.library_search.open, self._typed)
            self.hits = [*self.hits, Place("search", f"all articles for “{self._typed}”", search)]
        self.show([(place.kind, place.words) for place in self.hits])

    def taken(self, index: int) -> None:
        hit = self.hits[index]
        self.dismiss(None)
        self._desk.call_after_refresh(hit.go)
