"""The extractor alone: what it does on documents that are loaded already, in processes that do nothing else."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from tui.memory import collect_seldom

_WORD = re.compile(r"\w+")


class Speed(NamedTuple):
    """Words a second by the clock."""

    one: float
    """Of one process."""
    together: float
    """Of all processes at once."""


class Extractor:
    """Processes that are kept ready, and tell how fast `extract` is just now; idle until they are asked. Each time they
    read the next `sample` of the files: of articles that they had before they remember much.
    """

    def __init__(self, files: Sequence[Path], count: int, sample: int) -> None:
        self._files, self._count, self._sample = files, count, sample
        self._asked_for = 0
        self._pool = ProcessPoolExecutor(count, initializer=collect_seldom)
        self.speed()  # the first time word lists are read

    def speed(self) -> Speed:
        """Takes as long as the files take the extractor, twice."""
        (one,) = self._asked(1)
        return Speed(one, sum(self._asked(self._count)))

    def _asked(self, count: int) -> list[float]:
        return [asked.result() for asked in [self._pool.submit(_words_a_second, self._next()) for _ in range(count)]]

    def _next(self) -> list[Path]:
        first = self._asked_for * self._sample
        self._asked_for += 1
        return [self._files[number % len(self._files)] for number in range(first, first + self._sample)]

    def __enter__(self) -> Extractor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown()


def over_time(speeds: Sequence[tuple[float, Speed]]) -> Speed:
    """The mean speed from the first to the last of some moments; between two it is taken to change evenly."""
    stretches = [(end - start, first, last) for (start, first), (end, last) in pairwise(speeds)]
    whole = sum(length for length, _, _ in stretches)
    return Speed(
        sum(length * (first.one + last.one) / 2 for length, first, last in stretches) / whole,
        sum(length * (first.together + last.together) / 2 for length, first, last in stretches) / whole,
    )


def _words_a_second(files: Sequence[Path]) -> float:
    from tui.documents.loading import load
    from tui.extraction.pipeline import extract

    documents = [load(file) for file in files]
    begun = time.perf_counter()
    for document in documents:
        extract(document)
    took = time.perf_counter() - begun
    return sum(len(_WORD.findall(document.text)) for document in documents) / took
