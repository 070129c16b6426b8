"""The coverage matrix on the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tui.briefing.gathering import Article, gather
from tui.screens.coverage_screen import CoverageScreen
from tui.screens.desk import DeskScreen
from tui.screens.pick_screen import PickScreen
from tui.widgets import coverage_grid

ARTICLES = {
    "courier": (
        "2026-03-02T08:00:00Z",
        "“We will not close the northern harbour before the storm,” Anna Berg said.\n\n"
        "“The islanders were never asked about it,” said Peter Holm.\n",
    ),
    "gazette": (
        "2026-03-02T10:00:00Z",
        "“We will not close the northern harbour before the storm,” Anna Berg said.\n\n"
        "“Nobody needs a second lighthouse at that price,” Anna Berg added.\n",
    ),
    "herald": ("2026-03-03T09:00:00Z", "Anna Berg said that the northern harbour would not close before the storm.\n"),
}


@pytest.fixture
def outlets(tmp_path: Path) -> Path:
    folder = tmp_path / "outlets"
    folder.mkdir()
    for name, (date, text) in ARTICLES.items():
        head = f"---\ntitle: Harbour in the {name}\noutlet: The {name.title()}\ndate: {date}\nlanguage: en\n---\n"
        (folder / f"{name}.md").write_text(f"{head}\n{text}", encoding="utf-8")
    return folder


async def to_the_matrix(desk: Desk) -> CoverageScreen:
    await desk.press("C")
    screen = desk.app.screen
    assert isinstance(screen, CoverageScreen)
    await desk.until(lambda: bool(screen.grid.rows), "the matrix")
    return screen


def names(screen: CoverageScreen) -> list[str]:
    return [row.label for row in screen.grid.rows]


async def test_speakers_stand_by_outlets_and_a_cell_leads_to_its_quote(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets]) as desk:
        await desk.press("enter")
        screen = await to_the_matrix(desk)
        assert [name for _, name in screen.grid.columns] == ["The Courier", "The Gazette", "The Herald"]
        assert names(screen) == ["Anna Berg", "Peter Holm"]
        assert desk.shows("Anna Berg")
        assert desk.shows("[┃1 1st")
        assert desk.shows("The Courier: 1 direct, 0 paraphrased, first to report · Anna Berg")
        await desk.press("l", "l", "enter")
        assert isinstance(desk.app.screen, DeskScreen)
        assert desk.screen.article is not None
        assert desk.screen.article.path.endswith("herald.md")
        assert desk.screen.locus is not None
        assert desk.screen.locus.attribution
        await desk.press("H")
        assert not desk.screen.article.path.endswith("herald.md")


async def test_the_list_of_quotes_is_at_the_quote_that_a_cell_leads_to_and_the_start_is_gone_back_to(
    open_desk: OpenDesk, seeds: Path
) -> None:
    async with open_desk() as desk:
        await desk.analysed()
        start = desk.screen.locus
        screen = await to_the_matrix(desk)
        await desk.press("enter", "G", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, DeskScreen), "the desk")
        quotes, locus = desk.screen.quotes, desk.screen.locus
        assert screen is not desk.app.screen
        assert locus is not None
        assert quotes.row is not None
        assert quotes.row.attribution.id == locus.attribution
        top = quotes.scroll_offset.y
        assert top <= quotes.cursor * quotes.row_height < top + quotes.size.height
        await desk.press("H")
        assert desk.screen.locus == start


async def test_a_cell_with_several_quotes_asks_which(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets]) as desk:
        await to_the_matrix(desk)
        await desk.press("l", "enter")
        assert isinstance(desk.app.screen, PickScreen)
        assert desk.shows("second lighthouse")
        await desk.press("down", "enter")
        assert desk.screen.locus is not None
        assert desk.screen.locus.span is not None
        assert desk.screen.article is not None
        assert "lighthouse" in desk.screen.locus.span.of(desk.screen.article.document.text)


async def test_an_empty_cell_leads_nowhere_and_says_so(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets]) as desk:
        screen = await to_the_matrix(desk)
        await desk.press("j", "l", "enter")
        assert desk.app.screen is screen
        await desk.until(lambda: desk.told("The Gazette has nothing of this"), "the message")


async def test_what_one_alone_has_is_listed_by_statement(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets]) as desk:
        screen = await to_the_matrix(desk)
        await desk.press("b")
        await desk.until(lambda: "statements" in screen.grid.about, "the statements")
        assert len(screen.grid.rows) == 3
        assert len(screen.grid.rows[0].cells) == 3
        await desk.press("x")
        await desk.until(lambda: "alone" in screen.grid.about, "what one alone has")
        assert sorted(row.about for row in screen.grid.rows) == ["Anna Berg", "Peter Holm"]
        assert all(len(row.cells) == 1 for row in screen.grid.rows)
        await desk.press("x")
        await desk.until(lambda: "all but one" in screen.grid.about, "what all but one have")
        assert screen.grid.rows == []
        assert desk.shows("No row is like this")


async def test_keys_pressed_while_it_is_read_are_all_heard(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets]) as desk:
        await desk.press("C", "b", "o", "s", "x")
        screen = desk.app.screen
        assert isinstance(screen, CoverageScreen)
        about = "statements by articles, what one alone has, widest covered first"
        await desk.until(lambda: screen.grid.about == about, "what was wanted last")
        assert len(screen.grid.rows) == 2
        await desk.press("b", "b", "b")
        await desk.until(lambda: screen.grid.about.startswith("speaker by articles"), "the speaker")


async def test_who_speaks_of_whom(open_desk: OpenDesk, outlets: Path) -> None:
    words = "“Peter Holm was never asked,” Anna Berg said. “We will ask Anna Berg for ferries,” Peter Holm said."
    (outlets / "more.md").write_text(f"---\ntitle: More\nlanguage: en\n---\n\n{words}\n", encoding="utf-8")
    async with open_desk([outlets]) as desk:
        screen = await to_the_matrix(desk)
        await desk.press("o", "o")
        await desk.until(lambda: "by those spoken of" in screen.grid.about, "those spoken of")
        columns = dict(screen.grid.columns)
        told = {row.label: [columns[column] for column in row.cells] for row in screen.grid.rows}
        assert told == {"Anna Berg": ["Peter Holm"], "Peter Holm": ["Anna Berg"]}
        await desk.press("l", "enter")
        assert desk.screen.article is not None
        assert desk.screen.article.path.endswith("more.md")


async def test_rows_are_filtered_by_speaker_and_by_outlet(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets]) as desk:
        screen = await to_the_matrix(desk)
        await desk.press("F")
        await desk.type("gazette")
        await desk.press("enter")
        assert [screen.grid.rows[at].label for at in screen.grid.shown] == ["Anna Berg"]
        await desk.press("escape")
        assert len(screen.grid.shown) == 2


async def test_many_rows_are_filtered_between_the_keys(
    open_desk: OpenDesk, outlets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage_grid, "_SLICE", -1.0)
    async with open_desk([outlets]) as desk:
        screen = await to_the_matrix(desk)
        await desk.press("F")
        await desk.type("gazet")
        await desk.until(lambda: not screen.grid.progress, "the filter")
        assert desk.shows("1/2")
        assert [screen.grid.rows[at].label for at in screen.grid.shown] == ["Anna Berg"]
        await desk.press("enter", "s", "s")
        await desk.until(lambda: "by name" in screen.grid.about and not screen.grid.progress, "another order")
        assert [screen.grid.rows[at].label for at in screen.grid.shown] == ["Anna Berg"]


async def test_a_click_on_a_cell_is_its_link(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets]) as desk:
        screen = await to_the_matrix(desk)
        label, column, _ = screen.grid.widths(screen.grid.line_width)
        await desk.pilot.click(screen.grid, offset=(label + 2 * column + 2, 1))
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, DeskScreen)
        assert desk.screen.article is not None
        assert desk.screen.article.path.endswith("herald.md")


async def test_columns_out_of_sight_come_into_it(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets], size=(44, 14)) as desk:
        await to_the_matrix(desk)
        assert desk.shows(" 1 more ▸")
        await desk.press("l", "l")
        assert desk.shows("▾The Herald")
        assert desk.shows("◂ 1 more")


async def test_the_help_tells_what_the_keys_mean_in_the_matrix(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets], size=(120, 60)) as desk:
        await to_the_matrix(desk)
        await desk.press("question_mark")
        assert desk.shows("Go to the column on the left.")
        assert not desk.shows("Go to the pane on the left.")
        assert not desk.shows("Search in the text.")


async def test_the_status_line_tells_of_no_row_where_the_filter_leaves_none(open_desk: OpenDesk, outlets: Path) -> None:
    async with open_desk([outlets]) as desk:
        await to_the_matrix(desk)
        assert desk.shows("The Courier: 1 direct")
        await desk.press("F")
        await desk.type("zzz")
        assert desk.shows("Nothing matches")
        assert not desk.shows("The Courier: 1 direct")


async def test_a_long_name_leaves_the_status_line_room_for_the_cell(open_desk: OpenDesk, outlets: Path) -> None:
    long = "A newspaper with a name that goes on and on until nobody reads it any more, founded in 1871"
    file = outlets / "herald.md"
    file.write_text(file.read_text(encoding="utf-8").replace("The Herald", long), encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace("Anna Berg said", "Peter Holm said"), encoding="utf-8")
    async with open_desk([outlets], size=(100, 24)) as desk:
        screen = await to_the_matrix(desk)
        assert names(screen)[0] == "Anna Berg"
        assert desk.shows("all but A newspaper")
        assert desk.shows("A newspaper with a name…: nothing · Anna Berg")
        await desk.press("l")
        assert desk.shows("The Courier: 1 direct, 0 paraphrased, first to report · Anna Berg")


async def test_articles_of_no_outlet_and_one_name_are_told_apart_above_their_columns(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    for name, day in (("courier", 2), ("gazette", 3)):
        head = f"---\ntitle: Harbour in the storm\ndate: 2026-03-0{day}\nlanguage: en\n---\n"
        (tmp_path / name).mkdir()
        (tmp_path / name / "harbour-in-the-storm.md").write_text(f"{head}\n{ARTICLES[name][1]}", encoding="utf-8")
    async with open_desk([tmp_path], size=(80, 24)) as desk:
        await desk.analysed()
        screen = await to_the_matrix(desk)
        assert [name for _, name in screen.grid.columns] == [
            "Harbour in the storm (2 Mar 2026)", "Harbour in the storm (3 Mar 2026)",
        ]  # fmt: skip
        assert desk.shows("▾Harb… (2 Mar 2026)")
        assert desk.shows("Harbour in… (2 Mar 2026): ")
        await desk.press("l")
        assert desk.shows("▾Harb… (3 Mar 2026)")


async def test_statements_are_those_of_a_briefing_also_where_one_quote_holds_two(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    first, second = "We will close the pipeline before the winter frost", "our fishermen keep their ancient rights"
    for name, words in (("both", f"{first} and {second}"), ("one", first), ("other", second.capitalize())):
        text = f"---\ntitle: {name}\nlanguage: en\n---\n\n“{words},” Anna Berg said on Monday.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    async with open_desk([tmp_path]) as desk:
        await desk.analysed()
        screen = await to_the_matrix(desk)
        await desk.press("b")
        await desk.until(lambda: screen.grid.about.startswith("statements"), "the statements")
        in_matrix = {
            row.label: sorted(told.title for cell in row.cells.values() for told in cell.told)
            for row in screen.grid.rows
        }
        library = desk.screen.session.library
        articles = [Article(library.document(key), library.analysis(key)) for key in library.keys]
    found = gather(articles, "The harbour", datetime(2026, 3, 4, tzinfo=UTC))
    in_briefing = {
        statement.words: sorted(found.source(report.source).title for report in statement.reports)
        for speaker in found.speakers
        for statement in speaker.statements
    }
    assert in_briefing == in_matrix
    assert sorted(in_matrix.values()) == [["both", "one"], ["both", "other"]]


async def test_whose_speaker_is_not_known_is_a_row_and_not_counted(open_desk: OpenDesk, tmp_path: Path) -> None:
    text = "On the wall stood: “No road leads into the village any more today.”\n\n“We shall go,” said Peter Holm.\n"
    (tmp_path / "wall.md").write_text(f"---\ntitle: Wall\nlanguage: en\n---\n\n{text}", encoding="utf-8")
    async with open_desk([tmp_path]) as desk:
        await desk.analysed()
        screen = await to_the_matrix(desk)
        assert names(screen) == ["Peter Holm", "speaker not known"]
        assert screen.grid.counted().startswith("1 speaker by outlets")
        screen.grid.set_filter("known")
        assert screen.grid.counted().startswith("0/1 ")
