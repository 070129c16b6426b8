"""One statement in several articles, side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tui.comparison.differences import differences
from tui.library.found import quotes_in
from tui.library.wordings import Wordings
from tui.screens.actor_screen import ActorScreen
from tui.screens.compare import CompareScreen, _marked
from tui.screens.compare_columns import Columns


async def to_a_shared_quote(desk: Desk) -> int:
    """Go to the first quote that several articles have; the number of its wordings."""
    library = desk.screen.session.library
    wordings = Wordings(library)
    for record in library.records:
        for row in quotes_in(library, [record.key]):
            found = await wordings.of(record.key, row.attribution.id)
            if len({each.key for each in found}) > 1:
                await wordings.close()
                desk.screen.article_list.move_to(library.row(record.key))
                await desk.press("enter")
                desk.screen.quotes.focus()
                await desk.pilot.pause()
                index = next(
                    at for at, each in enumerate(desk.screen.quotes.rows) if each.attribution.id == row.attribution.id
                )
                desk.screen.quotes.move_to(index)
                await desk.press("enter")
                return len(found)
    raise AssertionError("no statement of the bundled articles stands in two of them")


async def test_wordings_are_compared_and_lead_to_their_passages(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        count = await to_a_shared_quote(desk)
        here = desk.screen.locus
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, CompareScreen), "the wordings")
        assert isinstance(desk.app.screen, CompareScreen)
        assert desk.shows(f"One statement, {count} wordings")
        wordings = desk.app.screen._wordings
        at = desk.app.screen._cursor
        other = 0 if at else 1
        await desk.press(*["h"] * (at - other), *["l"] * (other - at), "enter")
        assert desk.screen.locus is not None
        assert desk.screen.locus != here
        assert desk.screen.locus.attribution == wordings[other].attribution.id
        assert desk.screen.article is not None
        assert desk.screen.article.path == wordings[other].key
        await desk.press("H")
        assert desk.screen.locus.path == here.path  # type: ignore[union-attr]


def in_one_line(desk: Desk, names: list[str]) -> bool:
    return any(all(name in line for name in names) for line in desk.lines())


async def to_the_columns(desk: Desk) -> tuple[CompareScreen, Columns]:
    await to_a_shared_quote(desk)
    await desk.press("c")
    await desk.until(lambda: isinstance(desk.app.screen, CompareScreen), "the wordings")
    screen = desk.app.screen
    assert isinstance(screen, CompareScreen)
    await desk.until(lambda: screen._columns is not None, "the columns")
    assert screen._columns is not None
    return screen, screen._columns


async def test_wordings_stand_side_by_side_where_there_is_room_and_where_the_reader_says(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        screen, columns = await to_the_columns(desk)
        names = [(each.outlet or each.title)[:20] for each in (screen._wordings[at] for at in columns.shown[:2])]
        assert in_one_line(desk, names)
        await desk.press("s")
        assert not in_one_line(desk, names)
        await desk.press("q", "c")
        await desk.until(lambda: desk.shows("s side by side"), "the wordings as they were left")
        await desk.press("s")
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: in_one_line(desk, [name[:12] for name in names]), "the columns in a smaller window")


async def test_a_column_is_chosen_by_a_click(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        screen, columns = await to_the_columns(desk)
        for place, number in reversed(list(enumerate(columns.shown))):
            await desk.pilot.click("#columns", offset=(place * (columns.side + 3) + 5, 2))
            await desk.pilot.pause()
            assert screen._cursor == number


async def test_the_next_wording_is_gone_to_and_round(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        count = await to_a_shared_quote(desk)
        first = desk.screen.locus
        assert first is not None
        for _ in range(count):
            before = desk.screen.locus
            await desk.press("right_square_bracket", "v")
            await desk.until(lambda before=before: desk.screen.locus != before, "the next wording")  # type: ignore[misc]
        assert desk.screen.locus is not None
        assert (desk.screen.locus.path, desk.screen.locus.attribution) == (first.path, first.attribution)


async def test_without_a_quote_there_is_nothing_to_compare(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("c")
        await desk.until(lambda: desk.told("Go to a quote first"), "the message")


async def test_the_row_that_a_list_shows_when_it_is_entered_is_what_the_keys_are_about(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "l")
        assert desk.screen.focused_pane() is desk.screen.quotes
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, CompareScreen), "the wordings")
        await desk.press("q", "x")
        assert desk.shows("Correct a quote")
        await desk.press("escape", "P")
        assert isinstance(desk.app.screen, ActorScreen)
        await desk.press("q", "4", "P")
        assert isinstance(desk.app.screen, ActorScreen)


async def test_an_answer_that_is_no_longer_waited_for_shows_nothing(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await to_a_shared_quote(desk)
        await desk.press("c", "escape")
        assert not isinstance(desk.app.screen, CompareScreen)
        assert desk.screen.variants.shown == ""
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, CompareScreen), "the wordings")


async def test_where_the_wordings_came_from_is_reached_by_keys(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        count = await to_a_shared_quote(desk)
        await desk.press("c")
        await desk.until(lambda: isinstance(desk.app.screen, CompareScreen), "the wordings")
        shown = desk.app.screen.query_one("#wordings")
        for keys in (["j"] * (count + 3), ["G"], ["s", "G"]):
            await desk.press("home", *keys)
            await desk.until(lambda: shown.scroll_y == shown.max_scroll_y, "the end of the window")
            assert desk.shows(" └ ")
            assert 0 < shown.region.bottom < 24
        await desk.press("home")
        assert shown.scroll_y == 0


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_articles_of_no_outlet_and_one_name_are_told_apart_as_in_the_ways_they_came(
    open_desk: OpenDesk, tmp_path: Path, size: tuple[int, int]
) -> None:
    words = "We will not close the northern harbour before the storm"
    for name, said in (("a", "said on Monday, as the ferries lay idle"), ("b", "told the islanders in their hall")):
        text = f"---\ntitle: Harbour\nlanguage: en\n---\n\n“{words},” Anna Berg {said}.\n"
        (tmp_path / name).mkdir()
        (tmp_path / name / "talks.md").write_text(text, encoding="utf-8")
    async with open_desk([tmp_path], size=size) as desk:
        await to_a_shared_quote(desk)
        await desk.press("c")
        await desk.until(lambda: desk.shows("Came from"), "the wordings")
        shown = " ".join(desk.lines()).partition("Came from")[0]
        assert [shown.count(f"no. {number}") for number in (1, 2)] == [1, 1]


async def test_a_wording_of_a_live_page_has_the_time_of_its_entry(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        library = desk.screen.session.library
        wordings = Wordings(library)
        (page,) = (record for record in library.records if "live" in record.path.name)
        timed = [row.attribution for row in quotes_in(library, [page.key]) if row.attribution.published]
        found = [each for quote in timed[-3:] for each in await wordings.of(page.key, quote.id) if each.key == page.key]
        await wordings.close()
        assert found
        assert [each.published for each in found] == [each.attribution.published for each in found]
        assert any(each.published != page.published for each in found)


@pytest.mark.parametrize(
    ("pivot", "words", "told"),
    [
        ("We will not close it", "We will close it", "We will [−not] close it"),
        ("But we will close it", "we will close it", "[−But] we will close it"),
        ("“We will close it soon”", "“We will close it”", "“We will close it [−soon]”"),
    ],
)
def test_what_is_left_out_has_room_to_both_sides(pivot: str, words: str, told: str) -> None:
    parts = _marked(pivot, words, differences(pivot, words))
    assert "".join(part if isinstance(part, str) else part[0] for part in parts) == told


async def test_the_wordings_are_held_against_the_one_that_the_reader_chooses(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 36)) as desk:
        screen, _ = await to_the_columns(desk)
        before = screen._aligned
        await desk.press("right" if before.pivot == 0 else "left", "p")
        await desk.until(lambda: screen._aligned.pivot != before.pivot, "another to hold them against")
        pivot = screen._aligned.pivot
        assert pivot == screen._cursor
        texts = screen._aligned.texts
        assert screen._aligned.rows == tuple(differences(texts[pivot], text) for text in texts)
        await desk.until(lambda: screen._columns is not None and screen._columns.shown[0] == pivot, "its column first")
