"""All notes on a set of articles: finds the file of a document, opens it, counts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tui.annotations.changes import StoreError, StoreProblem
from tui.annotations.chunks import first_record
from tui.annotations.files import Files, Stamp
from tui.annotations.header import SCHEMA, Header, decode_header
from tui.annotations.nodes import NodeError
from tui.annotations.notebook import Notebook
from tui.annotations.notesfile import read_notes
from tui.annotations.places import notes_file_name
from tui.documents.model import Document

__all__ = ["NoteStore", "Notebook", "StoreError", "StoreProblem"]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is known of a file without reading its notes."""

    stamp: Stamp
    header: Header | None
    records: int


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
        self._unreadable: list[StoreProblem] = []

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

    def counts(self) -> dict[str, int]:
        """The number of notes by document id (earlier ids too) and by path hint, without reading the
        notes."""
        self._scan()
        found: dict[str, int] = {}
        for entry in self._entries.values():
            if entry.header is None:
                continue
            names = (entry.header.document, *entry.header.earlier, entry.header.path)
            for name in filter(None, dict.fromkeys(names)):
                found[name] = found.get(name, 0) + entry.records
        return found

    def counts_by_path(self) -> dict[str, tuple[str, int]]:
        """By an article's absolute path: the id of the document that lay there when its notes were last
        written, and their number."""
        self._scan()
        home = self.folder.absolute().parent
        return {
            str(home / entry.header.path): (entry.header.document, entry.records)
            for entry in self._entries.values()
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
        self._scan()
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
        try:
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

    def _summary(self, path: Path, stamp: Stamp) -> _Entry:
        first, records = first_record(self._files.read(path) or b"")
        if not records:
            return _Entry(stamp, None, 0)
        try:
            header = decode_header(first.decode("utf-8"))
        except (NodeError, UnicodeDecodeError):
            return _Entry(stamp, None, records - 1)
        return _Entry(stamp, header, records - (header is not None))


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
