"""Events in the order of time, and above them the stretch of time they lie in, with how many there are where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, time, timedelta

from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.comparison.timeline import Axis, Event, EventKind
from tui.linking import Locus
from tui.messages import LocusRequested
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList
from tui.widgets.strips import fitted, line, spread

_SIGNS = {EventKind.ARTICLE: "■ article", EventKind.ENTRY: "▪ entry  ", EventKind.TEXT: "· in text"}
_BARS = " ▁▂▃▄▅▆▇█"
_HERE = "▲"
_DATED = 18
_ROOM = 72
"""Cells of a row in which words have room beside when and where it was; in fewer they have a line of their own."""
_KIND_ROOM = 52
"""Cells of such a line in which the kind is told in words; in fewer there is its sign."""
_HOURS = timedelta(days=3)
"""Up to this length the ends of the axis are told with their time."""
_DAYS, _TIMES = ("%-d %b %Y",), ("%-d %b %Y %H:%M", "%-d %b %H:%M")
"""How the ends of the axis are told, the longest first: the first for which there is room beside the cursor."""


class TimelineList(RowList):
    """The events that lie on the axis; Enter goes to the passage."""

    EMPTY = "Nothing happened in this time"

    class Moved(Message):
        """Another event is under the cursor, or other ones are shown."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, title=PaneTitle(id, [(id, "", "Timeline")]))
        self.events: Sequence[Event] = ()
        self.axis = Axis.over(())
        self.about = ""

    def show(self, events: Sequence[Event], axis: Axis, about: str) -> None:
        """Show those of these events (in the order of time) that lie on the axis; the cursor stays on its event."""
        at = self.event
        self.axis, self.about, self.progress = axis, about, ""
        self.events = [event for event in events if axis.holds(event.start)]
        keep = next((number for number, event in enumerate(self.events) if event is at), None)
        self.rows_changed(keep=keep)
        self.show_cursor()
        self.post_message(self.Moved())

    @property
    def event(self) -> Event | None:
        """The event under the cursor."""
        return self.events[self.index] if self.index is not None and self.index < len(self.events) else None

    @property
    def row_height(self) -> int:
        return 1 if self.line_width >= _ROOM else 2

    def row_count(self) -> int:
        return len(self.events)

    def counted(self) -> str:
        return self.progress or f"{super().counted()} {self.about}".rstrip()

    def empty_text(self) -> str:
        return self.progress or super().empty_text()

    def haystack(self, index: int) -> str:
        event = self.events[index]
        return f"{told(event)} {event.kind} {event.words} {event.known_as}"

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        event = self.events[index]
        plain, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        words = self.style_of("row--strong", *marks) if event.kind is not EventKind.TEXT else plain
        kind, shown = _SIGNS[event.kind], (event.words[: 4 * width], words)
        if self.row_height == 1:
            left = [(f" {told(event):<{_DATED}}", dim), (f"{kind}  ", dim), shown]
            return [spread(left, [(f"  {fitted(event.known_as, width // 4)} ", dim)], width, plain)]
        head = f" {kind if width >= _KIND_ROOM else kind[0]} {told(event)}"
        where = fitted(event.known_as, width - len(head) - 3)
        return [
            spread([(head, dim)], [(f"  {where} ", dim)], width, plain),
            line([("   ", plain), shown], width, plain),
        ]

    def moved(self) -> None:
        self.post_message(self.Moved())

    def chosen(self) -> None:
        event = self.event
        if event is not None:
            self.post_message(LocusRequested(Locus(event.key, event.span), self, visit=True))

    def density(self, width: int) -> str:
        """A bar for each cell of the axis, as high as there are events there; any is at least the lowest."""
        return bars(self.axis.counts([event.start for event in self.events], width))

    def scale(self, width: int) -> str:
        """The ends of the axis, and between them where the cursor is; an end makes room for it."""
        hours = self.axis.length <= _HOURS
        event = self.event
        at = None
        if event is not None and width:
            at = min(max(int((event.start - self.axis.start) / self.axis.length * width), 0), width - 1)
        for form in _TIMES if hours else _DAYS:
            left, right = f"{self.axis.start:{form}}", f"{self.axis.end:{form}}"
            scale = scale_line(left, right, at, width)
            if left in scale and right in scale:
                break
        return scale


class TimelineAxis(Widget):
    """The density and the scale of a timeline, in two lines above it."""

    DEFAULT_CSS = "TimelineAxis { height: 2; background: $background; }"

    def __init__(self, rows: TimelineList) -> None:
        super().__init__()
        self._rows = rows

    def render_line(self, y: int) -> Strip:
        width = max(self.size.width - 2, 0)
        words = self._rows.density(width) if y == 0 else self._rows.scale(width)
        style = self._rows.style_of("row--mark" if y == 0 else "row--dim")
        return line([(" ", style), (words, style)], self.size.width, self.rich_style)


def bars(counts: Sequence[int]) -> str:
    """A bar in one cell for each count, in proportion to the greatest; any but none is at least the lowest."""
    most, steps = max(counts, default=0), len(_BARS) - 1
    return "".join(_BARS[-(-count * steps // most)] if count else _BARS[0] for count in counts)


def scale_line(left: str, right: str, here: int | None, width: int) -> str:
    """A line of `width` cells with a word at either end, and a sign at one cell; words that it stands in give way, the
    right one first where there is no room for both.
    """
    start, end = 0, width
    if here is not None and here <= len(left):
        start = here + 2
    elif here is not None and here >= width - len(right) - 1:
        end = here - 1
    cells = [" "] * width
    if here is not None:
        cells[here] = _HERE
    for word, place in ((left, start), (right, end - len(right))):
        around = cells[max(place - 1, 0) : place + len(word) + 1]
        if 0 <= place <= width - len(word) and set(around) <= {" "}:
            cells[place : place + len(word)] = word
    return "".join(cells)


def told(event: Event) -> str:
    """When it was, in UTC; a day of which no time is told is the day alone."""
    when = event.when
    if event.whole_month:
        return f"{when:%b %Y}"
    if when.time() == time():
        return f"{when:%-d %b %Y}"
    return f"{when.astimezone(UTC):%-d %b %Y %H:%M}"
