"""Read marks, stars, places and lettered marks outlive the program."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.library.reading_state import Mark, ReadingState, marks_in

IDS = st.sampled_from(["a1", "b2", "c3"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("read"), IDS, st.booleans()),
        st.tuples(st.just("starred"), IDS, st.booleans()),
        st.tuples(st.just("place"), IDS, st.integers(0, 10**7)),
    ),
    max_size=15,
)


@settings(max_examples=20, deadline=None)
@given(STEPS)
def test_the_last_word_on_each_article_is_found_again(steps: list[tuple[str, str, int]]) -> None:
    state = ReadingState(Path(":memory:"))
    wanted: dict[str, dict[str, int]] = {}
    for what, identifier, value in steps:
        wanted.setdefault(identifier, {"read": False, "starred": False, "place": 0})[what] = value
        if what == "read":
            state.set_read(identifier, bool(value))
        elif what == "starred":
            state.set_starred(identifier, bool(value))
        else:
            state.set_place(identifier, value)
    flags = {identifier: (bool(each["read"]), bool(each["starred"])) for identifier, each in wanted.items()}
    assert state.flags() == flags
    for identifier in ("a1", "b2", "c3"):
        assert state.flags_of(identifier) == flags.get(identifier)
        assert state.place(identifier) == wanted.get(identifier, {"place": 0})["place"]
    state.close()


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "state" / "reading.sqlite"
    state = ReadingState(file)
    state.set_read("a1", True)
    state.set_starred("b2", True)
    state.set_place("a1", 4711)
    state.set_mark("m", Mark("a1", "/articles/one.txt", 12))
    state.set_mark("m", Mark("b2", "/articles/two.txt", 34))
    state.close()
    again = ReadingState(file)
    assert again.message == ""
    assert again.flags() == {"a1": (True, False), "b2": (False, True)}
    assert (again.place("a1"), again.place("b2")) == (4711, 0)
    assert again.mark("m") == Mark("b2", "/articles/two.txt", 34)
    assert again.mark("n") is None
    again.close()


def test_a_damaged_file_is_kept_aside_and_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / "reading.sqlite"
    file.write_bytes(b"\0" * 5000)
    state = ReadingState(file)
    state.set_read("a1", True)
    assert "kept as" in state.message
    assert len(list(tmp_path.glob("reading.sqlite.damaged-*"))) == 1
    state.close()
    assert ReadingState(file).flags() == {"a1": (True, False)}


def test_without_a_place_to_write_the_state_lasts_for_this_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    state = ReadingState(tmp_path / "file" / "reading.sqlite")
    assert "nothing is remembered" in state.message
    state.set_starred("a1", True)
    assert state.flags_of("a1") == (False, True)


def test_marks_are_read_beside_whoever_has_them_open(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    assert marks_in(file) == {}
    state = ReadingState(file)
    state.set_mark("m", Mark("a1", "one.txt", 12))
    state.set_mark("n", Mark("a1", "one.txt", 40))
    assert marks_in(file) == {"a1": [12, 40]}
    state.close()


def test_a_mark_in_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    state = ReadingState(tmp_path / "reading.sqlite")
    mark = Mark("a1", str(tmp_path / os.fsdecode(b"caf\xe9.txt")), 3)
    state.set_mark("c", mark)
    assert state.mark("c") == mark
    state.close()


def test_a_file_of_the_first_version_is_brought_up_to_this_one(tmp_path: Path) -> None:
    file = tmp_path / "reading.sqlite"
    older = sqlite3.connect(file)
    older.executescript(
        """CREATE TABLE article (
            document_id TEXT PRIMARY KEY, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,
            place INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID;
        CREATE TABLE layout (pane TEXT PRIMARY KEY, width INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO article VALUES ('a1', 1, 0, 7);
        INSERT INTO layout VALUES ('articles', 30);
        PRAGMA user_version = 1"""
    )
    older.close()
    state = ReadingState(file)
    state.set_mark("m", Mark("a1", "one.txt", 12))
    assert state.message == ""
    assert (state.flags(), state.place("a1"), state.widths()) == ({"a1": (True, False)}, 7, {"articles": 30})
    assert state.mark("m") == Mark("a1", "one.txt", 12)
    state.close()
