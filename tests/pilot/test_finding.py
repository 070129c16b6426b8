"""Searching in the text and filtering lists."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.pilot.conftest import OpenDesk
from tui.screens.desk import PANES
from tui.widgets import find
from tui.widgets.prompt import Prompt


async def test_a_search_goes_along_as_it_is_typed_and_counts(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("moscow")
        reading = desk.screen.reading
        assert len(reading.hits) > 1
        assert desk.shows(f"1/{len(reading.hits)}")
        first = reading.caret
        await desk.press("enter", "n")
        assert reading.caret == reading.hits[1].start
        await desk.press("N")
        assert reading.caret == first
        await desk.press("N")
        assert reading.hit == len(reading.hits) - 1  # round the beginning


async def test_escape_in_a_search_goes_back_to_where_it_began(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("enter", "j", "j")
        place = desk.screen.reading.caret
        await desk.press("slash")
        await desk.type("lavrov")
        await desk.press("escape")
        assert desk.screen.reading.caret == place
        assert desk.screen.reading.hits == []
        assert not desk.screen.query(Prompt)


async def test_a_wrong_expression_is_told_and_harms_nothing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("re:(")
        assert desk.shows("unterminated") or desk.shows("missing")
        await desk.press("escape")
        assert desk.app.is_running


@pytest.mark.parametrize("wrong", ["re:(", r"re:(\w+\s?)+#"])
async def test_an_expression_that_is_wrong_or_takes_for_ever_harms_nothing_later_on_either(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setattr(find, "_LONGEST", 0.2)  # it is reached at every key
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type(wrong)
        await desk.press("enter", "n", "N", "slash")
        await desk.type("moscow")
        await desk.press("escape", "n")
        assert desk.screen.finding.query == wrong
        assert desk.screen.reading.hits == []
        assert desk.told("unterminated") or desk.told("missing") or desk.told("too long")
        await desk.press("1", "j", "enter", "n", "slash")
        await desk.type("the")
        assert desk.screen.reading.hits


async def test_a_filter_narrows_the_focused_list_and_escape_widens_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        total = len(desk.screen.session.library)
        await desk.press("F")
        await desk.type("live")
        assert 0 < len(desk.screen.article_list.shown) < total
        await desk.press("enter")
        assert desk.screen.focused_pane() is desk.screen.article_list
        await desk.press("escape")
        assert len(desk.screen.article_list.shown) == total


async def test_a_filter_that_nothing_passes_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "l", "F")
        await desk.type("zzzz")
        assert desk.shows("Nothing matches")


@pytest.mark.parametrize("opener", ["slash", "F"])
@pytest.mark.parametrize("end", ["enter", "escape"])
async def test_when_a_prompt_has_ended_the_footer_is_that_of_the_desk(
    open_desk: OpenDesk, opener: str, end: str
) -> None:
    async with open_desk() as desk:
        await desk.press(opener)
        assert desk.shows("Enter Accept")
        await desk.type("moscow")
        await desk.press(end)
        assert desk.shows("? Help")
        assert not desk.shows("Enter Accept")


async def test_keys_after_a_click_beside_the_prompt_go_to_where_the_focus_is(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.pilot.click("#quotes", offset=(5, 2))
        caret = desk.screen.reading.caret
        await desk.press("j")
        assert desk.screen.reading.caret > caret
        assert desk.screen.query_one(Prompt).value == ""


async def test_the_rows_of_go_to_anything_use_the_room_that_a_larger_terminal_gives(open_desk: OpenDesk) -> None:
    async with open_desk(size=(40, 20)) as desk:
        title = max((record.title for record in desk.screen.session.library.records), key=len)
        await desk.press("p")
        await desk.type(title[:20])
        assert not desk.shows(title[:60])
        await desk.pilot.resize_terminal(120, 36)
        await desk.pilot.pause()
        assert desk.shows(title[:60])


async def test_a_letter_that_comes_before_the_prompt_is_taken_away_does_no_harm(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        for purpose in ("slash", "F"):
            await desk.press(purpose)
            await desk.type("an")
            field = desk.screen.query_one(Prompt).query_one(Input)
            await field.action_submit()
            field.value += "x"
            await desk.pilot.pause()
            assert not desk.screen.query(Prompt)
            assert desk.screen.finding.query == "an"
            await desk.press("1")
        assert desk.screen.article_list.filter_text == "an"


async def test_the_prompt_of_a_filter_counts_from_the_start_and_stays_where_it_is(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        count = desk.screen.article_list.row_count()
        await desk.press("F")
        assert desk.shows(f"{count}/{count}")
        told = desk.screen.query_one("#prompt-told")
        place = told.region
        for letter in "an":
            await desk.type(letter)
            assert desk.shows(f"{len(desk.screen.article_list.shown)}/{count}")
            assert told.region == place


async def test_what_is_told_beside_a_search_is_told_whole(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("slash")
        await desk.type("re:(")
        assert desk.shows("unterminated subpattern")
        await desk.type("a)")
        assert desk.shows(f"1/{len(desk.screen.reading.hits)}")


@pytest.mark.parametrize(("size", "keys", "pane"), [((40, 12), "F", "articles"), ((80, 24), "3F", "quotes")])
async def test_a_list_is_in_sight_while_its_filter_is_typed(
    open_desk: OpenDesk, size: tuple[int, int], keys: str, pane: str
) -> None:
    async with open_desk(size=size) as desk:
        await desk.analysed()
        shown = [each for each in PANES if desk.screen.has_pane(each) and desk.screen.pane(each).display]
        await desk.press(*keys)
        await desk.type("an")
        assert desk.screen.pane(pane).display
        await desk.press("escape", "1")
        assert [each for each in PANES if desk.screen.has_pane(each) and desk.screen.pane(each).display] == shown


@pytest.mark.parametrize("opener", ["F", "slash"])
async def test_nothing_moves_where_a_prompt_opens(open_desk: OpenDesk, opener: str) -> None:
    async with open_desk() as desk:
        places = [desk.screen.pane(name).region for name in ("articles", "reading", "quotes")]
        await desk.press(opener)
        assert [desk.screen.pane(name).region for name in ("articles", "reading", "quotes")] == places
        await desk.press("escape")
        assert desk.screen.status.display
        assert [desk.screen.pane(name).region for name in ("articles", "reading", "quotes")] == places


async def test_a_fault_leaves_room_to_type_and_gives_back_what_it_took(open_desk: OpenDesk) -> None:
    async with open_desk(size=(40, 12)) as desk:
        await desk.press("slash")
        field = desk.screen.query_one(Prompt).field
        before = field.region.width
        await desk.type("re:(")
        assert desk.shows("…")
        assert field.region.width >= 5
        await desk.type("a)")
        assert field.region.width >= before - 10
