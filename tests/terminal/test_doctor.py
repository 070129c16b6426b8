"""The doctor tells what works and what does not, whatever is broken, and never breaks itself."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.pty import PROGRAM, Terminal
from tests.terminal.test_commands import run
from tui import paths
from tui.output.doctor.examination import examine
from tui.output.doctor.findings import Level

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]
AREAS = [
    "terminal", "colours", "clipboard", "encoding", "settings", "keys", "themes", "articles", "notes", "cache",
    "state", "parts",
]  # fmt: skip


def told(*arguments: object, status: int, **environ: str) -> list[dict[str, str]]:
    done = run("doctor", "--format", "json", *arguments, **environ)
    assert done.returncode == status, done.stdout.decode()
    assert done.stderr == b""
    found = json.loads(done.stdout)
    assert list(dict.fromkeys(each["area"] for each in found)) == AREAS
    assert all(each["advice"] for each in found if each["level"] != "ok")
    return found


def faults(found: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(each["area"], each["what"]) for each in found if each["level"] == "fault"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    file = folder / "talks.txt"
    file.write_text("Talks end in Moscow\n\nNobody said a word on Thursday.\n")
    return file


def test_sound_place_has_no_fault_and_status_nought(article: Path) -> None:
    found = told(article, status=0)
    assert faults(found) == []
    assert {"area": "articles", "level": "ok", "what": f"{article}: 1 article", "advice": ""} in found
    assert {"area": "parts", "level": "ok", "what": "every format can be read", "advice": ""} in found


def test_a_folder_of_catalogues_that_was_chosen_is_looked_at_too(article: Path, tmp_path: Path) -> None:
    for name, found in (("kept", "is made when it is needed"), ("articles/talks.txt/kept", "cannot be written")):
        place = tmp_path / name
        done = run("doctor", "--format", "json", article, BRIEFING_TUI_LIBRARY_CATALOGUES=str(place))
        what = f"the folder of catalogues {place} {found}"
        assert any((each["area"], each["what"]) == ("cache", what) for each in json.loads(done.stdout))


def test_text_gives_each_finding_a_sign_and_each_fault_its_advice(tmp_path: Path) -> None:
    missing = tmp_path / "gone\x1b[2J"
    done = run("doctor", missing)
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert [line for line in lines if not line.startswith(" ")] == AREAS
    place = next(place for place, line in enumerate(lines) if "does not exist" in line and "gone" in line)
    assert lines[place].startswith("  fault    ")
    assert lines[place + 1].strip().startswith("-> ")
    assert "\x1b" not in done.stdout.decode()


def test_wrong_setting_is_told_and_the_rest_is_still_looked_at(tmp_path: Path, article: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("reading: {measure: wide}")
    ((area, what),) = faults(told("--config", file, article, status=1))
    assert (area, what.startswith(f"{file}: reading.measure: found 'wide'")) == ("settings", True)
    file.write_text("keys: {preset: emacs}")
    assert "keys.preset" in faults(told("--config", file, article, status=1))[0][1]
    file.write_text("keys: {actions: {quit: [j]}}")
    ((area, what),) = faults(told("--config", file, article, status=1))
    assert area == "keys"
    assert "clashes" in what
    file.write_text("reading: {measure: wide, mesure: 3}\nkeys: {actions: {quit: [j], qiut: [x]}}")
    found = faults(told("--config", file, article, status=1))
    assert [area for area, _ in found] == ["settings", "settings", "keys", "keys"]
    assert [what.split(": ")[1] for _, what in found] == [
        "reading.measure", "reading.mesure", "keys.actions.quit", "keys.actions.qiut",
    ]  # fmt: skip


def test_broken_theme_and_theme_that_is_not_there_are_told(tmp_path: Path, article: Path) -> None:
    paths.user_themes().mkdir(parents=True)
    (paths.user_themes() / "mine.yaml").write_text("name: mine\nprimary: no-colour\n")
    file = tmp_path / "settings.yaml"
    file.write_text("theme: mine")
    found = faults(told("--config", file, article, status=1))
    assert [area for area, _ in found] == ["themes", "themes"]
    assert "mine.yaml: primary" in found[0][1]
    assert '"mine"' in found[1][1]


def test_damaged_notes_are_told_with_file_and_line(article: Path) -> None:
    folder = article.parent / "annotations"
    folder.mkdir()
    (folder / "talks.yaml").write_text("schema: 1\n---\n: : [\n")
    found = faults(told(article, status=1))
    assert {area for area, _ in found} == {"notes"}
    assert any("talks.yaml" in what for _, what in found)


def test_damaged_state_is_told_and_left_as_it_is(article: Path) -> None:
    paths.user_state().mkdir(parents=True)
    file = paths.user_state() / "reading.sqlite"
    file.write_bytes(b"no database at all " * 100)
    before = file.read_bytes()
    ((area, what),) = faults(told(article, status=1))
    assert area == "state"
    assert str(file) in what
    assert file.read_bytes() == before
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE t (x)")
    assert faults(told(article, status=0)) == []


def test_folder_that_is_a_file_is_a_fault(article: Path) -> None:
    paths.user_state().parent.mkdir(parents=True, exist_ok=True)
    paths.user_state().write_text("not a folder")
    assert [area for area, _ in faults(told(article, status=1))] == ["state"]


@pytest.mark.parametrize(
    ("environ", "area", "level", "words"),
    [
        ({"TERM": "dumb"}, "terminal", "warning", "dumb"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "colours", "ok", "NO_COLOR"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "colours", "ok", "16 million"),
        ({"TERM": "xterm-256color", "COLORTERM": ""}, "colours", "ok", "256"),
        ({"TERM": "linux", "COLORTERM": "", "DISPLAY": "", "TMUX": ""}, "clipboard", "warning", "file that is named"),
        ({"PYTHONIOENCODING": "ascii"}, "encoding", "fault", "ascii"),
        ({"EDITOR": "no-such-editor -w", "VISUAL": ""}, "parts", "warning", "no-such-editor"),
        ({"TMUX": "/tmp/x,1,0"}, "clipboard", "ok", "set-clipboard"),
    ],
)
def test_what_the_surroundings_lack_is_told(
    article: Path, environ: dict[str, str], area: str, level: str, words: str
) -> None:
    done = run("doctor", "--format", "json", article, **environ)
    found = json.loads(done.stdout)
    assert any(each["area"] == area and each["level"] == level and words in each["what"] for each in found)


def test_terminal_is_measured(terminal: Callable[..., Terminal], article: Path) -> None:
    small = terminal("doctor", article, size=(30, 100))
    assert small.wait() == 1
    assert "30 x 100 cells" in small.text
    large = terminal("doctor", article, size=(100, 60))
    assert large.wait() == 0
    assert "ok       100 x 60 cells" in large.text


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_are_folded_to_the_terminal_and_what_one_copies_stays_whole(
    terminal: Callable[..., Terminal], tmp_path: Path, columns: int
) -> None:
    name = "a-path-" * 15
    doctor = terminal("doctor", tmp_path / name, size=(columns, 100))
    assert doctor.wait() == 1
    lines = doctor.raw.decode().splitlines()
    assert any(name in line for line in lines)
    assert all(len(line) <= columns or len(line[11:].split()) == 1 for line in lines), lines
    at = next(at for at, line in enumerate(lines) if line.startswith("           -> "))
    assert lines[at - 1].startswith(" " * 11)
    assert lines[at + 1].startswith(" " * 14) == (columns < 100)


def test_what_goes_to_a_program_is_a_line_each(tmp_path: Path) -> None:
    missing = tmp_path / ("gone " * 30)
    lines = run("doctor", missing, COLUMNS="40").stdout.decode().splitlines()
    assert any("does not exist" in line and "gone gone gone" in line for line in lines)
    assert all(
        line.startswith(("  ok  ", "  warning  ", "  fault  ", "           -> ")) for line in lines if line[:1] == " "
    )


def test_nothing_that_is_broken_at_once_makes_it_raise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (paths.user_config(), paths.user_themes()):
        place.mkdir(parents=True)
    for place in (paths.user_state(), paths.user_cache(), paths.user_data()):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"\xff")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    environ = {"PATH": "", "TERM": "\x00\xff", "BRIEFING_TUI_NONSENSE": "1", "LANG": "xx"}
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    found = examine([str(loop), "\x00", "a" * 5000], None, environ)
    assert list(dict.fromkeys(area for area, _ in found)) == AREAS
    assert {each.level for _, each in found} == set(Level)
    monkeypatch.chdir(os.path.dirname(tmp_path))  # noqa: PTH120 (a path from before the folder went)
