"""What a theme shows on a real screen can be read: every letter, whatever style lies over it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.pty import Terminal
from tests.unit.test_theming import SHIPPED, contrast

pytestmark = pytest.mark.terminal


def faint_words(desk: Terminal, floor: float) -> dict[str, float]:
    """Words on the screen that stand out by less than `floor` to 1, with their contrast."""
    found: dict[str, float] = {}
    for row in range(desk.screen.lines):
        cells = [desk.screen.buffer[row][column] for column in range(desk.screen.columns)]
        word, worst = "", 21.0
        for cell in [*cells, None]:
            if cell is not None and cell.data.isalnum():
                assert len(cell.fg) == len(cell.bg) == 6, "the themes speak in colours of 24 bits"
                word, worst = word + cell.data, min(worst, contrast(f"#{cell.fg}", f"#{cell.bg}"))
            else:
                if word and worst < floor:
                    found[word] = round(worst, 2)
                word, worst = "", 21.0
    return found


@pytest.mark.parametrize("theme", [*sorted(SHIPPED), "atom-one-light", "nord", "solarized-dark"])
def test_every_letter_on_the_desk_stands_out(terminal: Callable[..., Terminal], seeds: Path, theme: str) -> None:
    desk = terminal("--theme", theme, seeds / "london-moscow-wire.txt", size=(120, 36))
    desk.wait_for(lambda text: re.search(r"Quotes [1-9]", text) is not None)
    desk.settle()
    assert faint_words(desk, 4.5) == {}
    desk.press("l", "]", "q", "V")
    desk.settle()
    assert faint_words(desk, 4.5) == {}


@pytest.mark.parametrize(
    ("theme", "faint"), [("night-desk", {"blue", "black"}), ("morning-edition", {"green", "brown", "cyan"})]
)
def test_sixteen_colours_are_the_terminals_own(
    terminal: Callable[..., Terminal], seeds: Path, theme: str, faint: set[str]
) -> None:
    """No nearest colours of a theme that was made for millions, and nothing told by a colour that may be faint."""
    environ = {"TERM": "linux", "COLORTERM": ""}
    desk = terminal("--theme", theme, seeds / "london-moscow-wire.txt", size=(120, 36), env=environ)
    desk.wait_for(lambda text: re.search(r"Quotes [1-9]", text) is not None)
    desk.press("l", "]", "q")
    desk.settle()
    assert b"[38;" not in desk.raw
    assert b"[48;" not in desk.raw
    cells = [cell for row in desk.screen.buffer.values() for cell in row.values()]
    assert not {cell.fg for cell in cells if cell.data.isalnum() or cell.data == "│"} & faint
    assert any(cell.bold for cell in cells)


def test_the_current_hit_lies_on_a_ground_of_its_own(terminal: Callable[..., Terminal], seeds: Path) -> None:
    desk = terminal("--theme", "night-desk", seeds / "london-moscow-wire.txt", size=(120, 36))
    desk.wait_for(lambda text: re.search(r"Quotes [1-9]", text) is not None)
    desk.press("l", "/", *"russian", "Enter")
    desk.wait_for("▶2")
    desk.settle()
    grounds = []
    for row in range(1, 34):
        line = [desk.screen.buffer[row][column] for column in range(34, 84)]
        for found in re.finditer("Russian", "".join(cell.data for cell in line)):
            last = line[found.end() - 1]  # the caret is on the first letter
            grounds.append(last.fg if last.reverse else last.bg)
    assert grounds[:2] == [colour("accent"), colour("search-hit")]


def colour(name: str) -> str:
    """A colour of night-desk, as the screen has it."""
    theme = SHIPPED["night-desk"]
    return str({**theme.to_color_system().generate(), **theme.variables}[name]).lstrip("#").lower()
