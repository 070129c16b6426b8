"""Which articles are in the files that hold several, as they were listed last: a mailbox is not read at every start."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from tui import __version__
from tui.documents.loading import keys_in
from tui.documents.naming import member_key, parted
from tui.documents.sources import TooManyFilesError
from tui.library.database import Database, Step
from tui.library.records import LARGE, stamp_of

_STEPS: Sequence[Step] = (
    (
        """CREATE TABLE contents (
            path BLOB PRIMARY KEY, modified INTEGER NOT NULL, size INTEGER NOT NULL, version TEXT NOT NULL,
            names BLOB NOT NULL
        ) WITHOUT ROWID""",
    ),
)


class Contents:
    """The names in each file under its stamp and the program's version; one SQLite file for all libraries."""

    def __init__(self, cache: Path) -> None:
        self._path = cache / "contents.sqlite"
        self._opened: Database | None = None
        self._waited_for = 0
        """Bytes of the files that were listed while somebody waited."""

    @property
    def _database(self) -> Database:
        """Most libraries hold no such file, and need not open it."""
        if self._opened is None:
            self._opened = Database(self._path, _STEPS)
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def keys(self, file: str) -> Sequence[str]:
        """As `keys_in`, from what is kept where the file has not changed."""
        stamp = stamp_of(file)
        known = self._known(file, stamp)
        if known is None:
            known = keys_in(file)
            if known != [file]:  # which could not be opened: that may change though the file does not
                names = "\n".join(parted(key)[1] for key in known).encode()
                self._database.execute(
                    "INSERT OR REPLACE INTO contents VALUES (?,?,?,?,?)",
                    (os.fsencode(file), *stamp, __version__, names),
                )
        return known

    def keys_soon(self, file: str) -> Sequence[str]:
        """The same; raises TooManyFilesError where too many bytes have to be looked through first."""
        stamp = stamp_of(file)
        if self._known(file, stamp) is None:
            self._waited_for += stamp[1]
            if self._waited_for > LARGE:
                raise TooManyFilesError
        return self.keys(file)

    def _known(self, file: str, stamp: tuple[int, int]) -> list[str] | None:
        rows = self._database.execute(
            "SELECT names FROM contents WHERE path = ? AND modified = ? AND size = ? AND version = ?",
            (os.fsencode(file), *stamp, __version__),
        )
        if not rows:
            return None
        return [member_key(file, name) for name in rows[0][0].decode().split("\n") if name]
