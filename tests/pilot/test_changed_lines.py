"""What goes to the terminal of what has changed is what stands there on the screen."""

from __future__ import annotations

import random

from textual.geometry import Region
from textual.widget import Widget

from tests.pilot.conftest import Desk, OpenDesk
from tui.screens.changed_lines import changed_lines


def in_sight(desk: Desk) -> dict[Widget, tuple[Region, Region]]:
    return {
        widget: place
        for widget, place in desk.screen._compositor.visible_widgets.items()
        if widget.id in ("articles", "reading", "quotes", "status", "footer")
    }


async def test_pieces_of_lines_are_those_of_the_screen(open_desk: OpenDesk) -> None:
    chance = random.Random(1)
    async with open_desk(size=(120, 24)) as desk:
        await desk.analysed()
        await desk.press("j")
        widgets, strips = in_sight(desk), desk.screen._compositor.render_strips()
        for _ in range(50):
            regions = set()
            for place, _ in widgets.values():
                left, top = chance.randrange(place.width), chance.randrange(place.height)
                size = chance.randint(1, place.width - left), chance.randint(1, place.height - top)
                regions.add(Region(place.x + left, place.y + top, *size))
            changed = changed_lines(widgets, regions)
            assert changed is not None
            cells = set()
            for y, x, strip in changed._pieces:
                there = strips[y].crop(x, x + strip.cell_length)
                assert [*strip.simplify()] == [*there.simplify()]
                cells |= {(y, x + each) for each in range(strip.cell_length)}
            assert cells == {(y, x) for region in regions for y in region.line_range for x in region.column_range}


async def test_what_lies_over_another_is_left_to_textual(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 24)) as desk:
        widgets = in_sight(desk)
        desk.app.notify("It lies over the text", timeout=30)
        await desk.until(lambda: desk.shows("It lies over"), "the message")
        toast = desk.screen.query("Toast").first(Widget)
        place = desk.screen._compositor.visible_widgets[toast]
        assert changed_lines({**widgets, toast: place}, [place[0]]) is None
        await desk.press("j", "k")
        assert desk.shows("It lies over the text")
