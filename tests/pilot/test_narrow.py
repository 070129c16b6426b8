"""The screens in forty columns and twelve lines: what is cut says so, and nothing that is needed is out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input

from tests.pilot.conftest import Desk, OpenDesk
from tui.screens.help import HelpScreen
from tui.screens.timeline_screen import TimelineScreen

SMALL = (40, 12)


async def timeline(desk: Desk) -> TimelineScreen:
    await desk.press("T")
    screen = desk.app.screen
    assert isinstance(screen, TimelineScreen)
    await desk.until(lambda: bool(screen.list.events), "the timeline")
    return screen


async def test_an_event_has_a_line_for_when_and_where_and_one_for_its_words(open_desk: OpenDesk) -> None:
    async with open_desk(size=SMALL) as desk:
        screen = await timeline(desk)
        at = next(number for number, event in enumerate(screen.list.events) if event.words.startswith("Lavrov: 'You"))
        screen.list.move_to(at)
        await desk.pilot.pause()
        lines = desk.lines()
        below = next(
            number for number, line in enumerate(lines) if line.startswith("   Lavrov: 'You ignore all of our")
        )
        assert lines[below - 1].startswith(" ▪ 10 Feb 2022 11:05  ")
        assert lines[below].rstrip().endswith("…")
        await desk.press("j")
        assert screen.list.cursor == at + 1
        await desk.press("enter")
        assert desk.screen.locus is not None
        assert desk.screen.locus.span == screen.list.events[at + 1].span


async def test_a_wide_timeline_has_a_line_for_each_event(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        screen = await timeline(desk)
        assert screen.list.row_height == 1
        await desk.pilot.resize_terminal(60, 24)
        await desk.pilot.pause()
        assert screen.list.row_height == 2
        assert screen.list.virtual_size.height == 2 * len(screen.list.events)


@pytest.mark.parametrize("down", [0, 6, 16])
async def test_both_ends_of_an_axis_of_hours_are_told_wherever_the_cursor_is(open_desk: OpenDesk, down: int) -> None:
    async with open_desk(size=SMALL) as desk:
        screen = await timeline(desk)
        await desk.press("x")  # what was published, within two days
        screen.list.move_to(down)
        await desk.pilot.pause()
        scale = desk.lines()[1]
        assert "▲" in scale
        assert scale.count(" Feb ") == 2
        assert ":" in scale


async def test_a_page_of_the_help_leaves_no_line_out(open_desk: OpenDesk) -> None:
    async with open_desk(size=SMALL) as desk:
        await desk.press("question_mark")
        assert isinstance(desk.app.screen, HelpScreen)
        shown = desk.app.screen.query_one(VerticalScroll)
        await desk.press("space")
        assert 0 < shown.scroll_y < shown.size.height
        await desk.press("G")
        assert shown.scroll_y == shown.max_scroll_y > 0
        await desk.press("g")
        assert shown.scroll_y == 0


@pytest.mark.parametrize("keys", [("p",), ("g", "d"), ("F",)])
async def test_a_hint_that_is_too_long_says_so(open_desk: OpenDesk, keys: tuple[str, ...]) -> None:
    async with open_desk(size=SMALL) as desk:
        await desk.press(*keys)
        hint = desk.app.screen.query_one(Input)
        assert desk.lines()[hint.region.y][hint.region.x : hint.region.right].rstrip().endswith("…")


async def test_the_passage_above_a_note_is_cut_with_a_sign(open_desk: OpenDesk) -> None:
    async with open_desk(size=SMALL) as desk:
        await desk.press("l", "right_square_bracket", "q", "v", "p", "a")
        passage = desk.app.screen.query_one("#passage").region
        assert passage.height == 1
        assert desk.lines()[passage.y][passage.x : passage.right].rstrip().endswith("…")


async def test_the_field_that_a_choice_asks_for_comes_into_sight(open_desk: OpenDesk) -> None:
    async with open_desk(size=SMALL) as desk:
        await desk.press("l", "right_square_bracket", "q", "x", "s")
        await desk.pilot.pause()
        field, frame = desk.app.screen.query_one("#choice-name"), desk.app.screen.query_one("#choice")
        assert field.has_focus
        assert frame.content_region.contains_region(field.region)


async def test_the_mentions_of_an_actor_are_plotted_in_the_cells_there_are(open_desk: OpenDesk) -> None:
    async with open_desk(size=SMALL) as desk:
        await desk.press("l", "right_square_bracket", "q", "P")
        await desk.until(lambda: desk.shows("mentions · "), "the card")
        plot = next(line for line in desk.lines() if "▕" in line)
        assert "▏" in plot
        assert "2022" in plot


async def test_the_matrix_has_two_columns_beside_names_and_one_beside_statements(open_desk: OpenDesk) -> None:
    async with open_desk(size=SMALL) as desk:
        await desk.press("C")
        await desk.until(lambda: desk.shows("Sergei Lavr"), "the matrix")
        assert len(next(line for line in desk.lines() if "Sergei Lavr" in line).split("┃")) == 3
        assert desk.shows(" more ▸")
        await desk.press("l", "l")
        assert desk.shows("◂ 1")


async def test_the_file_of_what_was_found_is_told_by_its_name(open_desk: OpenDesk, articles: Path) -> None:
    async with open_desk(size=SMALL) as desk:
        await desk.press("g", "slash")
        await desk.type("icy")
        await desk.until(lambda: desk.shows("Icy hours in Moscow"), "what is found")
        assert desk.shows("…/moscow-talks-feature.txt")
