"""`briefing-tui search`: what it prints, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal.pty import PROGRAM
from tests.terminal.test_commands import complaint, run

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]

TEXT = """Harbour talks

By Jane Roe in Linden February 10, 2022

“We will not close the northern harbour before nine ferries have sailed,” Anna Berg said.

“Nobody asked the islanders about Anna Berg at all,” Peter Holm said.
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "talks.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_json_names_the_quote_and_the_place_of_the_hits(library: Path) -> None:
    done = run("search", "speaker:holm about:berg", library, "--format", "json")
    assert done.returncode == 0, done.stderr
    (record,) = json.loads(done.stdout)
    assert Path(record["path"]) == library / "talks.txt"
    assert (record["title"], record["published"]) == ("Harbour talks", "2022-02-10")
    assert (record["speaker"], record["kind"], record["via"]) == ("Peter Holm", "direct", [])
    assert (
        TEXT[record["start"] : record["end"]] == record["words"] == "Nobody asked the islanders about Anna Berg at all"
    )
    assert [record["words"][start:end] for start, end in record["hits"]] == ["Berg"]


def test_status_tells_whether_anything_was_found(library: Path) -> None:
    assert run("search", "harbour", library).returncode == 0
    done = run("search", "lighthouse", library)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"briefing-tui: nothing is found\n")
    done = run("search", "lighthouse", library, "--format", "json")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"[]\n", b"")
    assert "does not exist" in complaint(run("search", "harbour", library / "absent"), 1)


def test_a_wrong_query_is_told_with_its_place(library: Path) -> None:
    done = run("search", "harbour spaker:berg", library)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        "briefing-tui: there is no field spaker:; did you mean speaker?",
        "briefing-tui: harbour spaker:berg",
        "briefing-tui:         ^^^^^^^",
    ]
    assert "the query is empty" in complaint(run("search", " ", library), 2)
    assert "nothing to search for" in complaint(run("search"), 2)


def test_an_article_has_one_name_wherever_the_program_was_started(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert b"1 read" in run("index", library).stdout
    monkeypatch.chdir(library.parent)
    assert b"1 known" in run("index", library.name).stdout
    done = run("search", "ferries", library.name, "--format", "json")
    assert Path(json.loads(done.stdout)[0]["path"]) == library / "talks.txt"
    assert b"1 known" in run("index", library).stdout
