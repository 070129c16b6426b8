"""Which panes are shown and how wide, by the size of the terminal and the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.geometry import Size

from tui.config import Layout
from tui.screens.key_gate import is_field
from tui.screens.room import LOW, TOO_SMALL, is_low, is_too_small, small_sign
from tui.widgets.fixed import Fixed

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui.screens.desk import DeskScreen

_LEAST_LIST = 30
"""Cells below which a list says nothing; shares of a narrow terminal are raised to it."""
_LEAST_WIDTH = 16
"""Cells below which the reader cannot make a list narrower; hiding it is another key."""
_ORDER = ("articles", "reading", "quotes", "actors", "notes")
_SIDE = ("quotes", "actors", "notes")


def _column(pane: str) -> str:
    """The column a list stands in; the lists at the side share theirs."""
    return "articles" if pane == "articles" else "side"


class Panes(Horizontal, Fixed):
    """The panes cover all of it, so that nothing of it is drawn."""

    BLANK = True


class PaneLayout:
    """Three columns, two, or one; zen shows the text alone. Also the actions that move between panes."""

    def __init__(self, desk: DeskScreen, layout: Layout, widths: dict[str, int]) -> None:
        self._desk = desk
        self._widths = widths
        """What the reader chose for "articles" and "side", in cells; 0: hidden."""
        self._layout = layout
        self.side = "quotes"
        self.zen = False
        self.typed_for = ""
        """The list that what is typed is about: it is in sight while the focus is in a field."""
        self._last = "articles"
        """The pane to focus again when a terminal that was too small has grown."""
        self._field: Widget | None = None
        """What is focused again in its place, where something was being typed."""

    def _columns(self, width: int) -> int:
        if width >= self._layout.three_columns_from:
            return 3
        return 2 if width >= self._layout.two_columns_from else 1

    def apply(self, size: Size | None = None) -> None:
        """Show the panes that fit, always with the focused one among them."""
        desk = self._desk
        size = size or desk.size
        desk.set_class(is_too_small(size), TOO_SMALL)
        desk.set_class(is_low(size), LOW)
        if is_too_small(size):
            self._field = desk.focused if is_field(desk.focused) else self._field
            if not desk.query("#too-small"):
                desk.mount(small_sign())
            return
        if desk.focused is None:
            typing = self._field is not None and self._field.is_attached
            back = self._field if typing else desk.pane(self._last)
            desk.set_focus(back, scroll_visible=False, from_app_focus=True)  # else what is typed would be selected
        self._field = None
        about = self.typed_for if is_field(desk.focused) else ""
        self._last = focused = about or desk.focused_pane().id or "reading"
        if focused in _SIDE:
            self.side = focused
        shown = self._shown(focused, self._columns(size.width))
        left = size.width
        for name in filter(desk.has_pane, _ORDER):
            pane = desk.pane(name)
            pane.display = name in shown
            pane.set_class(len(shown) == 1 or name == shown[0], "-alone")
            if name != "reading":
                width = size.width if len(shown) == 1 else self._width(_column(name), size.width)
                pane.styles.width = "1fr" if len(shown) == 1 else width
                pane.pane_title.expect(width)
                left -= width if name in shown else 0
        desk.reading.pane_title.expect(left)

    def _shown(self, focused: str, columns: int) -> tuple[str, ...]:
        if self.zen or (columns == 1 and focused == "reading"):
            return ("reading",)
        if columns == 1:
            return (focused,)
        wanted: tuple[str, ...] = ("articles", "reading", self.side)
        if columns == 2:
            wanted = ("reading", self.side) if focused in _SIDE else ("articles", "reading")
        return tuple(name for name in wanted if name in ("reading", focused) or self._widths.get(_column(name)) != 0)

    def _width(self, column: str, total: int) -> int:
        """Cells of an outer column: as the reader chose, else as the settings say; never more than half of all."""
        setting = self._layout.articles_width if column == "articles" else self._layout.side_width
        wanted = int(setting[:-1]) * total // 100 if isinstance(setting, str) else setting
        return min(self._widths.get(column) or max(wanted, _LEAST_LIST), max(total // 2, 1))

    def focus(self, name: str) -> None:
        """Show a pane and give it the focus."""
        if name in _SIDE:
            self.side = name
        if name != "reading":
            self.zen = False
        pane = self._desk.pane(name)
        pane.display = True
        self._desk.set_focus(pane, scroll_visible=False)  # at once: the next key may be waiting already

    def place(self) -> Callable[[], None]:
        """What brings the panes back to how they are now."""
        focused, side, zen = self._desk.focused_pane(), self.side, self.zen

        def back() -> None:
            self.side, self.zen = side, zen
            focused.display = True
            self._desk.set_focus(focused, scroll_visible=False)
            self.apply()

        return back

    def _step(self, by: int) -> None:
        focused = self._desk.focused_pane().id or "reading"
        self.focus(_ORDER[(_ORDER.index(focused) + by) % len(_ORDER)])

    def _beside(self, by: int) -> None:
        columns = ("articles", "reading", self.side)
        focused = self._desk.focused_pane().id or "reading"
        place = columns.index(focused) + by
        if 0 <= place < len(columns):
            self.focus(columns[place])

    def do_pane_left(self, count: int) -> None:
        self._beside(-1)

    def do_pane_right(self, count: int) -> None:
        self._beside(1)

    def do_next_pane(self, count: int) -> None:
        self._step(1)

    def do_previous_pane(self, count: int) -> None:
        self._step(-1)

    def do_pane_1(self, count: int) -> None:
        self.focus("articles")

    def do_pane_2(self, count: int) -> None:
        self.focus("reading")

    def do_pane_3(self, count: int) -> None:
        self.focus("quotes")

    def do_pane_4(self, count: int) -> None:
        self.focus("actors")

    def do_pane_5(self, count: int) -> None:
        self.focus("notes")

    def do_pane_wider(self, count: int) -> None:
        self._resize(2 * count)

    def do_pane_narrower(self, count: int) -> None:
        self._resize(-2 * count)

    def _resize(self, by: int) -> None:
        """Give the focused list another width, in the text the articles; remembered for the next start."""
        name = self._desk.focused_pane().id or "reading"
        column = "articles" if name == "reading" else _column(name)
        total = self._desk.size.width
        self._set_width(column, min(max(self._width(column, total) + by, _LEAST_WIDTH), total // 2))

    def do_hide_pane(self, count: int) -> None:
        name = self._desk.focused_pane().id or "reading"
        if name != "reading":
            self.focus("reading")
            self._set_width(_column(name), 0)
            return
        for column in ("articles", "side"):
            if self._widths.get(column) == 0:
                self._set_width(column, self._width(column, self._desk.size.width))

    def _set_width(self, column: str, width: int) -> None:
        self._widths[column] = width
        self._desk.session.library.state.set_width(column, width)
        self.apply()

    def do_toggle_zen(self, count: int) -> None:
        self.zen = not self.zen
        if self.zen:
            self._desk.set_focus(self._desk.reading, scroll_visible=False)
        self.apply()

    def do_wider(self, count: int) -> None:
        self._measure(4 * count)

    def do_narrower(self, count: int) -> None:
        self._measure(-4 * count)

    def _measure(self, by: int) -> None:
        reading = self._desk.reading
        reading.measure = min(max(reading.measure + by, 40), 160)
        reading.relayout()
        self._desk.notify(f"Lines of {reading.measure} cells", timeout=2)
