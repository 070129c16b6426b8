"""The set of documents that the desk was opened with: rows, texts, findings, and the actors behind all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.documents.naming import SEPARATOR, site_of
from tui.extraction.version import VERSION
from tui.library.catalogue import Catalogue
from tui.library.folding import Folding, once
from tui.library.held import HeldFindings
from tui.library.keeping import keep
from tui.library.listing import Listing
from tui.library.reading_state import ReadingState
from tui.library.records import ArticleRecord, placeholder, sought
from tui.library.rows import LazyRows
from tui.library.shown import ShownTexts

if TYPE_CHECKING:
    from tui.comparison.actors import ActorRegistry
    from tui.documents.model import Document
    from tui.extraction.model import Analysis
    from tui.library.protocol import Findings, Reply

_SOME = 250
_MANY = 256
"""Rows from which all read marks are fetched at once."""


class _Texts(Collection[str]):
    """The ids of a library's documents. In a large library one is sought in the catalogue."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __contains__(self, document_id: object) -> bool:
        return isinstance(document_id, str) and self._library.key_of(document_id) is not None

    def __iter__(self) -> Iterator[str]:
        return (record.document_id for record in self._library.records)

    def __len__(self) -> int:
        return len(self._library)


class Library:
    """Rows in the order of their paths; everything else is found by an article's key (its path as a string)."""

    def __init__(
        self, files: Sequence[Path], catalogue: Catalogue, state: ReadingState, *, listed: Listing | None = None
    ) -> None:
        """`files` are looked at now. `listed` are the keys of a large library as they were last time, in place of
        `files`: each row is made when it is looked at, and `relist` tells what a survey has found.
        """
        self.catalogue = catalogue
        self.state = state
        self.records: Sequence[ArticleRecord] = [placeholder(path) for path in files]
        self._rows = {record.key: row for row, record in enumerate(self.records)}
        self._notes_on: Callable[[str, str], int] = lambda _key, _document_id: 0
        self._noted: dict[str, int] = {}
        """Numbers of notes by document that were told since all were counted."""
        self._by_document: dict[str, list[int]] = {}
        self.held = HeldFindings()
        self.shown = ShownTexts(catalogue)
        self._registry: ActorRegistry | None = None
        self._lazy: LazyRows | None = None
        self._read_lately: set[str] = set()
        """Articles of a large library that have been read since what a filter looks into was gathered."""
        self.folding = Folding()
        """The rows of copies of one article, as far as that was looked for."""
        if listed is not None:
            self._list_lazily(listed)
            self.missing: list[str] = []
            return
        self.missing = [each.key for each in catalogue.fill(self.records, VERSION)]
        """Keys of the articles to be read and analysed, the newest first."""
        flags = state.flags()
        for row, record in enumerate(self.records):
            self._know(row, record, flags)
        self.folding = Folding.of(self._rows, catalogue.groups())

    def __len__(self) -> int:
        return len(self.records)

    @property
    def is_lazy(self) -> bool:
        """True for a large library, whose rows are made when they are looked at."""
        return self._lazy is not None

    @property
    def keys(self) -> Sequence[str]:
        """The keys of all articles; of a large library without making a row of each."""
        return [record.key for record in self.records] if self._lazy is None else self._lazy.keys

    def walk(self) -> Iterator[tuple[int, str]]:
        """All articles with their numbers, from 1, for who lets other things happen between two of them: one that has
        left by its turn is passed over.
        """
        before = self._lazy  # to look for each name in a large library takes a while
        return ((number, key) for number, key in enumerate(self.keys, 1) if self._lazy is before or key in self)

    @property
    def listing(self) -> Listing | None:
        """The keys of a large library; None for another one."""
        return None if self._lazy is None else self._lazy.keys

    def may_hold(self, name: str) -> bool:
        """True for what is on the disk, and for the name of a file or folder of which articles are listed."""
        below = (name + os.sep, name + SEPARATOR)
        if self._lazy is not None:
            listed = any(map(self._lazy.keys.holds_below, below))
        else:
            listed = any(key.startswith(below) for key in self._rows)
        return listed or os.path.lexists(name)

    def relist(self, keys: Listing) -> None:
        """The articles are these (now): what a survey of a large library has found."""
        self._by_document.clear()
        self._list_lazily(keys)

    def _list_lazily(self, keys: Listing) -> None:
        self.records = self._lazy = LazyRows(keys, self._made)
        self.folding = self.catalogue.folding(keys)

    def make_records(self, rows: Sequence[int]) -> None:
        """Have the records of some rows at hand: of a large library they are made when they are looked at."""
        if self._lazy is not None:
            self._lazy.make(rows)

    def _made(self, keys: Sequence[str]) -> list[ArticleRecord]:
        """The records of some articles of a large library."""
        records = [placeholder(Path(key)) for key in keys]
        self.catalogue.fill_some(records, VERSION)
        known = [record.document_id for record in records]
        flags = self.state.flags(known if len(known) <= _MANY else None)
        for record in records:
            record.read, record.starred = flags.get(record.document_id, (False, False))
            record.notes = self._count(record.key, record.document_id)
        return records

    def haystacks(self) -> Iterator[list[str]]:
        """What a filter looks into, in lower case: of every row, some thousands at a time."""
        if self._lazy is None:
            yield [sought(record.title, record.outlet or record.site, record.key) for record in self.records]
            return
        keys, done = self._lazy.keys, 0
        if keys.first:
            done = len(keys.first)
            yield [sought(self.records[row].title, self.records[row].outlet, keys[row]) for row in range(done)]
        read = {row: key for key in self._read_lately if (row := self._lazy.row(key)) is not None}
        for piece in self.catalogue.gathered_words(keys):
            for row in read.keys() & range(done, done + len(piece)):
                piece[row - done] = self.catalogue.words([read[row]])[0]
            done += len(piece)
            yield piece
        for start in range(done, len(keys), _SOME):
            yield self.catalogue.words(keys[start : start + _SOME])

    def count_notes(self, notes_on: Callable[[str, str], int]) -> None:
        """Show how many notes there are on each article: `notes_on` tells it of a key and a document id, which is ""
        until the article is read for the first time.
        """
        self._notes_on = notes_on
        self._noted.clear()
        for record in self._lazy.made.values() if self._lazy else self.records:
            record.notes = notes_on(record.key, record.document_id)

    def noted(self, key: str, number: int) -> None:
        """There are so many notes on an article now; told also where its row is made anew later."""
        record = self.record(key)
        record.notes = number
        if record.document_id:
            self._noted[record.document_id] = number

    def _count(self, key: str, document_id: str) -> int:
        known = self._noted.get(document_id)
        return self._notes_on(key, document_id) if known is None else known

    @property
    def texts(self) -> Collection[str]:
        """The ids of the documents that are here, to be asked for one."""
        return _Texts(self)

    def _row(self, key: str) -> int | None:
        return self._rows.get(key) if self._lazy is None else self._lazy.row(key)

    def __contains__(self, key: str) -> bool:
        return self._row(key) is not None

    def row(self, key: str) -> int:
        """Position of an article in `records`. KeyError where there is none."""
        row = self._row(key)
        if row is None:
            raise KeyError(key)
        return row

    def record(self, key: str) -> ArticleRecord:
        return self.records[self.row(key)]

    def keys_of(self, document_id: str) -> list[str]:
        """The keys of all articles with this text; of a large library also of those that have left since it was listed.

        There may be thousands: of what a site shows to those who may not read it, every article is a copy.
        """
        if self._lazy is not None:
            return self.catalogue.paths_of(document_id)
        return [self.records[row].key for row in self._by_document.get(document_id, ())]

    def key_of(self, document_id: str) -> str | None:
        """The key of an article with this text; None where none is here."""
        return next((key for key in self.keys_of(document_id) if key in self), None)

    def copies(self, row: int, most: int | None = None) -> list[ArticleRecord]:
        """The articles that are one with that of a row, saved more than once; always itself too; at most the first
        `most` of them.
        """
        return [self.records[copy] for copy in self.folding.copies(row)[:most]]

    def once(self) -> Callable[[str], bool]:
        """Tells of documents, by their ids and one after another, which are of an article that was not counted yet:
        copies of one count once.
        """
        return once(self.catalogue.families())

    def is_slow(self, key: str) -> bool:
        """True where reading the article takes longer than a reader should wait for with the keys dead."""
        return self.shown.is_slow(self.record(key))

    def document(self, key: str, *, fresh: bool = False) -> Document:
        """The article's text and blocks, read now unless it was shown lately or kept. Raises `DocumentError`."""
        document = self.shown.document(self.record(key), fresh=fresh)
        self.adopt(key, document)
        return document

    def adopt(self, key: str, document: Document) -> None:
        """Take in an article's text that was read elsewhere."""
        self.shown.show(key, document)
        record = self.record(key)
        self._has_text(self.row(key), document.id)
        record.title, record.outlet = document.title or record.title, document.outlet
        record.site = site_of(document.url)
        record.published, record.problem = document.published, ""
        self._know(self.row(key), record, None)

    def take(self, reply: Reply) -> int | None:
        """Keep what the indexing process found, and take it in; the row, None for an article that is not here."""
        if self.has_place_for(reply):
            keep(self.catalogue, self.state, [reply], VERSION)
        return self.take_kept(reply)

    def has_place_for(self, reply: Reply) -> bool:
        """True where what was found is to be kept in the catalogue: the article is here, and has a file."""
        return not self.shown.is_given(reply.path) and reply.path in self

    def take_kept(self, reply: Reply) -> int | None:
        """Take in what was found and is in the catalogue, as `take`."""
        row = self._row(reply.path)
        if row is None:
            return None
        self.shown.has_become(reply.path, reply.document_id)
        if self._lazy is not None and not self.shown.is_given(reply.path):
            self._read_lately.add(reply.path)
            if len(self._read_lately) > _MANY:
                self._read_lately.clear()
                self.catalogue.drop_words()
            if row not in self._lazy.made:  # it will be made of what the catalogue holds
                self.held.forget(reply.document_id)
                return row
        record = self.records[row]
        record.problem = reply.problem
        if reply.document_id:
            self._has_text(row, reply.document_id)
            record.title, record.outlet, record.site = reply.title or record.title, reply.outlet, reply.site
            record.published = reply.published
            record.words, record.quotes = reply.words, reply.quotes
            self._know(row, record, None)
            self.held.forget(reply.document_id)
        if self.shown.is_given(reply.path) and reply.findings:
            from tui.library.protocol import decode_findings

            self.held.keep_here(reply.document_id)
            self._hold(decode_findings(reply.findings), reply.path)
        return row

    def recorrect(self, key: str) -> None:
        """The corrections of an article have changed: what was found in it is to be made up anew."""
        identifier = self.record(key).document_id
        found = self.held.as_found(identifier)
        if found is not None:
            self._hold(found, key)

    def findings(self, key: str) -> Findings | None:
        """What was found in an article; None while it is not analysed, and where it has left."""
        row = self._row(key)
        identifier = "" if row is None else self.records[row].document_id
        if not identifier:
            return None
        found = self.held.corrected(identifier)
        if found is None:
            found = self.catalogue.findings(identifier, VERSION)
            if found is not None:
                found = self._hold(found, key)
        return found

    def encoded(self, key: str, corrected: Findings | None) -> bytes:
        """What was found in an article, as the catalogue keeps it; nothing where it is not analysed."""
        if corrected is None:
            return self.catalogue.findings_data(self.record(key).document_id, VERSION)
        from tui.library.protocol import findings_encoded

        return findings_encoded(corrected)

    def corrected(self, key: str) -> Findings | None:
        """What was found in an article, where the reader has corrected it; None where there is nothing corrected."""
        record = self.record(key)
        found = self.held.corrected(record.document_id)
        if found is None:
            return self.findings(key) if record.notes or self.shown.is_given(key) else None
        return found if found is not self.held.as_found(record.document_id) or self.shown.is_given(key) else None

    def analysis(self, key: str) -> Analysis | None:
        found = self.findings(key)
        return found.analysis if found else None

    @property
    def registry(self) -> ActorRegistry:
        """The actors of all analyses taken in so far, merged."""
        if self._registry is None:
            from tui.comparison.actors import ActorRegistry

            self._registry = ActorRegistry()
        return self._registry

    def canonical(self, analysis: Analysis) -> dict[str, str]:
        """Actor id in this analysis -> library-wide id."""
        identify = self.registry.canonical_id
        return {actor.id: identify(analysis.document_id, actor.id) for actor in analysis.actors}

    def set_flags(self, key: str, *, read: bool | None = None, starred: bool | None = None) -> None:
        """Mark an article (and every copy of it) as read or starred, now and for later runs."""
        documents = set(self.catalogue.family(self.record(key).document_id)) - {""}
        if self._lazy is not None:  # what is not at hand is told by the state when it is made
            copies = [record for record in self._lazy.made.values() if record.document_id in documents]
        else:
            copies = [self.records[row] for each in documents for row in self._by_document.get(each, ())]
        for copy in copies:
            copy.read = copy.read if read is None else read
            copy.starred = copy.starred if starred is None else starred
        for document_id in documents:
            if read is not None:
                self.state.set_read(document_id, read)
            if starred is not None:
                self.state.set_starred(document_id, starred)

    def rest(self) -> None:
        """Give back memory that is good for quick answers alone: nobody asks for a while."""
        self.catalogue.rest()
        self.state.rest()

    def close(self) -> None:
        self.catalogue.close()
        self.state.close()

    def _has_text(self, row: int, document_id: str) -> None:
        """An article has (now) this text. One that has changed keeps its star and is unread again."""
        record = self.records[row]
        before, record.document_id = record.document_id, document_id
        if before == document_id:
            return
        if before and self._lazy is None:
            self._by_document[before].remove(row)
        record.notes = self._count(record.key, document_id)
        if before:
            record.read = False

    def _know(self, row: int, record: ArticleRecord, flags: dict[str, tuple[bool, bool]] | None) -> None:
        if not record.document_id:
            return
        if self._lazy is None:
            rows = self._by_document.setdefault(record.document_id, [])
            if row not in rows:
                rows.append(row)
        known = flags.get(record.document_id) if flags is not None else self.state.flags_of(record.document_id)
        if known:
            record.read, record.starred = known

    def _hold(self, found: Findings, key: str) -> Findings:
        """Keep findings and take their actors in, with the reader's corrections made."""
        found = self.held.hold(found, key)
        self.record(key).quotes = len(found.analysis.attributions)
        self.registry.add(found.analysis)
        return found
