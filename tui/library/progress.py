"""How far the reading of a library has come: articles, their rate, and the time that is left."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

import msgspec

_WINDOW = 20.0
"""Seconds over which the rate is taken: long enough to be steady, short enough to follow another kind of articles."""
_TELLING = 2.0
"""Seconds before which a rate tells nothing: processes start, and read their word lists."""


_SOON = 1.0
"""Seconds below which no time is told: "0 s left" is never true while there is something to do."""


class _Mark(NamedTuple):
    time: float
    done: int
    words: int


class Progress(msgspec.Struct):
    """Counts of articles and of their words, from the time when there was nothing to do."""

    clock: Callable[[], float] = time.monotonic
    """In seconds."""
    done: int = 0
    total: int = 0
    words: int = 0
    _marks: deque[_Mark] = msgspec.field(default_factory=deque)

    def expect(self, count: int) -> None:
        """There are so many articles more to do; where all were done, counting begins anew."""
        if not self._marks or self.done >= self.total:
            self.done = self.total = self.words = 0
            self.restart()
        self.total += count

    def restart(self) -> None:
        """The time until now is not to count: work begins, or goes on after a pause."""
        self._marks.clear()
        self._mark()

    def add(self, count: int, words: int) -> None:
        """So many articles are done, of so many words in all."""
        self.done += count
        self.words += words
        self._mark()
        while len(self._marks) > 2 and self._marks[1].time < self._marks[-1].time - _WINDOW:
            self._marks.popleft()

    def rates(self) -> tuple[float, float]:
        """Articles and words a second, of late; zeros while that is not known."""
        if not self._marks or self._marks[-1].time - self._marks[0].time < _TELLING:
            return 0.0, 0.0
        first, last = self._marks[0], self._marks[-1]
        seconds = last.time - first.time
        return (last.done - first.done) / seconds, (last.words - first.words) / seconds

    def left(self) -> float | None:
        """Seconds until all is done, as it goes; None while that is not known, and once they are over: what is left
        then takes longer than what came before it.
        """
        articles, _ = self.rates()
        if not articles:
            return None
        seconds = (self.total - self.done) / articles - (self.clock() - self._marks[-1].time)
        return seconds if seconds >= _SOON else None

    def _mark(self) -> None:
        self._marks.append(_Mark(self.clock(), self.done, self.words))


def progress_told(progress: Progress) -> str:
    """Articles done and to be done, their rate, that of their words, and the time left."""
    words, left = progress.rates()[1], progress.left()
    counts, *more = _parts(progress, left)
    told = [f"{counts} articles", *more[:1], *([f"{words:,.0f} words/s"] if words else ()), *more[1:]]
    return ", ".join(told) + (" left" if left is not None else "")


def progress_parts(progress: Progress) -> list[str]:
    """Articles done and to be done; as soon as they are known, their rate and the time left, or how many are left once
    that is over: in few cells.
    """
    return _parts(progress, progress.left())


def _parts(progress: Progress, left: float | None) -> list[str]:
    rate, last = progress.rates()[0], progress.total - progress.done
    parts = [f"{progress.done:,}/{progress.total:,}"]
    if rate:
        parts.append(f"{rate:,.{0 if rate >= 10 else 1}f}/s")
        if left is not None:
            parts.append(duration_told(left))
        elif last:
            parts.append("the last one" if last == 1 else f"the last {last:,}")
    return parts


def duration_told(seconds: float) -> str:
    """A time in the largest unit that fits, of hours with their minutes."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
