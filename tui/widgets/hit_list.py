"""What a search of all articles has found: each passage with what was asked for marked in it, or the saved queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from tui.extraction.model import UNKNOWN_SPEAKER
from tui.library.search.searcher import Hit
from tui.linking import Locus
from tui.messages import LocusRequested
from tui.text import Span, counted
from tui.widgets.article_list import COPIES
from tui.widgets.gutter import SIGNS
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList
from tui.widgets.strips import laid, line, spread

_WORD_ROWS = 2
_ROOMY = 60
"""Cells from which the outlet has room beside the title."""
_NEAR = 12
"""Rows before the last from which on more are asked for."""


class SavedQuery(NamedTuple):
    """A query under its name."""

    name: str
    query: str


class HitList(RowList):
    """Enter goes to the passage, or asks the saved query."""

    ROW_HEIGHT = 2 + _WORD_ROWS
    EMPTY = "Type what to look for"

    class Asked(Message):
        """A saved query was chosen."""

        def __init__(self, saved: SavedQuery) -> None:
            super().__init__()
            self.saved = saved

    class NearEnd(Message):
        """The cursor comes near the last row."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, title=PaneTitle(id, [(id, "", "Found")]))
        self.found: Sequence[Hit | SavedQuery] = ()
        self.articles: int | None = None
        """In how many articles what is asked for is found; None while nothing is asked for."""
        self.instead = ""
        self._why_none = ""
        """Why there is nothing, where that is not the answer to what was asked."""

    def show(
        self, found: Sequence[Hit | SavedQuery], articles: int | None, instead: str = "", *, cursor: int = 0
    ) -> None:
        """Show these in place of all others; `instead` is the query that was asked in place of the reader's."""
        self.found, self.articles, self.instead, self._why_none = found, articles, instead, ""
        self.cursor = cursor
        self.rows_changed()
        self.show_cursor()

    def show_none(self, why: str) -> None:
        """Show no rows, and why."""
        self.found, self.articles, self.instead, self._why_none = (), None, "", why
        self.rows_changed()

    def add(self, found: Sequence[Hit]) -> None:
        """Show these after the others."""
        self.found = [*self.found, *found]
        self.rows_changed()

    @property
    def row(self) -> Hit | SavedQuery | None:
        """What the cursor is at."""
        return self.found[self.index] if self.index is not None else None

    def row_count(self) -> int:
        return len(self.found)

    def counted(self) -> str:
        if self._why_none:
            return ""
        if self.articles is None:
            return f"{len(self.found)} saved quer{'y' if len(self.found) == 1 else 'ies'}"
        in_all = counted(self.articles, "article")
        in_all += f" for {self.instead}" if self.instead else ""
        return f"{super().counted()} of {in_all}" if self.filter_text else f"in {in_all}"

    def empty_text(self) -> str:
        if self._why_none:
            return self._why_none
        return super().empty_text() if self.filter_text or self.articles is None else "Nothing is found"

    def haystack(self, index: int) -> str:
        row = self.found[index]
        if isinstance(row, SavedQuery):
            return f"{row.name} {row.query}"
        quote = f"{row.quote.speaker} {row.quote.kind} {' '.join(row.quote.via)}" if row.quote else ""
        return f"{row.title} {row.kept_as} {row.passage.words} {quote}"

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        row = self.found[index]
        plain, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        strong = self.style_of("row--strong", *marks)
        if isinstance(row, SavedQuery):
            strips = [line([(row.name, strong)], width, plain), line([("  ", dim), (row.query, dim)], width, plain)]
        else:
            when = f"{row.published:%-d %b %Y}" if row.published else ""
            copies = f"{COPIES}{row.copies}" if row.copies > 1 else ""
            right = "  ".join(filter(None, (copies, row.kept_as if width >= _ROOMY else "", when)))
            strips = [
                spread([(row.title, strong)], [(f"  {right}", dim)] if right else [], width, plain),
                *self._words(row, width, marks, plain),
            ]
        blank = Strip.blank(width, self.rich_style)
        return (strips + [blank] * self.ROW_HEIGHT)[: self.ROW_HEIGHT]

    def _words(self, hit: Hit, width: int, marks: tuple[str, ...], plain: Style) -> list[Strip]:
        """The passage, that of a quote behind who said it; the hits are marked."""
        found = plain + self.style_of("text--hit", *marks)
        sign, head = ("  ", plain), ""
        if hit.quote is not None:
            plain = self.style_of(f"row--{hit.quote.kind.value}", *marks)
            sign = (f"{SIGNS[hit.quote.kind.value]} ", plain)
            via = f", via {', '.join(hit.quote.via)}" if hit.quote.via else ""
            head = f"{hit.quote.speaker or UNKNOWN_SPEAKER}{via}: "
        words, places = head + hit.passage.words, [span.shifted(len(head)) for span in hit.passage.hits]
        rows = laid(words, width - 2, _WORD_ROWS, places[0] if places else None)
        rows[-1:] = [Span(row.start, len(words)) for row in rows[-1:]]  # what there is no room for is cut with a sign
        return [line([sign, *_parts(words, row, places, plain, found)], width, plain) for row in rows]

    def moved(self) -> None:
        super().moved()
        if self.cursor >= len(self.shown) - _NEAR:
            self.post_message(self.NearEnd())

    def chosen(self) -> None:
        row = self.row
        if isinstance(row, SavedQuery):
            self.post_message(self.Asked(row))
        elif row is not None:
            quote = row.quote.id if row.quote else None
            span = row.passage.span if row.placed else None
            self.post_message(LocusRequested(Locus(row.path, span, attribution=quote), self, visit=True))


def _parts(words: str, row: Span, hits: Sequence[Span], plain: Style, found: Style) -> list[tuple[str, Style]]:
    parts: list[tuple[str, Style]] = []
    place = row.start
    for hit in hits:
        start, end = max(hit.start, place), min(hit.end, row.end)
        if start < end:
            parts += [(words[place:start], plain), (words[start:end], found)]
            place = end
    return [*parts, (words[place : row.end], plain)]
