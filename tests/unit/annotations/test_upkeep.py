"""Looking after a folder of notes: finding what is wrong, mending what is safe, joining folders, history."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from making import NOW, TEXT, document
from msgspec.structs import replace

from tui.annotations.changes import StoreError
from tui.annotations.mending import mended, repair
from tui.annotations.model import Annotation, Motivation, new_annotation
from tui.annotations.notesfile import read_notes
from tui.annotations.store import NoteStore
from tui.annotations.upkeep import check, history, merge
from tui.text import Span


def note(identity: str, body: str = "A note.") -> Annotation:
    place = TEXT.index("nothing had been decided")
    made = new_annotation(TEXT, Span(place, place + 24), motivation=Motivation.COMMENTING, body=body, now=NOW)
    return replace(made, id=identity)


def kept(folder: Path, *notes: Annotation, text: str = TEXT, url: str = "") -> Path:
    book = NoteStore(folder).open(document(text, url=url))
    for each in notes:
        book.add(each)
    return book.path


def test_a_sound_folder_gives_no_finding(tmp_path: Path) -> None:
    kept(tmp_path, note("a"))
    assert check(tmp_path, [document()]) == ()


def test_damage_orphans_duplicates_conflicts_and_unknown_documents_are_found_with_their_lines(
    tmp_path: Path,
) -> None:
    path = kept(tmp_path, note("a"), replace(note("b"), conflict_with="a"), url="https://example.org")
    other = kept(tmp_path, note("a"), text="Another. " + TEXT)
    path.write_text(path.read_text() + "---\nid: [c\n")
    changed = document("All of it was rewritten.", url="https://example.org")
    found = check(tmp_path, [changed])
    lines = path.read_text().splitlines()
    assert {(each.kind.value, each.file, each.note) for each in found} == {
        ("damage", path, ""),
        ("orphan", path, "a"),
        ("orphan", path, "b"),
        ("conflict", path, "b"),
        ("duplicate", max(path, other), "a"),
        ("unknown document", other, ""),
    }
    for each in found:
        if each.note:
            assert each.file.read_text().splitlines()[each.line] == f"id: {each.note}"
        elif each.line:
            assert each.line in (len(lines), len(lines) + 1)


def test_two_folders_become_one_without_loss(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    path = kept(mine, note("same"), note("both", "my version"), note("mine"))
    other = kept(theirs, note("same"), note("both", "their version"), note("theirs"))
    other.write_text(other.read_text().replace("id: theirs", "# by hand\nid: theirs\nmine: [1, no]"))
    kept(theirs, note("else"), text="Another. " + TEXT)
    before = other.read_bytes()
    told = merge(mine, theirs)
    assert len(told) == 2
    book = NoteStore(mine).open(document())
    assert book.path == path
    bodies = {each.id: each.body for each in book.annotations}
    assert {"same", "both", "mine", "theirs"} < set(bodies)
    assert sorted(bodies.values()).count("their version") == 1
    assert [each.conflict_with for each in book.annotations].count("both") == 1
    assert "# by hand\nid: theirs\nmine: [1, no]" in path.read_text()
    assert len(NoteStore(mine).open(document("Another. " + TEXT)).annotations) == 1
    assert other.read_bytes() == before
    again = path.read_bytes()
    assert all(" 0 of " in line for line in merge(mine, mine))
    assert path.read_bytes() == again


def test_a_note_that_stands_twice_is_kept_once_or_under_two_ids(tmp_path: Path) -> None:
    path = kept(tmp_path, note("a", "one"), note("b", "two"))
    head, a, b = path.read_text().split("---\n")
    path.write_text("---\n".join([head, a, b, a, a.replace("one", "another")]) + "# the end\n")
    before = path.read_bytes()
    told = repair(path)
    assert len(told) == 2
    assert all(each.startswith(f"{path.name}:") for each in told)
    found = read_notes(path.read_bytes())
    assert found.flaws == ()
    assert sorted(record.annotation.body for record in found.records.values()) == ["another", "one", "two"]
    assert path.read_text().endswith("# the end\n")
    backups = list((tmp_path / ".briefing-tui").glob("*before-repair*"))
    assert [each.read_bytes() for each in backups] == [before]
    assert repair(path) == ()


def test_a_merge_left_open_inside_a_note_is_closed_by_keeping_both(tmp_path: Path) -> None:
    path = kept(tmp_path, note("a", "mine"), note("b"))
    text = path.read_text().replace(
        "  value: mine\n", "<<<<<<< HEAD\n  value: mine\n=======\n  value: theirs\n>>>>>>> other\n"
    )
    better, told = mended(text.encode())
    found = read_notes(better)
    assert len(told) == 2
    assert found.flaws == ()
    assert sorted(record.annotation.body for record in found.records.values()) == [
        "A note.",
        "mine",
        "theirs",
    ]


def test_what_cannot_be_mended_stays_byte_for_byte(tmp_path: Path) -> None:
    path = kept(tmp_path, note("a"))
    data = path.read_bytes() + b"---\nid: [broken\n\x00\xff\n<<<<<<< HEAD\nx\n"
    assert mended(data) == (data, ())
    path.write_bytes(data)
    assert repair(path) == ()
    assert path.read_bytes() == data


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_versions_of_a_note_are_told_from_git(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no history"):
        history(kept(tmp_path / "outside", note("a")), "a")

    def commit(message: str) -> None:
        user = ["-c", "user.name=Ann", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *user, "add", "-A"], cwd=folder, check=True)
        subprocess.run(["git", *user, "commit", "-qm", message], cwd=folder, check=True)

    folder = tmp_path / "repository"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    path = kept(folder, note("other"))
    commit("before the note")
    book = NoteStore(folder).open(document())
    book.add(note("a", "first"))
    commit("made")
    book.add(note("more"))
    commit("another note")
    book.replace(note("a", "second"))
    commit("changed")
    book.remove("a")
    commit("removed")
    versions = history(path, "a")
    assert [each.annotation.body if each.annotation else None for each in versions] == [
        None,
        "second",
        "first",
    ]
    assert {each.author for each in versions} == {"Ann"}
    assert history(path, "nobody") == ()


def test_the_lines_of_a_merge_between_notes_are_removed_and_both_sides_kept(tmp_path: Path) -> None:
    path = kept(tmp_path, note("a"), note("b"), note("c"))
    head, a, b, c = path.read_text().split("---\n")
    text = f"{head}---\n{a}<<<<<<< HEAD\n---\n{b}=======\n---\n{c}>>>>>>> other\n"
    better, told = mended(text.encode())
    assert better == path.read_bytes()
    assert len(told) == 3


def test_a_merge_that_runs_across_several_notes_is_closed_with_all_notes_of_both_sides(tmp_path: Path) -> None:
    mine = kept(
        tmp_path / "mine", note("both", "the same"), note("m1", "mine 1"), note("m2", "mine 2"), note("x", "as I")
    )
    other = kept(tmp_path / "theirs", note("both", "the same"), note("t1", "theirs 1"), note("x", "as they"))
    folder = tmp_path / "merge"
    folder.mkdir()
    (folder / "base").write_bytes(kept(tmp_path / "base", note("both", "the same")).read_bytes())
    for side, path in (("mine", mine), ("theirs", other)):
        (folder / side).write_bytes(path.read_bytes())
    done = subprocess.run(["git", "merge-file", "-p", "mine", "base", "theirs"], cwd=folder, capture_output=True)
    assert done.stdout.count(b"<<<<<<<") > 1  # git takes lines that all notes have for lines in common
    better, told = mended(done.stdout)
    found = read_notes(better)
    assert found.flaws == ()
    assert sorted((each.annotation.body, each.annotation.conflict_with) for each in found.records.values()) == [
        ("as I", ""), ("as they", "x"), ("mine 1", ""), ("mine 2", ""), ("the same", ""), ("theirs 1", ""),
    ]  # fmt: skip
    assert "both sides" in told[0]


@pytest.mark.parametrize("lines", ["<<<<<<< a\nx\n", "=======\n", ">>>>>>> b\n", "<<<<<<< a\n>>>>>>> b\n"])
def test_lines_of_a_merge_that_do_not_fit_together_change_nothing(tmp_path: Path, lines: str) -> None:
    text = kept(tmp_path, note("a")).read_text().replace("motivation:", f"{lines}motivation:")
    assert mended(text.encode()) == (text.encode(), ())
