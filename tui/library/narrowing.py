"""Which of a hundred thousand rows hold some words: found in short steps, so that a reader's keys come between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_STEP = 16_384
"""Rows looked into at once: two milliseconds."""


class Narrowing:
    """The words that rows are known by, gathered piece by piece, and the rows found last.

    Where words have grown since, the rows are among those found before: only these are looked into.
    """

    def __init__(self, pieces: Iterator[list[str]]) -> None:
        """`pieces` gives what is looked into, in lower case, of every row in order."""
        self._pieces = pieces
        self._haystacks: list[str] = []
        self._found: tuple[list[str], Sequence[int]] = ([], range(0))
        """Words, and the rows that hold them all."""

    def __len__(self) -> int:
        """The rows of which it is known what they hold."""
        return len(self._haystacks)

    def gather(self) -> bool:
        """Take one piece more; False where all are here."""
        piece = next(self._pieces, None)
        if piece is not None:
            self._haystacks += piece
        return piece is not None

    def steps(self, words: Sequence[str]) -> Iterator[None]:
        """Find the rows that hold all of these words, a step at a time; `rows` gives them at once afterwards."""
        while self.gather():
            yield
        before, rows = self._found
        if words and before == list(words):
            return
        if not before or not all(any(old in word for word in words) for old in before):
            rows = range(len(self))
        haystacks = self._haystacks
        for word in words:
            kept: list[int] = []
            for start in range(0, len(rows), _STEP):
                kept += [row for row in rows[start : start + _STEP] if word in haystacks[row]]
                yield
            rows = kept
        self._found = (list(words), rows)

    def rows(self, words: Sequence[str]) -> Sequence[int]:
        """The rows that hold all of these words, in order; all are looked into before anything else is done."""
        for _ in self.steps(words):
            pass
        return self._found[1]
