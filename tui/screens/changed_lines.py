"""What has changed of widgets that lie side by side, as it goes to the terminal.

Textual lays the lines of all widgets over one another, cut where any widget begins or ends, and tells the terminal
where each piece stands by way of an object; where nothing lies over anything the lines go out as the widgets made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from textual.widget import Widget


class ChangedLines(CompositorUpdate):
    """Pieces of lines: row, column, and what stands there, in the order of the screen."""

    def __init__(self, pieces: list[tuple[int, int, Strip]]) -> None:
        self._pieces = pieces

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        raise TypeError("what has changed is written to a terminal, and nowhere else")

    def render_segments(self, console: Console) -> str:
        written: list[str] = []
        row, column = -1, -1
        for y, x, strip in self._pieces:
            if y != row or x != column:
                written.append(f"\x1b[{y + 1};{x + 1}H")
            written.append(strip.render(console))
            row, column = y, x + strip.cell_length
        return "".join(written)


def changed_lines(widgets: Mapping[Widget, tuple[Region, Region]], changed: Iterable[Region]) -> ChangedLines | None:
    """What of these widgets, each with its place and its part in sight, lies in the regions that have changed; None
    where one of them lies over another, or is partly out of sight.
    """
    places = [place for place, _ in widgets.values()]
    if any(one.overlaps(other) for one, other in combinations(places, 2)):
        return None
    if not all(clip.contains_region(place) for place, clip in widgets.values()):
        return None
    spans: dict[int, list[tuple[int, int]]] = {}
    for y, first, last in Compositor._regions_to_spans(changed):
        spans.setdefault(y, []).append((first, last))
    pieces: list[tuple[int, int, Strip]] = []
    for widget, (place, _) in widgets.items():
        left, right = place.x, place.right
        for y, strip in zip(place.line_range, widget.render_lines(place.reset_offset), strict=False):
            for first, last in spans.get(y, ()):
                start, end = max(first, left), min(last, right)
                if start < end:
                    pieces.append((y, start, strip.crop(start - left, end - left)))
    pieces.sort(key=_place)
    return ChangedLines(pieces)


def _place(piece: tuple[int, int, Strip]) -> tuple[int, int]:
    return piece[:2]
