"""A pane with an article's text in rows, which are laid out again at each width.

Of a long text what is in sight is laid out at once, and the rest between the keys, after that was painted.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator
from typing import TYPE_CHECKING

from textual.reactive import reactive

from tui.linking import ArticleLinks
from tui.messages import StatusChanged
from tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from tui.widgets.text_layout import TextLayout

_SLICE = 0.004
"""Seconds of laying out after which keys are answered."""


class LaidText(LineView):
    """Keeps `text_layout` true to the article, the pane's width and what of the text is wanted."""

    article: reactive[ArticleLinks | None] = reactive(None, init=False, repaint=False)

    def __init__(self, *, id: str, measure: int) -> None:
        super().__init__(id=id)
        self.measure = measure
        self.time_order = False
        self.hide_litter = False
        self.text_layout: TextLayout | None = None
        self._gutter = 0
        """Cells left of each line."""
        self._laid_for = 0
        """The width of lines for which the text was laid out last."""
        self._anchor: int | None = None
        """What the text was laid out around last."""
        self._steps: Generator[None, None, TextLayout] | None = None
        """Makes the layout of all of the text, where only a part is there."""

    def relayout(self) -> None:
        """Lay the text out again (measure, order or litter changed), keeping the first line in sight."""
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        top = self._top_offset()
        article, self._steps = self.article, None
        self._laid_for = self.line_width
        if article is None or self.line_width < 1:
            self.text_layout = None
            self.set_rows(0)
            return
        from tui.widgets.gutter import gutter_width
        from tui.widgets.text_layout import TextLayout  # with the articles' model, which the first frame does not need

        self._gutter = gutter_width(article.document)
        width = min(self.measure, self.line_width - self._gutter - 1)
        if self.text_layout is not None and article.document is not self.text_layout.document:
            top = None
        layout = TextLayout(
            article.document,
            width,
            time_order=self.time_order,
            hide_litter=self.hide_litter,
            before=self.text_layout,
            near=top or 0,
        )
        self.text_layout = layout
        self.set_rows(len(layout) + 1)
        self._anchor = top
        if top is not None:
            self.scroll_to_row(layout.row_of(top))
        if not layout.is_whole:
            self._steps = layout.whole()
            self.call_after_refresh(self._lay_out_rest, self._steps)

    def _lay_out_rest(self, steps: Generator[None, None, TextLayout]) -> None:
        if steps is self._steps:
            self.run_worker(self._go_on(steps), group="layout", exclusive=True)

    async def _go_on(self, steps: Generator[None, None, TextLayout]) -> None:
        while steps is self._steps:
            until = time.monotonic() + _SLICE
            while steps is self._steps and time.monotonic() < until:
                self._step(steps)
            await asyncio.sleep(0)

    def _have_all(self) -> None:
        """Lay out at once what is still to be laid out."""
        while self._steps is not None:
            self._step(self._steps)

    def _step(self, steps: Generator[None, None, TextLayout]) -> None:
        try:
            next(steps)
        except StopIteration as done:
            self._steps = None
            self._take(done.value)

    def _take(self, layout: TextLayout) -> None:
        """All of the text is laid out: the rows in sight stay, though others stand above them now."""
        before, kept = self.text_layout, self._top_offset()
        self.text_layout = layout
        if before is None:
            return
        by = 0 if kept is None else layout.row_of(kept) - before.row_of(kept)
        if before.has_alike(range(self.top, self.top + self.inner_size.height), layout, by):
            self.move_rows(by, len(layout) + 1)
        else:
            self.set_rows(len(layout) + 1)
            self.scroll_to_row(0 if kept is None else layout.row_of(kept))
            self.refresh()
        self.post_message(StatusChanged())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        row, layout = round(new_value), self.text_layout
        if layout is not None and not layout.has_rows(row, row + self.inner_size.height):
            self._have_all()
            new_value = self.validate_scroll_y(new_value)
            self.set_reactive(LineView.scroll_y, new_value)
        super().watch_scroll_y(old_value, new_value)

    def before_key(self) -> None:
        self._have_all()  # it may be about any place in the text

    def _top_offset(self) -> int | None:
        """The offset to keep in the first line in sight; None at the beginning.

        It stays the same from one width to the next: the beginning of each line would lead further up at each.
        """
        layout = self.text_layout
        row = round(self.scroll_offset.y)
        if layout is None or row == 0 or row >= len(layout):
            return None
        row = layout.next_text_row(row, 1)
        return self._anchor if self._anchor is not None and layout.row_of(self._anchor) == row else layout.starts[row]
