"""A library brought up to date with the disk from beginning to end, without a screen."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from tui import paths
from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.indexer import Indexer
from tui.library.keeping import Keeper
from tui.library.progress import Progress
from tui.library.protocol import Reply
from tui.library.reading_state import ReadingState
from tui.library.survey import Survey, survey
from tui.memory import collect_seldom, hold_on

_AGAIN = 1.0
"""Seconds after which it is told again how far it is: a time left goes by while one article takes long."""


class Unreadable(NamedTuple):
    """An article that could not be read or analysed, and why."""

    path: str
    problem: str


class Outcome(msgspec.Struct):
    """What has come of it so far."""

    articles: int
    """In the library."""
    missing: int
    """Of these, those that had to be read."""
    problems: Sequence[str]
    """What is wrong with the paths."""
    read: int = 0
    words: int = 0
    failed: int = 0
    """Of the missing ones, those that could not be read."""
    unreadable: list[Unreadable] = msgspec.field(default_factory=list)
    """These, and before them those that were not tried again."""

    @property
    def known(self) -> int:
        """Of all articles, those that were read before."""
        return self.articles - self.missing - (len(self.unreadable) - self.failed)

    def take(self, replies: Sequence[Reply]) -> None:
        """These are done."""
        for reply in replies:
            if reply.problem:
                self.failed += 1
                self.unreadable.append(Unreadable(reply.path, reply.problem))
            else:
                self.read += 1
                self.words += reply.words


class Indexing:
    """One run over a library: looks at once what there is to do; `work` does it."""

    def __init__(self, catalogue: Catalogue, roots: Sequence[Path]) -> None:
        """Reads folders and asks each file for its time: seconds, for a hundred thousand."""
        self._catalogue = catalogue
        self._found: Survey = survey(catalogue, roots)
        self.outcome = Outcome(self._found.articles, len(self._found.missing), self._found.problems)
        self.outcome.unreadable += (Unreadable(*each) for each in catalogue.unreadable(VERSION))

    async def work(self, workers: int, told: Callable[[Progress], None]) -> None:
        """Read what must be read; `told` is called as it goes. Where it is cancelled, what was read until then is kept,
        and `outcome` is of that.
        """
        collect_seldom(passing_on=True)
        hold_on()
        state = ReadingState(paths.user_reading())
        keeper = Keeper(self._catalogue, state, VERSION)

        async def take(replies: Sequence[Reply]) -> None:
            await keeper.keep(replies)
            self.outcome.take(replies)

        indexer = Indexer(take, workers, unwatched=True, on_progress=lambda: told(indexer.progress))
        telling = asyncio.create_task(_tell(indexer.progress, told))
        try:
            indexer.submit_all([os.fsdecode(name) for name in self._found.missing])
            told(indexer.progress)
            await indexer.join()
        finally:
            telling.cancel()
            await indexer.close()
            await keeper.close()
            state.close()
        if self.outcome.read:
            self._catalogue.settle()
            self._catalogue.gather_words(self._catalogue.listing())
            self._catalogue.gather_copies(self._catalogue.listing())


async def _tell(progress: Progress, told: Callable[[Progress], None]) -> None:
    while True:
        await asyncio.sleep(_AGAIN)
        told(progress)
