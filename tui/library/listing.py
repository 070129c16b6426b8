"""Which articles a large library holds: 100,000 names in a few bytes each, made into strings when one is looked at."""

from __future__ import annotations

import os
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import overload

_SEPARATOR = b"\0"
"""Stands in no name."""


class Listing(Sequence[str]):
    """The keys of articles in their order; those in `first` stand before all others.

    `names` holds what follows `prefix` in each key, as the bytes that the system knows it by, each name after a zero
    byte; `starts` where each name begins.
    """

    def __init__(self, prefix: bytes, names: bytes, starts: array[int], first: Sequence[str] = ()) -> None:
        self.prefix = prefix
        self.names = names
        self.starts = starts
        self._first = list(first)

    @classmethod
    def of(cls, keys: Sequence[str]) -> Listing:
        """The listing of some keys."""
        names = [os.fsencode(key) for key in keys]
        least, greatest = (min(names), max(names)) if names else (b"", b"")
        common = takewhile(lambda each: each[0] == each[1], zip(least, greatest, strict=False))
        prefix = bytes(each for each, _ in common)
        rest = [name[len(prefix) :] for name in names]
        ends = accumulate((len(name) + 1 for name in rest), initial=1)
        return cls(prefix, _SEPARATOR + b"".join(name + _SEPARATOR for name in rest), array("I", ends)[:-1])

    def packed(self) -> tuple[bytes, bytes, bytes]:
        """The same for another process, or the disk; what stands before all others is not in it."""
        return self.prefix, self.names, self.starts.tobytes()

    @classmethod
    def unpacked(cls, prefix: bytes, names: bytes, packed: bytes) -> Listing:
        """The listing that was `packed`."""
        starts = array("I")
        starts.frombytes(packed)
        return cls(prefix, names, starts)

    def after(self, keys: Sequence[str]) -> Listing:
        """The same with some keys before it."""
        return Listing(self.prefix, self.names, self.starts, keys)

    @property
    def mark(self) -> int:
        """Tells one listing's names and their order from another's."""
        return zlib.crc32(self.names, zlib.crc32(self.prefix))

    @property
    def first(self) -> Sequence[str]:
        """The keys that stand before all others."""
        return self._first

    def __len__(self) -> int:
        return len(self._first) + len(self.starts)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        if 0 <= place < len(self._first):
            return self._first[place]
        place -= len(self._first)
        if not 0 <= place < len(self.starts):
            raise IndexError(place)
        start = self.starts[place]
        return os.fsdecode(self.prefix + self.names[start : self.names.index(_SEPARATOR, start)])

    def row(self, key: str) -> int | None:
        """Where a key stands; None where it does not."""
        if key in self._first:
            return self._first.index(key)
        name = os.fsencode(key)
        if not name.startswith(self.prefix):
            return None
        found = self.names.find(_SEPARATOR + name[len(self.prefix) :] + _SEPARATOR)
        return None if found < 0 else len(self._first) + bisect_right(self.starts, found)

    def holds_below(self, place: str) -> bool:
        """True where some key begins with this."""
        name = os.fsencode(place)
        if self.starts and self.prefix.startswith(name):
            return True
        return name.startswith(self.prefix) and _SEPARATOR + name[len(self.prefix) :] in self.names
