"""What `index` prints: how far it is, while it works, and what has come of it."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from tui.library.progress import Progress, progress_told

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from tui.library.indexing import Outcome
    from tui.output.records import Record

_EVERY = 10.0
"""Seconds between two lines, where they are not written over each other."""


class ProgressBar(AbstractContextManager["ProgressBar"]):
    """A bar that fills, on a terminal."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bars

        told = TextColumn("{task.fields[told]}", markup=False)
        self._bars: Bars = Bars(BarColumn(bar_width=None), told, console=Console(stderr=True), auto_refresh=False)
        self._task = self._bars.add_task("", total=None, told="")

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._bars.stop()

    def show(self, progress: Progress, told: str = "") -> None:
        """`told` is the line beside the bar; articles, their rate and the time left where it is not given."""
        line = told or progress_told(progress)
        self._bars.update(self._task, total=progress.total, completed=progress.done, told=line, refresh=True)


class ProgressLines(AbstractContextManager["ProgressLines"]):
    """A line now and then, for logs and pipes."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._next = 0.0

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Nothing is left open."""

    def show(self, progress: Progress, told: str = "") -> None:
        """As `ProgressBar.show`."""
        now = time.monotonic()
        if progress.total and (now >= self._next or progress.done == progress.total):
            self._next = now + _EVERY
            self._out.write(f"{told or progress_told(progress)}\n")
            self._out.flush()


def summary(outcome: Outcome, seconds: float) -> str:
    """One line."""
    known = outcome.known
    parts = [f"{outcome.articles:,} {'article' if outcome.articles == 1 else 'articles'}"]
    if known:
        parts.append(f"{known:,} known")
    if outcome.read:
        parts.append(f"{outcome.read:,} read ({outcome.words:,} words, {seconds:.1f} s)")
    if outcome.unreadable:
        parts.append(f"{len(outcome.unreadable):,} could not be read")
    return ", ".join(parts)


def outcome_record(outcome: Outcome, seconds: float, catalogue: Path) -> Record:
    """The same for programs."""
    return {
        "catalogue": str(catalogue),
        "articles": outcome.articles,
        "known": outcome.known,
        "read": outcome.read,
        "words": outcome.words,
        "seconds": round(seconds, 1),
        "unreadable": [{"path": path, "problem": problem} for path, problem in outcome.unreadable],
        "problems": list(outcome.problems),
    }
