"""The card of an actor on the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tests.unit.comparison.test_profiles import FIRST, SECOND
from tui.screens.actor_screen import ActorScreen
from tui.screens.desk import DeskScreen


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "first.md").write_text(FIRST, encoding="utf-8")
    (folder / "second.md").write_text(SECOND, encoding="utf-8")
    return folder


async def to_the_card(desk: Desk) -> ActorScreen:
    await desk.press("enter", "right_square_bracket", "q", "P")
    screen = desk.app.screen
    assert isinstance(screen, ActorScreen)
    await desk.until(lambda: bool(screen.card.rows), "the card")
    return screen


def at(screen: ActorScreen, words: str) -> int:
    return next(number for number, row in enumerate(screen.card.rows) if words in f"{row.left} {row.words}")


async def test_card_tells_of_the_speaker_and_leads_to_its_quotes(open_desk: OpenDesk, harbour: Path) -> None:
    async with open_desk([harbour]) as desk:
        screen = await to_the_card(desk)
        assert desk.shows("Actor Anna Berg, person")
        await desk.press("question_mark")
        assert desk.shows("Keys in this list")
        await desk.press("escape")
        headings = [row.words for row in screen.card.rows if row.heading]
        assert headings == ["Roles", "Speaks of", "Is spoken of by", "Quotes by it", "Quotes about it"]
        assert desk.shows("Transport Secretary")
        screen.card.move_to(at(screen, "ferries are old"))
        await desk.press("enter")
        assert isinstance(desk.app.screen, DeskScreen)
        assert desk.screen.article is not None
        assert desk.screen.article.path.endswith("second.md")
        assert desk.screen.locus is not None
        assert desk.screen.locus.attribution


async def test_another_actor_of_the_card_has_a_card_too(open_desk: OpenDesk, harbour: Path) -> None:
    async with open_desk([harbour]) as desk:
        screen = await to_the_card(desk)
        screen.card.move_to(at(screen, "Peter Holm"))
        await desk.press("enter")
        await desk.until(lambda: desk.shows("Actor Peter Holm, person"), "the other card")
        assert desk.app.screen is screen
        await desk.press("H")
        await desk.until(lambda: desk.shows("Actor Anna Berg, person"), "the card before")
        await desk.press("H")
        assert isinstance(desk.app.screen, DeskScreen)


async def test_without_an_actor_there_is_no_card(open_desk: OpenDesk, harbour: Path) -> None:
    async with open_desk([harbour]) as desk:
        await desk.press("P")
        await desk.until(lambda: desk.told("Go to an actor or a quote first"), "the message")


async def test_words_have_a_line_of_their_own_where_there_are_few_columns(open_desk: OpenDesk, harbour: Path) -> None:
    async with open_desk([harbour], size=(40, 24)) as desk:
        screen = await to_the_card(desk)
        said = screen.card.rows[-1]
        await desk.press("G")
        assert desk.shows(" ".join(said.words.split())[:30])
        assert desk.shows(said.left)


async def test_a_long_name_keeps_to_its_column(open_desk: OpenDesk, harbour: Path) -> None:
    name = "Maria-Theresa Oberhausen-Lindqvist"
    file = harbour / "second.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n“Anna Berg is wrong,” {name} said.\n", encoding="utf-8")
    async with open_desk([harbour]) as desk:
        screen = await to_the_card(desk)
        screen.card.move_to(at(screen, name))
        assert desk.shows(f"{name[:19]}… █")
