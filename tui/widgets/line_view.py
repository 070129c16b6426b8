"""A pane that is drawn line by line, with a scroll bar in the last cell of each line.

Textual's own bar is a widget: it is styled, laid out and drawn anew at each step, which took as long as the text.
"""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.component_styles import component_style
from tui.widgets.strips import line, told


class LineView(ScrollView):
    """Base of the panes. A subclass draws a line with `draw_line(y, width)`, in exactly `width` cells."""

    LOOKS: ClassVar[str] = ""
    """What the names of all looks in the pane begin with."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._styles: dict[tuple[str, ...], Style] = {}
        self._blanks: dict[int, Strip] = {}
        self._thumb_style: Style | None = None
        self._bar: tuple[int, int] = (0, 0)
        self._on_bar = False
        self.top = 0
        """The row in the first line: `scroll_y`, which is too slow to be asked for at each line."""
        self._inner: tuple[Size, Size] | None = None

    @property
    def allow_vertical_scroll(self) -> bool:
        """Textual asks whether its own bar is shown."""
        return True

    @property
    def inner_size(self) -> Size:
        """The pane without its borders. Textual reckons it from all styles anew whenever it is asked."""
        outer = self.outer_size
        if self._inner is None or self._inner[0] != outer:
            self._inner = (outer, self.scrollable_content_region.size)
        return self._inner[1]

    @property
    def line_width(self) -> int:
        """Cells of a line, without the bar."""
        return max(self.inner_size.width - 1, 0)

    def draw_line(self, y: int, width: int) -> Strip:
        raise TypeError(f"{type(self).__name__} must draw its lines")

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        self.top = round(new_value)
        super().watch_scroll_y(old_value, new_value)

    def render_lines(self, crop: Region) -> list[Strip]:
        self._bar = self._thumb()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.line_width
        first, last = self._bar
        if self._thumb_style is None:
            self._thumb_style = self.own_style + component_style(self, "bar--thumb")
        bar = Segment(" ", self._thumb_style if first <= y < last else self.own_style)
        return Strip([*self.draw_line(y, width), bar], width + 1)

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
            self.refresh(Region(self.line_width, 0, 1, self.inner_size.height))

    def refresh_first(self, rows: int) -> None:
        """Draw the lines in sight again down to that of a row; the caller knows that those below stay as they are."""
        lines = min(rows - self.top, self.inner_size.height)
        if lines > 0:
            self.refresh(Region(0, 0, self.inner_size.width, lines))

    def scroll_to_row(self, y: int) -> None:
        """Bring a line to the top, at once, or as far up as it goes."""
        self.scroll_to(y=max(y, 0), animate=False, immediate=True, force=True)

    def notify_style_update(self) -> None:
        self._inner = None
        self._thumb_style = None
        self._styles.clear()
        self._blanks.clear()
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
                style += component_style(self, f"{self.LOOKS}{name}")
            self._styles[names] = style
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
