"""From a quote to the same statement in other articles."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.library.grouping.asking import GroupingError
from tui.library.wordings import Wording, Wordings
from tui.linking import Locus

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_Then = Callable[[list[Wording], int], Awaitable[Callable[[], object]]]

_TOLD_AFTER = 0.15
"""Seconds after which the status line tells that something is compared; most answers come before."""


class VariantActions:
    """Compares the wordings of the quote the reader is at, and goes from one to the next: beside the keys, one question
    at a time. `shown` tells in the status line how far it is.
    """

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self.shown = ""
        self.wordings = Wordings(desk.session.library)
        """The statements of the library, made when they are first asked for."""
        self._asking: asyncio.Task[None] | None = None
        self._beside: bool | None = None
        """What the reader has chosen last; None as long as the window's width decides."""

    @property
    def busy(self) -> bool:
        """True while an answer is waited for."""
        return self._asking is not None and not self._asking.done()

    def compare(self) -> None:
        """Show the wordings side by side, or one under another."""
        from tui.screens.compare import CompareScreen, words_shown

        async def shown(found: list[Wording], here: int) -> Callable[[], object]:
            aligned = await self.wordings.aligned(words_shown(found), here)
            compared = CompareScreen(found, aligned, self.wordings.aligned, self._stand_beside, self._choose)
            return lambda: self._desk.app.push_screen(compared, self._go)

        self._ask(shown)

    def _stand_beside(self, width: int) -> bool:
        """Whether wordings are compared side by side in a window of so many columns."""
        least = self._desk.session.settings.layout.wordings_beside_from
        return width >= least if self._beside is None else self._beside

    def _choose(self, beside: bool) -> None:
        self._beside = beside

    def step(self, by: int) -> None:
        """Go to the next wording, round the end."""

        async def gone_to(found: list[Wording], here: int) -> Callable[[], object]:
            if len(found) == 1:
                return lambda: self._desk.notify("No other article has this statement", timeout=2)
            return lambda: self._go(found[(here + by) % len(found)])

        self._ask(gone_to)

    def cancel(self) -> bool:
        """Wait no longer for an answer; False where none is waited for."""
        if self._asking is None or not self.busy:
            return False
        self._asking.cancel()
        self._tell("")
        return True

    async def close(self) -> None:
        """Wait no longer, and end the process that compares."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
        await self.wordings.close()

    def _ask(self, then: _Then) -> None:
        """Ask for the wordings of the quote the reader is at, and give them and which of them it is to `then`; do what
        that gives back, if the reader is still there.
        """
        locus = self._desk.here()
        if locus is None or locus.attribution is None:
            self._desk.notify("Go to a quote first", timeout=2)
            return
        self.cancel()
        self._asking = asyncio.create_task(self._answer(locus, then))

    async def _answer(self, locus: Locus, then: _Then) -> None:
        assert locus.attribution is not None
        self.wordings.on_progress = lambda words: self._tell(f"{words} · Esc stops")
        showing = asyncio.get_running_loop().call_later(_TOLD_AFTER, self._tell, "comparing · Esc stops")
        try:
            found = await self.wordings.of(locus.path, locus.attribution)
            place = (locus.path, locus.attribution)
            here = next((at for at, each in enumerate(found) if (each.key, each.attribution.id) == place), 0)
            done = await then(found, here)
        except GroupingError as error:
            self._desk.notify(str(error), severity="warning", markup=False)
            return
        finally:
            showing.cancel()
            self.wordings.on_progress = lambda _words: None
            self._tell("")
        desk = self._desk
        if not desk.is_current or desk.here() != locus:
            return  # the reader has gone on
        done()

    def _tell(self, words: str) -> None:
        if words != self.shown:
            self.shown = words
            if self._desk.is_mounted:
                self._desk.update_status()

    def _go(self, wording: Wording | None) -> None:
        if wording is None:
            return
        quote = wording.attribution
        locus = Locus(wording.key, quote.span, attribution=quote.id, actor=wording.actor)
        self._desk.links.go(locus, visit=True)
