"""The system ends or stops the desk: its terminal was closed, the machine goes down, another job comes first."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.pty import PROGRAM, Terminal
from tests.terminal.test_commands import run
from tui import paths


def writing(terminal: Callable[..., Terminal], *arguments: object, **environ: str) -> Terminal:
    """A desk on whose article a note is being written."""
    desk = terminal(*arguments, size=(80, 24), env=environ)
    begin_note(desk)
    return desk


def begin_note(desk: Terminal) -> None:
    desk.wait_for("Truss")
    desk.settle()
    desk.press("2", "a")
    desk.wait_for("New note")
    desk.type("half a thought")
    desk.wait_for("half a thought")


@pytest.fixture
def blocker(article: Path) -> Path:
    """A file where the folder of notes would be, as the settings beside it say."""
    file = article.parent / "a file"
    file.write_text("no folder")
    (article.parent / "mine.yaml").write_text(f'annotations: {{folder: "{file / "notes"}"}}')
    return file


def holding(folder: Path) -> list[Path]:
    """The notes files in which the note stands."""
    return [file for file in folder.rglob("*.yaml") if "half a thought" in file.read_text(encoding="utf-8")]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["term", "hup"])
def test_a_note_that_is_being_written_is_kept_and_the_terminal_given_back(
    terminal: Callable[..., Terminal], article: Path, number: signal.Signals
) -> None:
    desk = writing(terminal, article)
    desk.kill(number)
    assert desk.wait() == 128 + number
    assert not desk.full_screen
    assert len(holding(article.parent)) == 1


@pytest.mark.parametrize("heard", [True, False], ids=["told", "untold"])
def test_a_note_is_kept_when_the_terminal_is_gone(article: Path, heard: bool) -> None:
    """Also where the program was started so that it is not told of it, as by nohup."""
    start = f"trap '' HUP; exec {PROGRAM} {article}"
    with Terminal(str(PROGRAM), str(article)) if heard else Terminal("sh", "-c", start) as desk:
        begin_note(desk)
        desk.hang_up()
        assert desk.wait() in ({128 + signal.SIGHUP, 128 + signal.SIGTERM} if heard else {128 + signal.SIGTERM})
    assert len(holding(article.parent)) == 1


def test_a_desk_that_has_just_shown_its_first_text_can_be_ended(
    terminal: Callable[..., Terminal], article: Path
) -> None:
    desk = terminal(article, size=(80, 24))
    desk.wait_for("Truss")
    desk.kill(signal.SIGTERM)
    assert desk.wait() == 128 + signal.SIGTERM
    assert not desk.full_screen


_NEVER_DONE = """
import asyncio, sys
from tui.light_start import light
with light():
    import tui.app
async def stay(self):
    await asyncio.Event().wait()
tui.app.BriefingApp.on_exit_app = stay
from tui.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_desk_that_is_not_done_with_something_ends_all_the_same(article: Path) -> None:
    with Terminal(sys.executable, "-c", _NEVER_DONE, str(article)) as desk:
        begin_note(desk)
        desk.kill(signal.SIGTERM)
        assert desk.wait() == 128 + signal.SIGTERM
        assert not desk.full_screen
    assert len(holding(article.parent)) == 1


def test_an_editor_in_which_nothing_was_written_leaves_no_note(
    terminal: Callable[..., Terminal], article: Path
) -> None:
    desk = terminal(article, size=(80, 24))
    desk.wait_for("Truss")
    desk.settle()
    desk.press("2", "a")
    desk.wait_for("New note")
    desk.kill(signal.SIGTERM)
    assert desk.wait() == 128 + signal.SIGTERM
    assert not list(article.parent.rglob("*.yaml"))


def test_what_could_not_be_saved_before_is_tried_again_at_the_end(
    terminal: Callable[..., Terminal], article: Path, blocker: Path
) -> None:
    desk = writing(terminal, "--config", article.parent / "mine.yaml", article)
    desk.press("^s")
    desk.wait_for("Not saved")
    desk.press("k")
    desk.wait_for("notes not saved")
    blocker.unlink()
    desk.kill(signal.SIGTERM)
    assert desk.wait() == 128 + signal.SIGTERM
    assert len(holding(blocker)) == 1
    assert not paths.unsaved_notes()[0].exists()


def test_what_cannot_be_saved_at_the_end_is_written_elsewhere_and_told_until_it_is_taken_in(
    terminal: Callable[..., Terminal], article: Path, blocker: Path
) -> None:
    settings = article.parent / "mine.yaml"
    desk = writing(terminal, "--config", settings, article)
    desk.kill(signal.SIGTERM)
    assert desk.wait() == 128 + signal.SIGTERM
    (file,) = holding(paths.unsaved_notes()[0])
    told = "".join(desk.text.split("\n"))
    assert "briefing-tui: notes could not be saved: " in told
    assert str(file) in told
    again = terminal("--config", settings, article, size=(80, 24))
    again.wait_for("could not be saved")
    again.press("^q")
    assert again.wait() == 0
    assert "holds notes that could not be saved" in run("doctor", article).stdout.decode()
    taken = run("annotations", "merge", article.parent, file.parent)
    assert taken.returncode == 0, taken.stderr.decode()
    assert len(holding(article.parent)) == 1


def test_where_the_folder_of_the_state_cannot_be_written_notes_go_to_the_one_for_temporary_files(
    terminal: Callable[..., Terminal], article: Path, blocker: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paths.user_state().parent.mkdir(parents=True, exist_ok=True)
    paths.user_state().write_text("no folder")
    temporary = tmp_path_factory.mktemp("temporary")
    settings = article.parent / "mine.yaml"
    desk = writing(terminal, "--config", settings, article, TMPDIR=str(temporary))
    desk.kill(signal.SIGTERM)
    assert desk.wait() == 128 + signal.SIGTERM
    (file,) = holding(temporary)
    assert file.parent.name.startswith("briefing-tui-unsaved-notes")
    assert file.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("window", "by_key"), [("", False), ("", True), ("?", True)], ids=["signal", "key", "key in a window"]
)
def test_a_desk_that_was_stopped_and_goes_on_is_drawn_whole_again(
    terminal: Callable[..., Terminal], article: Path, window: str, by_key: bool
) -> None:
    desk = terminal(article, size=(80, 24))
    desk.wait_for("Truss")
    desk.wait_for("2”")  # the article has been analysed
    desk.type(window)
    before = desk.settle(1)
    desk.press("^z") if by_key else desk.kill(signal.SIGTSTP)
    desk.wait_for(lambda _: not desk.full_screen)
    desk.settle()
    desk.kill(signal.SIGCONT)
    desk.wait_for(lambda text: desk.full_screen and text == before)
    desk.press("^q")
    assert desk.wait() == 0
