"""Help stands in two columns, or one under the other, and each keeps its place."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from tests.pilot.conftest import OpenDesk
from tui.screens.help import HelpScreen


@pytest.mark.parametrize(("size", "indent"), [((120, 36), 20), ((80, 24), 20), ((40, 12), 4)], ids=str)
async def test_a_description_goes_on_below_its_own_beginning(
    open_desk: OpenDesk, size: tuple[int, int], indent: int
) -> None:
    async with open_desk(size=size) as desk:
        await desk.press("2", "question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen), "the help")
        text = desk.app.screen.query_one(Static)
        lines = text.content.plain.split("\n")
        assert max(map(len, lines)) <= text.content_size.width
        first, *_ = [at for at, line in enumerate(lines) if "Search all articles" in line]
        if size == (120, 36):
            assert lines[first].endswith("and your notes.")
        else:
            assert lines[first + 1].startswith(" " * indent + lines[first + 1].strip()[:1])
            assert lines[first].index("Search all") == indent
