"""The text of an article, drawn line by line, with marks for all that is found in it and a caret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from tui.linking import ArticleLinks, Locus, PlaceIndex
from tui.messages import LocusRequested, StatusChanged
from tui.text import Span
from tui.widgets.jump import JumpTarget
from tui.widgets.laid_text import LaidText
from tui.widgets.painting import runs
from tui.widgets.pane_title import PaneTitle
from tui.widgets.selection import Selection, Unit
from tui.widgets.signs import cells, drawn

if TYPE_CHECKING:
    from tui.documents import BlockKind
    from tui.widgets.text_layout import TextLayout

_KEPT_IN_FOCUS = frozenset({"selection", "hit", "hit-current", "note", "jump"})
"""What is still told of the paragraphs that are dimmed."""


class TextPane(LaidText):
    """Shows one `ArticleLinks` and the screen's locus in it, with a caret: an offset into the text."""

    LOOKS = "text--"

    locus: reactive[Locus | None] = reactive(None, init=False, repaint=False)

    def __init__(self, *, id: str, title: PaneTitle, measure: int, scroll_margin: int) -> None:
        super().__init__(id=id, measure=measure)
        self.pane_title = title
        self.scroll_margin = scroll_margin
        self.problem = ""
        self.caret = 0
        self.selection: Selection | None = None
        self.hits: list[Span] = []
        self.hit = -1
        self._hit_index = PlaceIndex(())
        self._actor_kinds: dict[str, str] = {}
        self._scare = PlaceIndex(())
        self._labels: Mapping[int, str] = {}
        self.focus_paragraph = False
        """Dim every block but the one with the caret."""
        self._wanted_column: int | None = None
        self._dragging = False
        self._to_be_shown = False
        """The caret was set before the pane had a size."""

    # Showing an article

    def watch_article(self, before: ArticleLinks | None, article: ArticleLinks | None) -> None:
        width = self.text_layout.width if self.text_layout is not None else 0
        same_text = before is not None and article is not None and before.document is article.document
        analysis = article.analysis if article else None
        self._scare = PlaceIndex((marked.span, "scare") for marked in analysis.marked) if analysis else PlaceIndex(())
        self._actor_kinds = {}
        if analysis and article:
            for actor in analysis.actors:
                self._actor_kinds[article.canonical.get(actor.id, actor.id)] = actor.kind.value
        rows = self.virtual_size.height
        was_text = self.text_layout is not None and self.scroll_y == 0
        if not same_text:
            self.selection = None
            if self.hits:
                self.set_hits([])
            self.caret = 0
            self._lay_out()
            self.scroll_to_row(0)
        if was_text and self.text_layout is not None and self.text_layout.width == width:
            self.refresh_first(max(rows, self.virtual_size.height))
        else:
            self.refresh()
        self.update_title()

    def watch_locus(self, before: Locus | None, locus: Locus | None) -> None:
        if locus is None or self.article is None or locus.path != self.article.path:
            return
        self._mark_anew(before, locus)
        if locus.span is not None and not locus.span.holds(self.caret) and locus.span.start != self.caret:
            self.show_offset(locus.span.start)

    def _mark_anew(self, before: Locus | None, locus: Locus) -> None:
        """Draw the lines that tell what the reader means: of another quote, actor or note now."""
        if before is None or before.path != locus.path:
            self.refresh()
            return
        if _meant(before) == _meant(locus):
            return
        self.forget_out_of_sight()
        for row in range(self.top, self.top + self.inner_size.height):
            if self._tells(row, before) or self._tells(row, locus):
                self.refresh_lines(row)

    def _tells(self, row: int, locus: Locus) -> bool:
        """True where a row's looks or signs say that something is meant by a locus."""
        layout, article = self.text_layout, self.article
        if layout is None or article is None or row >= len(layout):
            return False
        start, end = layout.starts[row], layout.ends[row]
        places = (
            (locus.attribution, article.quotes),
            (locus.actor, article.mentions),
            (locus.annotation, article.notes),
        )
        return any(
            meant is not None and any(each == meant for _, each in index.overlapping(start, end))
            for meant, index in places
        )

    def show_offset(self, offset: int) -> None:
        """Put the caret on an offset and bring it to the upper third where it is not in sight."""
        if self.text_layout is None:
            self.caret, self._to_be_shown = offset, True
            return
        self._set_caret(offset, follow=False)
        row = self.text_layout.row_of(offset)
        height = self.inner_size.height
        top = round(self.scroll_offset.y)
        if not top + self.scroll_margin <= row < top + height - self.scroll_margin:
            self.scroll_to_row(row - height // 3)

    def fit(self) -> None:
        if self.text_layout is not None and self.line_width == self._laid_for:  # higher or lower
            self.set_rows(len(self.text_layout) + 1)
        else:
            self._lay_out()
            if self.article is not None:
                self.refresh()
        if self._to_be_shown and self.text_layout is not None:
            self._to_be_shown = False
            self.show_offset(self.caret)
        if self.article is not None:
            self.post_message(StatusChanged())
        self.update_title()

    def on_focus(self) -> None:
        self._refresh_row_of_caret()
        self.update_title(focused=True)
        self.post_message(StatusChanged())

    def on_blur(self) -> None:
        self._refresh_row_of_caret()
        self.update_title(focused=False)

    def update_title(self, *, focused: bool | None = None) -> None:
        name = f"· {self.article.document.kept_as}" if self.article else ""
        self.pane_title.show(self, name, focused=self.has_focus if focused is None else focused)

    # What is under the caret

    @property
    def selected(self) -> Span | None:
        """The selected range, whole lines where it goes by line."""
        if self.selection is None or self.text_layout is None:
            return None
        span = self.selection.span
        if self.selection.unit is Unit.LINES:
            layout = self.text_layout
            first, last = layout.row_of(span.start), layout.row_of(span.end - 1)
            rows = range(min(first, last), max(first, last) + 1)
            shown = [row for row in rows if layout.kind(row) is not None]
            if shown:
                return Span(min(layout.starts[row] for row in shown), max(layout.ends[row] for row in shown))
        return span

    @property
    def shows_other_order(self) -> bool:
        """True where the rows stand in another order than the text."""
        return self.time_order and self.article is not None and len(self.article.document.entries) > 1

    def row_of(self, offset: int) -> int:
        """The row that shows an offset."""
        return self.text_layout.row_of(offset) if self.text_layout is not None else 0

    def percent(self) -> int:
        """How much of the article is above the end of what is in sight, 0 to 100."""
        rows = len(self.text_layout) if self.text_layout else 0
        if not rows:
            return 0
        return min(100, round(100 * (self.scroll_offset.y + self.inner_size.height) / rows))

    # Drawing

    @property
    def _margin(self) -> int:
        """Cells left of the gutter, so that a text narrower than the pane stands in its middle."""
        return self._margin_in(self.line_width)

    def _margin_in(self, width: int) -> int:
        layout = self.text_layout
        return max((width - self._gutter - layout.width) // 2, 0) if layout is not None else 0

    def draw_line(self, y: int, width: int) -> Strip:
        row = y + self.top
        layout = self.text_layout
        if layout is None or row >= len(layout):
            return self.notice_line("" if layout else self.problem, y, width, self.style_of("paragraph"))
        return self._draw(layout, row, width, caret=self.has_focus and row == layout.row_of(self.caret))

    def _draw(self, layout: TextLayout, row: int, width: int, *, caret: bool) -> Strip:
        from tui.widgets.gutter import gutter_text
        from tui.widgets.wrapping import is_plain

        kind = layout.kind(row)
        if kind is None or (article := self.article) is None:
            return self.blank(width)
        locus = self.locus
        lead = " " * self._margin_in(width)
        start, end = layout.starts[row], layout.ends[row]
        base = [kind.value, "cursor-line"] if caret else [kind.value]
        layers = self._layers(article, start, end, kind, locus)
        if self.focus_paragraph and layout.blocks[row] != layout.blocks[layout.row_of(self.caret)]:
            layers = [*(layer for layer in layers if layer[2] in _KEPT_IN_FOCUS), (start, end, "dimmed")]
        if caret:
            layers.append((self.caret, self.caret + 1, "caret"))
        segments = [Segment(lead, self.own_style)] if lead else []
        mark = gutter_text(article, layout, row, locus)
        segments.append(Segment(mark, self.style_of("gutter")))
        text = article.document.text
        segments.extend(
            Segment(self._lettered(text, left, right, names), self.style_of(*names))
            for left, right, names in runs(start, end, base, layers)
            if right > left
        )
        shown = text[start:end]
        taken = len(shown) if is_plain(shown) else cells(shown.replace("\n", " "))
        rest = max(layout.width - taken, 0)
        segments.append(Segment(" " * rest, self.style_of(*base)))
        drawn_cells = len(lead) + len(mark) + taken + rest
        if drawn_cells < width:
            segments.append(Segment(" " * (width - drawn_cells), self.own_style))
        return Strip(segments, max(drawn_cells, width)).adjust_cell_length(width, self.own_style)

    def _lettered(self, text: str, left: int, right: int, names: Sequence[str]) -> str:
        """The words of a run; where a jump label lies on it, the label's letters."""
        if "jump" not in names:
            return drawn(text[left:right].replace("\n", " "))
        letters = {offset + at: each for offset, label in self._labels.items() for at, each in enumerate(label)}
        return "".join(letters.get(offset, text[offset]) for offset in range(left, right))

    def _layers(
        self, article: ArticleLinks, start: int, end: int, kind: BlockKind, locus: Locus | None
    ) -> list[tuple[int, int, str]]:
        from tui.documents import BlockKind

        layers: list[tuple[int, int, str]] = []
        current = locus if locus is not None and locus.path == article.path else None
        if kind is not BlockKind.LITTER:
            layers += [(*span, "scare") for span, _ in self._scare.overlapping(start, end)]
            quotes = article.quotes.overlapping(start, end)
            layers += [(*span, article.kind(identifier)) for span, identifier in quotes]
            mentions = article.mentions.overlapping(start, end)
            layers += [(*span, self._actor_kinds.get(identifier, "person")) for span, identifier in mentions]
            if current and current.attribution:
                layers += [(*span, "current") for span, identifier in quotes if identifier == current.attribution]
            elif current and current.actor:
                layers += [(*span, "current") for span, identifier in mentions if identifier == current.actor]
        layers += [(*span, "note") for span, _ in article.notes.overlapping(start, end)]
        layers += [(*span, "hit") for span, _ in self._hit_index.overlapping(start, end)]
        if 0 <= self.hit < len(self.hits):
            layers.append((*self.hits[self.hit], "hit-current"))
        selected = self.selected
        if selected is not None:
            layers.append((*selected, "selection"))
        layers += [
            (offset + place, offset + place + 1, "jump")
            for offset, label in self._labels.items()
            if start <= offset < end
            for place in range(len(label))
        ]
        return layers

    def set_hits(self, hits: list[Span]) -> None:
        """Mark the places that a search found; none is the current one yet."""
        self.hits = hits
        self.hit = -1
        self._hit_index = PlaceIndex((span, "") for span in hits)
        self.refresh()

    def jump_targets(self) -> list[JumpTarget]:
        """The beginnings of quotes, mentions, notes and entries in sight."""
        layout, article = self.text_layout, self.article
        if layout is None or article is None:
            return []
        top = round(self.scroll_offset.y)
        places: dict[int, None] = {}
        for row in range(top, min(top + self._height, len(layout))):
            start, end = layout.starts[row], layout.ends[row]
            for index in (article.entries, article.quotes, article.notes, article.mentions):
                for span, _ in index.overlapping(start, end):
                    if start <= span.start < end:
                        places[span.start] = None
        return [JumpTarget(self, place, partial(self._jump_to, place)) for place in sorted(places)]

    def _jump_to(self, offset: int) -> None:
        self.screen.set_focus(self, scroll_visible=False)
        if self.article is not None:
            self._set_caret(offset, follow=False)
            self.post_message(LocusRequested(self.article.locus_at(offset), self, visit=True))

    def show_labels(self, labels: Mapping[int, str]) -> None:
        """Draw these letters over the text at these offsets; none ends jump mode."""
        if labels or self._labels:
            self._labels = labels
            self.refresh()

    def _refresh_row_of_caret(self) -> None:
        if self.text_layout is not None:
            self.refresh_lines(self.text_layout.row_of(self.caret), 1)

    # The caret

    def _set_caret(self, offset: int, *, follow: bool = True) -> None:
        if self.text_layout is not None and not self.text_layout.shows(offset):
            self._have_all()
        layout = self.text_layout
        if layout is None or not len(layout):
            return
        before = layout.row_of(self.caret)
        self.caret = min(max(offset, 0), max(len(layout.document.text) - 1, 0))
        row = layout.row_of(self.caret)
        if self.selection is not None:
            self.selection = self.selection.to(self.caret)
            self.refresh()
        elif self.focus_paragraph and layout.blocks[before] != layout.blocks[row]:
            self.refresh()
        else:
            self.refresh_lines(before, 1)
            self.refresh_lines(row, 1)
        if follow:
            self.show_row(row)
            self._preview()

    def show_row(self, row: int) -> None:
        margin = min(self.scroll_margin, self.inner_size.height // 3)
        region = Region(0, max(row - margin, 0), 1, 2 * margin + 1)
        self.scroll_to_region(region, animate=False, x_axis=False, immediate=True, force=True)

    def _preview(self) -> None:
        if self.article is not None:
            self.post_message(LocusRequested(self.article.locus_at(self.caret), self))

    def _to(self, offset: int) -> None:
        self._wanted_column = None
        self._set_caret(offset)

    @property
    def _height(self) -> int:
        return max(self.inner_size.height, 1)


def _meant(locus: Locus) -> tuple[str | None, ...]:
    return locus.attribution, locus.actor, locus.annotation
