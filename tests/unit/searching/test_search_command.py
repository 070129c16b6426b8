"""The search command in this process: formats, what is on disk now, notes, and queries kept under names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal.test_search import TEXT
from tui import paths
from tui.annotations.corrections import correct_speaker
from tui.annotations.store import NoteStore
from tui.cli import main
from tui.documents.loading import load
from tui.extraction import extract
from tui.library.catalogue import catalogue_file


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def done(*arguments: object) -> Done:
        status = main(["search", *map(str, arguments)])
        return Done(status, *capsys.readouterr())

    return done


def complaint(done: Done, status: int) -> str:
    assert done.returncode == status, done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "talks.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_table_and_csv_have_a_row_a_passage(run: Run, library: Path) -> None:
    table = run("kind:direct", library).stdout
    assert table.startswith("Harbour talks, talks.txt, 2022-02-10\n")
    assert "Anna Berg" in table
    rows = list(csv.DictReader(io.StringIO(run("kind:direct", library, "--format", "csv").stdout)))
    assert [row["speaker"] for row in rows] == ["Anna Berg", "Peter Holm"]
    limited = run("kind:direct", library, "--format", "csv", "--limit", "1").stdout
    assert limited.count("\n") == 2


def test_options_stand_anywhere(run: Run, library: Path) -> None:
    assert json.loads(run("title:talks", "--format", "json", library).stdout)
    assert run("--limit", "1", "kind:direct", "--format", "csv", library).stdout.count("\n") == 2


def test_what_has_no_rows_is_said(run: Run, library: Path) -> None:
    assert run("--list") == Done(1, "", "briefing-tui: no query is saved\n")
    assert run("--list", "--format", "json") == Done(1, "[]\n", "")
    assert run("harbour", library).returncode == 0
    assert run("lighthouse", library) == Done(1, "", "briefing-tui: nothing is found\n")
    assert run("lighthouse", library, "--format", "jsonl") == Done(1, "", "")


def test_what_is_new_changed_or_gone_is_seen_at_the_next_search(run: Run, library: Path) -> None:
    assert run("lighthouse", library).returncode == 1
    (library / "light.txt").write_text("A lighthouse\n\nIt burns every night in the islands.\n", encoding="utf-8")
    assert "light.txt" in run("lighthouse", library, "--format", "jsonl").stdout
    (library / "light.txt").unlink()
    assert run("lighthouse", library).returncode == 1


def test_a_catalogue_is_searched_as_it_is(run: Run, library: Path) -> None:
    assert run("harbour", library).returncode == 0
    file = catalogue_file([library])
    (library / "talks.txt").unlink()
    assert run("harbour", "--library", file).returncode == 0
    message = complaint(run("harbour", "--library", library / "none.sqlite"), 1)
    assert "none.sqlite cannot be searched" in message


def write_note(run: Run, library: Path) -> None:
    identifier = json.loads(run("harbour", library, "--format", "jsonl").stdout)["id"]
    notes = library / "annotations"
    notes.mkdir()
    (notes / "talks.yaml").write_text(
        f"""schema: 1
document: {identifier}
title: Harbour talks
path: talks.txt
---
id: "2c92791d9199d210"
type: Annotation
motivation: commenting
created: 2026-11-23T15:22:23Z
modified: 2026-11-23T15:22:23Z
target:
  source: urn:briefing-tui:document:{identifier}
  selector:
  - type: TextQuoteSelector
    exact: nine ferries
body:
- type: TextualBody
  purpose: commenting
  value: Übersetzungen differ.
- type: TextualBody
  purpose: tagging
  value: Evidence
""",
        encoding="utf-8",
    )


def test_notes_are_searched_as_they_are_on_disk(run: Run, library: Path) -> None:
    assert run("tag:evidence", library).returncode == 1
    write_note(run, library)
    for query in ("tag:evidence", "note:ubersetzungen", "is:noted", "tag:evid* speaker:holm"):
        assert run(query, library).returncode == 0, query
    assert run("note:evidence", library).returncode == 1


def test_notes_and_corrections_are_of_what_an_article_has_become(run: Run, library: Path) -> None:
    write_note(run, library)
    article = library / "talks.txt"
    document = load(article)
    quote = extract(document).attributions[0]
    NoteStore(library / "annotations").open(document).add(
        correct_speaker(document.text, quote, "Ada Byron", creator="reader")
    )
    article.write_text(TEXT.replace("nine ferries", "ten ferries") + "\nMore.\n", encoding="utf-8")
    for query in ("tag:evidence", "is:noted", "tag:evid* speaker:holm", "speaker:byron"):
        assert run(query, library).returncode == 0, query
    assert run("NOT is:noted", library).returncode == 1
    (library / "other.txt").write_text(TEXT, encoding="utf-8")
    article.write_text("Another article\n\nThis one has no notes at all, and nobody speaks in it.\n", encoding="utf-8")
    assert "Another" not in run("is:noted", library).stdout


def test_queries_are_kept_under_names_in_a_file_that_people_can_write(run: Run, library: Path) -> None:
    assert run("--list").returncode == 1
    assert run("speaker:holm", library, "--save", "Who asked").returncode == 0
    with paths.user_queries().open("a", encoding="utf-8") as file:
        file.write("# by hand\nboats: ferries OR ships\n")
    assert run("speaker:berg", library, "--save", "Who asked").returncode == 0
    listed = json.loads(run("--list", "--format", "json").stdout)
    assert listed == [
        {"name": "boats", "query": "ferries OR ships"},
        {"name": "Who asked", "query": "speaker:berg"},
    ]
    assert "# by hand\n" in paths.user_queries().read_text(encoding="utf-8")
    assert "Anna Berg" in run("--saved", "Who asked", library).stdout
    assert "“boat”; did you mean boats?" in complaint(run("--saved", "boat", library), 2)
    assert run("--forget", "Who asked").returncode == 0
    assert "no query is saved" in complaint(run("--forget", "Who asked"), 2)
    paths.user_queries().write_text("boats: [1]\n", encoding="utf-8")
    assert "queries.yaml: boats: found [1], expected a query" in complaint(run("--list"), 2)
    assert "queries.yaml: boats" in complaint(run("ferries", library, "--save", "x"), 2)


def test_a_wrong_query_is_not_kept(run: Run, library: Path) -> None:
    assert run("(a", library, "--save", "x").returncode == 2
    assert run("--list").returncode == 1


def test_article_that_was_saved_twice_is_one_row_that_says_so(run: Run, library: Path, seeds: Path) -> None:
    text = (seeds / "london-moscow-wire.txt").read_text(encoding="utf-8")
    (library / "wire.txt").write_text(text, encoding="utf-8")
    (library / "again.txt").write_text(f"Menu\n\n{text}", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run("speaker:lavrov", library, "--format", "csv", "--limit", "1").stdout)))
    assert [row["article"].rpartition(" ")[2] for row in rows] == ["×2"]
