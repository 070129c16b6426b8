"""The quotes: who, how, through whom, and the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.library.found import QuoteRow
from tui.linking import Locus
from tui.messages import LocusRequested
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList
from tui.widgets.strips import folded, line

_WORD_ROWS = 2
_WHY_ROWS = 4


class QuoteList(RowList):
    """Quotes of the open article or of all; with the reason for each speaker on demand."""

    EMPTY = "No quotes found"

    locus: reactive[Locus | None] = reactive(None, init=False, repaint=False)

    class Reordered(Message):
        """The order of the quotes was changed: they want to be shown again."""

    def __init__(self, *, id: str, title: PaneTitle) -> None:
        super().__init__(id=id, title=title)
        self.rows: Sequence[QuoteRow] = ()
        self.by_speaker = False
        self.pending = True
        """The articles of this list are still being analysed."""
        self.explained = False
        self.speaker: tuple[str, str] | None = None
        """Actor id and name, where only the quotes by one actor are shown."""
        self.article_name: Callable[[str], str] | None = None
        """Names a row's article, where the list is of all articles."""
        self._positions: dict[tuple[str, str], int] | None = None
        """Index of a row by its article and the id of its attribution; None as long as nobody has needed it."""

    @property
    def row(self) -> QuoteRow | None:
        """The row under the cursor."""
        return None if self.index is None else self.rows[self.index]

    @property
    def row_height(self) -> int:
        """Rows are higher while the reasons are shown."""
        return 1 + _WORD_ROWS + (_WHY_ROWS if self.explained else 0) + bool(self.article_name) + 1

    def show(self, rows: Sequence[QuoteRow], article_name: Callable[[str], str] | None) -> None:
        """Show these quotes; `article_name` is given where they are of several articles."""
        current = self.rows[self.index] if self.index is not None and self.index < len(self.rows) else None
        if self.speaker:
            rows = [row for row in rows if row.actor == self.speaker[0]]
        if self.by_speaker:
            rows = sorted(rows, key=attrgetter("speaker"))
        self.rows = rows
        self.article_name = article_name
        self._positions = None
        held = self._index_of(current.key, current.attribution.id) if current else None
        self.rows_changed(
            keep=held, wanted=self._index_of(self.locus.path, self.locus.attribution) if self.locus else None
        )

    def _index_of(self, key: str, attribution: str | None) -> int | None:
        if not attribution:
            return None
        from tui.extraction.model import number_told

        told = number_told(attribution)
        if 0 <= told < len(self.rows) and self._is_at(told, key, attribution):
            return told  # as in the list of one article, which may be long
        if self._positions is None:
            self._positions = {(row.key, row.attribution.id): index for index, row in enumerate(self.rows)}
        return self._positions.get((key, attribution))

    def _is_at(self, index: int, key: str, attribution: str) -> bool:
        row = self.rows[index]
        return row.key == key and row.attribution.id == attribution

    def row_count(self) -> int:
        return len(self.rows)

    def empty_text(self) -> str:
        if self.pending:
            return "Not known yet: the article is being read"
        if self.speaker and not self.filter_text:
            return f"No quotes by {self.speaker[1]} here (Esc: all)"
        return super().empty_text()

    def counted(self) -> str:
        return f"{super().counted()} by {self.speaker[1]}" if self.speaker else super().counted()

    def haystack(self, index: int) -> str:
        row = self.rows[index]
        return f"{row.speaker} {row.words} {' '.join(row.attribution.via)} {row.attribution.kind.value}"

    def is_current(self, index: int) -> bool:
        row = self.rows[index]
        return bool(self.locus and row.key == self.locus.path and row.attribution.id == self.locus.attribution)

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        from tui.extraction.model import DOUBTFUL_BELOW, UNKNOWN_SPEAKER
        from tui.widgets.gutter import SIGNS

        row = self.rows[index]
        quote = row.attribution
        plain, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        strong = self.style_of("row--strong", *marks)
        kind = self.style_of(f"row--{quote.kind.value}", *marks)
        speaker = row.speaker or UNKNOWN_SPEAKER
        if row.speaker and quote.confidence < DOUBTFUL_BELOW:
            speaker += "?"
        facts = quote.kind.value + (f", via {', '.join(quote.via)}" if quote.via else "")
        if quote.corrected:
            facts += ", corrected"
        sign = (f"{SIGNS[quote.kind.value]} ", kind)
        strips = [line([sign, (speaker, strong if row.speaker else dim), (f"  {facts}", dim)], width, plain)]
        words = folded(row.words, width - 3, _WORD_ROWS)
        strips += [line([sign, (text, kind)], width, plain) for text in words]
        if self.explained:
            why = folded(f"{quote.confidence:.0%} sure: {quote.why}", width - 5, _WHY_ROWS)
            strips += [
                line([("  ↳ " if not at else "    ", dim), (text, dim)], width, plain) for at, text in enumerate(why)
            ]
        if self.article_name:
            strips.append(line([("  in ", dim), (self.article_name(row.key), dim)], width, plain))
        blank = self.blank(width)
        return (strips + [blank] * self.row_height)[: self.row_height]

    def watch_locus(self, before: Locus | None, locus: Locus | None) -> None:
        for place in (before, locus):
            row = self._index_of(place.path, place.attribution) if place else None
            if row is not None:
                self.refresh_index(row)
        if locus and locus.attribution:
            row = self._index_of(locus.path, locus.attribution)
            if row is not None:
                self.move_to_index(row)

    def do_sort(self, count: int) -> None:
        self.by_speaker = not self.by_speaker
        self.notify(f"Quotes by {'speaker' if self.by_speaker else 'place'}", timeout=2)
        self.post_message(self.Reordered())

    def do_details(self, count: int) -> None:
        self.explained = not self.explained
        self.rows_changed(keep=self.index)
        self.show_cursor()

    def moved(self) -> None:
        self._point(visit=False)

    def chosen(self) -> None:
        self._point(visit=True)

    def _point(self, *, visit: bool) -> None:
        if self.index is None:
            return
        row = self.rows[self.index]
        locus = Locus(row.key, row.attribution.span, attribution=row.attribution.id, actor=row.actor)
        self.post_message(LocusRequested(locus, self, visit=visit, row=self.index))
