"""Layers of styles over a row, cut at their borders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Run = tuple[int, int, tuple[str, ...]]
"""Start, end, and the names of the styles over it, lowest first."""


def runs(start: int, end: int, base: Sequence[str], layers: Iterable[tuple[int, int, str]]) -> list[Run]:
    """Cut `[start, end)` wherever a layer begins or ends.

    Layers are (start, end, style name), lowest first; those that reach out of the range are clipped. A name that
    covers a run twice counts once.
    """
    clipped = [
        (max(layer_start, start), min(layer_end, end), name)
        for layer_start, layer_end, name in layers
        if layer_start < end and layer_end > start
    ]
    if not clipped:
        return [(start, end, tuple(base))]
    borders = sorted({start, end, *(edge for layer in clipped for edge in layer[:2])})
    result: list[Run] = []
    for left, right in pairwise(borders):
        names = dict.fromkeys(base)
        names.update(dict.fromkeys(name for low, high, name in clipped if low <= left and right <= high))
        result.append((left, right, tuple(names)))
    return result
