"""Opening the program's own SQLite files: safe to lose, never a reason not to start."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path


def open_database(path: Path, schema: str, version: int) -> tuple[sqlite3.Connection, str]:
    """A connection to `path`, made with `schema` where it is new, and a message ("" when all is well).

    A damaged file, or one of another schema version, is set aside under a new name and begun again. Where the folder
    cannot be written the database lives in memory for this run.
    """
    message = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _connect(path, schema, version), message
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and not path.exists():
                raise
            aside = path.with_name(f"{path.name}.damaged-{time.time_ns()}")
            path.rename(aside)
            for suffix in ("-wal", "-shm"):
                with contextlib.suppress(OSError):
                    path.with_name(path.name + suffix).unlink()
            return _connect(
                path, schema, version
            ), f"{path.name} could not be used ({error}); kept as {aside.name}"
    except (OSError, sqlite3.Error) as error:
        message = f"{path} cannot be written ({error}): nothing is remembered after this run"
        return _connect(Path(":memory:"), schema, version), message


def _connect(path: Path, schema: str, version: int) -> sqlite3.Connection:
    connection = sqlite3.connect(str(path), timeout=2.0, isolation_level=None)
    try:
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, version):
            raise sqlite3.DatabaseError(f"schema {found}, not {version}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        if found == 0:
            connection.executescript(f"BEGIN;{schema};PRAGMA user_version={version};COMMIT;")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
