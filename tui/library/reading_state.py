"""What the reader did with articles: read, starred, where they left off, marks. Kept outside the article files.

Articles are known by the hash of their text, so a file that was moved keeps its state.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from tui.library.database import Database, Step, open_to_read

_STEPS: Sequence[Step] = (
    (
        """CREATE TABLE article (
            document_id TEXT PRIMARY KEY, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,
            place INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID""",
    ),
    (  # files of version 1 may have these
        "CREATE TABLE IF NOT EXISTS layout (pane TEXT PRIMARY KEY, width INTEGER NOT NULL) WITHOUT ROWID",
        """CREATE TABLE IF NOT EXISTS mark (
            letter TEXT PRIMARY KEY, document_id TEXT NOT NULL, path TEXT NOT NULL, place INTEGER NOT NULL
        ) WITHOUT ROWID""",
    ),
)


class Mark(msgspec.Struct, frozen=True):
    """A lettered place; `place` is an offset into the article's text."""

    document_id: str
    path: str
    place: int


_FLAGS = ("read", "starred")


def documents_with(path: Path, flag: str) -> set[str]:
    """The ids of the documents that are "read" or "starred" in the reading state of a file, which need not exist.

    For whoever works beside the thread that has the state open.
    """
    if flag not in _FLAGS:
        raise ValueError(f"{flag} is none of {', '.join(_FLAGS)}")
    try:
        with closing(open_to_read(path)) as connection:
            return {row[0] for row in connection.execute(f"SELECT document_id FROM article WHERE {flag}")}
    except sqlite3.Error:  # no file yet, or none that can be read: nothing is known to be read or starred
        return set()


def marks_in(path: Path) -> dict[str, list[int]]:
    """Document id -> the places of the lettered marks in it, in the reading state of a file, which need not exist."""
    found: dict[str, list[int]] = {}
    with contextlib.suppress(sqlite3.Error), closing(open_to_read(path)) as connection:
        for document_id, place in connection.execute("SELECT document_id, place FROM mark"):
            found.setdefault(document_id, []).append(place)
    return found


class ReadingState:
    """Read marks, stars, places and lettered marks, in one SQLite file in the user's state folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = Database(path, _STEPS)

    @property
    def message(self) -> str:
        """What is wrong with the file; "" when all is well."""
        return self._database.message

    def close(self) -> None:
        self._database.close()

    def rest(self) -> None:
        """Give back memory: nobody asks for a while."""
        self._database.rest()

    def flags(self, document_ids: Sequence[str] | None = None) -> dict[str, tuple[bool, bool]]:
        """Document id -> (read, starred), for every article ever touched, or for some that are asked for."""
        statement = "SELECT document_id, read, starred FROM article"
        if document_ids is not None:
            statement += f" WHERE document_id IN ({','.join('?' * len(document_ids))})"
        rows = self._database.execute(statement, document_ids or ())
        return {row[0]: (bool(row[1]), bool(row[2])) for row in rows}

    def flags_of(self, document_id: str) -> tuple[bool, bool] | None:
        """(read, starred) of one article; None for one never touched."""
        return self.flags([document_id]).get(document_id)

    def set_read(self, document_id: str, read: bool) -> None:
        self._set(document_id, "read", int(read))

    def set_starred(self, document_id: str, starred: bool) -> None:
        self._set(document_id, "starred", int(starred))

    def carry_stars(self, successors: Sequence[tuple[str, str]]) -> None:
        """Of these pairs of documents, the second takes over the star of the first: the text of an article changed."""
        for before, after in successors:
            if self.flags_of(before) in ((True, True), (False, True)):
                self.set_starred(after, True)

    def place(self, document_id: str) -> int:
        """Offset at which the reader left the article; 0 for one never opened."""
        rows = self._database.execute("SELECT place FROM article WHERE document_id = ?", (document_id,))
        return int(rows[0][0]) if rows else 0

    def set_place(self, document_id: str, place: int) -> None:
        self._set(document_id, "place", place)

    def mark(self, letter: str) -> Mark | None:
        rows = self._database.execute("SELECT document_id, path, place FROM mark WHERE letter = ?", (letter,))
        return Mark(rows[0][0], os.fsdecode(rows[0][1]), rows[0][2]) if rows else None

    def set_mark(self, letter: str, mark: Mark) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO mark VALUES (?,?,?,?)",
            (letter, mark.document_id, os.fsencode(mark.path), mark.place),
        )

    def widths(self) -> dict[str, int]:
        """Widths that the reader gave to panes, in cells; 0 for a hidden one."""
        return dict(self._database.execute("SELECT pane, width FROM layout"))

    def set_width(self, pane: str, width: int) -> None:
        self._database.execute("INSERT OR REPLACE INTO layout VALUES (?,?)", (pane, width))

    def _set(self, document_id: str, column: str, value: int) -> None:
        self._database.execute(
            f"INSERT INTO article (document_id, {column}) VALUES (?, ?) "
            f"ON CONFLICT (document_id) DO UPDATE SET {column} = excluded.{column}",
            (document_id, value),
        )
