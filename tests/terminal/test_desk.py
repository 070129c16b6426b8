"""The desk in a real terminal: keys in, screen out."""

from __future__ import annotations

import base64
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from tests.terminal.pty import Terminal

pytestmark = pytest.mark.terminal

Start = Callable[..., Terminal]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50), (50, 16)])
def test_five_articles_are_walked_through_at_every_size(terminal: Start, articles: Path, size: tuple[int, int]) -> None:
    desk = terminal(articles, size=size)
    desk.wait_for("▶1 Articles 5")
    desk.press("j", "Enter")
    desk.wait_for("▶2 Text")
    desk.press("Tab")
    desk.wait_for("▶3 Quotes")
    desk.press("Tab")
    desk.wait_for("▶4 Actors")
    desk.press("Tab")
    desk.wait_for("▶5 Notes")
    desk.press("?")
    desk.wait_for("Keys in the notes")
    desk.press("q")
    desk.wait_for(lambda text: "Keys in the notes" not in text)
    desk.press("q")
    assert desk.wait() == 0


def test_a_note_is_written_kept_in_yaml_and_seen_at_the_next_start(terminal: Start, articles: Path) -> None:
    desk = terminal(articles, size=(120, 36))
    desk.wait_for("▶1 Articles 5")
    desk.press("Enter")
    desk.wait_for("▶2 Text")
    desk.press("j", "j", "v", "s")
    desk.wait_for("characters selected")
    desk.press("a")
    desk.wait_for("New note")
    desk.type("Compare with the others")
    desk.press("Tab")
    desk.type("moscow")
    desk.press("^s")
    desk.wait_for("Saved in")
    desk.press("^q")
    assert desk.wait() == 0

    (file,) = (articles / "annotations").glob("*.yaml")
    header, record = yaml.safe_load_all(file.read_text(encoding="utf-8"))
    assert header["title"]
    assert {part["value"] for part in record["body"]} == {"Compare with the others", "moscow"}
    exact = record["target"]["selector"][0]["exact"]

    again = terminal(articles, size=(120, 36))
    again.wait_for("◆")
    again.press("5")
    screen = again.wait_for("Compare with the others")
    assert "#moscow" in screen
    assert exact[:20] in screen
    again.press("^q")
    assert again.wait() == 0


def test_notes_edited_outside_appear_while_the_text_stays_where_it_is(terminal: Start, articles: Path) -> None:
    desk = terminal(articles, size=(160, 30))
    desk.wait_for("▶1 Articles 5")
    desk.press("Enter")
    desk.wait_for("▶2 Text")
    desk.press("j", "j", "a")
    desk.wait_for("New note")
    desk.type("seen before")
    desk.press("^s")
    desk.wait_for("Saved in")
    desk.press("5")
    desk.wait_for("seen before")
    desk.press("h", "^d", "^d")
    desk.wait_for("▶2 Text")
    desk.wait_for(lambda text: "Saved in" not in text)

    def reading(text: str) -> list[str]:
        return [line[40:110] for line in text.splitlines()[1:-2]]

    before = reading(desk.settle())
    (file,) = (articles / "annotations").glob("*.yaml")
    fresh = file.with_name("fresh~")
    fresh.write_text(file.read_text(encoding="utf-8").replace("seen before", "by another hand"), encoding="utf-8")
    fresh.replace(file)
    after = desk.wait_for("by another hand")
    assert reading(after) == before
    file.write_text(file.read_text(encoding="utf-8").replace("by another hand", "once more"), encoding="utf-8")
    assert reading(desk.wait_for("once more")) == before


def test_resizing_while_it_runs_keeps_status_and_footer_apart(terminal: Start, articles: Path) -> None:
    desk = terminal(articles, size=(120, 36))
    desk.wait_for("▶1 Articles 5")
    desk.settle()
    for columns, rows in ((200, 50), (80, 24), (60, 20), (40, 12), (120, 36)):
        desk.resize(columns, rows)
        desk.wait_for(lambda text, columns=columns: "1/5" in text.splitlines()[-2] and "Tab" in text.splitlines()[-1])
    desk.resize(39, 11)
    desk.wait_for("Too small")
    desk.resize(80, 24)
    desk.wait_for("▶1 Articles")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_frames_are_written_whole_though_resizes_interrupt_them(
    terminal: Start, articles: Path, unbuffered: str
) -> None:
    """A signal ends a write halfway where the terminal takes in nothing for a moment; the rest has to follow."""
    desk = terminal(articles, size=(200, 50), env={"PYTHONUNBUFFERED": unbuffered})
    desk.wait_for("▶1 Articles 5")
    for columns in range(199, 159, -1):
        desk.resize(columns, 50)
        desk.interrupt()
        desk.take_a_little()
    desk.wait_for(lambda text: "1/5" in text.splitlines()[-2] and "Tab" in text.splitlines()[-1])


def quotes_known(text: str) -> bool:
    """True when the quotes of the open article are listed."""
    return "▶1 Articles 5" in text and re.search(r"3 Quotes [1-9]", text) is not None


def copied(desk: Terminal) -> list[str]:
    """What the program gave to the terminal's clipboard."""
    return [base64.b64decode(found).decode() for found in re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)", desk.raw)]


def test_what_lies_over_a_list_is_not_drawn_over(terminal: Start, tmp_path: Path) -> None:
    said = "".join(f"“This is sentence {number} of many,” said Speaker {number}.\n\n" for number in range(100, 160))
    (tmp_path / "many.txt").write_text(f"Much was said\n\n{said}", encoding="utf-8")
    desk = terminal(tmp_path / "many.txt", size=(120, 36))
    desk.wait_for("Quotes 60")
    desk.press("3", "G")
    desk.wait_for("159.")
    desk.press("y")
    before = desk.wait_for("Copied with its citation")
    message = next(line for line in before.splitlines() if "Copied" in line)
    desk.press("k")
    after = desk.wait_for(lambda text: text != before)
    assert message[message.index("Copied") :] in after


def test_a_quote_is_copied_through_the_terminal(terminal: Start, articles: Path) -> None:
    desk = terminal(articles, size=(120, 36), env={"TMUX": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""})
    desk.wait_for(quotes_known)
    desk.press("Enter", "]", "q", "y")
    desk.wait_for("Copied with its citation")
    (text,) = copied(desk)
    assert text.startswith("a ‘deaf and dumb conversation” (partly paraphrase)")
    assert "\n— " in text


def test_what_a_terminal_without_a_clipboard_copies_is_in_a_file_that_is_named(
    terminal: Start, articles: Path, tmp_path: Path
) -> None:
    none = {"TERM": "linux", "COLORTERM": "", "TMUX": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    desk = terminal(articles, size=(120, 36), env={**none, "XDG_DATA_HOME": str(tmp_path / "data")})
    desk.wait_for(quotes_known)
    desk.press("Enter", "]", "q", "Y")
    desk.wait_for("no clipboard")
    (file,) = tmp_path.rglob("copied.txt")
    assert file.read_text(encoding="utf-8").strip()


def test_an_article_is_opened_in_the_editor_and_read_again(terminal: Start, articles: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "editing $1"; sleep 0.5; echo "A line by the editor." >> "$1"\n')
    editor.chmod(0o755)
    desk = terminal(articles, size=(120, 36), env={"EDITOR": str(editor), "VISUAL": ""})
    desk.wait_for(quotes_known)
    desk.press("E")
    desk.wait_for(lambda text: "▶1 Articles" in text and not editing(desk))
    desk.press("2", "G")
    desk.wait_for("A line by the editor.")


def editing(desk: Terminal) -> bool:
    """True until the editor has been seen and the desk is back."""
    return b"editing" not in desk.raw or not desk.full_screen


HOSTILE = (
    "A title with \x1b]0;owned\x07 in it\n\n"
    "Plain \x1b[31mred\x1b[0m words and [bold]markup[/bold], [link=file:///etc/passwd]here[/link].\n\n"
    "\u202eturned\u202c, \x9b31m one byte, \x90 device, \x00 nul, \x08\x08 back.\n\n"
    "“Copy \x1b]52;c;cHduZWQ=\x07 that,” Ada Byron said.\n"
)


def test_no_control_byte_of_an_article_reaches_the_terminal(terminal: Start, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "name \x1b[2J\x1b]52;c;bmFtZQ==\x07.txt").write_text("", encoding="utf-8")
    desk = terminal(folder, size=(120, 36))
    desk.wait_for("[bold]markup[/bold]")
    desk.wait_for("Ada Byron")
    for key in ("Enter", "l", "l", "4", "5", "2", "V", "a", "Esc", "Esc", "h", "j", "k", "?", "q"):
        desk.press(key)
        desk.settle(0.1)
    desk.press("^q")
    desk.wait()
    for planted in (
        b"\x1b]52",
        b"owned\x07",
        b"\x1b[31m",
        b"\x9b",
        b"\x90",
        b"\x00",
        b"\x08",
        "\u202e".encode(),
    ):
        assert planted not in desk.raw
    # Titles are not set from articles, and nothing was cleared by a file's name.
    assert b"\x1b]0;owned" not in desk.raw


def test_what_cannot_be_read_is_a_warning_and_the_rest_works(terminal: Start, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "empty.txt").write_text("")
    (folder / "good.txt").write_text("A fine title\n\n“All is well,” Ada Byron said.\n", encoding="utf-8")
    if os.geteuid():
        (folder / "locked.txt").write_text("Locked")
        (folder / "locked.txt").chmod(0)
    desk = terminal(folder, folder / "not-there.txt", size=(120, 36))
    screen = desk.wait_for("A fine title")
    desk.wait_for("not-there.txt")
    desk.wait_for(lambda text: "binary" in text and "empty" in text)
    desk.press("G")
    desk.wait_for("All is well")
    assert "Traceback" not in screen
    desk.press("^q")
    assert desk.wait() == 0


def test_a_folder_with_nothing_to_read_says_what_to_do(terminal: Start, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    desk = terminal(tmp_path / "none", size=(120, 36))
    desk.wait_for("No articles")
    desk.press("j", "Enter", "l", "a", "^q")
    assert desk.wait() == 0


def test_one_line_of_50_mb_leaves_the_desk_alive(terminal: Start, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a-good.txt").write_text("A fine title\n\n“All is well,” Ada Byron said.\n", encoding="utf-8")
    (folder / "b-line.txt").write_text("word upon word, " * (50_000_000 // 16), encoding="utf-8")
    desk = terminal(folder, size=(120, 36))
    desk.wait_for("All is well")
    desk.press("j")
    desk.wait_for("Reading")
    desk.press("k")
    desk.wait_for("All is well")
    desk.wait_for(lambda text: "1”" in text)  # the good article is analysed although the other is not
    desk.press("^q")
    assert desk.wait() == 0


def test_a_key_sequence_shows_what_is_pending(terminal: Start, articles: Path) -> None:
    desk = terminal(articles, size=(80, 24))
    desk.wait_for("▶1 Articles 5")
    desk.press("]")
    desk.wait_for(lambda text: text.splitlines()[-2].rstrip().endswith("]"))
    desk.press("Esc")
    desk.wait_for(lambda text: not text.splitlines()[-2].rstrip().endswith("]"))
    time.sleep(0.1)
    desk.press("^q")
    assert desk.wait() == 0


@pytest.mark.parametrize(
    "keys", ["pq", "?q", "p\x11", "?\x11", "a\x11", ":\x11", "gc\x11", "/\x11", "\x11a", "q?"], ids=ascii
)
def test_keys_that_come_before_a_window_stands_do_no_harm(terminal: Start, articles: Path, keys: str) -> None:
    desk = terminal(articles, size=(120, 36))
    desk.wait_for("Truss")
    desk.send(keys.encode())
    status = None
    for _ in range(10):
        with suppress(OSError):  # it may have ended
            for key in ("Esc", "^q"):  # out of whatever has opened or still opens
                desk.settle(0.3)
                desk.press(key)
        with suppress(AssertionError):
            status = desk.wait(timeout=2)
            break
    assert status == 0
    assert "Traceback" not in desk.text


@pytest.mark.parametrize("opener", ["/", "F", "p", "a"])
def test_what_is_typed_at_once_after_a_key_that_opens_something_goes_there(
    terminal: Start, articles: Path, opener: str
) -> None:
    desk = terminal(articles, size=(120, 36))
    desk.wait_for("Truss")
    if opener != "F":
        desk.press("l")
        desk.wait_for("▶2 Text")
    desk.type(f"{opener}alphaquartz")
    desk.wait_for("alphaquartz", timeout=10)


def test_what_is_read_behind_does_not_draw_the_text_again(terminal: Start, tmp_path: Path, seeds: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    words = (seeds / "moscow-talks-feature.txt").read_text(encoding="utf-8")
    for number in range(150):
        (folder / f"{number:03d}.txt").write_text(f"Report {number}\n\n{words}", encoding="utf-8")
    desk = terminal(folder, size=(120, 36), env={"XDG_CACHE_HOME": str(tmp_path / "cache")})
    desk.wait_for(lambda text: re.search(r"reading \d", text) is not None and "3 Quotes 1" in text)
    before = len(desk.raw)
    desk.wait_for(lambda text: re.search(r"reading \d", text) is None)
    written = desk.raw[before:]
    places = [tuple(map(int, found)) for found in re.findall(rb"\x1b\[(\d+);(\d+)H", written)]
    in_text = [(row, column) for row, column in places if 1 < row < 35 and 32 < column < 84]
    assert places
    assert not in_text


def test_what_a_filter_hid_is_shown_again_when_it_is_given_up(terminal: Start, seeds: Path) -> None:
    desk = terminal(seeds, size=(120, 36))
    desk.wait_for(lambda text: "3 Quotes 1" in text and len(re.findall(r"\d+”\s+│", text)) == 6)  # all has been read
    before = desk.settle()
    desk.press("F")
    desk.wait_for("Filter")
    desk.type("zzz")
    desk.wait_for("Nothing matches")
    desk.settle(0.3)
    desk.press("Esc")
    desk.wait_for(lambda text: text.splitlines()[:-2] == before.splitlines()[:-2])
