"""Moving the caret through the text: by rows, pages, paragraphs, words."""

from __future__ import annotations

from tui.widgets.text_motion import word_start
from tui.widgets.text_pane import TextPane


class CaretMoves(TextPane):
    """The actions that move the caret; `j` and its like keep the column they began in."""

    def _go_to_row(self, row: int, step: int) -> None:
        layout = self.text_layout
        if layout is None or not len(layout):
            return
        here = layout.row_of(self.caret)
        if self._wanted_column is None:
            self._wanted_column = layout.column_of(here, self.caret)
        column = self._wanted_column
        row = layout.next_text_row(row, step)
        self._set_caret(layout.offset_at(row, column))
        self._wanted_column = column

    def _by_rows(self, rows: int) -> None:
        layout = self.text_layout
        if layout is None:
            return
        row = layout.row_of(self.caret)
        step = 1 if rows > 0 else -1
        for _ in range(abs(rows)):
            following = layout.next_text_row(row + step, step)
            if following == row:
                break
            row = following
        self._go_to_row(row, step)

    def _by_page(self, rows: int) -> None:
        """Scroll by whole rows; the caret keeps its place on the screen."""
        layout = self.text_layout
        if layout is None:
            return
        row = layout.row_of(self.caret)
        top = round(self.scroll_offset.y)
        self.scroll_to_row(top + rows)
        self._go_to_row(row + rows, 1 if rows > 0 else -1)

    def do_down(self, count: int) -> None:
        self._by_rows(count)

    def do_up(self, count: int) -> None:
        self._by_rows(-count)

    def do_half_page_down(self, count: int) -> None:
        self._by_page(count * max(self._height // 2, 1))

    def do_half_page_up(self, count: int) -> None:
        self._by_page(-count * max(self._height // 2, 1))

    def do_page_down(self, count: int) -> None:
        self._by_page(count * max(self._height - 2, 1))

    def do_page_up(self, count: int) -> None:
        self._by_page(-count * max(self._height - 2, 1))

    def do_top(self, count: int) -> None:
        if self.text_layout is not None:
            self._go_to_row(0, 1)
            self.scroll_to_row(0)

    def do_bottom(self, count: int) -> None:
        if self.text_layout is not None:
            self._go_to_row(len(self.text_layout) - 1, -1)

    def do_next_paragraph(self, count: int) -> None:
        self._by_paragraphs(count, 1)

    def do_previous_paragraph(self, count: int) -> None:
        self._by_paragraphs(count, -1)

    def _by_paragraphs(self, count: int, step: int) -> None:
        layout = self.text_layout
        if layout is not None and len(layout):
            row = layout.paragraph_row(layout.row_of(self.caret), step, count)
            self._to(layout.starts[row])

    def do_caret_left(self, count: int) -> None:
        self._to(self.caret - count)

    def do_caret_right(self, count: int) -> None:
        self._to(self.caret + count)

    def do_next_word(self, count: int) -> None:
        if self.article is not None:
            self._to(word_start(self.article.document.text, self.caret, count))
