"""All notes on a set of articles: finds the file of a document, opens it, counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tui.annotations.changes import StoreError, StoreProblem
from tui.annotations.chunks import first_record
from tui.annotations.files import Files, Stamp
from tui.annotations.header import SCHEMA, Header, decode_header
from tui.annotations.model import Motivation
from tui.annotations.nodes import NodeError
from tui.annotations.notebook import Notebook
from tui.annotations.notesfile import read_notes
from tui.annotations.places import notes_file_name
from tui.documents.model import Document

__all__ = ["NoteStore", "Notebook", "StoreError", "StoreProblem"]


class _Entry(msgspec.Struct, frozen=True):
    """What is known of a file without reading its notes."""

    stamp: Stamp
    header: Header | None


class _Tally(msgspec.Struct, frozen=True):
    """What is known of a file by looking through it."""

    stamp: Stamp
    records: int
    may_correct: bool
    """False where there is surely no correction among the notes."""


_CORRECTION = str(Motivation.EDITING).encode("ascii")
_START = 4096
"""Bytes in which a header ends nearly always."""
_FRESH = 50_000_000
"""Nanoseconds for which a folder may be written again without its time telling."""


class NoteStore:
    """The notes in one folder, which is made at the first save. `clock` tells the time."""

    def __init__(
        self,
        folder: Path,
        *,
        files: Files | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder = folder
        self._files = files or Files()
        self._clock = clock
        self._entries: dict[Path, _Entry] = {}
        self._tallies: dict[Path, _Tally] = {}
        self._own: dict[str, Path] = {}
        """The file that names a document's text as its own."""
        self._unreadable: list[StoreProblem] = []
        self._as_of: Stamp | None = None
        """The state of the folder at the last scan, where it tells every later change but those within a file."""

    def open(self, document: Document, known: Collection[str] = ()) -> Notebook:
        """The notes on a document; an empty notebook where there are none. Nothing is written.

        A file is the document's by its id; else, for an article that has changed, by an earlier id, the same
        path or the same url. `known` are the ids of all documents at hand: a file that is one of theirs is
        not taken from it."""
        header = self._header(document)
        path = self._find(document, header, known) or self.folder / notes_file_name(document.title, document.id)
        return Notebook(document, path, header, self._files, self._clock)

    def open_file(self, path: Path) -> Notebook:
        """The notes in one file, whose article need not be at hand: they have no anchors."""
        data = self._files.read(path) or b""
        header = read_notes(first_record(data)[0]).header or Header(SCHEMA, "")
        document = Document(header.document, "", "", header.title, header.outlet, (), None, "", header.url, ())
        return Notebook(document, path, header, self._files, self._clock)

    def holds(self, document_id: str) -> bool:
        """True where a file names this text as its own."""
        if not self._is_current():
            self._scan()
        return document_id in self._own

    def files_about(self, document_id: str) -> list[tuple[Path, Header]]:
        """The files whose document has or had this id."""
        if not self._is_current():
            self._scan()
        found = [(path, each.header) for path, each in self._entries.items() if each.header is not None]
        return [(path, header) for path, header in found if document_id in (header.document, *header.earlier)]

    def may_correct(self, document: Document, known: Collection[str] = ()) -> bool:
        """False where there is surely no correction among the notes on a document: they need not be read then."""
        path = self._find(document, self._header(document), known)
        return path is not None and self._tally(path).may_correct

    def size(self) -> int:
        """The bytes of all files together."""
        self._scan()
        return sum(entry.stamp.size for entry in self._entries.values())

    def counts(self) -> dict[str, int]:
        """The number of notes by document id (earlier ids too) and by path hint, without reading the
        notes."""
        self._scan()
        found: dict[str, int] = {}
        for path, entry in self._entries.items():
            if entry.header is None:
                continue
            names = (entry.header.document, *entry.header.earlier, entry.header.path)
            records = self._tally(path).records
            for name in filter(None, dict.fromkeys(names)):
                found[name] = found.get(name, 0) + records
        return found

    def counts_by_path(self) -> dict[str, tuple[str, int]]:
        """By an article's absolute path: the id of the document that lay there when its notes were last
        written, and their number."""
        self._scan()
        home = self.folder.absolute().parent
        return {
            str(home / entry.header.path): (entry.header.document, self._tally(path).records)
            for path, entry in self._entries.items()
            if entry.header is not None and entry.header.path
        }

    def problems(self) -> tuple[StoreProblem, ...]:
        """What is damaged, in every file of the folder. Reads them all."""
        self._scan()
        found = list(self._unreadable)
        for path in self._entries:
            try:
                data = self._files.read(path) or b""
            except OSError as error:
                found.append(StoreProblem(path, 0, error.strerror or str(error)))
                continue
            found += [StoreProblem(path, flaw.line, flaw.what) for flaw in read_notes(data).flaws]
        return tuple(found)

    def path_hint(self, path: str) -> str:
        """An article's path as the header tells it: relative to the folder beside which the notes lie, if it
        is in it."""
        if path in ("", "-"):
            return ""
        place = Path(path).absolute()
        home = self.folder.absolute().parent
        return place.relative_to(home).as_posix() if place.is_relative_to(home) else place.as_posix()

    def _header(self, document: Document) -> Header:
        return Header(
            schema=SCHEMA,
            document=document.id,
            title=document.title,
            outlet=document.outlet,
            url=document.url,
            path=self.path_hint(document.path),
        )

    def _find(self, document: Document, header: Header, known: Collection[str]) -> Path | None:
        if self._is_current():
            path = self._fitting(document, header, known)
            if path is not None and self._is_as_scanned(path):
                return path
        self._scan()
        return self._fitting(document, header, known)

    def _is_current(self) -> bool:
        """True where no file came, went or was replaced since the last scan."""
        try:
            return self._as_of is not None and self._files.stamp(self.folder) == self._as_of
        except OSError:
            return False

    def _is_as_scanned(self, path: Path) -> bool:
        try:
            return self._files.stamp(path) == self._entries[path].stamp
        except OSError:
            return True

    def _fitting(self, document: Document, header: Header, known: Collection[str]) -> Path | None:
        own = self._own.get(document.id)
        if own is not None:
            return own
        best: tuple[int, Path] | None = None
        for path, entry in self._entries.items():
            rank = _fit(path, entry.header, document, header, known)
            if rank is not None and (best is None or rank < best[0]):
                best = (rank, path)
        return best[1] if best is not None else None

    def _scan(self) -> None:
        """Read the headers of the files that are new or changed."""
        entries: dict[Path, _Entry] = {}
        self._unreadable = []
        self._as_of = None
        try:
            folder = self._files.stamp(self.folder)
            listed = self._files.list_folder(self.folder)
        except OSError as error:
            self._unreadable.append(StoreProblem(self.folder, 0, error.strerror or str(error)))
            return
        for path in filter(_is_notes_file, listed):
            try:
                stamp = self._files.stamp(path)
                known = self._entries.get(path)
                if stamp is None:
                    continue
                entries[path] = known if known and known.stamp == stamp else self._summary(path, stamp)
            except OSError as error:
                self._unreadable.append(StoreProblem(path, 0, error.strerror or str(error)))
        self._entries = entries
        self._own = {each.header.document: path for path, each in reversed(entries.items()) if each.header is not None}
        if folder is not None and not self._unreadable and time.time_ns() - folder.modified_ns > _FRESH:
            self._as_of = folder

    def _summary(self, path: Path, stamp: Stamp) -> _Entry:
        data = self._files.read_start(path, _START)
        first, records = first_record(data)
        if len(data) == _START and records < 2:  # the first record may go on
            first, records = first_record(self._files.read(path) or b"")
        try:
            return _Entry(stamp, decode_header(first.decode("utf-8")) if records else None)
        except (NodeError, UnicodeDecodeError):
            return _Entry(stamp, None)

    def _tally(self, path: Path) -> _Tally:
        """Look through a file, unless it is as it was."""
        entry = self._entries.get(path)
        known = self._tallies.get(path)
        if entry is not None and known is not None and known.stamp == entry.stamp:
            return known
        try:
            stamp = self._files.stamp(path)
            data = self._files.read(path) or b""
        except OSError:
            return _Tally(Stamp(0, 0, 0), 0, True)
        records = first_record(data)[1]
        has_header = entry is not None and entry.header is not None
        tally = _Tally(stamp or Stamp(0, 0, 0), max(0, records - has_header), _CORRECTION in data)
        self._tallies[path] = tally
        return tally


def notes_files(folder: Path) -> list[Path]:
    """The notes files of a folder, in order of their names. Raises OSError where it cannot be listed."""
    return [path for path in Files().list_folder(folder) if _is_notes_file(path)]


def _is_notes_file(path: Path) -> bool:
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".")


def _fit(path: Path, there: Header | None, document: Document, header: Header, known: Collection[str]) -> int | None:
    """How well a file fits a document: 0 is best, None not at all."""
    if there is None:
        return 1 if path.name.endswith(f"-{document.id}.yaml") else None
    if there.document == document.id:
        return 0
    if document.id in there.earlier:
        return 2
    if there.document in known:
        return None
    if header.path and there.path == header.path:
        return 3
    return 4 if header.url and there.url == header.url else None
