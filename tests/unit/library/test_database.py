"""The program's SQLite files: brought up to date step by step, whole at a kill, shared by several programs."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tui.library.database import Database, Step, open_to_read

STEPS: tuple[Step, ...] = (
    ("CREATE TABLE word (word TEXT PRIMARY KEY)", "INSERT INTO word VALUES ('made by the first step')"),
    ("ALTER TABLE word ADD COLUMN length INTEGER NOT NULL DEFAULT 0", "UPDATE word SET length = length(word)"),
    ("CREATE INDEX by_length ON word (length)",),
)
INSERT = "INSERT INTO word VALUES (?, ?)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "words.sqlite"


def version(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize("known", [1, 2])
def test_a_file_of_each_earlier_version_goes_through_the_steps_that_follow(file: Path, known: int) -> None:
    Database(file, STEPS[:known]).close()
    assert version(file) == known
    database = Database(file, STEPS)
    assert database.message == ""
    assert database.execute("SELECT * FROM word") == [("made by the first step", 22)]
    database.close()
    assert version(file) == 3
    Database(file, STEPS).close()
    assert version(file) == 3


def test_what_a_step_drops_is_not_written_over(file: Path) -> None:
    Database(file, (("CREATE TABLE large (data BLOB)", "INSERT INTO large VALUES (zeroblob(4000000))"),)).close()
    database = Database(file, ((), ("DROP TABLE large",)))
    assert file.with_name(f"{file.name}-wal").stat().st_size < 1_000_000
    database.close()


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_large_value_is_read_in_pieces_as_it_was_when_the_first_was_read(file: Path, in_memory: bool) -> None:
    steps = (("CREATE TABLE large (one INTEGER PRIMARY KEY, data BLOB)",),)
    database = Database(Path(os.devnull) / "none" if in_memory else file, steps)
    assert database.in_memory is in_memory
    value, row = bytes(range(256)) * 40, "SELECT one FROM large WHERE one = ?"
    database.execute("INSERT INTO large VALUES (7, ?)", (value,))
    assert [*database.in_pieces("large", "data", row, (8,), 1000)] == []
    pieces = database.in_pieces("large", "data", row, (7,), 1000)
    first = next(pieces)
    if not in_memory:
        database.execute("UPDATE large SET data = ?", (b"other",))
        assert database.message == ""
    rest = [*pieces]
    assert first + b"".join(rest) == value
    assert {len(piece) for piece in (first, *rest[:-1])} == {1000}
    database.close()


def test_steps_that_fail_halfway_leave_nothing_half_done(file: Path) -> None:
    odd = Database(file, STEPS[:1])
    odd.execute("CREATE TABLE in_the_way (a)")
    odd.close()
    database = Database(file, (*STEPS[:2], ("CREATE TABLE in_the_way (a)",)))
    assert "damaged-" in database.message
    assert database.execute("SELECT * FROM word") == [("made by the first step", 22)]
    database.close()
    (aside,) = file.parent.glob("words.sqlite.damaged-*")
    kept = sqlite3.connect(aside)
    assert kept.execute("SELECT * FROM word").fetchall() == [("made by the first step",)]
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    kept.close()


def test_what_is_done_together_is_there_as_a_whole_or_not_at_all(file: Path) -> None:
    database = Database(file, STEPS)

    def two() -> None:
        database.execute_many(INSERT, [("one", 3), ("two", 3)])
        database.execute("DELETE FROM word WHERE length > ?", (9,))

    def wrong() -> None:
        database.execute(INSERT, ("three", 5))
        database.execute(INSERT, ("one", 3))

    assert database.together(two)
    assert database.execute("SELECT word FROM word ORDER BY word") == [("one",), ("two",)]
    with pytest.raises(sqlite3.IntegrityError):
        database.together(wrong)
    assert database.execute("SELECT word FROM word ORDER BY word") == [("one",), ("two",)]
    assert database.together(lambda: database.execute_many(INSERT, [("four", 4)]))
    database.close()
    again = Database(file, STEPS)
    assert again.execute("SELECT count(*) FROM word") == [(3,)]
    again.close()


def test_a_reader_does_not_wait_for_a_writer_and_a_writer_says_that_it_had_to(file: Path) -> None:
    database, other = Database(file, STEPS, wait=0.1), sqlite3.connect(file, isolation_level=None)

    def ours() -> None:
        database.execute_many(INSERT, [("ours", 4)])

    other.execute("BEGIN IMMEDIATE")
    other.execute(INSERT, ("theirs", 6))
    assert database.execute("SELECT count(*) FROM word") == [(1,)]
    assert not database.together(ours)
    assert database.message == ""
    assert database.execute(INSERT, ("ours", 4)) == []
    assert "another program" in database.message
    other.execute("COMMIT")
    assert database.together(ours)
    assert database.execute("SELECT count(*) FROM word") == [(3,)]
    database.close()
    other.close()


def test_a_file_that_is_damaged_while_many_are_written_is_begun_anew_with_all_of_them(file: Path) -> None:
    database = Database(file, STEPS)
    damaged = False

    def work() -> None:
        nonlocal damaged
        database.execute(INSERT, ("one", 3))
        if not damaged:
            damaged = True
            raise sqlite3.DatabaseError("database disk image is malformed")
        database.execute(INSERT, ("two", 3))

    assert database.together(work)
    assert "damaged-" in database.message
    assert database.execute("SELECT word FROM word WHERE length = 3 ORDER BY word") == [("one",), ("two",)]
    database.close()


def test_two_programs_that_bring_one_file_up_to_date_do_it_once(file: Path) -> None:
    Database(file, STEPS[:1]).close()
    one, other = Database(file, STEPS), Database(file, STEPS)
    assert (one.message, other.message) == ("", "")
    assert one.execute("SELECT * FROM word") == other.execute("SELECT * FROM word")
    one.close()
    other.close()


@pytest.mark.parametrize("name", [b"a b", b"100%25", b"who?mode=rwc", b"#1", b"caf\xe9", "Обзор".encode()])
def test_a_file_of_any_name_is_opened_to_be_read_and_only_read(tmp_path: Path, name: bytes) -> None:
    file = tmp_path / os.fsdecode(name)
    try:
        Database(file, STEPS).close()
    except OSError:
        pytest.skip("this file system takes no such name")
    with closing(open_to_read(file)) as connection:
        assert connection.execute("SELECT word FROM word").fetchall() == [("made by the first step",)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM word")
    with pytest.raises(sqlite3.OperationalError):
        open_to_read(tmp_path / "none").execute("SELECT 1")
    assert not (tmp_path / "none").exists()
