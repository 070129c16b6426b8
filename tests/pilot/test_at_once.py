"""A key that comes while nothing is underway is dealt with and drawn before the loop turns again."""

from __future__ import annotations

from textual import events

from tests.pilot.conftest import Desk, OpenDesk
from tui.messages import StatusChanged
from tui.screens.at_once import deal_with


def down() -> events.Key:
    return events.Key("j", "j")


async def at_rest(desk: Desk) -> None:
    """Until no message is on its way to the list or what it lies in."""
    around = desk.screen.article_list.ancestors_with_self
    await desk.until(lambda: all(each._message_queue.empty() for each in around), "rest")


async def test_a_key_at_rest_is_shown_at_once(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        articles = desk.screen.article_list
        before, shown = articles.cursor, desk.lines()
        await at_rest(desk)
        assert await deal_with(down(), articles)
        assert articles.cursor == before + 1
        assert not articles._repaint_required
        assert not desk.screen._dirty_widgets
        assert not desk.screen._compositor._dirty_regions
        assert desk.lines() == shown  # the words stay, the cursor is a colour
        await desk.press("j")
        assert articles.cursor == before + 2


async def test_a_key_waits_for_what_came_before_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        articles = desk.screen.article_list
        before = articles.cursor
        await at_rest(desk)
        articles.post_message(StatusChanged())
        assert not await deal_with(down(), articles)
        assert articles.cursor == before
