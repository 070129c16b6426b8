"""How the desk starts in a real terminal, and how it refuses to."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.pty import Terminal

pytestmark = pytest.mark.terminal


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "talks.txt"
    file.write_text("Talks end in Moscow\n\nNobody said a word on Thursday, neither here nor there.\n")
    return file


def test_unknown_theme_is_refused_before_the_screen_opens(
    terminal: Callable[..., Terminal], article: Path, tmp_path: Path
) -> None:
    desk = terminal("--theme", "midnight", article, size=(200, 24))
    assert desk.wait() == 2
    assert b"\x1b[?1049h" not in desk.raw
    assert desk.text.strip().splitlines() == [
        'briefing-tui: command line: theme: found "midnight", expected the name of a theme: '
        "high-contrast, monochrome, morning-edition, night-desk"
    ]
    settings = tmp_path / "mine.yaml"
    settings.write_text("theme: noon\n")
    desk = terminal("--config", settings, article, size=(200, 24))
    assert desk.wait() == 2
    assert f"{settings}: theme: found" in desk.text.replace("\n", "")


@pytest.mark.parametrize("size", [(80, 24), (40, 14)])
def test_missing_and_empty_folders_get_a_screen_that_says_what_to_do(
    terminal: Callable[..., Terminal], tmp_path: Path, article: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "empty").mkdir()
    desk = terminal("missing", "empty", size=size, cwd=tmp_path)
    desk.wait_for("Nothing to read here.")
    screen = desk.settle()
    assert "missing: does not exist" in screen
    assert "empty: holds no articles" in screen
    assert "Put articles there" in screen
    article.rename(tmp_path / "empty" / article.name)
    desk.press("^l")
    desk.wait_for("Nobody said a word")
    desk.press("q")
    assert desk.wait() == 0


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_terminal_without_a_screen_is_refused_with_a_line_that_names_extract(
    terminal: Callable[..., Terminal], article: Path, kind: str
) -> None:
    desk = terminal(article, size=(120, 24), env={"TERM": kind})
    assert desk.wait() == 2
    assert desk.text.strip() == (
        f'briefing-tui: TERM is "{kind}", on which there is no screen; use: briefing-tui extract PATH...'
    )


def test_article_from_a_pipe_is_read_with_the_terminal_as_keyboard(terminal: Callable[..., Terminal]) -> None:
    desk = terminal("-", size=(120, 36), piped=b"Piped talks\n\nNobody said a word on Thursday.\n")
    desk.wait_for("Nobody said a word")
    assert desk.full_screen
    desk.press("^q")
    assert desk.wait() == 0
    assert not desk.full_screen


def test_command_line_goes_before_the_file_of_settings(
    terminal: Callable[..., Terminal], article: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "mine.yaml"
    settings.write_text("theme: no-such-theme\n")
    desk = terminal("--config", settings, "--theme", "monochrome", article)
    desk.wait_for("Nobody said a word")
    desk.press("^q")
    assert desk.wait() == 0


def test_the_palette_is_loaded_when_it_is_opened_and_does_what_is_chosen(terminal: Callable[..., Terminal]) -> None:
    desk = terminal(size=(100, 30))
    desk.wait_for("▶1 Articles")
    desk.press(":")
    desk.wait_for("Search for commands")
    desk.type("timeline")
    desk.wait_for("Timeline")
    desk.press("Enter")
    desk.wait_for(lambda text: "Search for commands" not in text and "Timeline" in text)
    desk.press("q")
    desk.wait_for("▶1 Articles")


def test_the_start_loads_neither_openssl_nor_the_palette_and_both_can_be_had_after_it() -> None:
    code = (
        "import sys\n"
        "from tui.light_start import light\n"
        "with light():\n"
        "    import tui.app\n"
        "assert not {'ssl', 'textual.command', 'textual.widgets._input'} & sys.modules.keys()\n"
        "import textual.app, textual.command, ssl\n"
        "assert textual.app.CommandPalette.is_open is textual.command.CommandPalette.is_open\n"
        "palette = textual.app.CommandPalette()\n"
        "assert type(palette) is textual.command.CommandPalette\n"
        "assert isinstance(palette, textual.app.CommandPalette)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_locks_between_programs_load_no_openssl(tmp_path: Path) -> None:
    code = (
        "import sys, tui.locks\nassert '_hashlib' not in sys.modules\nwith tui.locks.FileLock(sys.argv[1]):\n    pass\n"
    )
    lock = str(tmp_path / "lock")
    done = subprocess.run([sys.executable, "-c", code, lock], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_screen_of_the_desk_loads_openssl() -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        "from tui.light_start import light\n"
        "with light():\n"
        "    import tui.app\n"
        "import tui.screens\n"
        "for each in pkgutil.iter_modules(tui.screens.__path__, 'tui.screens.'):\n"
        "    importlib.import_module(each.name)\n"
        "import tui.library.wordings\n"
        "assert not {'ssl', '_hashlib'} & sys.modules.keys()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
