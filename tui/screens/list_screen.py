"""A screen that is one list over the whole terminal, each row of which leads to a place in an article."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

from tui.linking import Locus
from tui.messages import LocusRequested
from tui.screens.rows_screen import RowsScreen
from tui.screens.slices import SLICE


class ListScreen(RowsScreen[Locus | None]):
    """Gives back the place that is wanted: the list's `LocusRequested` ends the screen."""

    async def walk(self, steps: Iterator[int] | AsyncIterator[int], words: str) -> None:
        """Take the steps a little at a time, so that keys are answered; `words` with a step's number tell how far."""
        started = time.monotonic()
        async for number in steps if isinstance(steps, AsyncIterator) else _one_by_one(steps):
            if time.monotonic() - started > SLICE:
                self.rows.progress = words.format(number)
                self.rows.update_title()
                self.rows.refresh()
                await asyncio.sleep(0)
                started = time.monotonic()
        await asyncio.sleep(0)  # another walk may follow

    def on_locus_requested(self, event: LocusRequested) -> None:
        event.stop()
        if event.visit:
            self.dismiss(event.locus)


async def _one_by_one(steps: Iterator[int]) -> AsyncIterator[int]:
    for step in steps:
        yield step
