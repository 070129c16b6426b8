"""Articles of one title and no outlet are told apart on every screen: by site, and beside a title by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tui.screens.compare import CompareScreen

SAID = "“The ferries will not sail again before the quay is repaired,” Anna Berg said."
NAMES = ("monday.md", "courier.example")
"""What they are called beside their titles."""
ALONE = ("Ferries stop", "courier.example")
"""What they are called where no title is told besides."""


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    folder = tmp_path / "alike"
    folder.mkdir()
    for name, head, end in (
        ("monday", "", "Nobody was at the quay when the storm came in from the north."),
        ("tuesday", "url: https://www.courier.example/ferries\n", "A crowd of islanders had come to hear her speak."),
    ):
        text = f"---\ntitle: Ferries stop\ndate: 2026-03-02\nlanguage: en\n{head}---\n\n{SAID}\n\n{end}\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


async def names_shown(desk: Desk, names: tuple[str, ...] = NAMES) -> None:
    await desk.until(lambda: all(map(desk.shows, names)), "both names")


async def test_the_articles_and_the_text(open_desk: OpenDesk, alike: Path) -> None:
    async with open_desk([alike]) as desk:
        assert desk.shows("2 Mar 2026 · monday.md")
        assert desk.shows("2 Mar 2026 · couri")
        assert desk.shows("Text · monday.md")


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        (("g", "a", "3"), NAMES[1:]),  # the quotes of all articles
        (("p", *"ferries stop".replace(" ", "")), NAMES),
        (("C",), ALONE),
        (("T",), ALONE),
    ],
)
async def test_lists_over_all_articles(
    open_desk: OpenDesk, alike: Path, keys: tuple[str, ...], names: tuple[str, ...]
) -> None:
    async with open_desk([alike], (100, 30)) as desk:
        await desk.press(*keys)
        await names_shown(desk, names)


async def test_a_search(open_desk: OpenDesk, alike: Path) -> None:
    async with open_desk([alike]) as desk:
        await desk.press("g", "slash")
        await desk.type("quay")
        await names_shown(desk)


async def test_the_card_of_an_actor(open_desk: OpenDesk, alike: Path) -> None:
    async with open_desk([alike]) as desk:
        await desk.press("l", "right_square_bracket", "q", "P")
        await desk.until(lambda: desk.shows("Quotes by it"), "the card")
        await names_shown(desk, ALONE)


@pytest.mark.parametrize("width", [70, 120])
async def test_wordings_are_told_by_name_and_title(open_desk: OpenDesk, alike: Path, width: int) -> None:
    async with open_desk([alike], (width, 40)) as desk:
        await desk.press("l", "right_square_bracket", "q", "c")
        await desk.until(lambda: isinstance(desk.app.screen, CompareScreen), "the wordings")
        await names_shown(desk)
        assert sum("Ferries stop" in line for line in desk.lines()) >= (2 if width == 70 else 1)


async def test_notes_of_all_articles(open_desk: OpenDesk, alike: Path) -> None:
    async with open_desk([alike]) as desk:
        for _ in NAMES:
            await desk.press("2", "right_square_bracket", "q", "A", "1", "j")
        await desk.press("g", "n")
        await desk.until(lambda: desk.shows("Ferries stop · monday.md"), "the first article")
        assert desk.shows("Ferries stop · courier.example")
