"""A text with what copies of it differ in made alike: quotation marks, dashes, white space, ellipses.

Case and letters stay. Every place of the folded text leads back to a place of the text it was made from.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from tui.text import Span

_MARKS = dict.fromkeys(map(ord, "\"'`´′″‘’‚‛“”„‟«»‹›"), "'")
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−"), "-")
_SPACES = dict.fromkeys([*range(9, 14), *range(0x1C, 0x20), 0x85, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029], " ")
_TABLE = {**_MARKS, **_DASHES, **_SPACES, 0x202F: " ", 0x205F: " ", 0x3000: " "}
_UNEVEN = re.compile(" {2,}|'{2,}|-{2,}|\\.{3}|[\u00ad\u200b-\u200d\u2060]+")


class Folded:
    """`text` folded, and the way back. Zero-width characters and soft hyphens are left out."""

    __slots__ = ("_places", "_shifts", "text")

    def __init__(self, source: str) -> None:
        self._places: list[int] = []
        self._shifts: list[int] = []
        even = source.translate(_TABLE)
        parts: list[str] = []
        done = length = shift = 0
        for found in _UNEVEN.finditer(even):
            start, end = found.span()
            new = _single(even[start])
            parts += (even[done:start], new)
            length += start - done + len(new)
            if end - start != len(new):
                shift += end - start - len(new)
                self._places.append(length)
                self._shifts.append(shift)
            done = end
        parts.append(even[done:])
        self.text = "".join(parts)

    def back(self, span: Span) -> Span:
        """The span of the source that a span of the folded text was made from."""
        return Span(self._source(span.start), self._source(span.end))

    def _source(self, place: int) -> int:
        found = bisect_right(self._places, place)
        return place + (self._shifts[found - 1] if found else 0)


def fold(text: str) -> str:
    """`text` folded."""
    return Folded(text).text


def common_start(one: str, other: str) -> int:
    """How many code points two strings have in common at their start."""
    length = min(len(one), len(other))
    for place in range(length):
        if one[place] != other[place]:
            return place
    return length


def _single(first: str) -> str:
    """What a run that starts with `first` becomes."""
    if first in " '-":
        return first
    return "…" if first == "." else ""
