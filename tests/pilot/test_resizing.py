"""A terminal of another size is drawn once, with all that the new size changes in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tui.widgets import text_layout


def watched(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Sequence[list[str]]:
    """What is shown in each frame from now on; of the later ones maybe only the widgets that are drawn for them."""
    frames: list[list[str]] = []
    display = desk.app._display

    def note(screen: object, renderable: object) -> None:
        if renderable is not None:
            frames.append(desk.lines())
        display(screen, renderable)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.app, "_display", note)
    return frames


@pytest.mark.parametrize("bound", [1_000, 10_000_000])
@pytest.mark.parametrize("size", [(100, 36), (80, 24), (50, 16), (140, 36)])
async def test_another_size_is_one_frame(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], bound: int
) -> None:
    for name in ("_LONG", "_NEAR"):  # the text is laid out in parts, or at once
        monkeypatch.setattr(text_layout, name, bound)
    async with open_desk(size=(120, 36)) as desk:
        await desk.analysed()
        await desk.press("l", "pagedown")
        for new in (size, (120, 36)):
            frames = watched(desk, monkeypatch)
            await desk.pilot.resize_terminal(*new)
            await desk.until(lambda: desk.screen.reading._steps is None, "the rest of the text")
            first, last = ([line for line in frame if "%" not in line] for frame in (frames[0], desk.lines()))
            assert first == last, "what came first was changed afterwards"
            if bound > 1_000:  # else the status line tells how far in the text that is, once all of it is laid out
                assert len(frames) == 1


async def test_a_terminal_that_is_being_dragged_ends_with_its_last_size(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        for width in range(119, 90, -1):
            await desk.pilot.resize_terminal(width, 36)
        assert desk.screen.size.width == 91
        dragged = desk.lines()
        await desk.pilot.resize_terminal(120, 36)
        await desk.pilot.resize_terminal(91, 36)
        assert desk.lines() == dragged


async def test_a_pane_that_comes_back_into_sight_has_the_width_it_has_now(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await desk.press("z")
        alone = desk.lines()
        await desk.press("z", "1")
        await desk.pilot.resize_terminal(70, 36)
        await desk.pilot.resize_terminal(120, 36)
        await desk.press("z")
        assert desk.lines() == alone


async def test_what_is_laid_out_is_drawn_also_where_much_is_done_together_just_then(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        screen = desk.screen
        screen._refresh_layout()
        assert screen._is_drawn_soon
        desk.app._begin_batch()  # in which Textual draws nothing, and forgets what it was
        await desk.pilot.pause(0.1)
        assert screen._is_drawn_soon
        desk.app._end_batch()
        await desk.until(lambda: not screen._is_drawn_soon, "the frame")
