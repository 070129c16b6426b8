"""What comes from the keyboard: keys that begin like others, text in pieces, pasted, broken, or more than fits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.terminal.pty import Terminal


@pytest.fixture
def note(terminal: Callable[..., Terminal], article: Path) -> Terminal:
    """A desk on which a note is begun."""
    desk = terminal(article, size=(120, 36))
    desk.wait_for("Truss")
    desk.settle()
    desk.press("2", "a")
    desk.wait_for("New note")
    return desk


def saved(note: Terminal, folder: Path) -> str:
    note.press("^s")
    note.wait_for("Saved in")
    (file,) = folder.rglob("*.yaml")
    _, record = yaml.safe_load_all(file.read_text(encoding="utf-8"))
    (body,) = record["body"]
    return str(body["value"])


def test_escape_by_itself_is_a_key(terminal: Callable[..., Terminal], article: Path) -> None:
    desk = terminal(article, size=(120, 36))
    desk.wait_for("Truss")
    desk.press("?")
    desk.wait_for("Keys")
    before = desk.text
    desk.press("Esc")
    desk.wait_for(lambda text: text != before and "Talks end" in text)


def test_a_sign_that_comes_in_pieces_is_one(note: Terminal, article: Path) -> None:
    for byte in "é‘”".encode():
        note.send(bytes([byte]))
        note.settle(0.05)
    note.wait_for("é‘”")
    assert saved(note, article.parent) == "é‘”"


def test_bytes_that_are_no_text_do_no_harm(note: Terminal) -> None:
    note.send(b"before\xff\xc3(after")
    note.wait_for(lambda text: "before" in text and "after" in text)


def test_a_long_text_is_pasted_whole(note: Terminal, article: Path) -> None:
    pasted = " ".join(f"word{number}" for number in range(1000))
    note.send(b"\x1b[200~" + pasted.encode() + b"\x1b[201~")
    note.wait_for("word999")
    assert saved(note, article.parent) == pasted


@pytest.mark.parametrize("between", [0, 0.06])
def test_keys_right_behind_escape_are_dealt_with(
    terminal: Callable[..., Terminal], article: Path, between: float
) -> None:
    """A terminal that sends Alt with a key sends the same two bytes, at once."""
    desk = terminal(article, size=(120, 36))
    desk.wait_for(lambda text: "Truss" in text and "▶1 Articles" in text)
    for key in ("h", "?", "z", "3"):
        desk.settle()
        desk.press("/")
        desk.wait_for("Search")
        desk.settle()
        desk.send(b"\x1b")
        time.sleep(between)
        desk.press(key)
        if key == "h":
            desk.wait_for("▶1 Articles")
        elif key == "?":
            desk.wait_for("Keys")
            desk.press("q")
        elif key == "z" or between:
            desk.wait_for(lambda text: "Esc Cancel" not in text)
        else:
            desk.press("^u", "Enter")
    desk.press("^q")
    assert desk.wait() == 0
