"""A window that was closed leaves nothing behind: over a day of use they would be all that the memory holds."""

from __future__ import annotations

import weakref

import pytest
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import TextArea

from tests.pilot.conftest import Desk, OpenDesk
from tui import memory
from tui.extraction import lexicon, words
from tui.screens import tidying
from tui.screens.coverage_screen import CoverageScreen
from tui.screens.note_editor import NoteEditor
from tui.widgets.prompt import Prompt

_WINDOWS = 30
"""More than are closed until everything is looked through."""


async def _typed_into_a_prompt(desk: Desk) -> list[weakref.ref[Widget]]:
    await desk.press("slash", "t", "h")
    await desk.until(lambda: bool(desk.screen.finding.shown), "what is found")
    parts = [weakref.ref(part) for part in desk.screen.query(Prompt).first().walk_children(with_self=True)]
    await desk.press("escape")
    await desk.until(lambda: not desk.screen.query(Prompt), "the prompt to be gone")
    return parts


async def test_prompt_that_was_typed_into_is_gone_when_things_are_settled(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        parts = await _typed_into_a_prompt(desk)
        await _typed_into_a_prompt(desk)  # what is in sight is remembered until it is another
        await desk.press("j", "k")
        memory.settle()
        assert not [part() for part in parts if part() is not None]


async def _opened_and_closed(desk: Desk, keys: str) -> weakref.ref[Screen[object]]:
    await desk.press(*keys.split())
    await desk.until(lambda: desk.app.screen is not desk.screen, "the window")
    window = weakref.ref(desk.app.screen)
    await desk.pilot.pause(0.2)
    await desk.press("escape")
    await desk.until(lambda: desk.app.screen is desk.screen, "the desk")
    return window


@pytest.mark.parametrize("keys", ["C", "T", "question_mark", "g n"])
async def test_closed_window_is_gone_when_things_are_settled(open_desk: OpenDesk, keys: str) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        await _opened_and_closed(desk, keys)  # what it starts that goes on may know it
        window = await _opened_and_closed(desk, keys)
        await desk.pilot.pause(2)  # until timers that were set have come to their end
        await desk.press("j", "k")  # the last message is remembered until the next
        memory.settle()
        assert window() is None


async def test_what_was_drawn_of_a_closed_window_is_gone_when_things_are_settled(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        await desk.press("question_mark")
        await desk.until(lambda: desk.app.screen is not desk.screen, "the window")
        lines = [weakref.ref(widget._styles_cache) for widget in desk.app.screen.walk_children(with_self=True)]
        await desk.pilot.pause(0.2)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen, "the desk")
        await _opened_and_closed(desk, "C")
        await desk.pilot.pause(2)
        await desk.press("j", "k")
        memory.settle()
        assert not any(each() for each in lines)


@pytest.mark.parametrize("keys", ["C", "T", "question_mark", "g n"])
async def test_closed_window_is_gone_while_the_reader_goes_on(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    monkeypatch.setattr(tidying, "_IDLE", 3600)
    async with open_desk() as desk:
        await desk.analysed()
        await _opened_and_closed(desk, keys)
        window = await _opened_and_closed(desk, keys)
        for _ in range(_WINDOWS):
            await _opened_and_closed(desk, "question_mark")
            await desk.press("1", "j", "k")  # what was last opened is remembered until something else is
            if window() is None:
                return
        pytest.fail("the window is still there")


async def test_fields_of_a_closed_note_are_gone_when_things_are_settled(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        await desk.press("2", "V", "a")
        await desk.until(lambda: isinstance(desk.app.screen, NoteEditor), "the editor")
        fields = [weakref.ref(field) for field in desk.app.screen.query(TextArea)]
        await desk.pilot.pause(0.2)
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen, "the desk")
        await _opened_and_closed(desk, "C")
        await desk.pilot.pause(2)
        await desk.press("j", "k")
        desk.app.tidying.settle()
        assert fields
        assert not any(field() for field in fields)


async def test_closed_matrix_holds_no_reports(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        await desk.press("C")
        screen = desk.app.screen
        assert isinstance(screen, CoverageScreen)
        await desk.until(lambda: bool(screen.grid.rows), "the matrix")
        await desk.press("escape")
        await desk.until(lambda: not screen.is_attached, "the window to be gone")
        assert not screen.matrix.rows
        assert not screen.grid.rows


async def test_word_lists_are_let_go_of_when_things_are_settled(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        words.word_classes()
        lexicon.lexicon()
        desk.app.tidying.settle()
        assert not words.word_classes.cache_info().currsize
        assert not lexicon.lexicon.cache_info().currsize
