"""A briefing is written from the desk."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.pilot.conftest import Desk, OpenDesk
from tests.unit.briefing.making import COURIER, GAZETTE, briefing
from tui.briefing.choosing import Choice, FlaggedIn
from tui.briefing.messages import Order
from tui.briefing.saving import written
from tui.library.pickled import frame
from tui.library.protocol import HEADER
from tui.library.query.parsing import parse
from tui.screens import briefing_writer
from tui.screens.ask import AskScreen
from tui.screens.briefing_prompt import BriefingPrompt


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "courier.md").write_text(COURIER, encoding="utf-8")
    (folder / "gazette.md").write_text(GAZETTE, encoding="utf-8")
    return folder


async def ask_for(desk: Desk, file: Path, choice: str = "") -> None:
    await desk.press("g", "b")
    screen = desk.app.screen
    assert isinstance(screen, BriefingPrompt)
    screen.query_one("#briefing-file", Input).value = str(file)
    await desk.press("tab")
    await desk.type(choice)
    await desk.press("enter")


async def test_a_briefing_holds_the_notes_and_asks_before_it_writes_over_a_file(
    open_desk: OpenDesk, harbour: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out.md"
    async with open_desk([harbour]) as desk:
        await desk.press("enter", "right_square_bracket", "q", "a")
        await desk.type("Is that so")
        await desk.press("ctrl+s")
        await ask_for(desk, file)
        await desk.until(file.exists, "the briefing")
        text = file.read_text(encoding="utf-8")
        assert text.startswith("# Briefing: harbour\n\n2 statements by 2 speakers in 2 articles.")
        assert "Is that so" in text
        await desk.until(lambda: desk.shows("2 statements written to"), "the message")
        await ask_for(desk, file, "islanders")
        assert isinstance(desk.app.screen, AskScreen)
        await desk.press("n")
        assert file.read_text(encoding="utf-8") == text
        await ask_for(desk, file, "islanders")
        await desk.press("y")
        await desk.until(lambda: "Anna Berg" not in file.read_text(encoding="utf-8"), "the new briefing")
        await desk.until(lambda: desk.shows("1 statement written to"), "the message")


async def test_only_the_articles_that_the_list_shows_are_in_it(
    open_desk: OpenDesk, harbour: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    async with open_desk([harbour]) as desk:
        await desk.press("F")
        await desk.type("gazette")
        await desk.press("enter")
        await ask_for(desk, file)
        await desk.until(file.exists, "the briefing")
        assert "Peter Holm" not in file.read_text(encoding="utf-8")


async def test_a_briefing_among_the_articles_is_no_source_of_the_next_one(
    open_desk: OpenDesk, harbour: Path, tmp_path: Path
) -> None:
    (harbour / "older.md").write_bytes(written(briefing(), "md"))
    file = tmp_path / "out.md"
    async with open_desk([harbour]) as desk:
        await ask_for(desk, file)
        await desk.until(lambda: desk.shows("2 statements written to"), "the message")
        assert "2 statements by 2 speakers in 2 articles" in file.read_text(encoding="utf-8")


async def test_a_name_of_no_known_format_and_a_folder_that_is_not_there_are_told(
    open_desk: OpenDesk, harbour: Path, tmp_path: Path
) -> None:
    async with open_desk([harbour]) as desk:
        await ask_for(desk, tmp_path / "out.pdf", "islanders")
        await desk.until(lambda: desk.shows("the name must end in"), "the message")
        assert isinstance(desk.app.screen, BriefingPrompt)  # with what was typed: only the name has to be put right
        assert desk.app.screen.query_one("#briefing-choice", Input).value == "islanders"
        await desk.press("escape")
        await ask_for(desk, tmp_path / "nowhere" / "out.md")
        await desk.until(lambda: desk.told("nowhere: no such folder"), "the message")
        assert isinstance(desk.app.screen, BriefingPrompt)


async def test_an_article_that_cannot_be_read_is_told_as_such(
    open_desk: OpenDesk, harbour: Path, tmp_path: Path
) -> None:
    (harbour / "zz.zip").write_bytes(b"PK\x03\x04 and no more")
    async with open_desk([harbour]) as desk:
        await desk.until(lambda: any(record.problem for record in desk.screen.session.library.records), "the fault")
        await ask_for(desk, tmp_path / "out.md")
        await desk.until(lambda: desk.told("without 1 article that cannot be read"), "the message")


async def test_a_briefing_whose_process_ends_is_told_as_not_written(
    open_desk: OpenDesk, harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefing_writer, "_MODULE", "this")  # which says something else, and ends
    async with open_desk([harbour]) as desk:
        await desk.analysed()
        await ask_for(desk, tmp_path / "out.md")
        await desk.until(lambda: desk.told("the process that writes it has ended"), "the message")
        assert not (tmp_path / "out.md").exists()


def test_the_desk_loads_no_templates_to_have_a_briefing_written() -> None:
    program = (
        "import sys, tui.screens.briefing_prompt, tui.screens.briefing_writer\n"
        "assert not {'jinja2', 'snowballstemmer', 'tui.briefing.gathering'} & sys.modules.keys(), sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_an_order_goes_to_the_process_whole(tmp_path: Path) -> None:
    choice = Choice(parse("nato OR harbour"), ("evidence",), noted=True, flagged=FlaggedIn(tmp_path / "reading.db"))
    order = Order(tmp_path / "out.md", "md", "Briefing", datetime(2026, 3, 2, tzinfo=UTC), choice)
    assert pickle.loads(frame(order)[HEADER.size :]) == order
