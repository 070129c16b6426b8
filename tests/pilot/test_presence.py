"""What comes back to a window that was closed meanwhile."""

from __future__ import annotations

from typing import Any, cast

import pytest

from tests.pilot.conftest import OpenDesk


async def test_what_is_found_for_a_window_that_was_closed_is_let_go(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.go_anywhere.far_places", lambda *_: [])
    async with open_desk() as desk:
        await desk.press("p")
        window = cast(Any, desk.app.screen)
        assert window.is_mounted
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        await window._look_far(None, "")
        await window._gather_on()
        assert not window.is_mounted


@pytest.mark.parametrize("keys", [("g", "slash"), ("g", "n"), ("T",), ("question_mark",), ("g", "c")])
async def test_a_screen_knows_that_it_was_closed(open_desk: OpenDesk, keys: tuple[str, ...]) -> None:
    async with open_desk() as desk:
        await desk.press(*keys)
        screen = desk.app.screen
        assert screen is not desk.screen
        assert screen.is_mounted
        await desk.press("escape")
        if desk.app.screen is screen:
            await desk.press("q")
        await desk.until(lambda: not screen.is_mounted, "the end of the screen")
        assert desk.screen.is_mounted
    assert not desk.app.screen_stack
    assert not screen.is_mounted
