"""Which panes are shown and how wide, by the size of the terminal and the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size

from tui.config import Layout

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

SMALLEST = Size(40, 12)
_LEAST_LIST = 30
"""Cells below which a list says nothing; shares of a narrow terminal are raised to it."""
_ORDER = ("articles", "reading", "quotes", "actors", "notes")
_SIDE = ("quotes", "actors", "notes")


class PaneLayout:
    """Three columns, two, or one; zen shows the text alone. Also the actions that move between panes."""

    def __init__(self, desk: DeskScreen, layout: Layout) -> None:
        self._desk = desk
        self._layout = layout
        self.side = "quotes"
        self.zen = False
        self._last = "articles"
        """The pane to focus again when a terminal that was too small has grown."""

    @property
    def columns(self) -> int:
        width = self._desk.size.width
        if width >= self._layout.three_columns_from:
            return 3
        return 2 if width >= self._layout.two_columns_from else 1

    def apply(self, size: Size | None = None) -> None:
        """Show the panes that fit, always with the focused one among them."""
        desk = self._desk
        size = size or desk.size
        desk.set_class(size.width < SMALLEST.width or size.height < SMALLEST.height, "-too-small")
        if desk.focused is None and not desk.has_class("-too-small"):
            desk.set_focus(desk.query_one(f"#{self._last}"), scroll_visible=False)
        focused = desk.focused_pane().id or "reading"
        if not desk.has_class("-too-small"):
            self._last = focused
        if focused in _SIDE:
            self.side = focused
        shown = self._shown(focused)
        for name in _ORDER:
            pane = desk.query_one(f"#{name}")
            pane.display = name in shown
            pane.set_class(len(shown) == 1 or name == shown[0], "-alone")
            if name != "reading":
                setting = self._layout.articles_width if name == "articles" else self._layout.side_width
                pane.styles.width = "1fr" if len(shown) == 1 else self._width(setting, size.width)

    def _shown(self, focused: str) -> tuple[str, ...]:
        if self.zen or (self.columns == 1 and focused == "reading"):
            return ("reading",)
        if self.columns == 3:
            return ("articles", "reading", self.side)
        if self.columns == 1:
            return (focused,)
        return ("reading", self.side) if focused in _SIDE else ("articles", "reading")

    def _width(self, setting: int | str, total: int) -> int:
        wanted = int(setting[:-1]) * total // 100 if isinstance(setting, str) else setting
        return min(max(wanted, _LEAST_LIST), max(total // 2, 1))

    def focus(self, name: str) -> None:
        """Show a pane and give it the focus."""
        if name in _SIDE:
            self.side = name
        if name != "reading":
            self.zen = False
        pane = self._desk.query_one(f"#{name}")
        pane.display = True
        self._desk.set_focus(pane, scroll_visible=False)  # at once: the next key may be waiting already

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
