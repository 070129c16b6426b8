"""NO_COLOR: not one colour reaches the terminal, and all is told by attributes and signs. So it is, nearly, where the
terminal has sixteen colours, which are too few for shades.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pyte.screens import Char

from tests.terminal.pty import Terminal

pytestmark = pytest.mark.terminal

Start = Callable[..., Terminal]
BARE = {"NO_COLOR": "1"}
SIXTEEN = {"TERM": "xterm-16color", "COLORTERM": ""}

_SELECT_GRAPHIC_RENDITION = re.compile(rb"\x1b\[([0-9;:]*)m")


def colours(raw: bytes) -> set[bytes]:
    """The control sequences that choose a colour, or the terminal's own one again."""
    return {
        found[1]
        for found in _SELECT_GRAPHIC_RENDITION.finditer(raw)
        if any(30 <= number <= 49 or 90 <= number <= 107 for number in map(int, re.findall(rb"\d+", found[1])))
    }


def are_read(text: str) -> bool:
    """Whether the articles have their titles, and the one in sight its quotes."""
    return re.search(r"Quotes [1-9]", text) is not None and "reading" not in text


def cells(desk: Terminal, words: str, *, nth: int = 0) -> Sequence[Char]:
    """The cells of the screen in which these words stand, the first time or a later one."""
    found = list(_places(desk, words))
    assert len(found) > nth, f"{words!r} is not there\n{desk.text}"
    row, column = found[nth]
    return [desk.screen.buffer[row][column + at] for at in range(len(words))]


def _places(desk: Terminal, words: str) -> Iterator[tuple[int, int]]:
    for row in range(desk.screen.lines):
        line = "".join(desk.screen.buffer[row][column].data or " " for column in range(desk.screen.columns))
        yield from ((row, found.start()) for found in re.finditer(re.escape(words), line))


def reversed_(found: Sequence[Char]) -> bool:
    """Whether all of these are; AssertionError where some are and some are not."""
    assert len({cell.reverse for cell in found}) == 1, found
    return found[0].reverse


def press(desk: Terminal, *keys: str) -> None:
    """Press keys; what follows Esc waits until it is known to be a key of its own."""
    for key in keys:
        desk.press(key)
        if key == "Esc":
            desk.settle()


def line_of(desk: Terminal, words: str) -> Sequence[Char]:
    row, _ = next(_places(desk, words))
    return [desk.screen.buffer[row][column] for column in range(desk.screen.columns)]


@pytest.fixture
def bare(terminal: Start, articles: Path) -> Terminal:
    """The desk in a terminal that is to show no colours, when the first article is analysed."""
    desk = terminal(articles, size=(120, 36), env=BARE)
    desk.wait_for(are_read)
    return desk


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
def test_no_colour_reaches_the_terminal_from_any_screen(terminal: Start, articles: Path, size: tuple[int, int]) -> None:
    assert terminal("index", articles).wait() == 0  # so that there are quotes to go to
    desk = terminal(articles, size=size, env=BARE)
    desk.wait_for("▶1 Articles 5")
    for keys, shown in (
        ("j", "2/5"),
        ("F", "Filter"),
        (["Esc", "Enter", "]", "q"], "▸"),
        ("/", "Search"),
        ([*"truss", "Enter", "n"], "2/"),
        (["Esc", "v", "s"], "characters"),
        ("a", "New note"),
        ([*"Of note", "Tab", *"one two", "^s"], "Saved"),
        ("5", "Of note"),
        ("?", "Keys in the notes"),
        (["q", "f"], "▶5"),
        (["Esc", "3"], "▶3"),
        ("i", "sure"),
        ("x", "Correct a quote"),
        (["Esc", "4"], "▶4"),
        ("P", "Actor "),
        (["q", "C"], "Coverage"),
        (["q", "T"], "Timeline"),
        (["q", "g", "/"], "Type what to look for"),
        ([*"lavrov"], "Found in"),
        (["Enter"], "▶ Found in"),
        (["q", "g", "n"], "All notes 1"),
        (["q", "p"], "Go to"),
        ([*"lav"], "Sergei Lavrov"),
        (["Esc", ":"], "Pane left"),
        (["Esc", "g", "b"], "Write a briefing"),
        (["Esc", "g", "d"], "Check the quotations"),
        (["Esc", "g", "c"], "NO_COLOR"),
        ("m", "  m"),
    ):
        press(desk, *([keys] if isinstance(keys, str) else keys))
        desk.wait_for(shown)
        assert colours(desk.raw) == set(), shown
    press(desk, "Esc", "3", "c")
    desk.wait_for("One statement")
    desk.press("s")
    desk.settle()
    press(desk, "Esc", "^q")
    assert desk.wait() == 0
    assert colours(desk.raw) == set()


def test_the_row_under_the_cursor_and_the_current_ones(bare: Terminal) -> None:
    assert reversed_(cells(bare, "Wallace follows"))
    assert not reversed_(cells(bare, "Britain, Russia"))
    press(bare, "Enter", "]", "q")
    bare.wait_for("▸")
    bare.settle()
    assert not reversed_(cells(bare, "Wallace follows"))
    assert line_of(bare, "11 Feb 2022 ")[0].reverse, "the edge of the article that is read"
    assert not line_of(bare, "10 Feb 2022 · Easter")[0].reverse
    quote = cells(bare, "┇ a ‘deaf")
    assert quote[0].reverse
    assert not any(cell.reverse for cell in quote[1:])
    assert all(cell.bold for cell in quote[2:])


def test_quotes_actors_and_notes_are_told_apart(bare: Terminal) -> None:
    for sign, words, italics in (
        ("┇", "‘deaf and dumb", True),
        ("┊", "complained that the visitors", False),
        ("┃", "‘I was not mute", False),
    ):
        assert sign in bare.text
        found = cells(bare, words)
        assert all(cell.italics for cell in found[:1]) == italics, words
    assert all(cell.italics for cell in cells(bare, "the visitors", nth=1)[-8:])
    assert all(cell.bold and not cell.underscore for cell in cells(bare, "Ben Wallace"))
    assert all(cell.underscore and not cell.bold for cell in cells(bare, "Moscow today")[:6])
    press(bare, "Enter", "j", "j", "j", "j", "v", "s", "A")
    bare.wait_for("◆")
    bare.settle()
    assert all(cell.underscore for cell in cells(bare, "lands"))


def test_hits_the_current_one_and_the_caret_on_it(bare: Terminal) -> None:
    press(bare, "2", "/", *"day", "Enter")
    bare.wait_for("▶2")
    bare.settle()
    current, other = cells(bare, "today")[2:], cells(bare, "Friday")[3:]
    assert reversed_(other)
    assert not any(cell.bold or cell.underscore for cell in other)
    assert [cell.reverse for cell in current] == [False, True, True], "the caret is on its first letter"
    assert all(cell.bold and cell.underscore for cell in current)


def test_a_hit_in_the_selection_and_on_the_cursors_row_is_not_lost(bare: Terminal) -> None:
    press(bare, "2", "/", *"insults", "Enter", "V")
    bare.wait_for("selected")
    bare.settle()
    assert reversed_(cells(bare, "more than "))
    assert not reversed_(cells(bare, "nsults"))
    press(bare, "Esc", "Esc", "g", "/", *"shoigu")
    bare.wait_for("Found in 2")
    bare.press("Enter")
    bare.wait_for("▶ Found in")
    bare.settle()
    assert sum(cell.reverse for cell in line_of(bare, "Shoigu")) > 60, "the cursor's row"
    assert not reversed_(cells(bare, "Shoigu"))
    assert reversed_(cells(bare, "Shoigu", nth=1))


def test_letters_of_jump_mode_and_the_cell_of_the_matrix(bare: Terminal) -> None:
    press(bare, "f")
    bare.settle()
    edge = [bare.screen.buffer[row][0] for row in (1, 3)]
    assert all(cell.data.isalpha() and cell.bold for cell in edge)
    assert [cell.reverse for cell in edge] == [False, True], "the first lies on the cursor's row, which is reversed"
    press(bare, "Esc", "C")
    bare.wait_for(lambda text: "Coverage" in text and "]" in text)
    bare.settle()
    (row, start), (_, end) = next(_places(bare, "[")), next(_places(bare, "]"))
    line = [bare.screen.buffer[row][column] for column in range(bare.screen.columns)]
    assert line[1].reverse
    assert not any(cell.reverse for cell in line[start : end + 1])


def test_windows_fields_and_messages(bare: Terminal) -> None:
    press(bare, "p")
    bare.wait_for("Go to")
    bare.settle()
    assert all(corner in bare.text for corner in "╭╮╰╯")
    rows = [cells(bare, "article", nth=nth) for nth in (1, 2)]  # the first stands in the field
    assert [reversed_(row) for row in rows] == [True, False]
    press(bare, "Esc", "g", "b")
    bare.wait_for("Write a briefing")
    bare.settle()
    assert reversed_(cells(bare, "briefing.html")), "what is selected in a field"
    press(bare, "Esc", ":")
    bare.wait_for("Pane left")
    bare.settle()
    assert reversed_(cells(bare, "Pane left"))
    assert not reversed_(cells(bare, "Pane right"))
    press(bare, "Esc", "g", "c")
    bare.wait_for("NO_COLOR")
    bare.settle()
    assert reversed_(cells(bare, " No theme is shown ")), "a message lies over the text"
    press(bare, "m")
    bare.wait_for("left  m")
    assert reversed_(cells(bare, " m ")), "the key that waits for another"


def test_the_field_that_has_the_keys_is_told(bare: Terminal) -> None:
    press(bare, "Enter", "v", "s", "a")
    bare.wait_for("New note")
    bare.settle()
    assert bare.text.count("▌") == 8
    bare.press("Tab")
    bare.settle()
    assert bare.text.count("▌") == 1


@pytest.mark.parametrize("value", [None, ""])
def test_an_empty_no_color_is_none(
    terminal: Start, articles: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    desk = terminal(articles, size=(80, 24), env={} if value is None else {"NO_COLOR": value})
    desk.wait_for("▶1 Articles 5")
    desk.settle()
    shades = set(re.findall(rb"38;2;(\d+);(\d+);(\d+)", desk.raw))
    assert any(red != green for red, green, _ in shades)


@pytest.mark.parametrize(
    "command",
    [
        ("extract",),
        ("search", "lavrov"),
        ("index",),
        ("annotations",),
        ("doctor",),
    ],
)
def test_what_commands_print_has_no_colour(terminal: Start, articles: Path, command: tuple[str, ...]) -> None:
    printed = terminal(*command, articles, size=(100, 30), env=BARE)
    assert printed.wait() == 0
    assert colours(printed.raw) == set()


def test_sixteen_colours_tell_the_current_row_and_the_one_in_a_list_below_a_field(
    terminal: Start, articles: Path
) -> None:
    desk = terminal(articles, size=(120, 36), env=SIXTEEN)
    desk.wait_for(are_read)
    desk.press("Enter")
    desk.wait_for("▶2")
    desk.settle()
    assert line_of(desk, "Wallace follows")[0].reverse
    assert not line_of(desk, "Britain, Russia")[0].reverse
    press(desk, "p")
    desk.wait_for("Go to")
    desk.settle()
    row, other = (cells(desk, "article", nth=nth) for nth in (1, 2))
    assert {(cell.fg, cell.bg) for cell in row} == {("black", "white")}
    assert {(cell.fg, cell.bg) for cell in other} == {("default", "default")}
