"""The notes of a document in a file: saved at once, undone, brought back, found again."""

from __future__ import annotations

import stat
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import NOW, TEXT, any_text, document
from msgspec.structs import replace

from tui.annotations.anchoring import AnchorState
from tui.annotations.changes import Change, ChangeKind
from tui.annotations.model import Annotation, Motivation, new_annotation, retargeted
from tui.annotations.notebook import Notebook
from tui.annotations.store import NoteStore, StoreError
from tui.text import Span


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def make(words: str = "nothing had been decided", body: str = "", text: str = TEXT, **more: object) -> Annotation:
    start = text.index(words)
    kind = Motivation.COMMENTING if body else Motivation.HIGHLIGHTING
    return new_annotation(text, Span(start, start + len(words)), motivation=kind, body=body, now=NOW, **more)  # type: ignore[arg-type]


def opened(folder: Path, text: str = TEXT, **more: str) -> Notebook:
    return NoteStore(folder).open(document(text, **more))


def test_a_note_is_on_disk_as_soon_as_it_is_made_and_there_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "annotations"
    book = opened(folder)
    assert not folder.exists()
    note = make(body="Is that so?\nAsk again.", tags=("check", "Moscow"), creator="Ann")
    assert book.add(note) == Change(ChangeKind.ADDED, None, note)
    assert book.path.name == f"talks-in-moscow-{book.document_id}.yaml"
    text = book.path.read_text(encoding="utf-8")
    assert "Is that so?\n    Ask again.\n" in text
    assert "title: Talks in Moscow\noutlet: Test Post\n" in text
    again = opened(folder)
    assert again.annotations == (note,)
    assert again.anchors[note.id].state is AnchorState.EXACT


def test_a_change_touches_no_byte_of_other_records(tmp_path: Path) -> None:
    book = opened(tmp_path)
    first, second, third = (make(body=f"Note {n}") for n in range(3))
    for each in (first, second, third):
        book.add(each)
    head, *records = book.path.read_bytes().split(b"---\n")
    records[0] = b"# by hand\n" + records[0].replace(b"Note 0", b"'Note 0'   # quoted") + b"mine: [1,2]\n\n"
    by_hand = b"---\n".join([head + b"# more about it\n", *records])
    book.path.write_bytes(by_hand)
    book.replace(replace(second, body="Another"))
    assert book.path.read_bytes() == by_hand.replace(b"Note 1", b"Another")
    book.remove(second.id)
    assert book.path.read_bytes() == b"---\n".join([head + b"# more about it\n", records[0], records[2]])
    book.undo()
    assert book.path.read_bytes() == by_hand.replace(b"Note 1", b"Another")


def test_notes_follow_an_article_that_changed_at_its_path(tmp_path: Path) -> None:
    folder, path = tmp_path / "annotations", str(tmp_path / "talks.txt")
    note = make()
    opened(folder, path=path).add(note)
    longer = "Updated.\n\n" + TEXT
    book = opened(folder, longer, path=path)
    assert book.annotations == (note,)
    assert (book.anchors[note.id].state, book.anchors[note.id].span) == (
        AnchorState.MOVED,
        Span(TEXT.index("nothing") + 10, TEXT.index(" decided") + 18),
    )
    book.add(make("Updated", text=longer))
    assert len(list(folder.glob("*.yaml"))) == 1
    for text in (TEXT, longer):  # the file is known by both texts now, wherever they lie
        assert len(opened(folder, text, path="/elsewhere/b.txt").annotations) == 2


def test_notes_follow_an_article_that_was_fetched_again_from_its_url(tmp_path: Path) -> None:
    opened(tmp_path, url="https://example.org/talks").add(make())
    assert len(opened(tmp_path, "Other words. " + TEXT, url="https://example.org/talks").annotations) == 1
    assert opened(tmp_path, "Other words. " + TEXT, url="https://example.org/other").annotations == ()


def test_notes_follow_an_article_that_was_renamed_and_are_not_taken_by_the_next_at_its_path(
    tmp_path: Path,
) -> None:
    store, path = NoteStore(tmp_path), str(tmp_path / "a.txt")
    old = document(path=path)
    store.open(old).add(make())
    fresh = document("Quite another article.", path=path)
    assert store.open(fresh, known={old.id, fresh.id}).annotations == ()
    assert len(store.open(document(path=str(tmp_path / "b.txt")), known={old.id, fresh.id}).annotations) == 1


def test_notes_are_counted_by_document_and_by_path(tmp_path: Path) -> None:
    store = NoteStore(tmp_path / "annotations")
    assert store.counts() == {}
    path = tmp_path / "talks.txt"
    book = store.open(document(path=str(path)))
    for _ in range(3):
        book.add(make())
    store.open(document("Another. " + TEXT, title="Other")).add(make())
    counts = store.counts()
    assert counts[book.document_id] == 3
    assert counts[store.path_hint(str(path))] == 3 == counts["talks.txt"]
    assert sorted(counts.values()) == [1, 3, 3]


def test_files_that_come_go_or_are_written_over_are_noticed_by_a_store_in_use(tmp_path: Path) -> None:
    store = NoteStore(tmp_path)
    first = store.open(document())
    first.add(make(body="first"))
    time.sleep(0.06)  # a folder that was written just now may be written again without its time telling
    assert len(store.open(document()).annotations) == 1
    other = "Another. " + TEXT
    opened(tmp_path, other, title="Other").add(make(text=other))
    assert len(store.open(document(other)).annotations) == 1
    time.sleep(0.06)
    assert len(store.open(document()).annotations) == 1
    text = first.path.read_text(encoding="utf-8")
    third = document("Third. " + TEXT, title="Third")
    first.path.write_text(text.replace(first.document_id, third.id), encoding="utf-8")
    assert store.open(third).path == first.path
    first.path.unlink()
    assert store.open(document()).annotations == ()
    assert not store.may_correct(document())
    correction = replace(make(body="a word"), motivation=Motivation.EDITING)
    opened(tmp_path).add(correction)
    assert store.may_correct(document())
    assert not store.may_correct(document(other))


def test_an_orphan_is_kept_and_repaired_by_giving_it_a_new_place(tmp_path: Path) -> None:
    folder, path = tmp_path / "annotations", str(tmp_path / "talks.txt")
    note = make()
    opened(folder, path=path).add(note)
    changed = TEXT.replace("nothing had been decided, and left", "he was going home")
    book = opened(folder, changed, path=path)
    assert book.anchors[note.id].state is AnchorState.ORPHAN
    place = Span(changed.index("he was going"), changed.index("he was going") + 12)
    book.replace(retargeted(note, changed, place, now=NOW))
    assert book.anchors[note.id].span == place
    book.undo()
    assert book.annotations == (note,)


def test_undo_and_redo_work_across_restarts(tmp_path: Path) -> None:
    note = make(body="one")
    book = opened(tmp_path)
    book.add(note)
    book.replace(replace(note, body="two"))
    book.remove(note.id)
    bodies = []
    for _ in range(3):
        book = opened(tmp_path)
        assert book.can_undo
        book.undo()
        bodies.append([each.body for each in book.annotations])
    assert bodies == [["two"], ["one"], []]
    assert not book.can_undo
    assert opened(tmp_path).undo() is None
    for expected in (["one"], ["two"], []):
        book = opened(tmp_path)
        book.redo()
        assert [each.body for each in book.annotations] == expected
    assert not book.can_redo
    assert book.redo() is None


def test_many_notes_are_changed_in_one_save_and_taken_back_in_one_step(tmp_path: Path) -> None:
    book = opened(tmp_path)
    for number in range(3):
        book.add(make(body=f"Note {number}"))
    book.path.write_text(book.path.read_text().replace("---\nid", "# by hand\n---\n# mine\nid"))
    book = opened(tmp_path)
    first = book.path.read_bytes()
    kept = book.annotations
    assert book.change_all([replace(each, tags=("t",)) for each in kept], [kept[1].id, "nobody"]) == 3
    assert [each.tags for each in book.annotations] == [("t",), ("t",)]
    assert book.change_all(removed=[each.id for each in kept]) == 2
    assert book.annotations == ()
    book = opened(tmp_path)
    assert {each.id for each in book.deleted()} == {each.id for each in kept}
    book.undo()
    assert len(book.annotations) == 2
    book.undo()
    assert (book.annotations, book.path.read_bytes()) == (kept, first)
    book.redo()
    assert [each.tags for each in opened(tmp_path).annotations] == [("t",), ("t",)]


def test_a_step_of_many_changes_counts_once_among_those_that_can_be_undone(tmp_path: Path) -> None:
    book = opened(tmp_path)
    for number in range(3):
        book.add(make(body=str(number)))
    for number in range(199):
        book.change_all([replace(each, body=f"{each.body[0]} {number}") for each in book.annotations])
    book = opened(tmp_path)
    steps = 0
    while book.undo() is not None:
        steps += 1
    assert steps == 200
    assert [each.body for each in book.annotations] == ["0", "1"]


def test_a_new_change_ends_what_could_be_redone(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book.add(make())
    book.undo()
    assert book.can_redo
    book.add(make(body="new"))
    assert not book.can_redo
    assert not opened(tmp_path).can_redo


def test_the_last_200_changes_can_be_undone_after_a_restart(tmp_path: Path) -> None:
    book = opened(tmp_path)
    note = make(body="0")
    book.add(note)
    for number in range(1, 650):
        book.replace(replace(note, body=str(number)))
    book = opened(tmp_path)
    count = 0
    while book.undo() is not None:
        count += 1
    assert count == 200
    assert book.annotations[0].body == "449"
    book = opened(tmp_path)
    while book.redo() is not None:
        count -= 1
    assert (count, book.annotations[0].body) == (0, "649")


def test_a_deleted_note_can_be_brought_back_for_thirty_days(tmp_path: Path) -> None:
    clock = Clock()
    store = NoteStore(tmp_path, clock=clock)
    note, other = make(body="gone"), make(body="stays")
    book = store.open(document())
    book.add(note)
    book.add(other)
    book.remove(note.id)
    for number in range(205):  # more than can be undone
        book.replace(replace(other, body=str(number)))
    clock.now = NOW + timedelta(days=29)
    book = store.open(document())
    assert book.deleted() == (note,)
    book.add(note)
    assert book.deleted() == ()
    book.remove(note.id)
    clock.now = NOW + timedelta(days=60)
    assert store.open(document()).deleted() == ()


def test_a_change_from_outside_is_read_and_merged_with_ours(tmp_path: Path) -> None:
    mine, theirs = opened(tmp_path), opened(tmp_path)
    first = make(body="first")
    mine.add(first)
    assert theirs.reload()
    assert not theirs.reload()
    second = make(body="second")
    theirs.add(second)
    theirs.replace(replace(first, tags=("theirs",)))
    change = mine.replace(replace(first, body="mine"))  # different fields of one note: both stay
    assert change.conflict is None
    assert [(each.body, each.tags) for each in mine.annotations] == [("mine", ("theirs",)), ("second", ())]


def test_a_real_conflict_keeps_both_versions_and_marks_ours(tmp_path: Path) -> None:
    mine, theirs = opened(tmp_path), opened(tmp_path)
    note = make(body="first")
    mine.add(note)
    theirs.reload()
    theirs.replace(replace(note, body="theirs"))
    change = mine.replace(replace(note, body="mine"))
    assert change.conflict is not None
    assert [(each.body, each.conflict_with) for each in mine.annotations] == [
        ("theirs", ""),
        ("mine", note.id),
    ]
    assert opened(tmp_path).annotations == mine.annotations
    mine.undo()
    assert [each.body for each in mine.annotations] == ["theirs"]


def test_a_note_that_was_changed_elsewhere_is_not_deleted_under_it(tmp_path: Path) -> None:
    mine, theirs = opened(tmp_path), opened(tmp_path)
    note = make(body="first")
    mine.add(note)
    theirs.reload()
    theirs.replace(replace(note, body="theirs"))
    mine.remove(note.id)
    assert [each.body for each in mine.annotations] == ["theirs"]


def test_a_file_that_vanished_is_written_again_with_all_its_notes(tmp_path: Path) -> None:
    folder = tmp_path / "annotations"
    book = opened(folder)
    first, second = make(body="one"), make(body="two")
    book.add(first)
    for found in sorted(folder.rglob("*"), reverse=True):
        found.rmdir() if found.is_dir() else found.unlink()
    folder.rmdir()
    book.add(second)
    assert opened(folder).annotations == (first, second)


def test_mode_bits_and_symbolic_links_are_kept(tmp_path: Path) -> None:
    real, folder = tmp_path / "real", tmp_path / "annotations"
    book = opened(real)
    book.add(make())
    book.path.chmod(0o640)
    folder.mkdir()
    link = folder / book.path.name
    link.symlink_to(book.path)
    linked = opened(folder)
    linked.add(make(body="through the link"))
    assert link.is_symlink()
    assert stat.S_IMODE(book.path.stat().st_mode) == 0o640
    assert len(opened(real).annotations) == 2


def test_git_sees_only_the_notes(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    book = opened(tmp_path)
    book.add(make())
    status = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert status.stdout == f"?? {book.path.name}\n"


def test_saving_leaves_no_other_file_beside_the_notes(tmp_path: Path) -> None:
    book = opened(tmp_path)
    (tmp_path / f".{book.path.name}.0000.tmp").write_bytes(b"left by a crash")
    book.add(make())
    assert {found.name for found in tmp_path.iterdir()} == {book.path.name, ".briefing-tui"}


def test_an_id_is_given_once(tmp_path: Path) -> None:
    book = opened(tmp_path)
    note = make()
    book.add(note)
    with pytest.raises(ValueError, match="there already"):
        book.add(note)
    with pytest.raises(KeyError):
        book.remove("nobody")
    assert not book.unsaved


def test_two_documents_do_not_share_a_file(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path, "Another text. " + TEXT)
    first.add(make(body="first"))
    second.add(make(body="second"))
    assert first.path != second.path
    assert [each.body for each in opened(tmp_path).annotations] == ["first"]


def test_titles_of_any_kind_make_file_names(tmp_path: Path) -> None:
    for title in (
        "",
        "../../etc/passwd",
        "Переговоры в Москве",
        "x" * 400,
        "CON",
        "a/b\\c:d*e?f",
        "会谈" * 100,
    ):
        book = opened(tmp_path, title + TEXT, title=title)
        book.add(make(text=title + TEXT))
        assert book.path.parent == tmp_path
        assert len(opened(tmp_path, title + TEXT, title=title).annotations) == 1


operations = st.lists(
    st.tuples(
        st.sampled_from(["add", "replace", "remove", "undo", "redo", "restart", "tag several", "remove several"]),
        st.integers(0, 63),
        any_text,
    ),
    max_size=10,
)


def do(book: Notebook, what: str, which: int, text: str) -> None:
    notes = book.annotations
    if what == "add" or not notes:
        book.add(make(body=text, tags=(text,)))
    elif what == "remove":
        book.remove(notes[which % len(notes)].id)
    elif what == "remove several":
        book.change_all(removed=[note.id for at, note in enumerate(notes) if which >> at & 1])
    elif what == "tag several":
        book.change_all(
            [replace(note, tags=(*note.tags, text)) for at, note in enumerate(notes) if which >> at & 1],
            [note.id for note in notes[:1] if which % 5 == 0],
        )
    else:
        note = notes[which % len(notes)]
        changes = [
            {"body": text},
            {"tags": ("t", text)},
            {"motivation": Motivation.QUESTIONING},
            {"creator": text},
        ]
        book.replace(replace(note, **changes[which % 4], modified=datetime.now(UTC)))  # type: ignore[arg-type]


@settings(max_examples=50, deadline=None)
@given(operations, operations)
def test_whatever_was_done_undoing_it_all_gives_the_first_state_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[str, int, str]],
    after: list[tuple[str, int, str]],
) -> None:
    folder = tmp_path_factory.mktemp("notes")
    book = opened(folder)
    book.add(make(body="there from the start"))
    for step in before:
        if step[0] not in ("undo", "redo", "restart"):
            do(book, *step)
    for journal in (folder / ".briefing-tui").glob("*.journal"):
        journal.unlink()
    book = opened(folder)
    first, notes = book.path.read_bytes(), book.annotations
    states = []
    for what, which, text in after:
        if what == "restart":
            book = opened(folder)
        elif what == "undo":
            book.undo()
        elif what == "redo":
            book.redo()
        else:
            do(book, what, which, text)
        assert opened(folder).annotations == book.annotations
    last = book.path.read_bytes()
    while book.undo() is not None:
        states.append(book.annotations)
    assert book.annotations == notes
    assert book.path.read_bytes() == first
    done = 0
    while done < len(states) and book.redo() is not None:
        done += 1
    assert book.path.read_bytes() == last


def test_a_store_error_is_one_line_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "annotations").write_text("a file in the place of the folder")
    book = opened(tmp_path / "annotations")
    note = make()
    with pytest.raises(StoreError) as caught:
        book.add(note)
    assert "\n" not in str(caught.value)
    assert book.path.name in str(caught.value)
    assert book.unsaved
    assert book.annotations == (note,)
    elsewhere = book.save_elsewhere(tmp_path / "elsewhere")
    assert elsewhere.parent == tmp_path / "elsewhere"
    assert not book.unsaved
    assert opened(tmp_path / "elsewhere").annotations == (note,)


def test_a_note_just_made_can_be_edited_from_outside(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book.add(make(body="as it was written"))
    written = book.path.read_text(encoding="utf-8")
    book.path.write_text(written.replace("as it was written", "by hand"), encoding="utf-8")
    assert book.reload()
    assert [note.body for note in book.annotations] == ["by hand"]
    assert book.path.read_text(encoding="utf-8") == written.replace("as it was written", "by hand")
