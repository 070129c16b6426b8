"""The keys that stop the desk and leave it hold in its windows too; what is being written is not thrown away by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from tests.pilot.conftest import Desk, OpenDesk
from tests.pilot.test_compare import to_a_shared_quote
from tui.screens.ask import AskScreen

WINDOWS = {
    "help": ["question_mark"],
    "matrix": ["C"],
    "timeline": ["T"],
    "notes": ["g", "n"],
    "themes": ["g", "c"],
    "card": ["4", "P"],
    "motivation": ["2", "A", "M"],
    "wordings": ["c"],
}
FIELDS = {
    "search": ["g", "slash"],
    "go to": ["p"],
    "palette": ["colon"],
    "text": ["slash"],
    "filter": ["F"],
    "address": ["g", "u"],
    "draft": ["g", "d"],
    "briefing": ["g", "b"],
    "note": ["2", "a"],
}


async def opened(desk: Desk, keys: list[str]) -> None:
    if keys == WINDOWS["wordings"]:
        await to_a_shared_quote(desk)
    await desk.press(*keys)
    await desk.until(lambda: desk.app.screen is not desk.screen or isinstance(desk.app.focused, Input), "the window")


@pytest.mark.parametrize("window", WINDOWS)
async def test_a_window_is_no_obstacle_to_stopping_and_leaving(open_desk: OpenDesk, window: str) -> None:
    async with open_desk() as desk:
        await opened(desk, WINDOWS[window])
        await desk.press("ctrl+z")
        assert desk.told("There is no shell")
        await desk.press("ctrl+q")
        assert desk.app._exit


@pytest.mark.parametrize("field", FIELDS)
async def test_a_field_is_no_obstacle_to_stopping_but_what_stands_in_it_stays(open_desk: OpenDesk, field: str) -> None:
    async with open_desk() as desk:
        await opened(desk, FIELDS[field])
        await desk.type("ab")
        await desk.press("ctrl+q")
        assert not desk.app._exit
        await desk.press("ctrl+z")
        writing = desk.app.focused
        if isinstance(writing, TextArea):  # where it takes back what was written
            assert writing.text == ""
            assert not desk.told("There is no shell")
        else:
            assert isinstance(writing, Input)
            assert writing.value == "ab"
            assert desk.told("There is no shell")


async def test_leaving_from_a_window_asks_once_whether_notes_are_to_be_lost(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("no folder")
    async with open_desk(annotations__folder=str(blocker / "notes")) as desk:
        await desk.press("2", "A")
        await desk.until(lambda: desk.shows("Not saved"), "what failed")
        await desk.press("k", "question_mark", "ctrl+q", "ctrl+q")
        assert isinstance(desk.app.screen, AskScreen)
        assert desk.shows("Leave and lose them?")
        await desk.press("n", "q")
        assert desk.app.screen is desk.screen
        assert not desk.app._exit
        await desk.press("C", "ctrl+q", "y")
        assert desk.app._exit
