"""Damage stays where it is, is told with file and line, and harms no other note."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from breaking import DOCUMENT, bodies, note, opened

from tui.annotations.notebook import Notebook
from tui.annotations.notesfile import read_notes
from tui.annotations.store import NoteStore, StoreError

FILES = Path(__file__).parent / "files"


@pytest.fixture
def three(tmp_path: Path) -> Notebook:
    """A file with the notes a, b and c."""
    book = opened(tmp_path)
    for identity in "abc":
        book.add(note(identity, f"The note “{identity}”: of\ntwo lines 😀"))
    return book


def damage(book: Notebook, old: str, new: str) -> bytes:
    data = book.path.read_text(encoding="utf-8").replace(old, new, 1).encode("utf-8", "surrogatepass")
    book.path.write_bytes(data)
    return data


def test_a_file_cut_at_any_byte_keeps_every_whole_record_and_every_byte(three: Notebook) -> None:
    data = three.path.read_bytes()
    whole = [found.start() for found in re.finditer(rb"(?m)^---\n", data)] + [len(data)]
    for length in range(len(data)):
        found = read_notes(data[:length])
        complete = sum(1 for end in whole[1:] if end <= length)
        assert list("abc")[:complete] == list(found.records)[:complete]
        assert b"".join(chunk.raw for chunk in found.chunks) == data[:length]


def test_a_file_cut_in_the_middle_of_a_record_is_added_to_not_written_over(three: Notebook) -> None:
    data = three.path.read_bytes()
    for length in range(len(data) - 300, len(data), 13):
        three.path.write_bytes(data[:length])
        book = opened(three.path.parent)
        book.add(note("d", "new"))
        assert three.path.read_bytes().startswith(data[:length])
        again = opened(three.path.parent)
        assert bodies(again)["d"] == "new"
        assert set("ab") <= set(bodies(again))


def line_of(data: bytes, words: bytes) -> int:
    return data[: data.index(words)].count(b"\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        ("id: b\n", "id: b\nid: b\n", b"id: b\nid: b", "stands twice"),
        ("id: b\n", "id: b\n\tcreator: x\n", b"\tcreator", ""),
        ("id: b\n", "id: b\x00\n", b"id: b", "does not allow"),
        ("id: b\n", "id: [b]\n", b"id: [b]", "not a text"),
        ("id: b\n", "id: 'b\n", b"id: 'b", ""),
        ("id: b\n", "id: {{b\n", b"id: {{b", ""),
        ("id: b\n", "- b\n", b"- b", ""),
        ("id: b\ntype: Annotation\n", "id: b\ntype: [Thing]\n", b"type: [Thing]", "not Annotation"),
        ("---\nid: b\n", "---\nid: b\n...\nmore\n", b"...", ""),
    ],
)
def test_a_damaged_record_harms_no_other_and_stays_as_it_is(
    three: Notebook, old: str, new: str, at: bytes, what: str
) -> None:
    data = damage(three, old, new)
    book = opened(three.path.parent)
    assert set(bodies(book)) == {"a", "c"}
    assert len(book.problems) == 1
    problem = book.problems[0]
    assert problem.file == three.path
    assert abs(problem.line - line_of(data, at)) <= 1
    assert what in problem.what
    assert str(problem).startswith(f"{three.path.name}:{problem.line}: ")
    assert NoteStore(three.path.parent).problems() == book.problems
    broken = data[data.index(b"---\n", data.index(b"id: a")) : data.index(b"---\nid: c")]
    book.replace(note("c", "changed"))
    book.remove("a")
    book.add(note("d", "new"))
    after = three.path.read_bytes()
    assert broken in after
    assert set(bodies(opened(three.path.parent))) == {"c", "d"}


def test_bytes_that_are_not_utf8_are_kept_with_their_record(three: Notebook) -> None:
    data = three.path.read_bytes().replace("“b”".encode(), b"\x93b\x94")
    three.path.write_bytes(data)
    book = opened(three.path.parent)
    assert set(bodies(book)) == {"a", "c"}
    assert book.problems[0].line == line_of(data, b"\x93b")
    book.remove("a")
    assert b"\x93b\x94" in three.path.read_bytes()


@pytest.mark.parametrize("breaks", [b"\r\n", b"\r"])
def test_other_line_ends_are_read_and_kept(three: Notebook, breaks: bytes) -> None:
    notes = bodies(three)
    three.path.write_bytes(three.path.read_bytes().replace(b"\n", breaks))
    book = opened(three.path.parent)
    assert bodies(book) == notes
    book.add(note("d", "lines\nof text"))
    book.replace(note("b", "other\nlines"))
    data = three.path.read_bytes()
    assert b"\n" not in data.replace(breaks, b"")
    assert bodies(opened(three.path.parent)) == notes | {"d": "lines\nof text", "b": "other\nlines"}


def test_a_byte_order_mark_is_kept(three: Notebook) -> None:
    three.path.write_bytes(b"\xef\xbb\xbf" + three.path.read_bytes())
    book = opened(three.path.parent)
    assert book.problems == ()
    assert set(bodies(book)) == set("abc")
    book.remove("b")
    assert three.path.read_bytes().startswith(b"\xef\xbb\xbfschema: 1\n")


def test_a_file_in_another_encoding_is_read_by_nobody_and_written_by_nobody(three: Notebook) -> None:
    data = three.path.read_text(encoding="utf-8").encode("utf-16")
    three.path.write_bytes(data)
    book = opened(three.path.parent)
    assert book.read_only
    assert "UTF-16" in book.problems[0].what
    with pytest.raises(StoreError, match="UTF-16"):
        book.add(note("d", "new"))
    assert book.unsaved
    assert three.path.read_bytes() == data


def test_saving_elsewhere_joins_the_notes_that_are_there(three: Notebook, tmp_path: Path) -> None:
    other = opened(tmp_path / "other")
    other.add(note("a", "another a"))
    other.add(note("z", "there before"))
    three.save_elsewhere(tmp_path / "other")
    found = opened(tmp_path / "other")
    assert sorted(bodies(found).values()) == sorted([*bodies(three).values()])
    assert len(found.annotations) == 5
    assert [each.conflict_with for each in found.annotations].count("a") == 1


def test_a_damaged_header_does_not_hide_the_notes(three: Notebook) -> None:
    data = damage(three, "title: Talks", "title: [Talks")
    book = opened(three.path.parent)
    assert set(bodies(book)) == set("abc")
    assert 0 < book.problems[0].line < 6
    book.remove("b")
    assert three.path.read_bytes().startswith(data[: data.index(b"---")])


def git(folder: Path, *command: str) -> int:
    user = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    return subprocess.run(["git", *user, *command], cwd=folder, capture_output=True, check=False).returncode


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_merge_conflict_left_by_git_hides_no_note_outside_it(three: Notebook) -> None:
    folder = three.path.parent
    git(folder, "init", "-q", "-b", "one")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    git(folder, "checkout", "-qb", "two")
    book = opened(folder)
    book.add(note("theirs", "added there"))
    book.replace(note("a", "changed there"))
    git(folder, "commit", "-qam", "there")
    git(folder, "checkout", "-q", "one")
    book = opened(folder)
    book.add(note("ours", "added here"))
    book.replace(note("a", "changed here"))
    git(folder, "commit", "-qam", "here")
    assert git(folder, "merge", "two") != 0
    data = three.path.read_bytes()
    book = opened(folder)
    assert {"b", "c"} <= set(bodies(book))
    assert book.problems
    conflict = data[data.index(b"<<<<<<<") : data.index(b">>>>>>>")]
    book.replace(note("b", "changed"))
    assert conflict in three.path.read_bytes()


def test_notes_that_both_sides_of_a_merge_added_are_all_read(three: Notebook) -> None:
    data = three.path.read_text(encoding="utf-8")
    head, a, b, c = data.split("---\n")
    three.path.write_text(f"{head}---\n{a}<<<<<<< HEAD\n---\n{b}=======\n---\n{c}>>>>>>> other\n", encoding="utf-8")
    book = opened(three.path.parent)
    assert set(bodies(book)) == set("abc")
    assert [problem.what for problem in book.problems] == ["a line of an unresolved merge"] * 3


def test_a_note_that_stands_twice_is_shown_twice_where_the_two_differ(three: Notebook) -> None:
    damage(three, "id: b\n", "id: a\n")
    book = opened(three.path.parent)
    assert set(bodies(book)) == {"a", "a-2", "c"}
    twin = book.get("a-2")
    assert twin is not None
    assert twin.conflict_with == "a"
    assert "stands twice" in book.problems[0].what
    book.remove("a-2")
    assert set(bodies(opened(three.path.parent))) == {"a", "c"}


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n", b"%YAML 1.2\n---\n", b"---\n"])
def test_an_empty_file_is_an_empty_notebook(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / f"talks-{DOCUMENT.id}.yaml"
    path.write_bytes(data)
    book = opened(tmp_path)
    assert (book.path, book.annotations) == (path, ())
    book.add(note("a", "first"))
    assert path.read_bytes().startswith(data)
    assert bodies(opened(tmp_path)) == {"a": "first"}


@pytest.mark.parametrize(
    "data", [b"\x00" * 4096, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"--- " * 9999, b"[" * 99999]
)
def test_a_file_of_rubbish_is_told_and_kept(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / f"talks-{DOCUMENT.id}.yaml"
    path.write_bytes(data)
    book = opened(tmp_path)
    assert book.annotations == ()
    assert book.problems
    book.add(note("a", "first"))
    assert path.read_bytes().startswith(data)
    assert bodies(opened(tmp_path)) == {"a": "first"}


@pytest.mark.parametrize("schema", [0, 1, 2])
def test_each_schema_is_read_and_only_known_ones_are_written(tmp_path: Path, schema: int) -> None:
    path = tmp_path / "by-hand.yaml"
    shutil.copy(FILES / f"schema-{schema}.yaml", path)
    data = path.read_bytes()
    book = opened(tmp_path)
    assert (book.path, bodies(book)) == (path, {"n1": "Which one?"})
    assert book.read_only == (schema > 1)
    if book.read_only:
        with pytest.raises(StoreError, match="newer version"):
            book.add(note("a", "new"))
        assert book.unsaved
        assert path.read_bytes() == data
        assert book.save_elsewhere(tmp_path / "elsewhere").read_bytes().count(b"\nid: ") == 2
        return
    book.add(note("a", "new"))
    after = path.read_bytes()
    assert after.startswith(data.replace(b"document:", b"schema: 1\ndocument:") if schema == 0 else data)
    backup = tmp_path / ".briefing-tui" / "by-hand.yaml.schema-0"
    assert (backup.read_bytes() == data) if schema == 0 else not backup.exists()
