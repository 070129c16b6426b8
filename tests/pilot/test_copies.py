"""Articles that were saved more than once: one row, its copies behind a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tui.library.found import quotes_in
from tui.library.wordings import Wordings
from tui.screens.pick_screen import PickScreen

_SAID = "Russia has been cheated and wronged for many years"


@pytest.fixture
def news(tmp_path: Path, seeds: Path) -> Path:
    """Four files of two articles: one as it is, three of the other, with small changes."""
    text = (seeds / "london-moscow-wire.txt").read_text(encoding="utf-8")
    folder = tmp_path / "news"
    folder.mkdir()
    for name, words in {
        "a-feature": (seeds / "moscow-talks-feature.txt").read_text(encoding="utf-8"),
        "b-wire": text,
        "c-menu": f"Menu\n\n{text}",
        "d-cut": text.rpartition("\n\n")[0] + "\n",
    }.items():
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    return folder


def shown(desk: Desk) -> list[str]:
    """The files of the rows of the list."""
    articles = desk.screen.article_list
    return [desk.screen.session.library.records[row].path.stem for row in articles.shown]


def opened(desk: Desk) -> str:
    assert desk.screen.article is not None
    return Path(desk.screen.article.path).stem


async def test_copies_become_one_row_and_are_opened_from_there(open_desk: OpenDesk, news: Path) -> None:
    async with open_desk([news]) as desk:
        await desk.until(lambda: shown(desk) == ["a-feature", "b-wire"], "the rows")
        assert desk.shows("×3")
        await desk.press("h", "j")
        await desk.until(lambda: opened(desk) == "b-wire", "the article")
        await desk.press("g", "x")
        assert isinstance(desk.app.screen, PickScreen)
        assert [desk.shows(name) for name in ("b-wire.txt", "c-menu.txt", "d-cut.txt")] == [True] * 3
        await desk.press("j", "j", "enter")
        await desk.until(lambda: opened(desk) == "d-cut", "the article")
        assert shown(desk)[desk.screen.article_list.cursor] == "b-wire"
        assert all(desk.screen.session.library.records[row].read for row in (1, 2, 3))


async def test_notes_on_any_copy_are_counted_in_the_row(open_desk: OpenDesk, news: Path) -> None:
    async with open_desk([news], annotations__folder="beside") as desk:
        await desk.until(lambda: shown(desk) == ["a-feature", "b-wire"], "the rows")
        await desk.press("h", "j", "g", "x", "j", "enter")
        await desk.until(lambda: opened(desk) == "c-menu", "the article")
        await desk.press("l", "j", "A")
        await desk.until(lambda: desk.shows("1◆"), "the sign")
        await desk.press("h", "g", "x")
        assert desk.shows("c-menu.txt  10 Feb 2022 · ")


async def test_copy_that_becomes_another_article_is_a_row_again(open_desk: OpenDesk, news: Path) -> None:
    async with open_desk([news]) as desk:
        await desk.until(lambda: shown(desk) == ["a-feature", "b-wire"], "the rows")
        await desk.press("h", "j", "g", "x")
        await desk.press("j", "j", "enter")
        await desk.until(lambda: opened(desk) == "d-cut", "the article")
        (news / "d-cut.txt").write_text("Other words\n\nNobody had read them before.\n", encoding="utf-8")
        await desk.press("ctrl+l")
        await desk.until(lambda: shown(desk) == ["a-feature", "b-wire", "d-cut"], "the rows")
        assert desk.shows("×2")


async def test_lists_and_filters_know_of_the_copies(open_desk: OpenDesk, news: Path) -> None:
    async with open_desk([news]) as desk:
        await desk.until(lambda: shown(desk) == ["a-feature", "b-wire"], "the rows")
        await desk.press("g", "x")
        assert desk.told("This article was saved once")
        await desk.press("g", "a")
        await desk.until(lambda: len({row.key for row in desk.screen.quotes.rows}) > 1, "the quotes")
        assert {Path(row.key).stem for row in desk.screen.quotes.rows} == {"a-feature", "b-wire"}
        await desk.press("h", "F")
        await desk.type("menu")
        await desk.until(lambda: shown(desk) == ["c-menu"], "the copy that the filter leaves")
        await desk.press("enter", "enter")
        await desk.until(lambda: opened(desk) == "c-menu", "the article")


async def test_copy_that_tells_otherwise_is_a_wording_and_the_same_words_are_not(
    open_desk: OpenDesk, news: Path
) -> None:
    text = (news / "b-wire.txt").read_text(encoding="utf-8")
    (news / "d-cut.txt").write_text(text.replace(_SAID, _SAID.replace("has been", "has not been")), encoding="utf-8")
    async with open_desk([news]) as desk:
        await desk.until(lambda: shown(desk) == ["a-feature", "b-wire"], "the rows")
        await desk.analysed()
        library = desk.screen.session.library
        rows = quotes_in(library, [str(news / "b-wire.txt")])
        (quote,) = (row.attribution for row in rows if _SAID in " ".join(row.words.split()))
        wordings = Wordings(library)
        found = await wordings.of(str(news / "b-wire.txt"), quote.id)
        await wordings.close()
        assert {Path(each.key).stem for each in found} >= {"b-wire", "d-cut"}
        assert "c-menu" not in {Path(each.key).stem for each in found}
