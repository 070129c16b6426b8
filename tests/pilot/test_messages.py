"""Messages leave whole what the reader types into or chooses from."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets._toast import Toast

from tests.pilot.conftest import Desk, OpenDesk
from tui.screens.desk import DeskScreen

LONG = "This is a message of some length that may come while a dialog is open; it takes two rows, or three of them."
_KINDS = (Input, TextArea, OptionList, Static, VerticalScroll)
DIALOGS = {
    "note": ("l", "v", "w", "w", "a"),
    "help": ("question_mark",),
    "go anywhere": ("p",),
    "palette": ("colon",),
    "briefing": ("g", "b"),
    "themes": ("g", "c"),
    "draft": ("g", "d"),
    "correction": ("l", "right_square_bracket", "q", "x"),
    "search": ("slash",),
    "filter": ("F",),
}


def parts(desk: Desk) -> list[Widget]:
    """What is typed into, chosen from, or read in the window in front, but for what scrolls in such a one."""
    found = []
    for each in desk.app.screen.query("*"):
        is_system = "-textual-system" in each.classes and not isinstance(each, OptionList)
        outer = [each for each in each.ancestors if isinstance(each, VerticalScroll) or each.id == "panes"]
        if isinstance(each, _KINDS) and each.display and each.region and not is_system and not outer:
            found.append(each)
    return found


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 36)], ids=str)
@pytest.mark.parametrize("dialog", DIALOGS)
async def test_no_field_or_button_lies_under_a_message(open_desk: OpenDesk, dialog: str, size: tuple[int, int]) -> None:
    async with open_desk(size=size, keys__timeout=0.05) as desk:
        await desk.press(*DIALOGS[dialog])
        where = desk.app.screen
        if isinstance(where, DeskScreen):
            await desk.until(lambda: bool(desk.app.screen.query("Prompt")), "the prompt")
        before = parts(desk)
        assert before
        for text in (LONG, "A second one"):
            desk.app.notify(text, title="Notes", markup=False)
        await desk.until(lambda: bool(desk.app.screen.query("Toast")), "the messages")
        await desk.pilot.pause(0.1)
        toasts = [toast.region for toast in desk.app.screen.query("Toast") if toast.region]
        assert toasts
        for part in before:
            shown = part.region.intersection(desk.app.screen.region)
            assert shown.height == part.region.height
            assert not any(shown.overlaps(toast) for toast in toasts), part
        await desk.until(lambda: desk.shows("Notes: This is a message"), "its first words")


async def test_the_row_chosen_in_a_long_list_is_in_sight(open_desk: OpenDesk) -> None:
    for size in ((80, 24), (40, 12)):
        async with open_desk(size=size) as desk:
            await desk.press("p", "e")
            await desk.press(*["down"] * 17)
            options = desk.app.screen.query_one(OptionList)
            assert options.highlighted == 17
            row = options.region.y + 17 - options.scroll_offset.y
            frame = options.parent
            assert isinstance(frame, Widget)
            assert frame.content_region.y <= row < frame.content_region.bottom


async def test_a_message_moves_from_the_desk_to_the_dialog_and_back(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        desk.app.notify(LONG, timeout=30)
        await desk.until(lambda: desk.shows("This is a message"), "the message")
        await desk.press("g", "b")
        await desk.until(lambda: desk.app.screen is not desk.screen, "the dialog")
        await desk.until(lambda: desk.shows("This is a message"), "the message in the dialog")
        assert sum("This is a message" in line for line in desk.lines()) == 1
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen, "the desk")
        await desk.until(lambda: desk.shows("This is a message"), "the message again")


async def test_a_message_told_again_stands_once_and_of_many_the_last_and_what_went_wrong(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:

        def standing() -> list[str]:
            return [toast._notification.message for toast in desk.app.screen.query(Toast)]

        for _ in range(9):
            desk.app.notify("Go to a quote first", timeout=30)
        await desk.until(lambda: standing() == ["Go to a quote first"], "one message")
        for number in range(6):
            desk.app.notify(f"Not saved: {number}", severity="warning", timeout=30)
        for number in range(8):
            desk.app.notify(f"Note {number}", timeout=30)
        await desk.until(lambda: "Note 7" in standing(), "the last message")
        assert standing() == [f"Not saved: {number}" for number in range(6)] + [
            f"Note {number}" for number in range(3, 8)
        ]
        await desk.until(lambda: len(desk.app.screen.query("ToastHolder")) == 11, "what held the others gone")
