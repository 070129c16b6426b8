"""The articles: title, outlet, date, quotes and notes, with marks for unread and starred."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from tui.library.folding import TELLING
from tui.library.library import Library
from tui.library.narrowing import Narrowing
from tui.linking import Locus
from tui.messages import LocusRequested
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList, filter_words
from tui.widgets.strips import line, spread

UNREAD = "●"
STARRED = "★"
PROBLEM = "!"
COPIES = "×"
"""Before the number of copies that a row stands for."""
_PROMPT_FIRST = 0.1
"""Seconds after which what is looked into is gathered: nothing that stays of the prompt is to lie between what goes."""


class ArticleList(RowList):
    """All articles of the library, in the order of their paths."""

    ROW_HEIGHT = 2
    EMPTY = "No articles"

    locus: reactive[Locus | None] = reactive(None, init=False, repaint=False)

    def __init__(self, library: Library, *, id: str, title: PaneTitle) -> None:
        super().__init__(id=id, title=title)
        self.library = library
        self._is_followed = False
        self._narrowing: Narrowing | None = None
        self.shown = library.folding.standing(len(library))

    def counted(self) -> str:
        standing = self.library.folding.left(len(self.library))
        return f"{len(self.shown)}/{standing}" if self.filter_text else f"{standing}"

    def row_count(self) -> int:
        return len(self.library)

    def prepare_filter(self) -> None:
        """Gather what is looked into, in pieces between the keys: a hundred thousand titles take a while."""
        self._narrowing = Narrowing(self.library.haystacks())
        self.run_worker(self._gather(self._narrowing), exclusive=True)

    def filter_ended(self) -> None:
        """What is looked into takes more memory than all else: it goes with the filter."""
        self._narrowing = None

    async def _gather(self, narrowing: Narrowing) -> None:
        await asyncio.sleep(_PROMPT_FIRST)
        while narrowing is self._narrowing and narrowing.gather():
            await asyncio.sleep(0)  # a message to itself would be dealt with before any key

    async def filter_as_typed(self, text: str, is_wanted: Callable[[], bool]) -> bool:
        for _ in self._prepared().steps(filter_words(text)):
            await asyncio.sleep(0)
            if not is_wanted():
                return False
        self.set_filter(text)
        self._make_rows()  # a part of drawing them that need not be in the same turn
        return True

    def _prepared(self) -> Narrowing:
        if self._narrowing is None:
            self.prepare_filter()
        assert self._narrowing is not None
        return self._narrowing

    def rows_with(self, words: Sequence[str]) -> Sequence[int]:
        rows = self._prepared().rows(words)
        if len(self._prepared()) != self.row_count():  # the list is another by now
            self.prepare_filter()
            rows = self._prepared().rows(words)
        return rows

    def _filtered(self) -> Sequence[int]:
        """One row for the copies of an article: the first of those that the filter leaves."""
        words = filter_words(self.filter_text)
        folding = self.library.folding
        return folding.folded(self.rows_with(words)) if words else folding.standing(len(self.library))

    def render_lines(self, crop: Region) -> list[Strip]:
        self._make_rows()
        return super().render_lines(crop)

    def _make_rows(self) -> None:
        """Have the records of the rows in sight: those that a filter leaves are far apart."""
        first = self.top // self.row_height
        self.library.make_records(self.shown[first : first + self._page + 2])

    def standing_for(self, key: str) -> int:
        """The row that stands for an article: the first copy of it that the filter leaves, else its own."""
        own = self.library.row(key)
        return next((row for row in self.library.folding.copies(own) if self.position_of(row) is not None), own)

    def is_current(self, index: int) -> bool:
        if self.locus is None or self.locus.path not in self.library:
            return False
        return self.library.folding.first(self.library.row(self.locus.path)) == self.library.folding.first(index)

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        record, copies = self.library.records[index], self.library.copies(index, TELLING)
        number = len(self.library.folding.copies(index))
        read = all(copy.read for copy in copies)
        plain, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        strong = self.style_of("row--text" if read else "row--strong", *marks)
        mark = self.style_of("row--mark", *marks)
        sign = PROBLEM if record.problem else " " if read else UNREAD
        sign_style = self.style_of("row--problem", *marks) if record.problem else mark
        star = STARRED if any(copy.starred for copy in copies) else " "
        title = record.path.name if record.problem else record.title
        first = line([(sign, sign_style), (star, mark), (f" {title}", strong)], width, plain)
        if record.problem:
            below = line([("   ", dim), (record.problem, self.style_of("row--problem", *marks))], width, plain)
            return [first, below]
        facts = [f"{record.published:%-d %b %Y}"] if record.published else []
        facts.append(record.kept_as)
        counts = "…" if record.quotes is None else f"{record.quotes}”"
        notes = sum(copy.notes for copy in copies)
        if notes:
            counts += f" {notes}◆"
        if number > 1:
            counts = f"{COPIES}{number} {counts}"
        return [first, spread([("   ", dim), (" · ".join(facts), dim)], [(f" {counts} ", dim)], width, plain)]

    def watch_locus(self, before: Locus | None, locus: Locus | None) -> None:
        if locus is None or (before is not None and before.path == locus.path) or locus.path not in self.library:
            return
        for place in (before, locus):
            if place is not None and place.path in self.library:
                self.refresh_index(self.standing_for(place.path))
        self.move_to_index(self.standing_for(locus.path))

    def moved(self) -> None:
        """The text follows once the cursor is painted, and only to where it stands by then."""
        if not self._is_followed:
            self._is_followed = True
            self.once_shown(self._follow)

    def _follow(self) -> None:
        self._is_followed = False
        if self.index is not None:
            asked = LocusRequested(Locus(self.library.records[self.index].key), self, row=self.index)
            self.screen.post_message(asked)  # which it would come to on its way through two tasks

    def chosen(self) -> None:
        if self.index is not None:
            self.post_message(LocusRequested(Locus(self.library.records[self.index].key), self, visit=True))
