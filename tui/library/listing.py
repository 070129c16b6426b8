"""Which articles a large library holds: 100,000 names in a few bytes each, made into strings when one is looked at."""

from __future__ import annotations

import os
import re
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, takewhile
from typing import overload

_SEPARATOR = b"\0"
"""Stands in no name."""
_EVERY = 32
"""It is noted where every so manieth name begins; the others are counted from there."""
_SOME = 64 * _EVERY
"""Keys made at once where all are gone through."""


class Listing(Sequence[str]):
    """The keys of articles in their order; those in `first` stand before all others.

    `names` holds what follows `prefix` in each of `count` keys, as the bytes that the system knows it by, each name
    between two zero bytes; `starts` where every `_EVERY`th name begins.
    """

    def __init__(self, prefix: bytes, names: bytes, starts: array[int], count: int, first: Sequence[str] = ()) -> None:
        self.prefix = prefix
        self.names = names
        self._starts = starts
        self._count = count
        self._first = list(first)
        self._found = 0
        """Where in `names` the last key stood that was asked for: who goes through all asks for the next one then."""

    @classmethod
    def of(cls, keys: Sequence[str]) -> Listing:
        """The listing of some keys."""
        names = [os.fsencode(key) for key in keys]
        least, greatest = (min(names), max(names)) if names else (b"", b"")
        common = takewhile(lambda each: each[0] == each[1], zip(least, greatest, strict=False))
        prefix = bytes(each for each, _ in common)
        rest = [name[len(prefix) :] for name in names]
        ends = accumulate((len(name) + 1 for name in rest), initial=1)
        starts = array("I", islice(ends, 0, len(rest), _EVERY))
        return cls(prefix, _SEPARATOR + b"".join(name + _SEPARATOR for name in rest), starts, len(rest))

    def packed(self) -> tuple[bytes, bytes, bytes]:
        """The same for another process, or the disk, with the start of every name; what stands before all others is not
        in it.
        """
        ends = (found.end() for found in re.finditer(_SEPARATOR, self.names))
        return self.prefix, self.names, array("I", islice(ends, self._count)).tobytes()

    @classmethod
    def unpacked(cls, prefix: bytes, names: bytes, packed: bytes) -> Listing:
        """The listing that was `packed`."""
        starts = memoryview(packed).cast("I")
        return cls(prefix, names, array("I", starts[::_EVERY]), len(starts))

    def after(self, keys: Sequence[str]) -> Listing:
        """The same with some keys before it."""
        return Listing(self.prefix, self.names, self._starts, self._count, keys)

    @property
    def mark(self) -> int:
        """Tells one listing's names and their order from another's."""
        return zlib.crc32(self.names, zlib.crc32(self.prefix))

    @property
    def first(self) -> Sequence[str]:
        """The keys that stand before all others."""
        return self._first

    def __len__(self) -> int:
        return len(self._first) + self._count

    def __iter__(self) -> Iterator[str]:
        yield from self._first
        for start in range(0, self._count, _SOME):
            yield from self._between(start, min(start + _SOME, self._count))

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        before = len(self._first)
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            if step != 1:
                return [self[each] for each in range(start, stop, step)]
            return [*self._first[start:stop], *self._between(max(start - before, 0), stop - before)]
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._first[place] if place < before else self._between(place - before, place - before + 1)[0]

    def _between(self, start: int, stop: int) -> list[str]:
        """Some of the keys that stand behind."""
        if start >= stop:
            return []
        near, known = start // _EVERY, -(-stop // _EVERY)
        end = self._starts[known] - 1 if known < len(self._starts) else len(self.names) - 1
        names = self.names[self._starts[near] : end].split(_SEPARATOR)
        own = start - near * _EVERY
        return [os.fsdecode(self.prefix + name) for name in names[own : own + stop - start]]

    def row(self, key: str) -> int | None:
        """Where a key stands; None where it does not."""
        if key in self._first:
            return self._first.index(key)
        name = os.fsencode(key)
        if not name.startswith(self.prefix):
            return None
        sought = _SEPARATOR + name[len(self.prefix) :] + _SEPARATOR
        found = self.names.find(sought, self._found)
        if found < 0:
            found = self.names.find(sought, 0, self._found + len(sought))
        if found < 0:
            return None
        self._found = found
        near = bisect_right(self._starts, found + 1) - 1
        return len(self._first) + near * _EVERY + self.names.count(_SEPARATOR, self._starts[near], found + 1)

    def holds_below(self, place: str) -> bool:
        """True where some key begins with this."""
        name = os.fsencode(place)
        if self._count and self.prefix.startswith(name):
            return True
        return name.startswith(self.prefix) and _SEPARATOR + name[len(self.prefix) :] in self.names
