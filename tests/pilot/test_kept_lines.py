"""Lines that are kept when they scroll are those that would be drawn: nothing on the screen is out of date."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.strip import Strip
from textual.widgets import Input

from tests.pilot.conftest import Desk, OpenDesk
from tui.actions import Context
from tui.widgets import text_layout
from tui.widgets.line_view import LineView

_WAYS = [
    *(["down"], ["up"], ["pagedown"], ["pageup"], ["G"], ["g", "g"], ["ctrl+d"], ["ctrl+u"], ["}"], ["{"]),
    *(["]", "q"], ["[", "q"], ["]", "a"], ["[", "a"], ["]", "n"], ["enter"], ["H"], ["L"], ["S"]),
    *(["tab"], ["l"], ["h"]),
    *(["v", "down"], ["v", "q"], ["V", "up", "escape"], ["escape"], ["A"], ["u"], ["s"], ["r"], ["B"]),
    *(["/", *"the", "enter"], ["n"], ["N"], ["F", *"an", "enter"], ["f", "escape"], ["f", "a"], ["i"], ["g", "s"]),
    *(["z"], ["+"], ["-"], ["g", "p"], ["g", "l"], ["g", "t"], ["<"], [">"], ["g", "a"], ["m", "x"], ["'", "x"]),
]
"""What moves, marks, narrows and widens; keys of the default preset, in Textual's names."""


def panes(desk: Desk) -> Iterator[LineView]:
    for pane in desk.app.screen.query(LineView):
        if pane.display and pane.outer_size.area:
            yield pane


def drawn_anew(pane: LineView) -> list[Strip]:
    """What Textual makes of the pane's lines, without any that it or we have kept."""
    pane._styles_cache.clear()
    return super(LineView, pane).render_lines(pane.outer_size.region)


def told(strips: list[Strip]) -> list[list[tuple[str, object]]]:
    return [[(segment.text, segment.style) for segment in strip.simplify()] for strip in strips]


def check(desk: Desk, after: object) -> None:
    for pane in panes(desk):
        kept = told(pane.render_lines(pane.outer_size.region))
        anew = told(drawn_anew(pane))
        for y, (left, right) in enumerate(zip(kept, anew, strict=True)):
            assert left == right, f"line {y} of {pane.id} after {after}"


@pytest.mark.parametrize("seed", range(int(os.environ.get("KEY_SEQUENCES", "1"))))
async def test_after_any_moves_and_marks_every_line_is_as_it_would_be_drawn(
    open_desk: OpenDesk, own_articles: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    for bound in ("_LONG", "_NEAR"):  # all texts are laid out in parts
        monkeypatch.setattr(text_layout, bound, 1_000)
    chance = random.Random(seed)
    async with open_desk([own_articles], size=(120, 24)) as desk:
        await desk.press("2")
        for number in range(45):
            keys = chance.choice(_WAYS)
            if "q" in keys and len(keys) == 1:
                continue
            await desk.press(*keys)
            if isinstance(desk.screen.focused, Input) or Context.SELECTING in desk.screen.contexts():
                check(desk, keys)
                await desk.press("escape")
            if number % 15 == 14:
                await desk.pilot.resize_terminal(chance.randint(60, 160), chance.randint(16, 40))
                await desk.pilot.pause()
                desk.app.theme = "textual-light" if desk.app.theme == "textual-dark" else "textual-dark"
                await desk.pilot.pause()
            check(desk, keys)


async def test_long_text_stays_where_it_is_while_the_rest_of_it_is_laid_out(
    open_desk: OpenDesk, own_articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bound in ("_LONG", "_NEAR"):
        monkeypatch.setattr(text_layout, bound, 1_000)
    async with open_desk([own_articles], size=(120, 24)) as desk:
        await desk.press("2", "pagedown", "pagedown")
        reading = desk.screen.reading
        lines, place = reading.render_lines(reading.outer_size.region), reading.row_of(reading.caret) - reading.top
        reading.relayout()
        layout = reading.text_layout
        assert layout is not None
        assert not layout.is_whole
        parted = reading.render_lines(reading.outer_size.region)
        await desk.until(lambda: reading.text_layout is not layout, "the rest of the text")
        assert told(reading.render_lines(reading.outer_size.region)) == told(parted) == told(lines)
        assert reading.row_of(reading.caret) - reading.top == place
        reading.relayout()
        reading.show_offset(len(layout.document.text) - 1)  # which is not laid out yet
        assert reading.text_layout.row_of(reading.caret) == len(reading.text_layout) - 1
        await desk.pilot.pause()
        check(desk, "the last place")
