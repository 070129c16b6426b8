"""The article that the next step shows is at hand before the step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Title {number}\n\nThe harbour of town {number} is closed.\n")
    return folder


def at_hand(desk: Desk) -> set[str]:
    return {Path(key).stem for key in desk.screen.session.library.shown._documents}


async def ready(desk: Desk) -> None:
    await desk.analysed()
    await desk.until(lambda: desk.screen.flow._ahead._is_ready, "the first key is made ready for")


async def test_the_article_beyond_the_open_one_is_read_in_the_direction_of_the_reader(
    open_desk: OpenDesk, folder: Path
) -> None:
    async with open_desk([folder]) as desk:
        await ready(desk)
        await desk.press("down")
        await desk.until(lambda: at_hand(desk) == {"0", "1", "2"}, "the article below")
        await desk.press("G")
        await desk.until(lambda: at_hand(desk) == {"0", "1", "2", "4"}, "the last article, and none beyond it")
        await desk.press("up")
        await desk.until(lambda: at_hand(desk) == {"0", "1", "2", "3", "4"}, "the article above")


async def test_what_cannot_be_read_is_told_when_it_is_opened_and_not_before(open_desk: OpenDesk, folder: Path) -> None:
    async with open_desk([folder]) as desk:
        await ready(desk)
        (folder / "2.txt").unlink()
        (folder / "2.txt").mkdir()
        (folder / "3.txt").write_text("Title\n\n" + "word " * 20_000)
        await desk.press("down")
        await desk.pilot.pause(0.1)
        assert desk.screen.article is not None
        assert not desk.shows("is a folder")
        assert at_hand(desk) == {"0", "1"}
        await desk.press("down")
        await desk.until(lambda: desk.shows("is a folder"), "why it cannot be read")
