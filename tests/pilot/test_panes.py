"""Moving between panes, and what is shown at each size."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.pilot.conftest import Desk, OpenDesk


def shown(desk: Desk) -> list[str]:
    names = ("articles", "reading", "quotes", "actors", "notes")
    return [name for name in names for pane in desk.screen.query(f"#{name}") if pane.display]


@pytest.mark.parametrize(
    ("size", "panes"),
    [
        ((200, 50), ["articles", "reading", "quotes"]),
        ((120, 36), ["articles", "reading", "quotes"]),
        ((80, 24), ["articles", "reading"]),
        ((60, 20), ["articles"]),
    ],
)
async def test_as_many_columns_as_fit(open_desk: OpenDesk, size: tuple[int, int], panes: list[str]) -> None:
    async with open_desk(size=size, analysed=False) as desk:
        assert shown(desk) == panes


async def test_the_side_pane_takes_the_articles_place_at_80_columns(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("l", "l")
        assert shown(desk) == ["reading", "quotes"]
        await desk.press("h", "h")
        assert shown(desk) == ["articles", "reading"]


async def test_tab_goes_round_all_panes_and_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        visited = []
        for _ in range(5):
            visited.append(desk.screen.focused_pane().id)
            await desk.press("tab")
        assert visited == ["articles", "reading", "quotes", "actors", "notes"]
        assert desk.screen.focused_pane().id == "articles"
        await desk.press("shift+tab")
        assert desk.screen.focused_pane().id == "notes"


async def test_a_number_goes_to_its_pane_at_once(open_desk: OpenDesk) -> None:
    async with open_desk(keys__timeout=5) as desk:
        await desk.press("4")
        assert desk.screen.focused_pane().id == "actors"
        assert shown(desk) == ["articles", "reading", "actors"]


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_a_number_that_begins_a_count_leaves_the_reader_in_their_pane(
    open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    async with open_desk(size=size, keys__timeout=5) as desk:
        before = shown(desk)
        await desk.press("4", "j")
        assert desk.screen.article_list.cursor == 4
        assert desk.screen.focused_pane().id == "articles"
        assert shown(desk) == before
        await desk.press("2", "z")
        assert desk.screen.panes.zen
        await desk.press("5", "2", "k")
        assert desk.screen.panes.zen
        assert desk.screen.focused_pane().id == "reading"


async def test_one_and_at_once_a_movement_moves_in_the_first_pane(open_desk: OpenDesk) -> None:
    async with open_desk(keys__timeout=5) as desk:
        await desk.press("2", "escape", "1", "j")
        assert desk.screen.focused_pane().id == "articles"
        assert desk.screen.article_list.cursor == 1


async def test_the_focused_pane_is_marked_without_colour(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        assert desk.shows("▶1 Articles")
        await desk.press("l")
        assert desk.shows("▶2 Text")
        assert not desk.shows("▶1 Articles")


async def test_zen_shows_the_text_alone_and_gives_the_panes_back(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("z")
        assert shown(desk) == ["reading"]
        await desk.press("z")
        assert shown(desk) == ["articles", "reading", "quotes"]


async def test_resizing_while_it_runs_keeps_the_focused_pane_in_sight(open_desk: OpenDesk) -> None:
    async with open_desk(size=(200, 50)) as desk:
        await desk.press("l", "l")
        for width, height in ((120, 36), (80, 24), (50, 16), (30, 8), (200, 50)):
            await desk.pilot.resize_terminal(width, height)
            await desk.pilot.pause()
            assert "quotes" in shown(desk)
        assert shown(desk) == ["articles", "reading", "quotes"]


async def test_the_text_stays_where_it_is_however_often_the_width_changes(open_desk: OpenDesk) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("2", "escape", *["down"] * 30)
        reading = desk.screen.reading
        await desk.press("question_mark")
        before = reading.top
        for size in ((40, 12), (80, 24), (52, 20), (80, 24)):
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.pause()
        assert reading.top == before > 0


async def test_a_terminal_that_is_too_small_says_so_in_one_line(open_desk: OpenDesk) -> None:
    async with open_desk(size=(36, 10), analysed=False) as desk:
        assert desk.shows("Too small")


async def test_a_message_in_a_low_terminal_has_no_empty_lines(open_desk: OpenDesk) -> None:
    async with open_desk(size=(40, 12)) as desk:
        await desk.press("2", "escape", "v", "s", "A")
        await desk.until(lambda: desk.told("Saved in"), "the message")
        assert all(toast.gutter.height == 0 for toast in desk.app.screen.query("Toast"))


async def test_the_footer_shows_whole_hints_only(open_desk: OpenDesk) -> None:
    for width in (40, 57, 80, 120):
        async with open_desk(size=(width, 24), analysed=False) as desk:
            footer = desk.screen.footer
            shown_hints = footer._fitting()
            line = desk.lines()[-1].rstrip()
            assert shown_hints
            assert line.endswith(shown_hints[-1][2])


async def test_help_names_the_keys_of_the_focused_pane(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("l", "l", "question_mark")
        assert desk.shows("Keys in the quotes")
        await desk.press("q")
        await desk.press("h", "v", "question_mark")
        assert desk.shows("Keys in selecting in the text")


async def test_the_palette_runs_an_action_by_its_name(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("colon")
        await desk.type("zen")
        await desk.until(lambda: desk.shows("Zen") and not desk.shows("Highlight"), "the hit")
        await desk.press("down", "enter")
        await desk.until(lambda: shown(desk) == ["reading"], "the zen view")


@pytest.mark.parametrize("key", ["colon", "question_mark", "C", "T", "g,n"])
async def test_a_window_closes_itself_and_no_window_below(open_desk: OpenDesk, key: str) -> None:
    async with open_desk() as desk:
        await desk.press(*key.split(","))
        await desk.until(lambda: desk.app.screen is not desk.screen, "a window")
        window = desk.app.screen
        window.dismiss(None)
        window.dismiss(None)  # for what was on its way to it
        await desk.until(lambda: not window.is_attached, "the window to be gone")
        assert desk.app.screen is desk.screen


async def test_the_measure_grows_and_shrinks(open_desk: OpenDesk) -> None:
    async with open_desk(size=(200, 50)) as desk:
        before = desk.screen.reading.text_layout.width  # type: ignore[union-attr]
        await desk.press("plus")
        assert desk.screen.reading.text_layout.width == before + 4  # type: ignore[union-attr]
        await desk.press("minus", "minus")
        assert desk.screen.reading.text_layout.width == before - 4  # type: ignore[union-attr]


async def test_q_leaves(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.press("q")
        assert not desk.app.is_running or desk.app._exit


async def test_what_cannot_be_read_stands_under_the_name_of_its_file_at_every_start(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    (tmp_path / "empty-one.txt").write_text("")
    (tmp_path / "talks.txt").write_text("Talks end\n\nAnd a paragraph of text.\n")
    for _ in range(2):
        async with open_desk([tmp_path]) as desk:
            assert desk.shows("!  empty-one.txt")
            assert desk.shows("is empty")


async def test_while_a_large_article_is_read_its_quotes_are_said_to_be_unknown(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Talks end\n\n“We will wait for spring,” Anna Smith said on Thursday.\n")
    (tmp_path / "large.txt").write_text("Talks end\n\n" + "Nobody said a word about it on Thursday. " * 600_000)
    async with open_desk([tmp_path], analysed=False) as desk:
        await desk.until(lambda: desk.screen.quotes.row_count() == 1, "the quote of the first article")
        await desk.press("j")
        await desk.until(
            lambda: desk.shows("Not known yet") and desk.screen.quotes.row_count() == 0,
            "the second one, without quotes",
        )


async def test_first_article_that_cannot_be_read_says_why_in_the_text_pane(
    open_desk: OpenDesk, own_articles: Path
) -> None:
    (own_articles / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    async with open_desk([own_articles], size=(120, 24)) as desk:
        await desk.until(lambda: desk.shows("a.zip: is damaged"), "the reason")


async def test_list_that_was_hidden_for_a_moment_shows_its_rows_again(open_desk: OpenDesk) -> None:
    """At 80 columns 3 takes the list away; j behind it says that the 3 was a count, and the list is back."""
    async with open_desk(size=(80, 24), keys__timeout=5) as desk:
        await desk.analysed()
        await desk.press("3")
        await desk.until(lambda: shown(desk) == ["reading", "quotes"], "the quotes")
        await desk.press("j")
        await desk.until(lambda: shown(desk) == ["articles", "reading"], "the list")
        titles = [record.title[:10] for record in desk.screen.session.library.records]
        await desk.until(lambda: all(desk.shows(title) for title in titles[:4]), "the rows", seconds=2)


@pytest.mark.parametrize("keys", [["slash"], ["F"], ["C", "F"], ["g", "n", "slash"], ["g", "slash"]])
async def test_a_line_that_is_typed_into_goes_on_when_the_terminal_has_room_again(
    open_desk: OpenDesk, keys: list[str]
) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press(*keys)
        await desk.until(lambda: isinstance(desk.app.focused, Input), "the line")
        await desk.type("ab")
        for size in ((36, 10), (30, 9)):
            await desk.pilot.resize_terminal(*size)
            await desk.until(lambda: desk.shows("Too small"), "the one line")
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: not desk.shows("Too small"), "the screen")
        await desk.type("c")
        line = desk.app.focused
        assert isinstance(line, Input)
        assert line.value == "abc"


async def test_nothing_is_done_where_nothing_can_be_seen(open_desk: OpenDesk, notes: Path) -> None:
    async with open_desk(size=(80, 24)) as desk:
        await desk.press("2", "A")
        await desk.until(lambda: desk.told("Saved in"), "the note")
        await desk.press("5")
        await desk.pilot.resize_terminal(36, 20)
        await desk.until(lambda: desk.shows("Too small"), "the one line")
        await desk.press("d", "d", "A", "question_mark")
        await desk.pilot.pause(0.1)
        assert desk.app.screen is desk.screen
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: not desk.shows("Too small"), "the desk")
        assert desk.screen.article is not None
        assert len(desk.screen.article.annotations) == 1
