"""The timeline on the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tui.comparison.timeline import EventKind
from tui.screens.desk import DeskScreen
from tui.screens.timeline_screen import TimelineScreen


@pytest.fixture
def ferries(tmp_path: Path) -> Path:
    folder = tmp_path / "ferries"
    folder.mkdir()
    articles = {
        "east": ("2026-03-02T14:00:00+05:00", "The ferries had stopped on February 20. The quay was empty."),
        "west": ("2026-03-02T10:30:00+00:00", "The ferries will sail again on Friday."),
    }
    for name, (when, text) in articles.items():
        head = f"---\ntitle: News of the {name}\noutlet: {name.title()}\ndate: {when}\nlanguage: en\n---\n"
        (folder / f"{name}.md").write_text(f"{head}\n{text}\n", encoding="utf-8")
    return folder


async def to_the_timeline(desk: Desk) -> TimelineScreen:
    await desk.press("T")
    screen = desk.app.screen
    assert isinstance(screen, TimelineScreen)
    await desk.until(lambda: bool(screen.list.events), "the timeline")
    return screen


async def test_events_stand_in_order_whatever_their_zone_and_lead_to_their_words(
    open_desk: OpenDesk, ferries: Path
) -> None:
    async with open_desk([ferries]) as desk:
        screen = await to_the_timeline(desk)
        assert [event.words for event in screen.list.events] == [
            "The ferries had stopped on February 20.", "News of the east", "News of the west",
            "The ferries will sail again on Friday.",
        ]  # fmt: skip
        assert desk.shows("2 Mar 2026 09:00")
        assert desk.shows("▲")
        assert desk.shows("█")
        await desk.press("G", "enter")
        assert isinstance(desk.app.screen, DeskScreen)
        assert desk.screen.locus is not None
        assert desk.screen.locus.span is not None
        assert desk.screen.article is not None
        assert desk.screen.locus.span.of(desk.screen.article.document.text) == "Friday"


async def test_zooming_and_going_earlier_and_later(open_desk: OpenDesk, ferries: Path) -> None:
    async with open_desk([ferries]) as desk:
        screen = await to_the_timeline(desk)
        whole = screen.list.axis
        await desk.press("j", "plus", "plus", "plus", "plus", "plus")
        assert [event.words for event in screen.list.events] == ["News of the east", "News of the west"]
        assert screen.list.event is not None
        assert screen.list.event.words == "News of the east"
        await desk.press("l")
        assert screen.list.axis.start > whole.start
        await desk.press(*"9999", "minus")
        assert screen.list.axis == whole
        assert len(screen.list.events) == 4


async def test_kinds_and_words_narrow_the_list(open_desk: OpenDesk, ferries: Path) -> None:
    async with open_desk([ferries]) as desk:
        screen = await to_the_timeline(desk)
        whole = screen.list.axis
        await desk.press("x")
        assert screen.list.axis.length < whole.length  # all the time in which there are any of this kind
        await desk.press("x")
        assert {event.kind for event in screen.list.events} == {EventKind.TEXT}
        await desk.press("F")
        await desk.type("friday")
        await desk.press("enter")
        assert len(screen.list.shown) == 1
        await desk.press("escape", "escape")
        assert isinstance(desk.app.screen, DeskScreen)


async def test_the_help_tells_what_the_keys_mean_in_the_timeline(open_desk: OpenDesk, ferries: Path) -> None:
    async with open_desk([ferries], size=(120, 60)) as desk:
        await to_the_timeline(desk)
        await desk.press("question_mark")
        assert desk.shows("Go to an earlier time.")
        assert not desk.shows("Go to the pane on the left.")


async def test_the_help_is_laid_out_anew_when_the_terminal_grows(open_desk: OpenDesk, ferries: Path) -> None:
    async with open_desk([ferries], size=(60, 24)) as desk:
        await to_the_timeline(desk)
        await desk.press("question_mark")
        assert not desk.shows("^d                Go half a page down.")
        await desk.pilot.resize_terminal(120, 60)
        await desk.pilot.pause()
        assert desk.shows("^d                Go half a page down.")


async def test_articles_without_a_date_are_told_and_not_passed_over(open_desk: OpenDesk, ferries: Path) -> None:
    (ferries / "north.txt").write_text("News of the north\n\nThe quay there was empty too, and nobody knew why.\n")
    async with open_desk([ferries]) as desk:
        await to_the_timeline(desk)
        await desk.until(lambda: desk.shows("1 article undated"), "the note")
