"""The program's own SQLite files: safe to lose, never a reason not to start or to stop."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any


class Database:
    """One file, made with `schema` where it is new; `message` is "" while all is well.

    A damaged file, or one of another schema version, is set aside under a new name and begun again, at the start or
    whenever the damage shows. Where the file cannot be written the database lives in memory for this run. `schema`
    makes only what is not there, so that a table can be added without a new version.
    """

    def __init__(self, path: Path, schema: str, version: int) -> None:
        self.message = ""
        self._path, self._schema, self._version = path, schema, version
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._connect(path)
        except (OSError, sqlite3.Error) as error:
            self._connection = self._recovered(error)

    def close(self) -> None:
        self._connection.close()

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """All rows of one statement, which is committed at once."""
        try:
            return self._connection.execute(statement, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            if not _is_of_the_file(error):
                raise
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = self._recovered(error)
            return self._connection.execute(statement, parameters).fetchall()

    def _recovered(self, error: Exception) -> sqlite3.Connection:
        """A new connection in place of one that failed."""
        if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
            try:
                aside = self._set_aside()
                connection = self._connect(self._path)
            except (OSError, sqlite3.Error) as failed:
                error = failed
            else:
                self.message = f"{self._path.name} could not be used ({error}); kept as {aside.name}"
                return connection
        self.message = f"{self._path} cannot be written ({error}): nothing is remembered after this run"
        return self._connect(Path(":memory:"))

    def _set_aside(self) -> Path:
        aside = self._path.with_name(f"{self._path.name}.damaged-{time.time_ns()}")
        self._path.rename(aside)
        for suffix in ("-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink()
        return aside

    def _connect(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(str(path), timeout=2.0, isolation_level=None)
        try:
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found not in (0, self._version):
                raise sqlite3.DatabaseError(f"schema {found}, not {self._version}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.executescript(f"BEGIN;{self._schema};COMMIT;")
            if found == 0:
                connection.execute(f"PRAGMA user_version={self._version}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """True where the file is no database, or one that is broken or not ours."""
    return type(error) is sqlite3.DatabaseError or str(error).startswith("no such ")


def _is_of_the_file(error: sqlite3.DatabaseError) -> bool:
    """True where the file or its disk is at fault, and not the statement."""
    return _is_damage(error) or isinstance(error, sqlite3.OperationalError)
