"""`briefing-tui index`: what it reads and tells, stopped and killed on the way, beside another one."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.terminal.pty import PROGRAM, Terminal
from tests.terminal.test_commands import run
from tests.unit.library.articles import FERRY, HARBOUR, write
from tui.documents.loading import load
from tui.library.reading_state import ReadingState
from tui.paths import user_reading

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]
MANY = 24


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "harbour.sqlite"


@pytest.fixture
def long_work(tmp_path: Path) -> Path:
    """A folder that takes some seconds."""
    body = "\n\n".join(f"{FERRY}\nParagraph {number}." for number in range(300))
    texts = {f"a{number}": f"Report {number}\n\n{body}" for number in range(MANY)}
    write(tmp_path / "articles", **texts)
    return tmp_path / "articles"


def indexed(catalogue: Path) -> dict[str, int]:
    """Path -> time of modification of the articles that are kept."""
    try:
        with sqlite3.connect(f"{catalogue.as_uri()}?mode=ro", uri=True) as connection:
            return dict(connection.execute("SELECT path, modified FROM article WHERE problem = ''"))
    except sqlite3.OperationalError:  # not made yet
        return {}


def summed_up(*arguments: object) -> dict[str, Any]:
    done = run("index", "--format", "json", *arguments)
    (record,) = json.loads(done.stdout)
    assert done.returncode == (1 if record["unreadable"] or record["problems"] else 0)
    return dict(record)


def test_what_is_new_or_changed_is_read_and_nothing_else(tmp_path: Path, catalogue: Path) -> None:
    paths = write(tmp_path / "articles", ferry=FERRY, harbour=HARBOUR)
    first = run("index", tmp_path / "articles", "--library", catalogue)
    assert (first.returncode, first.stdout.split(b" (")[0]) == (0, b"2 articles, 2 read")
    assert first.stderr.decode().splitlines()[-1].startswith("2/2 articles")
    state = ReadingState(user_reading())
    state.set_starred(load(paths[0]).id, True)
    paths[0].write_text(FERRY + "\nOne more paragraph.\n", encoding="utf-8")
    write(tmp_path / "articles", third=f"{HARBOUR}\nOnce more.\n")
    again = summed_up(tmp_path / "articles", "--library", catalogue)
    assert (again["articles"], again["known"], again["read"]) == (3, 1, 2)
    assert state.flags_of(load(paths[0]).id) == (False, True), "the star stays with the article"
    state.close()
    paths[1].unlink()
    done = run("index", tmp_path / "articles", "--library", catalogue)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"2 articles, 2 known\n", b"")
    assert sorted(Path(os.fsdecode(path)).stem for path in indexed(catalogue)) == ["ferry", "third"]


def test_what_cannot_be_read_is_listed_and_stops_nothing(tmp_path: Path, catalogue: Path) -> None:
    write(tmp_path, ferry=FERRY)
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    done = run("index", tmp_path, tmp_path / "missing", "--library", catalogue, "--workers", "2")
    assert done.returncode == 1
    assert done.stdout.startswith(b"2 articles, 1 read")
    assert b"1 could not be read" in done.stdout
    lines = done.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in lines[-2:]] == [str(tmp_path / "missing"), str(tmp_path / "binary.txt")]
    record = summed_up(tmp_path, "--library", catalogue)
    assert [each["path"] for each in record["unreadable"]] == [str(tmp_path / "binary.txt")]
    assert (record["known"], record["read"]) == (1, 0)
    again = run("index", tmp_path, "--library", catalogue)
    assert (again.returncode, again.stdout) == (1, b"2 articles, 1 known, 1 could not be read\n")
    assert again.stderr.decode().splitlines() == [lines[-1]], "it is told again, and not tried again"


def test_wrong_options_are_told(tmp_path: Path) -> None:
    assert b"no articles are named" in run("index").stderr
    assert run("index").returncode == 2
    for wrong in (["--workers", "0"], ["--workers", "many"], ["--format", "yaml"]):
        assert run("index", tmp_path, *wrong).returncode == 2
    (tmp_path / "file").write_text("in the way")
    done = run("index", tmp_path, "--library", tmp_path / "file" / "c.sqlite")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"cannot be written" in done.stderr


def test_the_desk_has_at_once_what_was_found(
    tmp_path: Path, catalogue: Path, terminal: Callable[..., Terminal]
) -> None:
    write(tmp_path / "articles", ferry=FERRY)
    run("index", tmp_path / "articles", "--library", catalogue)
    before = catalogue.stat()
    desk = terminal("--library", catalogue, tmp_path / "articles", size=(120, 30))
    desk.wait_for("We have waited for this day")
    desk.press("^q")
    assert desk.wait() == 0
    assert indexed(catalogue)
    assert catalogue.stat().st_ino == before.st_ino


def test_interrupted_it_says_what_is_kept_and_goes_on_from_there(
    long_work: Path, catalogue: Path, terminal: Callable[..., Terminal]
) -> None:
    shown = terminal("index", long_work, "--workers", 1, "--library", catalogue, size=(100, 12))
    shown.wait_for(lambda text: any(f"{done}/{MANY} articles" in text for done in range(2, MANY)))
    shown.press("^c")
    assert shown.wait() == 130
    assert f"of {MANY} are done and kept; start again to go on" in shown.text
    kept = len(indexed(catalogue))
    assert f"stopped: {kept} of {MANY}" in shown.text
    assert 2 <= kept < MANY
    again = summed_up(long_work, "--library", catalogue)
    assert (again["known"], again["read"]) == (kept, MANY - kept)


def test_killed_it_goes_on_where_it_was(long_work: Path, catalogue: Path) -> None:
    command = [str(PROGRAM), "index", str(long_work), "--workers", "1", "--library", str(catalogue)]
    killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(indexed(catalogue)) < 3:
        assert time.monotonic() < deadline
        assert killed.poll() is None
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    kept = len(indexed(catalogue))
    again = summed_up(long_work, "--library", catalogue)
    assert (again["known"], again["read"]) == (kept, MANY - kept)
    assert len(indexed(catalogue)) == MANY


def test_beside_another_one_it_waits_and_says_so(tmp_path: Path, catalogue: Path) -> None:
    write(tmp_path / "articles", ferry=FERRY)
    catalogue.parent.mkdir()
    command = [str(PROGRAM), "index", str(tmp_path / "articles"), "--library", str(catalogue)]
    with FileLock(f"{catalogue}.lock"):
        waiting = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert waiting.stderr is not None
        assert b"waiting" in waiting.stderr.readline()
        assert indexed(catalogue) == {}
    told, _ = waiting.communicate(timeout=60)
    assert (waiting.returncode, told.split(b" (")[0]) == (0, b"1 article, 1 read")
