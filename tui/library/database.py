"""The program's own SQLite files: safe to lose, never a reason not to start or to stop."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Step = tuple[str, ...]
"""The statements that bring a file from one schema version to the next."""

_WAIT = 2.0
_NEAR = 400
"""KiB of the file that are kept in memory. What the system keeps of it is as quick, and a part of no process."""
_CACHE = 32 * 1024
"""Kilobytes."""
_LOGGED = 16_000
"""Pages of four kilobytes."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


_IN_URI = str.maketrans({"%": "%25", "?": "%3f", "#": "%23"})
"""What means something else in the name of a file that SQLite is told as a uri (https://www.sqlite.org/uri.html)."""


def open_to_read(path: Path, *, timeout: float = 5.0, check_same_thread: bool = True) -> sqlite3.Connection:
    """A file that must be there, and is not written to. Raises sqlite3.Error."""
    # Path.as_uri would load what takes urls apart, and with it half a megabyte.
    name = path.absolute().as_posix().translate(_IN_URI)
    uri = f"file://{'' if name.startswith('/') else '/'}{name}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=timeout, check_same_thread=check_same_thread)


class _NewerSchemaError(sqlite3.DatabaseError):
    """A later version of the program has written the file."""


class Database:
    """One file; `message` is "" while all is well.

    `steps` are all that its schema went through: the first makes a new file, each following one brings a file of the
    version before up to its own, and the version of a file is the number of steps made. They are made in one
    transaction, so that a kill leaves the version before.

    A damaged file is set aside under a new name and begun again, at the start or whenever the damage shows. Where the
    file cannot be written, or is of a later version than this program knows, it is left as it is and the database lives
    in memory for this run. Several programs may have the file open: each reads without waiting, and one writes at a
    time.
    """

    def __init__(self, path: Path, steps: Sequence[Step], *, wait: float = _WAIT) -> None:
        """`wait` is in seconds: what a write gives another program's to end. Reading never waits."""
        self.message = ""
        self._path, self._steps, self._wait = path, steps, wait
        self._file: tuple[int, int] | None = None
        """What the file is to the system: a path may come to be another's."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._connect(path)
        except (OSError, sqlite3.Error) as error:
            self._connection = self._recovered(error)

    @property
    def in_memory(self) -> bool:
        """True where the file could not be used, and nothing is remembered."""
        return self._file is None

    def close(self) -> None:
        self._connection.close()

    def rest(self) -> None:
        """Give back what is kept of the file in memory (up to two megabytes): nobody asks for a while, or ever."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("PRAGMA shrink_memory")

    def expect_much(self) -> None:
        """Much is going to be written here: what is near at hand may take more memory, and what was written goes into
        the file less often.
        """
        self._connection.execute(f"PRAGMA cache_size={-_CACHE}")
        self._connection.execute(f"PRAGMA wal_autocheckpoint={_LOGGED}")

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """All rows of one statement, which is committed at once unless it is part of what is done together.

        A write for which another program did not make room in time is left out: `message` says so.
        """
        try:
            return self._connection.execute(statement, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            if self._connection.in_transaction:
                raise
            if _is_busy(error):
                self.message = f"{self._path.name} is being written by another program: a change was not kept"
                return []
            self._recover(error)
            return self._connection.execute(statement, parameters).fetchall()

    def in_pieces(
        self, table: str, column: str, found: str, parameters: Sequence[object], size: int
    ) -> Iterator[bytes]:
        """A large value in pieces of so many bytes, of the row whose number a statement finds; nothing where it finds
        none. Read by a connection of its own: what is written meanwhile neither waits for it nor changes it. Raises
        sqlite3.Error.
        """
        own = contextlib.nullcontext(self._connection)
        with own if self.in_memory else contextlib.closing(open_to_read(self._path)) as connection:
            if not self.in_memory:
                connection.execute("BEGIN")  # from here on it sees nothing new
            row = connection.execute(found, parameters).fetchone()
            if row is None:
                return
            with connection.blobopen(table, column, row[0], readonly=True) as value:
                while piece := value.read(size):
                    yield piece

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """One statement with many rows of parameters; part of what is done together."""
        self._connection.executemany(statement, rows)

    def together(self, work: Callable[[], None]) -> bool:
        """Make all that `work` executes one transaction: there as a whole, or not at all.

        False, and nothing made, where another program did not make room in time. `work` is run again where the file
        was found to be damaged, and begun anew.
        """
        try:
            self._together(work)
        except sqlite3.DatabaseError as error:
            if _is_busy(error):
                return False
            self._recover(error)
            self._together(work)
        return True

    def _together(self, work: Callable[[], None]) -> None:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            work()
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def _recover(self, error: sqlite3.DatabaseError) -> None:
        """Go on with another connection where the file is at fault; else the error is the statement's, and raised."""
        if not _is_of_the_file(error):
            raise error
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        self._connection = self._recovered(error)

    def _recovered(self, error: Exception) -> sqlite3.Connection:
        """A new connection in place of one that failed."""
        if isinstance(error, _NewerSchemaError):
            self.message = f"{self._path} is left alone ({error}): nothing is remembered after this run"
            return self._connect(Path(":memory:"))
        if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
            try:
                aside = self._set_aside()
                connection = self._connect(self._path)
            except (OSError, sqlite3.Error) as failed:
                error = failed
            else:
                if aside is not None:
                    self.message = f"{self._path.name} could not be used ({error}); kept as {aside.name}"
                return connection
        self.message = f"{self._path} cannot be written ({error}): nothing is remembered after this run"
        return self._connect(Path(":memory:"))

    def _set_aside(self) -> Path | None:
        if self._file != _identity(self._path):  # another connection has done so already
            return None
        aside = self._path.with_name(f"{self._path.name}.damaged-{time.time_ns()}")
        self._path.rename(aside)
        for suffix in ("-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink()
        return aside

    def _connect(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(str(path), timeout=self._wait, isolation_level=None)
        self._file = _identity(path)
        try:
            found, known = _version(connection), len(self._steps)
            if found > known:
                raise _NewerSchemaError(f"its schema is {found}, of a later version of this program")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            # Some systems build SQLite so that what is deleted is written over: fifteen times the time to drop a table.
            connection.execute("PRAGMA secure_delete=OFF")
            connection.execute(f"PRAGMA cache_size={-_NEAR}")
            if found < known:
                self._migrate(connection)
        except sqlite3.Error:
            connection.close()
            raise
        self._file = _identity(path)  # which may have been made only now
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for step in self._steps[_version(connection) :]:  # another program may have made them in the meantime
                for statement in step:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version={len(self._steps)}")
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            raise sqlite3.DatabaseError(f"not of the schema that it says: {error}") from error


def listed(values: Iterable[int] | Iterable[str]) -> str:
    """As SQLite's json_each takes them. Python's own json would take a millisecond of the start to load."""
    import msgspec

    return msgspec.json.encode(list(values)).decode()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", None) in _BUSY


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """True where the file is no database, or one that is broken or not ours."""
    return type(error) is sqlite3.DatabaseError or str(error).startswith("no such ")


def _is_of_the_file(error: sqlite3.DatabaseError) -> bool:
    """True where the file or its disk is at fault, and not the statement."""
    return _is_damage(error) or isinstance(error, sqlite3.OperationalError)
