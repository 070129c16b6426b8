"""All articles are searched as one types; what is found is a list that leads to the passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tests.pilot.test_corrections import to_a_quote
from tui import paths
from tui.library.search.searcher import Hit
from tui.screens.help import HelpScreen
from tui.screens.search_screen import SearchScreen
from tui.text import Span
from tui.widgets.hit_list import SavedQuery


async def to_the_search(desk: Desk, *query: str) -> SearchScreen:
    await desk.press("g", "slash")
    screen = desk.app.screen
    assert isinstance(screen, SearchScreen)
    await desk.until(lambda: screen.line.input.has_focus, "the line for the query")
    for text in query:
        await desk.type(text)
    return screen


async def found(desk: Desk, screen: SearchScreen, articles: int) -> list[Hit]:
    await desk.until(lambda: screen.list.articles == articles, f"a hit in {articles} articles")
    return [row for row in screen.list.found if isinstance(row, Hit)]


async def test_what_is_found_is_shown_as_one_types_and_leads_to_its_passage(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = await to_the_search(desk, "about:truss troops")
        hits = await found(desk, screen, 1)
        assert desk.shows("Found in 1 article")
        await desk.press("enter", "j", "enter")
        assert desk.app.screen is desk.screen
        quote = hits[1].quote
        assert quote is not None
        assert desk.screen.locus is not None
        assert (desk.screen.locus.path, desk.screen.locus.attribution) == (hits[1].path, quote.id)
        assert desk.screen.focused_pane() is desk.screen.reading
        assert desk.screen.navigator.current == desk.screen.locus


async def test_hits_are_marked_in_their_sentence(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = await to_the_search(desk, "deaf dumb")
        (hit, *_) = await found(desk, screen, 4)
        strips = screen.list.row_strips(0, 100, ())
        marked = [
            segment.text for strip in strips for segment in strip if segment.style is not None and segment.style.reverse
        ]
        assert marked == [span.of(hit.passage.words) for span in hit.passage.hits]
        assert hit.passage.hits


async def test_a_wrong_query_is_pointed_at_and_finds_nothing(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        screen = await to_the_search(desk, "speaker:truss")
        hits = await found(desk, screen, 6)
        screen.line.write("speaker:truss spaker:x")
        await desk.until(lambda: desk.shows("there is no field spaker:; did you mean speaker?"), "the message")
        lines = desk.lines()
        assert lines[1].index("^") == lines[0].index("spaker:")
        await desk.until(lambda: desk.shows("The query has to be put right first"), "the empty list")
        assert not screen.list.found
        assert not desk.shows("saved quer")
        for _ in " spaker:x":
            await desk.press("backspace")
        await desk.until(lambda: list(screen.list.found) == hits, "what was found")
        assert not desk.shows("^^^")


async def test_a_word_that_is_only_begun_is_shown_as_what_it_could_become(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = await to_the_search(desk, "speaker:lavr")
        await found(desk, screen, 6)
        assert desk.shows("Found in 6 articles for speaker:lavr*")
        await desk.type("ov")
        await desk.until(lambda: not desk.shows("articles for"), "the word itself")
        assert desk.shows("Found in 6 articles")
        await desk.type("zz")
        await found(desk, screen, 0)


async def test_fields_and_their_values_are_completed(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = await to_the_search(desk, "spe")
        await desk.until(lambda: desk.shows("Tab  speaker:"), "the field")
        await desk.press("tab")
        assert screen.line.value == "speaker:"
        await desk.type("lav")
        await desk.until(lambda: desk.shows('Tab  speaker:"Sergei Lavrov"'), "the name")
        await desk.press("tab")
        assert screen.line.value == 'speaker:"Sergei Lavrov"'
        await found(desk, screen, 6)
        await desk.type(" kind:")
        await desk.until(lambda: desk.shows("kind:direct"), "the kinds")
        await desk.press("tab", "tab")
        assert screen.line.value == 'speaker:"Sergei Lavrov" kind:mixed'


async def test_a_query_is_kept_under_a_name_and_asked_again(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = await to_the_search(desk, "deaf dumb")
        await found(desk, screen, 4)
        await desk.press("ctrl+s")
        await desk.type("Deaf and dumb")
        await desk.press("enter")
        assert paths.user_queries().read_text(encoding="utf-8").endswith('"Deaf and dumb": "deaf dumb"\n')
        await desk.press("slash", "ctrl+u")
        await desk.until(lambda: list(screen.list.found) == [SavedQuery("Deaf and dumb", "deaf dumb")], "the query")
        await desk.press("down", "enter")
        assert screen.line.value == "deaf dumb"
        await found(desk, screen, 4)
        await desk.press("escape", "q", "p")
        await desk.type("deaf and")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, SearchScreen), "the saved query")
        screen = desk.app.screen
        assert isinstance(screen, SearchScreen)
        await found(desk, screen, 4)
        await desk.press("ctrl+u")
        await desk.until(lambda: screen.list.articles is None, "the saved queries")
        await desk.press("down", "d", "d")
        await desk.until(lambda: not screen.list.found, "the query to go")
        assert "deaf dumb" not in paths.user_queries().read_text(encoding="utf-8")


async def test_the_last_query_is_there_again_and_is_typed_over(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = await to_the_search(desk, "deaf dumb")
        await found(desk, screen, 4)
        await desk.press("down", "j", "j")
        assert screen.list.cursor == 2
        await desk.press("q")
        assert desk.app.screen is desk.screen
        screen = await to_the_search(desk)
        await found(desk, screen, 4)
        assert (screen.line.value, screen.list.cursor) == ("deaf dumb", 2)
        await desk.type("troops")
        assert screen.line.value == "troops"
        await found(desk, screen, 5)
        await desk.press("escape", "escape")
        assert desk.app.screen is desk.screen


async def test_filter_jump_and_help_are_those_of_every_list(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        screen = await to_the_search(desk, "kind:direct")
        hits = await found(desk, screen, 6)
        await desk.press("enter", "F")
        await desk.type("lavrov")
        await desk.press("enter")
        assert 0 < len(screen.list.shown) < len(hits)
        await desk.press("question_mark")
        assert isinstance(desk.app.screen, HelpScreen)
        assert desk.shows("speaker:lavrov")
        await desk.press("escape", "escape")
        assert len(screen.list.shown) == len(hits)
        await desk.press("f", "s")
        assert desk.app.screen is desk.screen
        assert desk.screen.locus is not None
        quote = hits[1].quote
        assert quote is not None
        assert desk.screen.locus.attribution == quote.id


async def test_notes_and_marks_of_this_moment_are_found(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("s")
        screen = await to_the_search(desk, "is:starred")
        (hit,) = await found(desk, screen, 1)
        assert not hit.placed
        await desk.press("enter", "enter", "l", "A")
        screen = await to_the_search(desk, "is:noted")
        (noted,) = await found(desk, screen, 1)
        assert noted.path == hit.path


async def test_what_was_corrected_is_found_as_it_is_now(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        before = await to_a_quote(desk)
        screen = await to_the_search(desk, f'speaker:"{before.speaker}"')
        hits = await found(desk, screen, 6)
        assert before.attribution.id in {hit.quote.id for hit in hits if hit.quote and hit.path == before.key}
        await desk.press("escape")
        await desk.press("q")
        await desk.press("x", "s")
        await desk.type("Ada Byron")
        await desk.press("enter")
        screen = await to_the_search(desk, "speaker:byron actor:ada")
        (hit,) = await found(desk, screen, 1)
        assert hit.quote is not None
        assert (hit.path, hit.quote.id, hit.quote.speaker) == (before.key, before.attribution.id, "Ada Byron")
        screen.line.write(f'speaker:"{before.speaker}"')
        hits = await found(desk, screen, 6)
        assert before.attribution.id not in {hit.quote.id for hit in hits if hit.quote and hit.path == before.key}


async def test_without_a_catalogue_on_disk_the_search_says_so(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no-folder").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "no-folder"))
    async with open_desk() as desk:
        desk.app.clear_notifications()
        await desk.until(lambda: not desk.shows("remembered"), "the message of the start to go")
        await desk.press("g", "slash")
        await desk.until(lambda: desk.shows("remembered"), "the message")
        assert desk.app.screen is desk.screen


async def test_articles_that_are_read_meanwhile_are_found(open_desk: OpenDesk, tmp_path: Path) -> None:
    folder = tmp_path / "late"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"Late {number}\n\nA lighthouse burns in {tmp_path.name}.\n")
    async with open_desk([folder], analysed=False) as desk:
        screen = await to_the_search(desk, "lighthouse")
        await found(desk, screen, 12)


async def test_many_hits_are_fetched_as_the_cursor_comes_to_them(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.screens import search_screen

    monkeypatch.setattr(search_screen, "_PAGE", 2)
    async with open_desk(size=(40, 12)) as desk:
        screen = await to_the_search(desk, "truss")
        first = await found(desk, screen, 6)
        assert len({hit.path for hit in first}) == 2
        await desk.press("enter", "G")
        await desk.until(lambda: len(screen.list.found) > len(first), "more")
        for _ in range(3):
            await desk.press("G")
        await desk.until(lambda: len({hit.path for hit in screen.list.found if isinstance(hit, Hit)}) == 6, "all")
        assert all(isinstance(hit.passage.span, Span) for hit in screen.list.found if isinstance(hit, Hit))
