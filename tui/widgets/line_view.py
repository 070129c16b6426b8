"""A pane that is drawn line by line, with a scroll bar in the last cell of each line.

Textual's own bar is a widget: it is styled, laid out and drawn anew at each step, which took as long as the text.
Lines are kept when they scroll: Textual keeps them by their place on the screen, where each is another one then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.component_styles import component_style, with_look
from tui.widgets.strips import line, told

_PAUSE = 0.001
"""Seconds in which keys that are on their way come before what follows the one that was dealt with."""
_MOST_LINES = 60
"""Lines that are kept of a pane, besides those of a high terminal; each takes some 2 KB."""


class LineView(ScrollView):
    """Base of the panes. A subclass draws a line with `draw_line(y, width)`, in exactly `width` cells.

    A line is kept until its row is refreshed, or the whole pane: what changes must be refreshed, in sight or not.
    """

    LOOKS: ClassVar[str] = ""
    """What the names of all looks in the pane begin with."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._styles: dict[tuple[str, ...], Style] = {}
        self._blanks: dict[int, Strip] = {}
        self._has_terminal_colours = False
        """Whether a look has a colour that Textual turns into another: one of the terminal's own, or a dim one."""
        self._thumb_style: Style | None = None
        self._bar: tuple[int, int] = (0, 0)
        self._on_bar = False
        self.top = 0
        """The row in the first line: `scroll_y`, which is too slow to be asked for at each line."""
        self._inner: tuple[Size, Size] | None = None
        self._lines: dict[int, tuple[bool, Strip]] = {}
        """By their rows, whether the bar's moving part is on a line, and the line; edges count down from -1."""
        self._lines_for = Size(0, 0)
        """The pane's size, with its edges, for which lines are kept."""
        self._picture: list[Strip] | None = None
        """What was drawn last, while all of it is still true."""
        self._frame: tuple[list[Segment], list[Segment]] | None = None
        """What Textual draws left and right of a line."""
        self._is_fitted = False
        self._following: list[Callable[[], None]] | None = None
        self._framed_blanks: dict[Segment, Strip] = {}
        """Empty lines with their frame by the bar's part: many are drawn in one look, and one picture of them is."""

    @property
    def allow_vertical_scroll(self) -> bool:
        """Textual asks whether its own bar is shown."""
        return True

    @property
    def inner_size(self) -> Size:
        """The pane without its borders. Textual reckons it from all styles anew whenever it is asked."""
        outer = self.outer_size
        if self._inner is None or self._inner[0] != outer:
            inner = self.scrollable_content_region.size
            if not inner:  # out of sight, where it has no place: its size may be as before when it is shown again
                return inner
            self._inner = (outer, inner)
        return self._inner[1]

    def fit(self) -> None:
        """The pane has another size, or is in sight again: what it shows is fitted to that before it is drawn."""

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        has_changed = size != self._size
        told = super()._size_updated(size, virtual_size, container_size, layout)
        if has_changed or not self._is_fitted:
            self._is_fitted = True
            self.fit()
        return told

    def on_hide(self) -> None:
        self._is_fitted = False

    @property
    def line_width(self) -> int:
        """Cells of a line, without the bar."""
        return max(self.inner_size.width - 1, 0)

    def draw_line(self, y: int, width: int) -> Strip:
        raise TypeError(f"{type(self).__name__} must draw its lines")

    def before_key(self) -> None:
        """A key is about to be dealt with, by the screen: a pane is given none."""

    @contextmanager
    def key_underway(self) -> Iterator[Sequence[Callable[[], None]]]:
        """While a key is dealt with that is shown at once: what is to be called when it is, see `once_shown`."""
        following: list[Callable[[], None]] = []
        self._following = following
        try:
            yield following
        finally:
            self._following = None

    def once_shown(self, callback: Callable[[], None]) -> None:
        """Call back when what has changed so far is shown."""
        if self._following is None:
            self.call_after_refresh(self.set_timer, _PAUSE, callback)
        else:
            self._following.append(callback)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        self.top = round(new_value)
        if self.top != round(old_value):
            self._picture = None
            super().refresh(self.inner_size.region)  # the lines that stay in sight are not drawn anew

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        if repaint:
            self._picture = None
            for region in regions:
                for row in range(region.y + self.top, region.bottom + self.top):
                    self._lines.pop(row, None)
            if not regions:
                self._lines.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def refresh_lines(self, y_start: int, line_count: int = 1) -> None:
        self.refresh(Region(0, y_start - self.top, self.inner_size.width, line_count))

    def _forget_lines(self) -> None:
        self._lines.clear()
        self._framed_blanks.clear()
        self._frame = self._picture = None

    def retitle(self, title: Content) -> None:
        """Put a title on the upper edge, and draw that anew: Textual draws the whole pane for it."""
        self._border_title = self.render_str(title).expand_tabs(4).split()[0]
        self._picture = None
        self._lines.pop(-1, None)
        edges = self.gutter
        super().refresh(Region(-edges.left, -edges.top, self.outer_size.width, edges.top))

    def forget_out_of_sight(self) -> None:
        """Draw the lines anew that come into sight from now on."""
        bottom = self.top + self.inner_size.height
        self._lines = {row: kept for row, kept in self._lines.items() if row < 0 or self.top <= row < bottom}

    def render_lines(self, crop: Region) -> list[Strip]:
        self._bar = self._thumb()
        outer = self.outer_size
        if crop != outer.region:  # partly out of sight
            return super().render_lines(crop)
        if outer.width != self._lines_for.width:
            self._forget_lines()
        elif outer != self._lines_for:  # higher or lower: the lines are the same, but for those of the edges
            self._lines = {row: kept for row, kept in self._lines.items() if row >= 0}
            self._picture = None
        self._lines_for = outer
        if len(self._lines) > _MOST_LINES + outer.height:
            self.forget_out_of_sight()
        if self._picture is None:
            self._picture = self._drawn_anew(outer)
        return self._picture

    def _drawn_anew(self, outer: Size) -> list[Strip]:
        """All lines of the pane with its frame: of those that are kept none is drawn."""
        above, shown, top, lines = self.gutter.top, self.inner_size.height, self.top, self._lines
        first, last = self._bar
        width, framed = self.line_width, self._framed
        filters = self.get_line_filters()
        strips: list[Strip] = []
        for y in range(-above, outer.height - above):
            row = y + top if 0 <= y < shown else -1 - above - y
            on_bar = first <= y < last
            kept = lines.get(row)
            if kept is None or kept[0] != on_bar:
                kept = on_bar, framed(y, width, outer.width, filters) if row >= 0 else self._by_textual(y + above)
                lines[row] = kept
            strips.append(kept[1])
        return strips

    def _by_textual(self, y: int) -> Strip:
        return super().render_lines(Region(0, y, self.outer_size.width, 1))[0]

    def _framed(self, y: int, width: int, outer: int, filters: Sequence[LineFilter]) -> Strip:
        """What Textual would make of a line, without looking all styles up for each."""
        drawn, bar = self.draw_line(y, width), self._bar_at(y)
        is_blank = drawn is self._blanks.get(width)
        if is_blank and (framed := self._framed_blanks.get(bar)) is not None:
            return framed
        if self._frame is None:
            like, edges = self._by_textual(y + self.gutter.top), self.gutter
            self._frame = [*like.crop(0, edges.left)], [*like.crop(outer - edges.right, outer)]
        segments = [*drawn, bar]
        for each in filters:
            if self._has_terminal_colours or not isinstance(each, ANSIToTruecolor):
                segments = each.apply(segments, self.background_colors[1])
        left, right = self._frame
        framed = Strip([*left, *segments, *right], outer)
        if is_blank:
            self._framed_blanks[bar] = framed
        return framed

    def render_line(self, y: int) -> Strip:
        width = self.line_width
        return Strip([*self.draw_line(y, width), self._bar_at(y)], width + 1)

    def _bar_at(self, y: int) -> Segment:
        """The bar's part of a line."""
        first, last = self._bar
        if self._thumb_style is None:
            self._thumb_style = self.own_style + component_style(self, "bar--thumb")
        return Segment(" ", self._thumb_style if first <= y < last else self.own_style)

    def notice_line(self, text: str, y: int, width: int, style: Style) -> Strip:
        """A line of a message that stands where there is nothing to show."""
        lines = told(text, max(width - 2, 1)) if text and y > 0 else ()
        if y > len(lines) or not lines:
            return self.blank(width)
        return line([(f" {lines[y - 1]}", style)], width, self.own_style)

    def _thumb(self) -> tuple[int, int]:
        """The lines of the pane in which the bar's moving part stands; none where all is in sight."""
        shown, rows = self.inner_size.height, self.virtual_size.height
        if rows <= shown or shown < 1:
            return 0, 0
        size = max(shown * shown // rows, 1)
        first = round(self.top / (rows - shown) * (shown - size))
        return first, first + size

    def set_rows(self, rows: int) -> None:
        """Tell how many lines there are. Textual lays the whole screen out again when `virtual_size` changes, since
        a bar of its own may come or go.
        """
        self.set_reactive(ScrollView.virtual_size, Size(0, rows))
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        if self._thumb() != self._bar:
            self._picture = None
            super().refresh(Region(self.line_width, 0, 1, self.inner_size.height))

    def move_rows(self, by: int, rows: int) -> None:
        """Tell that the rows in sight are further down by so many, of that many in all, and that they look the same."""
        self._lines = {row if row < 0 else row + by: kept for row, kept in self._lines.items()}
        self.top += by
        for name in (ScrollView.scroll_y, ScrollView.scroll_target_y):
            self.set_reactive(name, float(self.top))
        self.set_rows(rows)

    def refresh_first(self, rows: int) -> None:
        """Draw the lines in sight again down to that of a row; the caller knows that those below stay as they are."""
        self.forget_out_of_sight()
        lines = min(rows - self.top, self.inner_size.height)
        if lines > 0:
            self.refresh(Region(0, 0, self.inner_size.width, lines))

    def scroll_to_row(self, y: int) -> None:
        """Bring a line to the top, at once, or as far up as it goes."""
        self.scroll_to(y=max(y, 0), animate=False, immediate=True, force=True)

    def notify_style_update(self) -> None:
        self._inner = None
        self._has_terminal_colours = False
        self._thumb_style = None
        self._styles.clear()
        self._blanks.clear()
        self._forget_lines()
        super().notify_style_update()

    @property
    def own_style(self) -> Style:
        """The pane's style without any look."""
        return self.style_of()

    def style_of(self, *names: str) -> Style:
        """The looks of these names, one laid over another."""
        style = self._styles.get(names)
        if style is None:
            style = self.rich_style
            for name in names:
                style = with_look(style, self, f"{self.LOOKS}{name}")
            self._styles[names] = style
            colours = [each for each in (style.color, style.bgcolor) if each is not None]
            self._has_terminal_colours |= bool(style.dim) or any(each.triplet is None for each in colours)
        return style

    def blank(self, width: int) -> Strip:
        """An empty line."""
        strip = self._blanks.get(width)
        if strip is None:
            strip = self._blanks[width] = Strip.blank(width, self.own_style)
        return strip

    def on_mouse_down(self, event: events.MouseDown) -> None:
        inside = event.get_content_offset(self)
        if inside is not None and inside.x >= self.line_width:
            self._on_bar = True
            self.capture_mouse()
            self._drag_to(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._on_bar:
            self._drag_to(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._on_bar:
            self._on_bar = False
            self.release_mouse()

    def _drag_to(self, event: events.MouseEvent) -> None:
        """Scroll so that the middle of the bar's moving part is under the mouse."""
        shown, rows = self.inner_size.height, self.virtual_size.height
        first, last = self._thumb()
        way = shown - (last - first)
        y = event.y - self.gutter.top - (last - first) // 2
        if last > first and way > 0:
            self.scroll_to_row(round(min(max(y, 0), way) / way * (rows - shown)))
