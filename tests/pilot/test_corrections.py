"""What the reader puts right stays right: in every list, at the next start, and until it is taken back."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.pilot.conftest import Desk, OpenDesk
from tui.library.found import QuoteRow


def quote_under_the_cursor(desk: Desk) -> QuoteRow:
    index = desk.screen.quotes.index
    assert index is not None
    return desk.screen.quotes.rows[index]


async def to_a_quote(desk: Desk) -> QuoteRow:
    await desk.press("tab", "tab", "j", "j")
    return quote_under_the_cursor(desk)


async def test_a_speaker_is_corrected_kept_and_taken_back(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk() as desk:
        before = await to_a_quote(desk)
        await desk.press("x", "s")
        await desk.type("Ada Byron")
        await desk.press("enter")
        row = quote_under_the_cursor(desk)
        assert row.speaker == "Ada Byron"
        assert row.attribution.corrected
        assert row.attribution.span == before.attribution.span
        assert desk.shows("corrected")
        assert desk.shows("Corrected (u takes it back)")
        assert any(actor.name == "Ada Byron" for actor in desk.screen.actors.rows)
    (file,) = notes.glob("*.yaml")
    record = list(yaml.safe_load_all(file.read_text(encoding="utf-8")))[1]
    assert record["motivation"] == "editing"
    assert "Ada Byron" in file.read_text(encoding="utf-8")
    async with open_desk() as desk:
        assert (await to_a_quote(desk)).speaker == "Ada Byron"
        await desk.press("u")
        row = quote_under_the_cursor(desk)
        assert row.speaker == before.speaker
        assert not row.attribution.corrected


async def test_kind_and_rejection(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = await to_a_quote(desk)
        total = len(desk.screen.quotes.rows)
        other = "i" if before.attribution.kind.value != "indirect" else "d"
        await desk.press("x", other)
        assert quote_under_the_cursor(desk).attribution.kind.value[0] == other
        await desk.press("x", "r")
        assert len(desk.screen.quotes.rows) == total - 1
        assert before.attribution.span not in [row.attribution.span for row in desk.screen.quotes.rows]
        await desk.press("u")
        assert len(desk.screen.quotes.rows) == total


async def test_a_selection_becomes_a_quote(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("tab", "j", "j", "j", "v", "w", "w", "w", "w")
        selected = desk.screen.reading.selected
        await desk.press("x", "a")
        await desk.type("Ada Byron")
        await desk.press("enter")
        added = [row for row in desk.screen.quotes.rows if row.speaker == "Ada Byron"]
        assert [row.attribution.span.overlaps(selected) for row in added if selected] == [True]


async def test_an_actor_is_renamed_and_merged(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("tab", "tab", "tab")
        first, second = desk.screen.actors.rows[:2]
        await desk.press("x", "r")
        await desk.type("Ada Byron")
        await desk.press("enter")
        names = [row.name for row in desk.screen.actors.rows]
        assert "Ada Byron" in names
        assert first.name not in names
        desk.screen.actors.move_to(names.index("Ada Byron"))
        await desk.press("x", "m")
        await desk.type(second.name)
        await desk.press("enter")
        names = [row.name for row in desk.screen.actors.rows]
        assert "Ada Byron" not in names
        merged = next(row for row in desk.screen.actors.rows if row.name == second.name)
        assert merged.quotes >= first.quotes


async def test_a_correction_is_told_in_words_among_the_notes(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await to_a_quote(desk)
        await desk.press("x", "s")
        await desk.type("Ada Byron")
        await desk.press("enter", "tab", "tab")
        assert desk.shows("Ada Byron")


async def test_escape_corrects_nothing(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk() as desk:
        before = await to_a_quote(desk)
        await desk.press("x", "escape", "x", "s")
        await desk.type("Nobody")
        await desk.press("escape")
        assert quote_under_the_cursor(desk) == before
        assert not list(notes.glob("*.yaml"))


async def test_a_menu_higher_than_the_terminal_says_so_and_can_be_scrolled(open_desk: OpenDesk) -> None:
    async with open_desk(size=(40, 12)) as desk:
        await desk.press("4")
        await desk.press("escape", "enter", "x")
        menu = desk.app.screen.query_one("#choice")
        assert menu.max_scroll_y > 0
        assert menu.show_vertical_scrollbar
        await desk.press(*["pagedown"] * 4)
        assert menu.scroll_y == menu.max_scroll_y
        await desk.press(*["up"] * 25)
        assert menu.scroll_y == 0


async def to_the_second_actor(desk: Desk) -> None:
    await desk.press("tab", "tab", "tab", "j")


async def test_an_actor_that_the_cursor_has_moved_onto_is_renamed_taken_back_and_gone_back_to(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        await to_the_second_actor(desk)
        index = desk.screen.actors.index
        assert index is not None
        before = desk.screen.actors.rows[index].name
        assert desk.screen.locus is not None
        assert desk.screen.locus.actor == desk.screen.actors.rows[index].id
        await desk.press("x", "r")
        await desk.type("Ada Byron")
        await desk.press("enter")
        assert desk.shows("Ada Byron")
        assert desk.screen.locus.actor in {row.id for row in desk.screen.actors.rows if row.name == "Ada Byron"}
        await desk.press("H", "L")
    async with open_desk() as desk:
        await to_the_second_actor(desk)
        await desk.press("u")
        assert any(row.name == before for row in desk.screen.actors.rows)
        assert desk.screen.locus is not None


async def test_an_actor_in_the_text_is_corrected_where_it_stands(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        await desk.press("l", "right_square_bracket", "a")
        while desk.screen.locus is not None and desk.screen.locus.attribution is not None:
            await desk.press("right_square_bracket", "a")
        await desk.press("x")
        assert desk.shows("Correct an actor")
        assert desk.shows("is somebody else")
