"""A key that comes while nothing is underway is dealt with and drawn before the loop turns again."""

from __future__ import annotations

import pytest
from textual import events
from textual.screen import Screen

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


async def test_the_text_follows_the_cursor_in_a_frame_of_its_own(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        articles = desk.screen.article_list
        frames: list[tuple[int, str | None]] = []
        display = desk.app._display

        def note(screen: Screen[object], renderable: object) -> None:
            if renderable is not None:
                assert desk.screen.locus is not None
                frames.append((articles.cursor, desk.screen.locus.path))
            display(screen, renderable)  # type: ignore[arg-type]

        before = desk.screen.locus
        assert before is not None
        await at_rest(desk)
        monkeypatch.setattr(desk.app, "_display", note)
        assert await deal_with(down(), articles)
        await desk.until(lambda: desk.screen.locus != before, "the next article")
        assert frames == [(1, before.path), (1, desk.screen.session.library.records[1].key)]


async def test_where_the_next_key_is_there_already_the_text_follows_the_last_of_them(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        opened: list[str] = []
        desk.screen.watch(desk.screen, "locus", lambda locus: opened.append(locus.path), init=False)
        await at_rest(desk)
        for _ in range(3):
            desk.app.post_message(down())
        await desk.until(lambda: len(opened) > 0, "an article")
        assert opened == [desk.screen.session.library.records[3].key]
