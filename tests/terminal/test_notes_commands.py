"""The commands that look after notes and carry them, as a shell runs them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.terminal.pty import PROGRAM
from tests.terminal.test_commands import run
from tui.annotations.model import Annotation, Motivation, new_annotation
from tui.annotations.store import Notebook, NoteStore
from tui.documents.loading import load
from tui.text import Span

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]

LOSSLESS = {"webannotation": "notes.jsonld", "csv": "notes.csv"}
BOTH_WAYS = LOSSLESS | {"hypothesis": "notes.json", "brat": "standoff"}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "talks.txt").write_text(
        "Talks end in Moscow\n\nThe foreign secretary met Sergei Lavrov in Moscow on Thursday.\n\n“We need to see the "
        "troops moved elsewhere,” she said.\n"
    )
    (folder / "visit.txt").write_text("A visit to Warsaw\n\nThe prime minister flew to Warsaw on the same day.\n")
    return folder


def book(articles: Path, name: str = "talks.txt") -> Notebook:
    return NoteStore(articles / "annotations").open(load(articles / name))


def add(articles: Path, words: str, name: str = "talks.txt", **fields: object) -> Annotation:
    text = load(articles / name).text
    start = text.index(words)
    made = new_annotation(
        text, Span(start, start + len(words)), motivation=Motivation.COMMENTING, body="Why so?", tags=["doubt", "a, b"],
        creator="Ann", links=["https://example.org/x"],
    )  # fmt: skip
    note = replace(made, **fields)  # type: ignore[arg-type]
    book(articles, name).add(note)
    return note


def printed(done: subprocess.CompletedProcess[bytes], status: int = 0) -> str:
    assert done.returncode == status, (done.stdout.decode(), done.stderr.decode())
    return done.stdout.decode("utf-8")


def test_sound_notes_are_found_sound_and_listed_as_before(articles: Path) -> None:
    add(articles, "Sergei Lavrov")
    assert printed(run("annotations", "check", articles)) == ""
    assert "Sergei Lavrov" in printed(run("annotations", articles))


def test_check_names_file_line_and_what_is_wrong_and_changes_nothing(articles: Path) -> None:
    add(articles, "Sergei Lavrov", id="gone1")
    add(articles, "flew to Warsaw", "visit.txt")
    path = book(articles).path
    path.write_text(path.read_text() + "---\nid: [broken\n")
    talks = articles / "talks.txt"
    talks.write_text("Talks end in Moscow\n\nAll of it was written anew, without a word of what there was.\n")
    before = path.read_bytes()
    lines = printed(run("annotations", "check", articles), 1).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["orphan", "damage"]
    assert all(line.startswith(f"{path.name}:") for line in lines)
    assert "gone1" in lines[0]
    assert path.read_bytes() == before
    assert printed(run("annotations", "check", articles / "visit.txt")) == ""


def test_repair_names_what_it_leaves(articles: Path) -> None:
    add(articles, "Sergei Lavrov")
    path = book(articles).path
    path.write_text(path.read_text() + '---\nid: broken\nbody: "never closed\n')
    before = path.read_bytes()
    done = run("annotations", "repair", articles)
    assert done.returncode == 1
    assert b"nothing to mend" not in done.stdout
    assert f"{path.name}:" in done.stderr.decode()
    assert b"left as it is" in done.stderr
    assert path.read_bytes() == before


def test_repair_says_what_it_would_do_then_does_it_once(articles: Path) -> None:
    add(articles, "Sergei Lavrov")
    path = book(articles).path
    head, record = path.read_text().split("---\n")
    path.write_text(f"{head}---\n{record}---\n{record}")
    before = path.read_bytes()
    planned = printed(run("annotations", "repair", "--dry-run", articles))
    assert "stood twice, kept once" in planned
    assert path.read_bytes() == before
    assert printed(run("annotations", "repair", articles)) == planned
    assert path.read_text() == f"{head}---\n{record}"
    assert printed(run("annotations", "repair", articles)) == "nothing to mend\n"
    assert printed(run("annotations", "check", articles)) == ""


def test_two_folders_are_joined(articles: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(articles, other)
    mine, theirs = add(articles, "Sergei Lavrov"), add(other, "see the troops")
    assert "1 of 1 notes are new here" in printed(run("annotations", "merge", articles, other))
    assert {each.id for each in book(articles).annotations} == {mine.id, theirs.id}
    assert [each.id for each in book(other).annotations] == [theirs.id]
    assert b"no such folder" in run("annotations", "merge", articles, tmp_path / "none").stderr
    assert run("annotations", "merge", articles, tmp_path / "none").returncode == 1


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_history_of_a_note_is_told_from_git(articles: Path) -> None:
    def git(*arguments: str) -> None:
        user = ["-c", "user.name=Ann", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *user, *arguments], cwd=articles, check=True)

    note = add(articles, "Sergei Lavrov")
    assert b"no history" in run("annotations", "history", note.id, articles).stderr
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "made")
    book(articles).replace(replace(note, body="Who says \x1b[2J so?"))
    git("commit", "-qam", "changed")
    told = printed(run("annotations", "history", note.id, articles))
    assert told.index("Who says") < told.index("Why so?")
    assert "\x1b" not in told
    assert "Ann" in told
    missing = run("annotations", "history", "nobody", articles)
    assert missing.returncode == 1
    assert b"no such note" in missing.stderr


def test_folder_with_the_name_of_a_command_is_listed_by_its_path(articles: Path) -> None:
    add(articles, "Sergei Lavrov")
    articles.rename(articles.with_name("check"))
    done = subprocess.run(
        [str(PROGRAM), "annotations", "./check"], cwd=articles.parent, capture_output=True, check=False
    )
    assert "Sergei Lavrov" in printed(done)


@pytest.mark.parametrize("format", BOTH_WAYS)
def test_notes_go_out_and_come_in_to_another_copy_of_the_articles_once(
    format: str, articles: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(articles, other)
    notes = [add(articles, "Sergei Lavrov"), add(articles, "see the troops"), add(articles, "Warsaw", "visit.txt")]
    target = tmp_path / BOTH_WAYS[format]
    done = run("export", articles, "--format", format, "-o", target)
    assert done.returncode == 0
    assert (b"cannot hold" in done.stderr) is (format not in LOSSLESS)
    assert done.stderr.count(b"\n") <= 1
    printed(run("import", target, other))
    found = [*book(other).annotations, *book(other, "visit.txt").annotations]
    assert [each.id for each in found] == [each.id for each in notes]
    assert [each.body for each in found] == ["Why so?"] * 3
    if format in LOSSLESS:
        assert found == [replace(each) for each in notes]
    assert printed(run("annotations", "check", other)) == ""

    before = book(other).path.read_bytes()
    assert "3 notes there already" in printed(run("import", target, other))
    assert book(other).path.read_bytes() == before
    again = target.with_name(f"again-{target.name}")
    run("export", other, "--format", format, "-o", again)
    pairs = [(target, again)] if target.is_file() else [(each, again / each.name) for each in target.iterdir()]
    assert pairs
    for first, second in pairs:
        assert first.read_bytes() == second.read_bytes()


def test_notes_whose_article_is_not_at_hand_are_kept_and_found_when_it_comes(articles: Path, tmp_path: Path) -> None:
    note = add(articles, "flew to Warsaw", "visit.txt")
    out = tmp_path / "notes.jsonld"
    run("export", articles, "--format", "webannotation", "-o", out)
    late = tmp_path / "late"
    late.mkdir()
    shutil.copy(articles / "talks.txt", late)
    assert "A visit to Warsaw: 1 note kept, though the article is not at hand" in printed(run("import", out, late))
    assert "unknown document" in printed(run("annotations", "check", late), 1)
    assert "there already" in printed(run("import", out, late))
    assert json.loads(printed(run("export", late, "--format", "webannotation")))["total"] == 1
    shutil.copy(articles / "visit.txt", late / "renamed.txt")
    assert [each.id for each in book(late, "renamed.txt").annotations] == [note.id]
    assert printed(run("annotations", "check", late)) == ""


def test_a_note_that_is_there_in_another_version_is_not_changed(articles: Path, tmp_path: Path) -> None:
    note = add(articles, "Sergei Lavrov")
    out = tmp_path / "notes.csv"
    run("export", articles, "--format", "csv", "-o", out)
    mine = replace(note, body="Changed since.")
    book(articles).replace(mine)
    assert "in another version, left as it is" in printed(run("import", out, articles))
    assert book(articles).annotations == (mine,)


def test_notes_without_ids_are_laid_to_articles_by_name_and_taken_in_once(articles: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("path,exact,note\ntalks.txt,Sergei Lavrov,Who?\n,nowhere,x\n")
    done = run("import", table, articles)
    assert "Talks end in Moscow: 1 note added" in printed(done, 1)
    assert b"1 note not kept" in done.stderr
    run("import", table, articles)
    (found,) = book(articles).annotations
    assert (found.body, found.target.quote.exact) == ("Who?", "Sergei Lavrov")
    assert book(articles).anchors[found.id].span is not None


def test_markdown_is_written_again_in_place(articles: Path, tmp_path: Path) -> None:
    add(articles, "Sergei Lavrov", id="a1")
    vault = tmp_path / "vault"
    written = Path(printed(run("export", articles, "--format", "markdown", "-o", vault)).strip())
    own = written.with_name("My name for it.md")
    written.rename(own)
    own.write_text(own.read_text() + "\nMy own words.\n")
    add(articles, "see the troops", id="b2")
    assert printed(run("export", articles, "--format", "markdown", "-o", vault)).strip() == str(own)
    text = own.read_text()
    assert text.index("^note-a1") < text.index("^note-b2") < text.index("My own words.")
    assert list(vault.iterdir()) == [own]


def test_formats_that_only_go_out_are_printed(articles: Path) -> None:
    add(articles, "Sergei Lavrov")
    (item,) = json.loads(printed(run("export", articles, "--format", "csl")))
    assert item["title"] == "Talks end in Moscow"
    assert "“Sergei Lavrov”\n    Why so?\n" in printed(run("export", articles / "talks.txt", "--format", "text"))
    (row,) = csv.DictReader(io.StringIO(printed(run("export", articles, "--format", "csv")), newline=""))
    assert row["exact"] == "Sergei Lavrov"


def test_an_article_is_never_written_over_by_an_export(articles: Path) -> None:
    add(articles, "Sergei Lavrov")
    talks = articles / "talks.txt"
    talks.write_bytes(talks.read_bytes().replace(b"\n", b"\r\n"))
    before = talks.read_bytes()
    done = run("export", articles, "--format", "brat", "-o", articles)
    assert done.returncode == 1
    assert b"another text" in done.stderr
    assert talks.read_bytes() == before
    assert not (articles / "talks.ann").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.json", b"{"), ("x.csv", b"a,b\n"), ("x.json", b"\x89PNG\r\n\x1a\n\x00\x00"), ("x.ann", b"T1\tA 0 1\tx\n")],
)
def test_what_cannot_be_read_is_told_in_one_line_and_nothing_is_kept(
    name: str, content: bytes, articles: Path, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    done = run("import", file, articles)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.startswith(b"briefing-tui: ")
    assert not (articles / "annotations").exists()
    assert run("import", tmp_path / "missing.json", articles).returncode == 1
    assert run("export", tmp_path / "missing", "--format", "csv", "-o", tmp_path / "out.csv").returncode == 1
    assert not (tmp_path / "out.csv").exists()


def test_damaged_notes_are_told_and_the_others_go_out(articles: Path) -> None:
    add(articles, "Sergei Lavrov")
    path = book(articles).path
    path.write_text(path.read_text() + "---\nid: [broken\n")
    done = run("export", articles, "--format", "webannotation")
    assert json.loads(printed(done, 1))["total"] == 1
    assert path.name.encode() in done.stderr
