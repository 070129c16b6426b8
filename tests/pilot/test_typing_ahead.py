"""Keys that come faster than the desk works go where the reader meant them, in the order in which they were typed."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.widgets import Input, TextArea

from tests.pilot.conftest import Desk, OpenDesk
from tui.linking import Locus
from tui.messages import LocusRequested

_WORD = "quartz"


def _send(desk: Desk, keys: str) -> None:
    """As the terminal does, without waiting for what the keys bring about."""
    for key in keys:
        desk.app.post_message(events.Key(key, key))


def _typed(desk: Desk) -> str | None:
    """What stands in the field that has the focus; None where no field has it."""
    field = desk.app.focused
    return field.value if isinstance(field, Input) else field.text if isinstance(field, TextArea) else None


@pytest.mark.parametrize("opener", ["/", "F", "p", "a", ":"])
async def test_letters_sent_before_and_after_a_field_has_the_focus_keep_their_order(
    open_desk: OpenDesk, opener: str
) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        if opener != "F":
            await desk.press("l")
        for ahead in (0, 1, 3):
            _send(desk, opener)
            assert desk.app.focused is not None
            desk.app.call_later(desk.app.focused.call_later, asyncio.sleep, 0.2)  # the pane has much to do from then on
            _send(desk, _WORD[:ahead])
            await desk.until(lambda: _typed(desk) is not None, "a field to type into")
            _send(desk, _WORD[ahead:])
            await desk.until(lambda: len(_typed(desk) or "") >= len(_WORD), "the word in the field")
            assert _typed(desk) == _WORD
            if isinstance(desk.app.focused, TextArea):
                desk.app.focused.text = ""
            await desk.press("escape")
            await desk.until(lambda: _typed(desk) is None, "the end of the field")


async def test_keys_sent_at_once_through_two_windows_and_back_are_dealt_with_in_turn(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        before = desk.screen.pane("articles").cursor
        desk.app.post_message(events.Key("question_mark", "?"))
        desk.app.post_message(events.Key("escape", None))
        _send(desk, "j")
        desk.app.post_message(events.Key("question_mark", "?"))
        desk.app.post_message(events.Key("escape", None))
        _send(desk, "jl/table")
        await desk.until(lambda: _typed(desk) == "table", "the search")
        assert desk.screen.pane("articles").cursor == before + 2
        assert desk.app.screen is desk.screen


async def test_visit_is_not_lost_to_the_preview_that_comes_behind_it(open_desk: OpenDesk) -> None:
    """Down and Enter at once: the preview of the row waits for the next frame, and comes when Enter has been read."""
    async with open_desk() as desk:
        pane, record = desk.screen.article_list, desk.screen.session.library.records[1]
        for visit in (True, False):
            pane.post_message(LocusRequested(Locus(record.key), pane, visit=visit))
        await desk.until(lambda: desk.screen.focused_pane() is desk.screen.reading, "the visit", seconds=10)
        assert record.read


async def test_keys_sent_right_after_those_that_end_a_field_are_for_what_comes_then(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        pane = desk.screen.pane("articles")
        for ending, filtered in (("enter", True), ("escape", False)):
            assert pane.cursor == 0
            _send(desk, "Fe")
            desk.app.post_message(events.Key(ending, None))
            _send(desk, "jj")
            await desk.until(lambda: _typed(desk) is None and bool(pane.cursor), "the rows below")
            await desk.until(lambda: pane.cursor == 2, "two rows below")
            assert bool(pane.filter_text) is filtered
            await desk.press("escape", "g", "g")


async def test_preview_of_a_row_that_was_left_does_not_bring_the_cursor_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        pane, records = desk.screen.article_list, desk.screen.session.library.records
        pane.move_to(2, tell=False)
        pane.post_message(LocusRequested(Locus(records[1].key), pane, row=1))
        pane.post_message(LocusRequested(Locus(records[2].key), pane, row=2))
        await desk.until(lambda: desk.screen.locus == Locus(records[2].key), "the row's own preview")
        pane.post_message(LocusRequested(Locus(records[1].key), pane, row=1))
        await desk.pilot.pause()
        assert (pane.cursor, desk.screen.locus) == (2, Locus(records[2].key))


async def test_digit_says_that_it_went_to_a_pane_and_may_yet_be_a_count(open_desk: OpenDesk) -> None:
    async with open_desk(keys__timeout=5) as desk:
        await desk.analysed()
        await desk.press("2")
        assert (desk.screen.focused_pane().id, desk.screen.dispatcher.pending) == ("reading", "Reading, or 2×")
        await desk.press("]")
        assert desk.screen.dispatcher.pending == "2× ]"
        await desk.press("q")
        assert (desk.screen.focused_pane().id, desk.screen.dispatcher.pending) == ("articles", "")
        shown = desk.screen.article.analysis.attributions
        assert desk.screen.locus.attribution == shown[1].id
        await desk.press("g", "2", "]", "q")
        assert (desk.screen.focused_pane().id, desk.screen.locus.attribution) == ("reading", shown[2].id)


async def test_digit_that_goes_to_no_pane_where_it_is_typed_is_told_as_a_count(open_desk: OpenDesk) -> None:
    async with open_desk(keys__timeout=5) as desk:
        await desk.analysed()
        await desk.press("T")
        await desk.until(lambda: desk.app.screen is not desk.screen, "the timeline")
        await desk.press("2")
        assert desk.app.screen.dispatcher.pending == "2×"
