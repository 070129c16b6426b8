"""The rows of a large library, made when they are looked at: a list of 100,000 articles shows forty at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import overload

from tui.library.listing import Listing
from tui.library.records import ArticleRecord

_PAGE = 32
"""Rows made at once: somewhat more than a screen shows."""
_WHOLE_PAGE = 2048
"""Rows made at once where all are gone through."""
_KEPT = 4096


class LazyRows(Sequence[ArticleRecord]):
    """A record for each key, in their order. `load` makes those of some keys; what it says now is what is shown.

    A few thousand of the records last looked at are kept, so one that is held and changed may be made anew later: what
    must last is kept in the catalogue and in the reading state.
    """

    def __init__(self, keys: Listing, load: Callable[[Sequence[str]], list[ArticleRecord]]) -> None:
        self._keys = keys
        self._load = load
        self._made: dict[int, ArticleRecord] = {}
        self._near: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, row: int) -> ArticleRecord: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[ArticleRecord]: ...
    def __getitem__(self, row: int | slice) -> ArticleRecord | Sequence[ArticleRecord]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if row < 0:
            row += len(self)
        record = self._made.get(row)
        if record is None:
            if not 0 <= row < len(self):
                raise IndexError(row)
            self._make_page(row)
            record = self._made[row]
        return record

    def __iter__(self) -> Iterator[ArticleRecord]:
        for start in range(0, len(self), _WHOLE_PAGE):
            keys = self._keys[start : start + _WHOLE_PAGE]
            for row, record in zip(count(start), self._load(keys), strict=False):
                yield self._made.get(row, record)

    def row(self, key: str) -> int | None:
        """The row of a key; None where there is none. Rows that were looked at are known."""
        near = self._near.get(key)
        return self._keys.row(key) if near is None else near

    @property
    def keys(self) -> Listing:
        """All keys, in their order."""
        return self._keys

    @property
    def made(self) -> dict[int, ArticleRecord]:
        """The records at hand, by row."""
        return self._made

    def make(self, rows: Sequence[int]) -> None:
        """Have the records of these rows: made together, where they are far apart, and without their neighbours."""
        missing = [row for row in rows if row not in self._made]
        if missing:
            self._make(missing, [self._keys[row] for row in missing])

    def _make_page(self, row: int) -> None:
        start = row - row % _PAGE
        keys = self._keys[start : start + _PAGE]
        self._make(range(start, start + len(keys)), keys)

    def _make(self, rows: Sequence[int], keys: Sequence[str]) -> None:
        if len(self._made) + len(rows) > _KEPT:
            self._made.clear()
            self._near.clear()
        for row, key, record in zip(rows, keys, self._load(keys), strict=True):
            self._made.setdefault(row, record)
            self._near[key] = row
