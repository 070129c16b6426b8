"""Laying an article out in rows: pure arithmetic over offsets, held in arrays so that 5 MB stay light.

A row is a half-open range of the document's text that is shown on one line, or a blank one. Rows stand in the order of
showing, which for a live page in time order is not that of the text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Generator, Iterator, Sequence
from copy import copy
from itertools import pairwise

from tui.documents import BlockKind, Document
from tui.text import Span
from tui.widgets.signs import cells
from tui.widgets.wrapping import all_plain, clusters, is_plain, lay_plain, wrap

_TIGHT = frozenset({BlockKind.LIST_ITEM, BlockKind.SUMMARY})
"""Blocks that follow one of their own kind without a blank row."""

BLANK = -1

_LONG = 400_000
"""Characters of a text that takes some milliseconds to be laid out: too long for each width that a window passes."""
_NEAR = 20_000
"""Characters on both sides of a place that are more than the rows in sight."""
_LAST = 0.3
"""What the last row of a block adds, in rows, to those that its characters would fill."""
_SOME = 100
"""Blocks that are laid out at once: half a millisecond's work."""


class TextLayout:
    """The rows of one document at one width.

    `starts`, `ends` and `blocks` run in parallel, one item a row; a blank row has `blocks[row] == BLANK`.
    """

    def __init__(
        self,
        document: Document,
        width: int,
        *,
        time_order: bool = False,
        hide_litter: bool = False,
        before: TextLayout | None = None,
        near: int | None = None,
    ) -> None:
        """`before` is a layout of the same document, of which what does not depend on the width is taken over. With
        `near` a long text is laid out around that offset only: elsewhere are about as many rows as there will be, with
        nothing in them.
        """
        self.document = document
        self.width = max(width, 4)
        self.heads: dict[int, int] = {entry.first: number for number, entry in enumerate(document.entries)}
        self._plain: bool
        self._block_starts: array[int]
        self._block_ends: array[int]
        self._apart: bytearray
        """For each block, whether a blank row stands above it in the order of the text."""
        if before is not None and before.document is document:
            self._plain, self._apart = before._plain, before._apart
            self._block_starts, self._block_ends = before._block_starts, before._block_ends
        else:
            self._measure()
        self._time_order, self._hide_litter = time_order, hide_litter
        self._part: tuple[Span, range] | None = None
        """What is laid out, and its rows, where that is not all."""
        self._begin()
        if near is not None and len(document.text) > _LONG and self._goes_through:
            self._lay_near(near)
            return
        for _ in self._lay_all():
            pass

    @property
    def _goes_through(self) -> bool:
        """True where all blocks are shown in the order of the text, of characters that take one cell."""
        return self._plain and not (self.document.entries or self._hide_litter)

    @property
    def is_whole(self) -> bool:
        """False where only the rows around a place are there."""
        return self._part is None

    def shows(self, offset: int) -> bool:
        """True where the row of an offset is there."""
        return self._part is None or self._part[0].holds(offset)

    def has_rows(self, first: int, last: int) -> bool:
        """True where these rows are there, as far as there are so many."""
        return self._part is None or (first in self._part[1] and min(last, len(self) - 1) in self._part[1])

    def has_alike(self, rows: range, other: TextLayout, by: int) -> bool:
        """True where these rows are those of another layout that stand further down by so many."""
        here, there = slice(rows.start, rows.stop), slice(rows.start + by, rows.stop + by)
        pairs = (self.starts, other.starts), (self.ends, other.ends), (self.blocks, other.blocks)
        return all(own[here] == others[there] for own, others in pairs)

    def whole(self) -> Generator[None, None, TextLayout]:
        """The layout of all of the text at this width, made a little at a time."""
        made = copy(self)
        made._part = None
        made._begin()
        yield from made._lay_all()
        return made

    def _begin(self) -> None:
        self.starts, self.ends, self.blocks = array("i"), array("i"), array("i")
        self._first_row = array("i", [-1]) * len(self.document.blocks)
        self._row_count = array("i", [0]) * len(self.document.blocks)

    def _lay_all(self) -> Iterator[None]:
        if self._goes_through:
            yield from self._lay_through()
            return
        previous: BlockKind | None = None
        for number, index in enumerate(_order(self.document, self._time_order)):
            kind = self.document.blocks[index].kind
            if self._hide_litter and kind is BlockKind.LITTER:
                continue
            if previous is not None and not (kind in _TIGHT and previous is kind):
                self._add_row(0, 0, BLANK)
            self._lay(index)
            previous = kind
            if number % _SOME == 0:
                yield

    def _measure(self) -> None:
        """What of a document does not depend on the width."""
        text, blocks = self.document.text, self.document.blocks
        self._block_starts = array("i", (block.span.start for block in blocks))
        self._block_ends = array("i", (block.span.end for block in blocks))
        self._plain = all_plain(text)
        kinds = [block.kind for block in blocks]
        self._apart = bytearray(not (kind in _TIGHT and before is kind) for before, kind in pairwise(kinds))
        self._apart[:0] = b"\0" * bool(blocks)

    def _lay_through(self) -> Iterator[None]:
        """Lay all blocks out in the order of the text: those of 5 MB are ten thousand."""
        text = self.document.text.replace("\n", " ")
        yield
        for first in range(0, len(self._apart), _SOME):
            self._lay_some(text, range(first, min(first + _SOME, len(self._apart))))
            yield

    def _lay_some(self, text: str, indexes: range) -> None:
        """Lay blocks out that follow each other, of a text without line feeds."""
        width, starts, ends, blocks = self.width, self.starts, self.ends, self.blocks
        first_row, row_count = self._first_row, self._row_count
        of = slice(indexes.start, indexes.stop)
        bounds = zip(indexes, self._block_starts[of], self._block_ends[of], self._apart[of], strict=True)
        for index, start, end, apart in bounds:
            if apart:
                starts.append(0)
                ends.append(0)
                blocks.append(BLANK)
            first_row[index] = first = len(starts)
            lay_plain(text, start, end, width, starts, ends)
            row_count[index] = count = len(starts) - first
            blocks.extend([index] * count)

    def _lay_near(self, offset: int) -> None:
        first = max(bisect_right(self._block_starts, offset - _NEAR) - 1, 0)
        last = bisect_right(self._block_starts, offset + _NEAR)
        start, end = self._block_starts[first], self._block_ends[last - 1]
        rows_above = self._about(0, start, first)
        rows_below = self._about(end, len(self.document.text), len(self._apart) - last)
        arrays = self.starts, self.ends, self.blocks
        for each in arrays:
            each.frombytes(bytes(each.itemsize * rows_above))
        self._lay_some(" " * start + self.document.text[start:end].replace("\n", " "), range(first, last))
        self._part = Span(start, end), range(rows_above, len(self))
        for each in arrays:
            each.frombytes(bytes(each.itemsize * rows_below))

    def _about(self, start: int, end: int, blocks: int) -> int:
        """How many rows a part of the text may take."""
        return round((end - start) / self.width + blocks * (1 + _LAST))

    def __len__(self) -> int:
        return len(self.starts)

    def _add_row(self, start: int, end: int, block: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.blocks.append(block)

    def _lay(self, index: int) -> None:
        first = len(self.starts)
        entry = self.heads.get(index)
        block = self.document.blocks[index]
        span = self.document.entries[entry].headline if entry is not None else block.span
        wrap(
            self.document.text,
            span.start,
            span.end,
            self.width,
            lambda start, end: self._add_row(start, end, index),
        )
        self._first_row[index] = first
        self._row_count[index] = len(self.starts) - first

    def kind(self, row: int) -> BlockKind | None:
        block = self.blocks[row]
        return None if block == BLANK else self.document.blocks[block].kind

    def is_first_of_block(self, row: int) -> bool:
        block = self.blocks[row]
        return block != BLANK and self._first_row[block] == row

    def row_of(self, offset: int) -> int:
        """The row that shows an offset, or the nearest one where the offset is not shown."""
        if not len(self.starts):
            return 0
        block = max(bisect_right(self._block_starts, offset) - 1, 0)
        while block >= 0 and self._first_row[block] < 0:
            block -= 1
        if block < 0:
            return self.next_text_row(0, 1)
        first = self._first_row[block]
        return max(bisect_right(self.starts, offset, first, first + self._row_count[block]) - 1, first)

    def next_text_row(self, row: int, step: int) -> int:
        """The first row at or after `row` (before, for a step of -1) that shows text; stays inside."""
        last = len(self.starts) - 1
        row = min(max(row, 0), max(last, 0))
        probe = row
        while 0 <= probe <= last and self.blocks[probe] == BLANK:
            probe += step
        if 0 <= probe <= last:
            return probe
        while 0 < row <= last and self.blocks[row] == BLANK:
            row -= step
        return max(row, 0)

    def row_text(self, row: int) -> str:
        return self.document.text[self.starts[row] : self.ends[row]].replace("\n", " ")

    def offset_at(self, row: int, column: int) -> int:
        """The offset shown in a cell of a row; the last one of the row right of its end."""
        start, end = self.starts[row], self.ends[row]
        if end <= start:
            return start
        text = self.row_text(row)
        if is_plain(text):
            return start + min(max(column, 0), end - start - 1)
        passed = 0
        for position, taken in clusters(text):
            passed += taken
            if passed > column:
                return start + position
        return end - 1

    def column_of(self, row: int, offset: int) -> int:
        """The cell in which an offset of this row is shown."""
        start = self.starts[row]
        inside = min(max(offset, start), self.ends[row]) - start
        text = self.row_text(row)[:inside]
        return inside if is_plain(text) else cells(text)

    def paragraph_row(self, row: int, step: int, count: int) -> int:
        """The first row of the `count`-th block after (before) the one a row belongs to."""
        first_rows = sorted(first for first in self._first_row if first >= 0)
        if not first_rows:
            return 0
        position = bisect_right(first_rows, row) - 1
        if step < 0 and position >= 0 and first_rows[position] < row:
            count -= 1
        return first_rows[min(max(position + step * count, 0), len(first_rows) - 1)]


def _order(document: Document, time_order: bool) -> Sequence[int]:
    """Block indexes as shown: as in the text, or with a live page's entries in the order of their times."""
    if not time_order or len(document.entries) < 2:
        return range(len(document.blocks))
    groups = [range(entry.first, entry.last) for entry in document.entries]
    inside = {index for group in groups for index in group}
    times = [entry.published for entry in document.entries if entry.published is not None]
    if len(times) == len(groups):
        # Entries of one minute keep the order of writing: the later one stands higher on the page.
        latest_last = sorted(zip(times, range(0, -len(groups), -1), groups, strict=True), key=lambda item: item[:2])
        groups = [group for _, _, group in latest_last]
    first = document.entries[0].first
    before = [index for index in range(first) if index not in inside]
    after = [index for index in range(first, len(document.blocks)) if index not in inside]
    return [*before, *(index for group in groups for index in group), *after]
