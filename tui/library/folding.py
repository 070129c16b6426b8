"""Which rows of a list of articles stand for several: one article, saved more than once, is one row."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import compress

TELLING = 50
"""Copies of one article by whose marks and notes all are told: there may be thousands, and they are marked together."""


class Folding:
    """The rows of copies, in groups. The first row of a group stands for all of them."""

    def __init__(self, groups: Iterable[Sequence[int]] = ()) -> None:
        """`groups` hold two rows or more each, rising; a row is in one at most."""
        self.groups = sorted(map(tuple, groups))
        self._groups = {row: group for group in self.groups for row in group}
        self._folded = sorted(row for group in self.groups for row in group[1:])

    @classmethod
    def of(cls, keys: Iterable[str], groups: Mapping[str, Hashable]) -> Folding:
        """The folding of a list; `groups` tells what is the same for all copies of one article."""
        found: dict[Hashable, list[int]] = {}
        if groups:
            for row, key in enumerate(keys):
                group = groups.get(key)
                if group is not None:
                    found.setdefault(group, []).append(row)
        return cls(rows for rows in found.values() if len(rows) > 1)

    def copies(self, row: int) -> tuple[int, ...]:
        """The rows that are one article with this one; always itself too."""
        return self._groups.get(row, (row,))

    def first(self, row: int) -> int:
        """The row that stands for this one."""
        return self.copies(row)[0]

    def place(self, row: int) -> int:
        """How many rows that stand for others, or for themselves, are before the one that stands for this one."""
        first = self.first(row)
        return first - bisect_left(self._folded, first)

    def left(self, count: int) -> int:
        """How many of all rows of a list stand for others, or for themselves."""
        return count - len(self._folded)

    def standing(self, count: int) -> Sequence[int]:
        """Of all rows of a list, those that stand for the others."""
        if not self.groups:
            return range(count)
        shown = bytearray(b"\1") * count
        for row in self._folded:
            shown[row] = 0
        return array("I", compress(range(count), shown))

    def folded(self, rows: Sequence[int]) -> Sequence[int]:
        """Of some rows, rising, those that stand for the others among them."""
        if not self.groups:
            return rows
        seen: set[int] = set()
        kept: list[int] = []
        for row in rows:
            group = self._groups.get(row)
            if group is None:
                kept.append(row)
            elif group[0] not in seen:
                seen.add(group[0])
                kept.append(row)
        return kept


def once(families: Mapping[str, int]) -> Callable[[str], bool]:
    """Tells of documents, by their ids and one after another, which are of an article that was not told yet;
    `families` are those of the copies.
    """
    seen: set[int | str] = set()

    def is_new(document_id: str) -> bool:
        before = len(seen)
        seen.add(families.get(document_id, document_id))
        return len(seen) > before

    return is_new
