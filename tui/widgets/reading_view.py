"""The reading pane: the text with caret, selection, search hits and mouse."""

from __future__ import annotations

from bisect import bisect_left

from textual import events

from tui.messages import PaneWanted, StatusChanged
from tui.text import Span
from tui.widgets.caret_moves import CaretMoves
from tui.widgets.selection import Selection, Unit
from tui.widgets.text_motion import word_end


class ReadingView(CaretMoves, can_focus=True):
    """The caret is an offset into the text. Moving it previews what lies under it; Enter on a quote follows it."""

    # Selecting

    def do_select_characters(self, count: int) -> None:
        self._start_selecting(Unit.CHARACTERS)

    def do_select_lines(self, count: int) -> None:
        self._start_selecting(Unit.LINES)

    def _start_selecting(self, unit: Unit) -> None:
        self.selection = Selection(self.caret, self.caret, unit)
        self.refresh()
        self.post_message(StatusChanged())

    def select(self, span: Span) -> None:
        """Select exactly a span; the caret goes to its end."""
        self.selection = Selection(span.start, max(span.end - 1, span.start))
        self._set_caret(self.selection.end)

    def cancel_selection(self) -> bool:
        """Drop the selection; False where there was none."""
        if self.selection is None:
            return False
        self.selection = None
        self.refresh()
        self.post_message(StatusChanged())
        return True

    def do_select_quote(self, count: int) -> None:
        article = self.article
        if article is None:
            return
        found = article.quotes.at(self.caret)
        quote = article.attribution(found[1] if found else None)
        if quote is None:
            self.notify("There is no quote under the cursor", severity="warning")
            return
        self.select(quote.span)

    def do_select_sentence(self, count: int) -> None:
        span = self.sentence_at(self.caret)
        if span is not None:
            self.select(span)

    def do_select_paragraph(self, count: int) -> None:
        article = self.article
        if article is None:
            return
        for block in article.document.blocks:
            if block.span.holds(self.caret):
                self.select(block.span)
                return

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds an offset; the block where it holds none."""
        from tui.widgets.text_motion import sentence_at

        return sentence_at(self.article.document, offset) if self.article else None

    def do_extend_left(self, count: int) -> None:
        self._to(self.caret - count)

    def do_extend_right(self, count: int) -> None:
        self._to(self.caret + count)

    def do_extend_down(self, count: int) -> None:
        self._by_rows(count)

    def do_extend_up(self, count: int) -> None:
        self._by_rows(-count)

    def do_extend_word(self, count: int) -> None:
        self.do_next_word(count)

    def do_extend_word_end(self, count: int) -> None:
        if self.article is not None:
            self._to(word_end(self.article.document.text, self.caret, count))

    def do_extend_line_start(self, count: int) -> None:
        if self.text_layout is not None:
            self._to(self.text_layout.starts[self.text_layout.row_of(self.caret)])

    def do_extend_line_end(self, count: int) -> None:
        if self.text_layout is not None:
            row = self.text_layout.row_of(self.caret)
            self._to(max(self.text_layout.ends[row] - 1, self.text_layout.starts[row]))

    # Finding

    def go_to_hit(self, step: int, *, origin: int | None = None) -> None:
        """Go to the next (previous) hit from the caret or from `origin`, round the end where need be."""
        if not self.hits:
            return
        place = self.caret if origin is None else origin
        starts = [span.start for span in self.hits]
        if origin is not None:
            number = bisect_left(starts, place)
        elif step > 0:
            number = bisect_left(starts, place + 1) + step - 1
        else:
            number = bisect_left(starts, place) + step
        self.hit = number % len(self.hits)
        self.show_offset(self.hits[self.hit].start)
        self.refresh()
        self._preview()
        self.post_message(StatusChanged())

    # Mouse

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        inside = event.get_content_offset(self)
        layout = self.text_layout
        if inside is None or layout is None or inside.x >= self.line_width:
            return None
        row = inside.y + round(self.scroll_offset.y)
        if row >= len(layout) or layout.kind(row) is None:
            return None
        return layout.offset_at(row, inside.x - self._margin - self._gutter)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = self._offset_under(event)
        if offset is not None:
            self.cancel_selection()
            self._to(offset)
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self._dragging:
            return
        offset = self._offset_under(event)
        if offset is None or offset == self.caret:
            return
        if self.selection is None:
            self.selection = Selection(self.caret, self.caret)
        self._to(offset)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            self.post_message(StatusChanged())

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if event.get_content_offset(self) is None and (tab := self.pane_title.tab_at(event.x)) is not None:
            self.post_message(PaneWanted(tab))
