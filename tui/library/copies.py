"""Which documents are one article, saved more than once with small changes; kept up as documents come and go.

A document is held against those that have one of its least hashes in common, so that the work for each is the same in
a library of a hundred and of a hundred thousand. Documents that are alike are one family, and so are those that are
alike to the same one: every version of a page that grew through the day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tui.documents.sketch import HEAD, are_one, ends_of, hashes_of, may_be_one_with, sketch
from tui.library.database import listed

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
_NUMBERED = 31
"""Bits for the number of a document beside a hash of 32: one number for both is sorted, and written, in half the
time."""


class Copies:
    """The families of documents, in a database that has the tables of `SCHEMA`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, sketches: Mapping[str, bytes]) -> None:
        """These documents are there, with these sketches (`tui.documents.sketch`); part of what is done together."""
        known = self._sketches(sketches)
        self.forget([each for each, data in known.items() if data != sketches[each]])
        new = [(each, data) for each, data in sketches.items() if data and known.get(each) != data]
        first = self._database.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM sketch")[0][0]
        added = [(number, each, data) for number, (each, data) in enumerate(new, first)]
        self._database.execute_many("INSERT INTO sketch (number, document_id, data) VALUES (?, ?, ?)", added)
        sketched = {number: data for number, _, data in added}
        heads = {number: _head(data) for number, data in sketched.items()}
        shingles = sorted([each << _NUMBERED | number for number, head in heads.items() for each in head])
        latest = self._latest({each >> _NUMBERED for each in shingles})
        sketched |= self._numbered({number for numbers in latest.values() for number in numbers})
        ends = {number: ends_of(data) for number, data in sketched.items()}
        for number, head in heads.items():
            near: set[int] = set().union(*[latest[each] for each in head])
            self._link(number, sketched, may_be_one_with(ends[number], ends, near))
            for each in head:
                found = latest[each]
                found.append(number)
                if len(found) > _CANDIDATES:
                    del found[0]
        # Without OR FAIL all pages that are written to are kept twice, for the case that a row cannot be put there.
        self._database.execute(
            "INSERT OR FAIL INTO shingle"
            f" SELECT value >> {_NUMBERED}, value & {(1 << _NUMBERED) - 1} FROM json_each(?)",
            (listed(shingles),),
        )

    def forget(self, document_ids: Iterable[str]) -> None:
        """These documents are gone; what was one article only through them is parted."""
        families: set[int] = set()
        for document_id in document_ids:
            for number, family, data in self._database.execute(
                "SELECT number, family, data FROM sketch WHERE document_id = ?", (document_id,)
            ):
                for each in _head(data):
                    self._database.execute("DELETE FROM shingle WHERE hash = ? AND number = ?", (each, number))
                self._database.execute("DELETE FROM sketch WHERE number = ?", (number,))
                if family is not None:
                    families.add(family)
        for family in families:
            left = self._database.execute("SELECT number, data FROM sketch WHERE family = ?", (family,))
            self._database.execute("UPDATE sketch SET family = NULL WHERE family = ?", (family,))
            for number, data in left:
                near = {other for some in self._latest(_head(data)).values() for other in some}
                self._link(number, self._numbered({*near, number}), near - {number})

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

    def _sketches(self, document_ids: Iterable[str]) -> dict[str, bytes]:
        """Those that are known of some documents."""
        return dict(
            self._database.execute(
                "SELECT document_id, data FROM sketch WHERE document_id IN (SELECT value FROM json_each(?))",
                (listed(document_ids),),
            )
        )

    def _numbered(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """The sketches of some documents."""
        return dict(
            self._database.execute(
                "SELECT number, data FROM sketch WHERE number IN (SELECT value FROM json_each(?))", (listed(numbers),)
            )
        )

    def _link(self, number: int, sketched: Mapping[int, bytes], near: Collection[int]) -> None:
        """Make a document one with those of some others that it is alike to, and these with each other."""
        hashes = hashes_of(sketched[number]) if near else ()
        alike = [other for other in near if are_one(hashes, hashes_of(sketched[other]))]
        if not alike:
            return
        found = self._database.execute(
            "SELECT number, family FROM sketch WHERE number IN (SELECT value FROM json_each(?))", (listed(alike),)
        )
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

    def _latest(self, hashes: Collection[int]) -> dict[int, list[int]]:
        """For each hash the documents that have it among their least, the latest last."""
        rows = self._database.execute(
            "SELECT value, (SELECT group_concat(number) FROM"
            f" (SELECT number FROM shingle WHERE hash = value ORDER BY number DESC LIMIT {_CANDIDATES}))"
            " FROM json_each(?)",
            (listed(sorted(hashes)),),
        )
        return {each: sorted(map(int, found.split(","))) if found else [] for each, found in rows}


def _head(data: bytes) -> tuple[int, ...]:
    """The least hashes of a sketch."""
    return hashes_of(data[: 4 * HEAD])


def families_of(documents: Iterable[Document]) -> dict[str, int]:
    """As `Copies.families`, of some documents at hand."""
    from tui.library.database import Database

    database = Database(Path(":memory:"), [SCHEMA])
    copies = Copies(database)
    copies.put({document.id: sketch(document) for document in documents})
    found = copies.families()
    database.close()
    return found
