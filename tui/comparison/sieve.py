"""Which rows of a matrix hold some words, a little at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.comparison.coverage import Matrix, Row

_SOME = 200
"""Rows that are looked through at once: a millisecond's work."""


class Sieve:
    """Looks through the rows of a matrix; `found` are the numbers of those that held all words of the last question."""

    def __init__(self, whole: Matrix, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._names = whole.columns
        self._folded: dict[str, str] = {}
        self._words: Sequence[str] = ()
        self.found: Sequence[int] = range(len(rows))

    def passed(self, words: Sequence[str]) -> Iterator[int]:
        """Find the rows that hold all of the words, which are in lower case, in their label, in what is told of them,
        or in the names of the columns they are in. Gives how many were looked through after each few.
        """
        if not self._folded:
            self._folded = {column: name.casefold() for column, name in self._names}
        narrower = bool(self._words) and all(any(old in word for word in words) for old in self._words)
        wanted = self.found if narrower else range(len(self._rows))
        found: list[int] = []
        if words:
            for start in range(0, len(wanted), _SOME):
                found += [number for number in wanted[start : start + _SOME] if self._holds(self._rows[number], words)]
                yield start
        self._words, self.found = tuple(words), found if words else range(len(self._rows))

    def _holds(self, row: Row, words: Sequence[str]) -> bool:
        told = f"{row.label} {row.about}".casefold()
        return all(word in told or any(word in self._folded[column] for column in row.cells) for word in words)
