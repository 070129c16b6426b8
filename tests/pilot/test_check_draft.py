"""A draft is held against the articles on the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tui.screens import check_screen
from tui.screens.check_screen import CheckScreen
from tui.screens.desk import DeskScreen

ARTICLE = """Harbour talks

“We will not close the northern harbour before nine ferries have sailed,” Minister Anna Berg said on Monday.

“The islanders were never asked about the harbour,” said Peter Holm, the mayor of Westport.
"""
DRAFT = """# A draft

“We will close the northern harbour before nine ferries have sailed,” Anna Berg said.

“The islanders were never asked about the harbour,” said Peter Holm.

“Nobody can tell what the winter is going to cost us,” Peter Holm said.
"""


def written(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    return folder, draft


async def to_the_check(desk: Desk, draft: Path) -> CheckScreen:
    await desk.press("g", "d")
    await desk.type(str(draft))
    await desk.press("enter")
    screen = desk.app.screen
    assert isinstance(screen, CheckScreen)
    await desk.until(lambda: bool(screen.checked), "the quotations")
    return screen


async def test_quotations_are_told_by_verdict_and_lead_to_their_passages(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder, draft = written(tmp_path)
    async with open_desk([folder]) as desk:
        screen = await to_the_check(desk, draft)
        assert [str(each.verdict) for each in screen.checked] == ["altered", "exact", "not found"]
        assert desk.shows("~ altered  Anna Berg")
        assert desk.shows("“not” is left out (negation)")
        assert desk.shows("1 exact, 1 altered, 1 not found")
        await desk.press("j", "enter")
        assert isinstance(desk.app.screen, DeskScreen)
        assert desk.screen.locus is not None
        assert desk.screen.locus.span is not None
        assert desk.screen.article is not None
        assert desk.screen.locus.span.of(desk.screen.article.document.text).startswith("The islanders were never")
        assert desk.screen.locus.attribution


async def test_quotations_are_filtered_and_one_that_is_not_found_leads_nowhere(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    folder, draft = written(tmp_path)
    async with open_desk([folder]) as desk:
        screen = await to_the_check(desk, draft)
        await desk.press("F")
        await desk.type("not found")
        await desk.press("enter")
        assert len(screen.list.shown) == 1
        await desk.press("enter")
        assert desk.app.screen is screen
        await desk.press("escape", "escape")
        assert isinstance(desk.app.screen, DeskScreen)


async def test_block_quotations_are_checked(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder, draft = written(tmp_path)
    draft.write_text("# A draft\n\nPeter Holm said:\n\n> The islanders were always asked about the harbour.\n")
    async with open_desk([folder]) as desk:
        await to_the_check(desk, draft)
        assert desk.shows("~ altered  Peter Holm")


async def test_a_draft_that_cannot_be_read_is_told(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder, _ = written(tmp_path)
    async with open_desk([folder]) as desk:
        await desk.press("g", "d")
        await desk.type(str(tmp_path / "nowhere.md"))
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, DeskScreen), "the desk")
        await desk.until(lambda: desk.told("The draft cannot be read"), "the message")


async def test_a_draft_that_cannot_be_read_closes_no_other_window(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder, _ = written(tmp_path)
    async with open_desk([folder]) as desk:
        await desk.press("g", "d")
        await desk.type(str(tmp_path / "nowhere.md"))
        await desk.press("enter", "question_mark")
        await desk.until(lambda: desk.told("The draft cannot be read"), "the message")
        assert not isinstance(desk.app.screen, CheckScreen)  # which would be there had the help been closed


async def test_a_check_whose_process_ends_is_told(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_screen, "_MODULE", "this")  # which says something else, and ends
    folder, draft = written(tmp_path)
    async with open_desk([folder]) as desk:
        await desk.press("g", "d")
        await desk.type(str(draft))
        await desk.press("enter")
        await desk.until(lambda: desk.told("The process that checks it has ended"), "the message")
        await desk.until(lambda: isinstance(desk.app.screen, DeskScreen), "the desk")


async def test_of_several_passages_that_a_quotation_can_come_from_one_is_picked(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    folder, draft = written(tmp_path)
    (folder / "again.txt").write_text("Harbour again\n\n" + ARTICLE.partition("\n\n")[2], encoding="utf-8")
    async with open_desk([folder]) as desk:
        screen = await to_the_check(desk, draft)
        sources = screen.checked[1].sources
        assert {Path(each.key).stem for each in sources} == {"again", "talks"}
        await desk.press("j", "enter")
        assert desk.shows("2 passages that it can come from")
        await desk.press("j", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, DeskScreen), "the passage")
        assert desk.screen.article is not None
        assert desk.screen.article.path == sources[1].key
