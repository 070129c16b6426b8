"""The catalogue on disk: what is known of each article, and its analysis under content hash and extractor version.

Everything here can be made again from the articles, so the file lies in the user's cache.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui import paths
from tui.library.copies import Copies
from tui.library.database import Database
from tui.library.folding import Folding
from tui.library.listing import Listing
from tui.library.records import ArticleRecord, Unread, called, placeholder, sought, stamp_of
from tui.library.schema import STEPS
from tui.library.search import tables
from tui.text import digest

if TYPE_CHECKING:
    from tui.documents.model import Document
    from tui.library.protocol import Findings, Reply

_CALLED = "CASE outlet WHEN '' THEN site ELSE outlet END"
_SOME = 500
"""Articles that are asked for, or forgotten, at once."""
_PIECE = 500_000
"""Bytes that are made into strings at once: two milliseconds' work."""


def catalogue_file(roots: Iterable[Path], folder: Path | None = None) -> Path:
    """The catalogue of a library: a file for each set of paths that one was opened with, in `folder` or the cache."""
    name = "\n".join(sorted(str(root.absolute()) for root in roots))
    place = folder or paths.user_cache() / "libraries"
    return place / f"{digest(name.encode('utf-8', 'surrogatepass'))}.sqlite"


class Catalogue:
    """Articles by path and analyses by content, in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = Database(path, STEPS)
        self._copies = Copies(self._database)
        self._search = tables.SearchTables(self._database)

    @property
    def message(self) -> str:
        """What is wrong with the file; "" when all is well."""
        return self._database.message

    @property
    def in_memory(self) -> bool:
        """True where the file could not be used, and nothing is remembered."""
        return self._database.in_memory

    def close(self) -> None:
        self._database.close()

    def rest(self) -> None:
        """Give back memory: nobody asks for a while."""
        self._database.rest()

    def expect_many(self) -> None:
        """Many articles are going to be kept: some of it waits until `settle` is called, and is found all the same."""
        self._database.expect_much()
        self._search.expect_many()

    def settle(self) -> None:
        """Many articles were kept: what waits goes where it belongs."""
        self._database.together(self._search.settle)

    def listing(self) -> Listing:
        """The articles that were found last time, in their order; empty where none were listed."""
        rows = self._database.execute("SELECT prefix, names, starts FROM listed")
        self._database.rest()  # what has gone through its memory is read once
        return Listing.unpacked(*(rows[0] if rows else (b"", b"", b"")))

    def set_listing(self, listing: Listing) -> None:
        """Keep which articles there are, for the next start."""
        self._database.execute("INSERT OR REPLACE INTO listed VALUES (0, ?, ?, ?)", listing.packed())

    def stale(self, keys: Iterable[str], version: str) -> list[Unread]:
        """Those articles that must be read (again), in the order in which they should; the rule is that of `fill`."""
        rows = self._database.execute("SELECT path, modified, size, version = ?, published FROM article", (version,))
        known = {row[0]: row[1:] for row in rows}
        found: list[Unread] = []
        for key in keys:
            stamp, row = stamp_of(key), known.get(os.fsencode(key))
            if row is None or row[:2] != stamp or not row[2]:
                found.append(Unread(key, stamp, datetime.fromisoformat(row[3]) if row and row[3] else None))
        return sorted(found, key=Unread.rank)

    def unread(self, keys: Sequence[str], version: str) -> list[Unread]:
        """As `stale`, for some of the articles only."""
        pieces = [keys[start : start + _SOME] for start in range(0, len(keys), _SOME)]
        return [each for some in pieces for each in self.fill_some([placeholder(Path(key)) for key in some], version)]

    def unreadable(self, version: str) -> list[tuple[str, str]]:
        """The articles that this version could not read and does not try again, each with what the problem is."""
        rows = self._database.execute(
            "SELECT path, problem FROM article WHERE problem != '' AND version = ? ORDER BY path", (version,)
        )
        return [(os.fsdecode(path), problem) for path, problem in rows]

    def retain(self, keys: Iterable[str]) -> None:
        """Forget the articles that are not among these, and what was found in them alone."""
        here = {os.fsencode(key) for key in keys}
        rows = self._database.execute("SELECT path FROM article")
        self.forget([os.fsdecode(row[0]) for row in rows if row[0] not in here])

    def forget(self, keys: Sequence[str]) -> None:
        """Forget some articles that are gone, and what was found in them alone."""
        for start in range(0, len(keys), _SOME):
            some = keys[start : start + _SOME]
            self._database.together(lambda some=some: self._forget(some))  # type: ignore[misc]

    def _forget(self, keys: Sequence[str]) -> None:
        before = self._documents_of(keys)
        self._database.execute_many("DELETE FROM article WHERE path = ?", [(os.fsencode(key),) for key in keys])
        self._let_go(before)

    def paths_of(self, document_id: str) -> list[str]:
        """The articles with this text."""
        rows = self._database.execute("SELECT path FROM article WHERE document_id = ?", (document_id,))
        return [os.fsdecode(row[0]) for row in rows]

    def family(self, document_id: str) -> list[str]:
        """The documents that are one article with this one, saved with small changes; always itself too."""
        return self._copies.family(document_id)

    def families(self) -> dict[str, int]:
        """The documents that are one article with others, with the number of their family."""
        return self._copies.families()

    def groups(self) -> dict[str, Hashable]:
        """The articles of which there are several copies, with what is the same for all copies of one."""
        same = self._database.execute(
            "SELECT path, document_id FROM article WHERE document_id IN"
            " (SELECT document_id FROM article WHERE document_id != '' GROUP BY document_id HAVING COUNT(*) > 1)"
        )
        alike = self._database.execute(
            "SELECT path, family FROM sketch JOIN article USING (document_id) WHERE family IS NOT NULL"
        )
        return {os.fsdecode(path): group for path, group in (*same, *alike)}

    def gather_copies(self, listing: Listing) -> None:
        """Keep which rows of a listing are copies of one article, for the next start."""
        groups = Folding.of(listing, self.groups()).groups
        before = len(listing.first)
        lengths_and_rows = (number for group in groups for number in (len(group), *(row - before for row in group)))
        packed = array("I", lengths_and_rows).tobytes()
        if [(listing.mark, packed)] != self._database.execute("SELECT listing, data FROM folded"):
            self._database.execute("INSERT OR REPLACE INTO folded VALUES (0, ?, ?)", (listing.mark, packed))

    def folding(self, listing: Listing) -> Folding:
        """What `gather_copies` kept for this listing; no copies where it did not."""
        rows = self._database.execute("SELECT data FROM folded WHERE listing = ?", (listing.mark,))
        packed, before = array("I"), len(listing.first)
        packed.frombytes(rows[0][0] if rows else b"")
        groups, at = [], 0
        while at < len(packed):
            start, at = at + 1, at + 1 + packed[at]
            groups.append([before + row for row in packed[start:at]])
        return Folding(groups)

    def words(self, keys: Sequence[str]) -> list[str]:
        """What a filter looks into, for some articles."""
        marks = ",".join("?" * len(keys))
        rows = self._database.execute(
            f"SELECT path, title, {_CALLED} FROM article WHERE title != '' AND path IN ({marks})",
            [os.fsencode(key) for key in keys],
        )
        known = {os.fsdecode(row[0]): sought(row[1], row[2], os.fsdecode(row[0])) for row in rows}
        return [known.get(key) or sought(called(key), "", key) for key in keys]

    def gather_words(self, listing: Listing) -> None:
        """Keep what a filter looks into, for all articles of a listing: too much to ask for article by article."""
        rows = self._database.execute(f"SELECT path, title, {_CALLED} FROM article WHERE title != ''")
        known = {os.fsdecode(row[0]): sought(row[1], row[2], os.fsdecode(row[0])) for row in rows}
        words = (known.get(key) or sought(called(key), "", key) for key in listing)
        packed = "\n".join(words).encode("utf-8", "surrogatepass")
        if [(listing.mark, packed)] != self._database.execute("SELECT listing, words FROM sought"):
            self._database.execute("INSERT OR REPLACE INTO sought VALUES (0, ?, ?)", (listing.mark, packed))

    def drop_words(self) -> None:
        """Forget what `gather_words` kept: too many articles have been read since."""
        self._database.execute("DELETE FROM sought")

    def gathered_words(self, listing: Listing) -> Iterator[list[str]]:
        """What `gather_words` kept for this listing, some thousands of articles at a time; nothing where it did not."""
        found, rest = "SELECT one FROM sought WHERE listing = ?", b""
        with contextlib.suppress(sqlite3.Error):  # the rest is asked for article by article
            for piece in self._database.in_pieces("sought", "words", found, (listing.mark,), _PIECE):
                whole, end, rest = (rest + piece).rpartition(b"\n")
                if end:
                    yield whole.decode("utf-8", "surrogatepass").split("\n")
            if rest:
                yield [rest.decode("utf-8", "surrogatepass")]

    def fill_some(self, records: Sequence[ArticleRecord], version: str) -> list[Unread]:
        """As `fill`, for some of the articles only."""
        marks = ",".join("?" * len(records))
        paths = [os.fsencode(record.path) for record in records]
        return self._fill(
            records, version, self._database.execute(f"SELECT * FROM article WHERE path IN ({marks})", paths)
        )

    def fill(self, records: Iterable[ArticleRecord], version: str) -> list[Unread]:
        """Complete the rows of articles that are known unchanged; give back those that must be read (again), in the
        order in which they should.

        An article counts as unchanged when its size and time of modification are those seen last, and its analysis
        was made by this version of the extractor; one that could not be read then is not tried again, unless that may
        have passed: a right to read it that was given since shows in neither. What another version has read is shown
        as it was then, without its quotes, until it is read again.
        """
        return self._fill(records, version, self._database.execute("SELECT * FROM article"))

    def _fill(self, records: Iterable[ArticleRecord], version: str, rows: list[Any]) -> list[Unread]:
        known = {os.fsdecode(row[0]): row for row in rows}
        missing: list[Unread] = []
        for record in records:
            row = known.get(record.key)
            stamp = stamp_of(record.path)
            record.size = max(stamp[1], 0)
            published = datetime.fromisoformat(row[6]) if row and row[6] else None
            if row is None or row[10] != version or row[1:3] != stamp:
                missing.append(Unread(record.key, stamp, published))
            if row is None or row[1:3] != stamp:
                continue
            record.problem = row[11]
            if record.problem:
                continue
            record.document_id, record.title, record.outlet = row[3], row[4], row[5]
            record.published, record.words, record.site = published, row[8], row[12]
            record.quotes = row[9] if row[10] == version else None
        return sorted(missing, key=Unread.rank)

    def put(self, reply: Reply, version: str) -> None:
        """Keep what the indexing process found out."""
        self.put_all([reply], version)

    def put_all(self, replies: Sequence[Reply], version: str) -> bool:
        """As `put`, for many articles in one transaction; False, and none kept, while another program is writing."""

        def keep() -> None:
            before = self._documents_of([reply.path for reply in replies])
            found = [reply for reply in replies if reply.findings]
            self._database.execute_many(
                "DELETE FROM findings WHERE document_id = ? AND version != ?",
                [(reply.document_id, version) for reply in found if reply.document_id in before],
            )
            self._database.execute_many(
                "INSERT OR REPLACE INTO findings VALUES (?,?,?)",
                [(reply.document_id, version, reply.findings) for reply in found],
            )
            self._database.execute_many(
                "INSERT OR REPLACE INTO article VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                [_article_row(reply, version) for reply in replies],
            )
            self._let_go(before)
            self._search.put(replies, version)
            self._copies.put({reply.document_id: reply.sketch for reply in replies if reply.document_id})

        return self._database.together(keep)

    def successors(self, replies: Sequence[Reply]) -> list[tuple[str, str]]:
        """The document that an article had when it was read last, and the one it has now, where that is another."""
        marks = ",".join("?" * len(replies))
        rows = self._database.execute(
            f"SELECT path, document_id FROM article WHERE document_id != '' AND path IN ({marks})",
            [os.fsencode(reply.path) for reply in replies],
        )
        before = dict(rows)
        pairs = ((before.get(os.fsencode(reply.path), ""), reply.document_id) for reply in replies)
        return [(old, new) for old, new in pairs if old and new and old != new]

    def _documents_of(self, keys: Sequence[str]) -> set[str]:
        """The ids of the documents that these articles had when they were read last."""
        marks = ",".join("?" * len(keys))
        rows = self._database.execute(
            f"SELECT document_id FROM article WHERE document_id != '' AND path IN ({marks})",
            [os.fsencode(key) for key in keys],
        )
        return {row[0] for row in rows}

    def _let_go(self, documents: Iterable[str]) -> None:
        """Of these documents, those that no article has any more are nobody's copies, and not found by a search."""
        gone = [document for document in documents if not self.paths_of(document)]
        if gone:
            self._search.forget(gone)
            self._copies.forget(gone)
            self._database.execute_many("DELETE FROM findings WHERE document_id = ?", [(each,) for each in gone])

    def document(self, key: str, version: str) -> Document | None:
        """An article as it was read, where it was kept and has not changed since (by the rule of `fill`)."""
        rows = self._database.execute(
            "SELECT modified, size, data FROM kept WHERE path = ? AND version = ?", (os.fsencode(key), version)
        )
        if not rows or rows[0][:2] != stamp_of(key):
            return None
        import msgspec

        from tui.library.protocol import decode_document

        try:
            return decode_document(rows[0][2])
        except msgspec.MsgspecError:
            return None

    def has_kept(self, key: str, version: str) -> bool:
        """Whether an article was kept as it was read, and has not changed since."""
        asked = "SELECT modified, size FROM kept WHERE path = ? AND version = ?"
        return self._database.execute(asked, (os.fsencode(key), version)) == [stamp_of(key)]

    def keep_document(self, key: str, document: Document, version: str) -> None:
        """Keep an article as it was read, in place of all that were kept before."""
        from tui.library.protocol import encode_document

        self._database.execute("DELETE FROM kept")
        self._database.execute(
            "INSERT OR REPLACE INTO kept VALUES (?,?,?,?,?)",
            (os.fsencode(key), *stamp_of(key), version, encode_document(document)),
        )

    def findings_data(self, document_id: str, version: str) -> bytes:
        """What was stored of this text by this version of the extractor, encoded; nothing where there is none."""
        asked = "SELECT data FROM findings WHERE document_id = ? AND version = ?"
        rows = self._database.execute(asked, (document_id, version))
        return rows[0][0] if rows else b""

    def findings(self, document_id: str, version: str) -> Findings | None:
        """What was stored of this text by this version of the extractor; None where there is none that reads."""
        data = self.findings_data(document_id, version)
        if not data:
            return None
        import msgspec

        from tui.library.protocol import decode_findings

        try:
            return decode_findings(data)
        except msgspec.MsgspecError:
            return None


def _article_row(reply: Reply, version: str) -> tuple[object, ...]:
    modified, size = reply.stamp or stamp_of(reply.path)
    published = reply.published.isoformat() if reply.published else None
    return (
        os.fsencode(reply.path), modified, size, reply.document_id, reply.title, reply.outlet, published,
        reply.language, reply.words, reply.quotes, "" if reply.passing else version, reply.problem, reply.site,
    )  # fmt: skip
