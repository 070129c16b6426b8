"""Sorting a little at a time, so that keys are answered meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import islice
from typing import Any, TypeVar

_T = TypeVar("_T")
_SOME = 1_000
"""Things that are put in order at once: a few milliseconds' work."""


def put_in_order(things: Iterable[_T], rank: Callable[[_T], Any], into: list[_T]) -> Iterator[int]:
    """Put things into a list by rank, those of one rank as they came; gives how much is done after each little."""
    source = enumerate(things)
    ordered: list[list[tuple[Any, int, _T]]] = []
    while ranked := [(rank(thing), number, thing) for number, thing in islice(source, _SOME)]:
        ranked.sort(key=_place)
        ordered.append(ranked)
        yield len(ordered) * _SOME
    for done, (_, _, thing) in enumerate(merge(*ordered, key=_place), 1):
        into.append(thing)
        yield done
    for ranked in ordered:  # so many at once would take too long to be let go
        ranked.clear()
        yield len(into)


def _place(ranked: tuple[Any, int, object]) -> tuple[Any, int]:
    return ranked[:2]
