"""What comes from the keyboard: keys that begin like others, text in pieces, pasted, broken, or more than fits."""

from __future__ import annotations

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
