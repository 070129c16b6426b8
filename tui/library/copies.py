"""Which documents are one article, saved more than once with small changes; kept up as documents come and go.

A document is held against those that have one of its least hashes in common, so that the work for each is the same in
a library of a hundred and of a hundred thousand. Documents that are alike are one family, and so are those that are
alike to the same one: every version of a page that grew through the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.documents.sketch import HEAD, are_one, hashes_of, sketch

if TYPE_CHECKING:
    from tui.documents.model import Document
    from tui.library.database import Database, Step

SCHEMA: Step = (
    """CREATE TABLE sketch (
        number INTEGER PRIMARY KEY, document_id TEXT NOT NULL UNIQUE, family INTEGER, data BLOB NOT NULL
    )""",
    "CREATE INDEX sketch_of_family ON sketch (family) WHERE family IS NOT NULL",
    """CREATE TABLE shingle (
        hash INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (hash, number)
    ) WITHOUT ROWID""",
)
"""`family` is the number of one of the documents that are one article; NULL where a document is alone."""

_CANDIDATES = 8
"""Documents looked at for one hash, the latest: a line that stands under every article of an outlet has many, and of a
family one is enough."""


class Copies:
    """The families of documents, in a database that has the tables of `SCHEMA`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, document_id: str, sketched: bytes) -> None:
        """A document is there, with this sketch (`tui.documents.sketch`)."""
        known = self._database.execute("SELECT data FROM sketch WHERE document_id = ?", (document_id,))
        if known:
            if known[0][0] == sketched:
                return
            self.forget([document_id])
        if not sketched:
            return
        self._database.execute("INSERT INTO sketch (document_id, data) VALUES (?, ?)", (document_id, sketched))
        number = self._database.execute("SELECT number FROM sketch WHERE document_id = ?", (document_id,))[0][0]
        self._link(number, sketched)
        head = hashes_of(sketched)[:HEAD]
        places = [value for each in head for value in (each, number)]
        self._database.execute(f"INSERT INTO shingle VALUES {','.join(['(?, ?)'] * len(head))}", places)

    def forget(self, document_ids: Iterable[str]) -> None:
        """These documents are gone; what was one article only through them is parted."""
        families: set[int] = set()
        for document_id in document_ids:
            for number, family, data in self._database.execute(
                "SELECT number, family, data FROM sketch WHERE document_id = ?", (document_id,)
            ):
                for each in hashes_of(data)[:HEAD]:
                    self._database.execute("DELETE FROM shingle WHERE hash = ? AND number = ?", (each, number))
                self._database.execute("DELETE FROM sketch WHERE number = ?", (number,))
                if family is not None:
                    families.add(family)
        for family in families:
            left = self._database.execute("SELECT number, data FROM sketch WHERE family = ?", (family,))
            self._database.execute("UPDATE sketch SET family = NULL WHERE family = ?", (family,))
            for number, data in left:
                self._link(number, data)

    def family(self, document_id: str) -> list[str]:
        """The documents that are one article with this one, in the order in which they came; always itself too."""
        rows = self._database.execute(
            "SELECT document_id FROM sketch WHERE family = (SELECT family FROM sketch WHERE document_id = ?)"
            " ORDER BY number",
            (document_id,),
        )
        return [row[0] for row in rows] or [document_id]

    def families(self) -> dict[str, int]:
        """The documents that are not alone, with the number of their family."""
        return dict(self._database.execute("SELECT document_id, family FROM sketch WHERE family IS NOT NULL"))

    def _link(self, number: int, sketched: bytes) -> None:
        """Make a document one with those that it is alike to, and these with each other."""
        hashes = hashes_of(sketched)
        rows = self._near(number, hashes[:HEAD])
        held = frozenset(hashes)
        found = [(other, family) for other, family, data in rows if are_one(held, hashes_of(data))]
        if not found:
            return
        families = {family for _, family in found if family is not None}
        own = self._database.execute("SELECT family FROM sketch WHERE number = ?", (number,))[0][0]
        if own is not None:
            families.add(own)
        alone = [number, *(other for other, family in found if family is None)]
        family = min([*families, *alone])
        for each in families - {family}:
            self._database.execute("UPDATE sketch SET family = ? WHERE family = ?", (family, each))
        self._database.execute(
            f"UPDATE sketch SET family = ? WHERE number IN ({','.join('?' * len(alone))})", (family, *alone)
        )

    def _near(self, number: int, head: Sequence[int]) -> list[tuple[int, int | None, bytes]]:
        """Number, family and sketch of the other documents that have one of these among their least hashes."""
        latest = " UNION ".join(
            f"SELECT * FROM (SELECT number FROM shingle WHERE hash = ? ORDER BY number DESC LIMIT {_CANDIDATES})"
            for _ in head
        )
        return self._database.execute(
            f"SELECT number, family, data FROM sketch WHERE number IN ({latest}) AND number != ?", (*head, number)
        )


def families_of(documents: Iterable[Document]) -> dict[str, int]:
    """As `Copies.families`, of some documents at hand."""
    from tui.library.database import Database

    database = Database(Path(":memory:"), [SCHEMA])
    copies = Copies(database)
    for document in documents:
        copies.put(document.id, sketch(document))
    found = copies.families()
    database.close()
    return found
