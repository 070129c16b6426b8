"""A list of rows of one fixed height, drawn by line: mounting 100,000 rows costs no more than mounting ten."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from tui.messages import PaneWanted, StatusChanged
from tui.widgets.jump import JumpTarget
from tui.widgets.line_view import LineView
from tui.widgets.pane_title import PaneTitle
from tui.widgets.strips import edged


class RowList(LineView, can_focus=True):
    """Base of the list panes.

    A subclass sets `ROW_HEIGHT`, and gives `row_count()`, `row_strips(index, width)` (exactly `row_height` strips)
    and `haystack(index)` (the words a filter looks into). `shown` holds the indexes that pass the filter, in order;
    `cursor` is a position in it. Moving the cursor calls `moved()`, Enter and a click `chosen()`.
    """

    ROW_HEIGHT: ClassVar[int] = 2
    EMPTY: ClassVar[str] = "Nothing here"

    def __init__(self, *, id: str, title: PaneTitle) -> None:
        super().__init__(id=id)
        self.pane_title = title
        self.cursor = 0
        self.filter_text = ""
        self.progress = ""
        """How far the reading of the rows is; told in place of the count."""
        self.shown: Sequence[int] = range(0)
        self._labels: Mapping[int, str] = {}
        self._drawn: dict[int, list[Strip]] = {}

    @property
    def row_height(self) -> int:
        """Lines of every row."""
        return self.ROW_HEIGHT

    def row_count(self) -> int:
        raise TypeError(f"{type(self).__name__} must say how many rows it has")

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        """The lines of one row; `marks` are component classes that apply to all of it (cursor, current)."""
        raise TypeError(f"{type(self).__name__} must draw its rows")

    def haystack(self, index: int) -> str:
        raise TypeError(f"{type(self).__name__} must say what a filter looks into")

    def is_current(self, index: int) -> bool:
        """True where the row shows what the screen's locus means."""
        return False

    def moved(self) -> None:
        """The cursor stands on another row."""

    def chosen(self) -> None:
        """The row under the cursor was chosen."""

    def empty_text(self) -> str:
        """What an empty list says."""
        return f"Nothing matches “{self.filter_text}”" if self.filter_text else self.EMPTY

    @property
    def index(self) -> int | None:
        """The index of the row under the cursor."""
        return self.shown[self.cursor] if 0 <= self.cursor < len(self.shown) else None

    def rows_changed(self, *, keep: int | None = None, wanted: int | None = None) -> None:
        """The rows are other ones; the cursor goes to row index `keep`, or stays at its position. One that is `wanted`
        comes into view, and has it.
        """
        before = self.virtual_size.height if self.shown and self.scroll_y == 0 else None
        self.shown = self._filtered()
        kept = self.position_of(keep) if keep is not None else None
        if kept is not None:
            self.cursor = kept
        self.cursor = min(self.cursor, max(len(self.shown) - 1, 0))
        self._measure()
        if before is None or not self.shown:  # an empty list says so
            self.refresh()
        else:
            self.refresh_first(max(before, self.virtual_size.height))
        self.update_title()
        if wanted is not None:
            self.move_to_index(wanted)

    def set_filter(self, text: str) -> None:
        """Show only rows that hold every word of the text, in any case."""
        index = self.index
        self.filter_text = text
        self.rows_changed(keep=index)
        self.show_cursor()
        if self.index is not None and self.index != index:
            self.moved()

    async def filter_as_typed(self, text: str, is_wanted: Callable[[], bool]) -> bool:
        """As `set_filter`. Where finding the rows takes a while others have their turns meanwhile; what is not wanted
        any more is given up: False.
        """
        self.set_filter(text)
        return True

    def prepare_filter(self) -> None:
        """A filter is about to be typed."""

    def filter_ended(self) -> None:
        """No more is typed into the filter, which stays in force where there is one."""

    def _filtered(self) -> Sequence[int]:
        words = filter_words(self.filter_text)
        return self.rows_with(words) if words else range(self.row_count())

    def rows_with(self, words: Sequence[str]) -> Sequence[int]:
        """The indexes of the rows that hold all of these words, in order."""
        return [
            index
            for index in range(self.row_count())
            if all(word in haystack for haystack in (self.haystack(index).casefold(),) for word in words)
        ]

    def counted(self) -> str:
        """How many rows there are, as the title tells it."""
        return f"{len(self.shown)}/{self.row_count()}" if self.filter_text else f"{self.row_count()}"

    def update_title(self, *, focused: bool | None = None) -> None:
        """Show the title again, with what is in front now."""
        self.pane_title.show(self, self.counted(), focused=self.has_focus if focused is None else focused)

    def _measure(self) -> None:
        self.set_rows(len(self.shown) * self.row_height)

    def on_mount(self) -> None:
        self._measure()

    def fit(self) -> None:
        self._measure()
        self.update_title()
        self.show_cursor()

    def on_focus(self) -> None:
        self.update_title(focused=True)
        self.refresh_row(self.cursor)
        self.post_message(StatusChanged())

    def on_blur(self) -> None:
        self.update_title(focused=False)
        self.refresh_row(self.cursor)

    def render_lines(self, crop: Region) -> list[Strip]:
        self._drawn.clear()  # a row is made once for all its lines, and anew each time it is drawn
        return super().render_lines(crop)

    def draw_line(self, y: int, width: int) -> Strip:
        row, part = divmod(y + self.top, self.row_height)
        if row >= len(self.shown):
            text = "" if self.shown else self.empty_text()
            return self.notice_line(text, y, width, self.own_style)
        strips = self._drawn.get(row)
        if strips is None:
            strips = self._drawn[row] = self._strips_of(row, width)
        strip = strips[part]
        label = self._labels.get(row) if part == 0 else None
        if label is None:
            return strip
        style = self.style_of(*self._marks(row), "row--jump")
        return Strip.join([Strip([Segment(label, style)]), strip.crop(len(label))])

    def _marks(self, row: int) -> tuple[str, ...]:
        marks: tuple[str, ...] = ("row--current",) if self.is_current(self.shown[row]) else ()
        return (*marks, "row--cursor") if row == self.cursor and self.has_focus else marks

    def _strips_of(self, row: int, width: int) -> list[Strip]:
        marks = self._marks(row)
        strips = self.row_strips(self.shown[row], width, marks)
        if marks == ("row--current",) and self.app.native_ansi_color:  # which has no shade to lie behind the row
            style = self.style_of("row--edge")
            return [edged(strip, style) for strip in strips]
        return strips

    def jump_targets(self) -> list[JumpTarget]:
        """The rows in sight."""
        first = round(self.scroll_offset.y) // self.row_height
        return [
            JumpTarget(self, row, partial(self._jump_to, row))
            for row in range(first, min(first + self._page + 1, len(self.shown)))
        ]

    def _jump_to(self, row: int) -> None:
        self.screen.set_focus(self, scroll_visible=False)
        self.move_to(row)
        self.chosen()

    def show_labels(self, labels: Mapping[int, str]) -> None:
        """Draw these letters over the rows at these positions; none ends jump mode."""
        if labels or self._labels:
            self._labels = labels
            self.refresh()

    def position_of(self, index: int) -> int | None:
        """Where a row stands in `shown`; None where the filter leaves it out."""
        position = bisect_left(self.shown, index)
        return position if position < len(self.shown) and self.shown[position] == index else None

    def refresh_index(self, index: int) -> None:
        """Draw a row again, where it is shown."""
        position = self.position_of(index)
        if position is not None:
            self.refresh_row(position)

    def refresh_row(self, row: int) -> None:
        self.refresh_lines(row * self.row_height, self.row_height)

    def move_to(self, row: int, *, tell: bool = True) -> None:
        """Put the cursor on a position of `shown` (clamped) and bring it into view."""
        row = min(max(row, 0), max(len(self.shown) - 1, 0))
        if row != self.cursor:
            before, self.cursor = self.cursor, row
            self.refresh_row(before)
            self.refresh_row(row)
            self.show_cursor()
            if tell:
                self.moved()
        else:
            self.show_cursor()

    def move_to_index(self, index: int) -> None:
        """Put the cursor on a row without telling anyone: the pane follows the screen's locus."""
        position = self.position_of(index)
        if position is not None:
            self.move_to(position, tell=False)

    def show_cursor(self) -> None:
        if not self.shown:
            return
        first = self.cursor * self.row_height
        top, height = round(self.scroll_offset.y), self.inner_size.height
        if first < top:
            self.scroll_to_row(first)
        elif first + self.row_height > top + height > 0:
            self.scroll_to_row(first + self.row_height - height)

    @property
    def _page(self) -> int:
        return max(self.inner_size.height // self.row_height, 1)

    def do_down(self, count: int) -> None:
        self.move_to(self.cursor + count)

    def do_up(self, count: int) -> None:
        self.move_to(self.cursor - count)

    def do_half_page_down(self, count: int) -> None:
        self.move_to(self.cursor + count * max(self._page // 2, 1))

    def do_half_page_up(self, count: int) -> None:
        self.move_to(self.cursor - count * max(self._page // 2, 1))

    def do_page_down(self, count: int) -> None:
        self.move_to(self.cursor + count * self._page)

    def do_page_up(self, count: int) -> None:
        self.move_to(self.cursor - count * self._page)

    def do_top(self, count: int) -> None:
        self.move_to(count - 1)

    def do_bottom(self, count: int) -> None:
        self.move_to(len(self.shown) - 1)

    def do_follow(self, count: int) -> None:
        if self.index is not None:
            self.chosen()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        inside = event.get_content_offset(self)
        if inside is None:
            if (tab := self.pane_title.tab_at(event.x)) is not None:
                self.post_message(PaneWanted(tab))
            return
        if inside.x >= self.line_width:
            return
        row = (inside.y + self.scroll_offset.y) // self.row_height
        if row < len(self.shown):
            self.move_to(row)
            self.chosen()


def filter_words(text: str) -> list[str]:
    """The words of a filter, as they are looked for."""
    return text.casefold().split()
