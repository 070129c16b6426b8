"""The system ends or stops the desk: its terminal was closed, the machine goes down, another job comes first."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.pty import Terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["term", "hup"])
def test_a_note_that_is_being_written_is_kept_and_the_terminal_given_back(
    terminal: Callable[..., Terminal], article: Path, number: signal.Signals
) -> None:
    desk = terminal(article, size=(80, 24))
    desk.wait_for("Truss")
    desk.settle()
    desk.press("2", "a")
    desk.wait_for("New note")
    desk.type("half a thought")
    desk.wait_for("half a thought")
    desk.kill(number)
    assert desk.wait() == 128 + number
    assert not desk.full_screen
    kept = [file.read_text(encoding="utf-8") for file in article.parent.rglob("*.yaml")]
    assert sum("half a thought" in text for text in kept) == 1


def test_a_desk_that_has_just_shown_its_first_text_can_be_ended(
    terminal: Callable[..., Terminal], article: Path
) -> None:
    desk = terminal(article, size=(80, 24))
    desk.wait_for("Truss")
    desk.kill(signal.SIGTERM)
    assert desk.wait() == 128 + signal.SIGTERM
    assert not desk.full_screen


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
    terminal: Callable[..., Terminal], article: Path
) -> None:
    blocker = article.parent / "a file"
    blocker.write_text("where the folder of notes would be")
    settings = article.parent / "mine.yaml"
    settings.write_text(f'annotations: {{folder: "{blocker / "notes"}"}}')
    desk = terminal("--config", settings, article, size=(80, 24))
    desk.wait_for("Truss")
    desk.settle()
    desk.press("2", "a")
    desk.wait_for("New note")
    desk.type("half a thought")
    desk.press("^s")
    desk.wait_for("Not saved")
    desk.press("k")
    desk.wait_for("notes not saved")
    blocker.unlink()
    desk.kill(signal.SIGTERM)
    assert desk.wait() == 128 + signal.SIGTERM
    assert any("half a thought" in file.read_text(encoding="utf-8") for file in blocker.rglob("*.yaml"))


@pytest.mark.parametrize("by_key", [False, True], ids=["signal", "key"])
def test_a_desk_that_was_stopped_and_goes_on_is_drawn_whole_again(
    terminal: Callable[..., Terminal], article: Path, by_key: bool
) -> None:
    desk = terminal(article, size=(80, 24))
    desk.wait_for("Truss")
    before = desk.settle(1)
    desk.press("^z") if by_key else desk.kill(signal.SIGTSTP)
    desk.wait_for(lambda _: not desk.full_screen)
    desk.settle()
    desk.kill(signal.SIGCONT)
    desk.wait_for(lambda text: desk.full_screen and text == before)
    desk.press("^q")
    assert desk.wait() == 0
