"""All notes of several folders: read, read again where a file changed, put in order and in groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from making import NOW, TEXT, document
from msgspec.structs import replace

from tui.annotations.arranging import Arrangement, Grouping, Order, arranged, narrowed
from tui.annotations.header import Header
from tui.annotations.model import Annotation, Motivation, new_annotation
from tui.annotations.overview import Kept, NotesPlace, Overview, tags_in
from tui.annotations.store import NoteStore
from tui.text import Span


def note(words: str, body: str = "", days: int = 0, text: str = TEXT, **fields: object) -> Annotation:
    start = text.index(words)
    kind = Motivation.COMMENTING if body else Motivation.HIGHLIGHTING
    made = new_annotation(
        text, Span(start, start + len(words)), motivation=kind, body=body, now=NOW + timedelta(days=days)
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def refreshed(overview: Overview) -> list[tuple[int, int]]:
    return list(overview.refresh())


def bodies(notes: Sequence[Kept]) -> list[str]:
    return [kept.note.body for kept in notes]


def test_notes_of_all_folders_are_listed_article_by_article_in_the_order_of_the_text(tmp_path: Path) -> None:
    one, two = NoteStore(tmp_path / "one"), NoteStore(tmp_path / "two")
    later = one.open(document(title="Warsaw"))
    later.add(note("nothing had been decided", "fourth"))
    later.add(note("“We will not", "third"))
    other = "Another. " + TEXT
    two.open(document(other, title="berlin")).add(note("Another", "first", text=other))
    overview = Overview([tmp_path / "one", tmp_path / "two", tmp_path / "none"])
    assert refreshed(overview)[-1] == (2, 2)
    assert bodies(overview.notes) == ["first", "third", "fourth"]
    assert [kept.place.title for kept in overview.notes] == ["berlin", "Warsaw", "Warsaw"]
    before = overview.notes
    assert refreshed(overview) == []
    assert overview.notes is before
    later.remove(later.annotations[0].id)
    assert refreshed(overview) != []
    assert bodies(overview.notes) == ["first", "third"]
    later.path.unlink()
    refreshed(overview)
    assert bodies(overview.notes) == ["first"]


def test_a_reading_that_was_stopped_is_gone_on_with(tmp_path: Path) -> None:
    store = NoteStore(tmp_path)
    for number in range(3):
        text = f"{number}. {TEXT}"
        store.open(document(text, title=str(number))).add(note("Ms Truss", str(number), text=text))
    overview = Overview([tmp_path])
    reading = overview.refresh()
    assert next(reading) == (1, 3)
    assert bodies(overview.so_far()) == ["0"]
    reading.close()
    assert overview.notes == ()
    first = overview._known
    assert refreshed(overview) == [(2, 3), (3, 3)]
    assert bodies(overview.notes) == ["0", "1", "2"]
    assert overview.notes[0] is next(iter(first.values())).notes[0]


def test_what_cannot_be_read_is_told_and_hides_no_other(tmp_path: Path) -> None:
    store = NoteStore(tmp_path)
    store.open(document()).add(note("Ms Truss", "kept"))
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "damaged.yaml").write_text("---\nid: [x\n")
    overview = Overview([tmp_path])
    refreshed(overview)
    assert bodies(overview.notes) == ["kept"]
    assert [problem.split(":")[0] for problem in overview.problems] == ["folder.yaml"]


def test_a_note_is_found_by_its_words_tags_creator_quote_and_article(tmp_path: Path) -> None:
    NoteStore(tmp_path).open(document()).add(
        note("Ms Truss", "Is it\nSO?", tags=("Check",), creator="Ann", motivation=Motivation.QUESTIONING)
    )
    overview = Overview([tmp_path])
    refreshed(overview)
    for words in ("is it so?", "#check", "@ann", "ms truss", "questioning", "talks in moscow", "test post"):
        assert words in overview.notes[0].words


def kept(body: str, title: str = "A", **fields: object) -> Kept:
    place = NotesPlace(Path(f"{title}.yaml"), Header(1, title, title))
    made = note("Ms Truss", body, **fields)  # type: ignore[arg-type]
    return Kept(place, made, body.casefold())


def told(notes: Sequence[Kept], found: Arrangement) -> list[str]:
    """Headings in brackets, and bodies."""
    return [notes[row].note.body if row >= 0 else "[{} {}]".format(*found.groups[~row]) for row in found.rows]


def test_notes_are_put_in_order() -> None:
    notes = [kept("b", days=2), kept("c", days=3), kept("a", days=1), kept("")]
    assert told(notes, arranged(notes, Order.ARTICLE, Grouping.NONE)) == ["b", "c", "a", ""]
    assert told(notes, arranged(notes, Order.NEWEST, Grouping.NONE)) == ["c", "b", "a", ""]
    assert told(notes, arranged(notes, Order.OLDEST, Grouping.NONE)) == ["", "a", "b", "c"]
    assert told(notes, arranged(notes, Order.WORDS, Grouping.NONE)) == ["a", "b", "c", ""]


def test_a_note_stands_in_each_of_its_groups_and_those_without_at_the_end() -> None:
    notes = [kept("one", tags=("x", "y")), kept("two", tags=("Y", "y")), kept("three")]
    found = arranged(notes, Order.ARTICLE, Grouping.TAG)
    assert told(notes, found) == ["[x 1]", "one", "[Y 1]", "two", "[y 2]", "one", "two", "[without tag 1]", "three"]
    assert found.members(4) == [0, 1]
    assert list(found.members(3)) == [1]
    by_actor = arranged(notes, Order.ARTICLE, Grouping.ACTOR, {notes[2].key: ["Truss"]})
    assert told(notes, by_actor) == ["[Truss 1]", "three", "[without actor 2]", "one", "two"]


def test_notes_are_grouped_by_article_creator_and_motivation() -> None:
    notes = [kept("one", "B", creator="ben"), kept("two", "A", creator="ann"), kept("three", "B")]
    assert told(notes, arranged(notes, Order.ARTICLE, Grouping.ARTICLE)) == ["[A 1]", "two", "[B 2]", "one", "three"]
    assert told(notes, arranged(notes, Order.ARTICLE, Grouping.CREATOR))[-2:] == ["[without creator 1]", "three"]
    assert told(notes, arranged(notes, Order.NEWEST, Grouping.MOTIVATION))[0] == "[commenting 3]"


@given(st.lists(st.lists(st.sampled_from("abc"), unique=True)), st.sets(st.integers(0, 20)))
def test_a_filter_keeps_just_the_notes_that_fit_and_no_empty_group(tags: list[list[str]], keep: set[int]) -> None:
    notes = [kept(str(at), tags=tuple(some)) for at, some in enumerate(tags)]
    for grouping in (Grouping.NONE, Grouping.TAG):
        whole = arranged(notes, Order.ARTICLE, grouping)
        found = narrowed(whole, keep)
        assert [row for row in found.rows if row >= 0] == [row for row in whole.rows if row in keep]
        for at, row in enumerate(found.rows):
            if row < 0:
                members = found.members(at)
                assert members
                assert all(member >= 0 for member in members)
                assert dict(whole.groups)[found.groups[~row][0]] >= len(members)


def test_the_tags_in_use_are_found_without_reading_the_notes(tmp_path: Path) -> None:
    book = NoteStore(tmp_path).open(document())
    book.add(note("Ms Truss", "value: no tag", tags=("Check", "it's", "007", "a: b", "no", "日本")))
    book.add(note("Ms Truss", tags=("Check", "later")))
    (tmp_path / "damaged.yaml").write_text(
        "---\n  purpose: tagging\n  value: 'open\n  purpose: tagging\n  value: kept\n"
    )
    (tmp_path / "folder.yaml").mkdir()
    assert tags_in(tmp_path) == {"Check", "it's", "007", "a: b", "no", "日本", "later", "kept"}
    assert tags_in(tmp_path / "none") == set()
