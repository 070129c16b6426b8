"""All notes of some folders: read file by file, and again only where a file has changed."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from tui.annotations.files import Files, Stamp
from tui.annotations.header import Header
from tui.annotations.model import Annotation
from tui.annotations.nodes import NodeError, parse
from tui.annotations.notesfile import read_notes
from tui.annotations.store import notes_files
from tui.documents.naming import kept_as, site_of

_UNKNOWN = Header(0, "")
_TAG = re.compile(rb"purpose: (?:tagging|classifying)\r?\n[ ]+value: ([^\r\n]+)")


class NotesPlace(msgspec.Struct, frozen=True):
    """One notes file and whose notes it holds."""

    path: Path
    header: Header

    @property
    def title(self) -> str:
        """The article's title; the file's name where the header does not tell it."""
        return self.header.title or self.path.stem

    @property
    def article(self) -> str:
        """The article by its title, and by what it is called as a source: two may have one title."""
        known = kept_as(self.header.outlet, site_of(self.header.url), self.header.path)
        return f"{self.title} · {known}" if known else self.title


class Kept(msgspec.Struct, frozen=True):
    """One note, where it is kept, and the words it can be found by, in lower case."""

    place: NotesPlace
    note: Annotation
    words: str

    @property
    def key(self) -> tuple[Path, str]:
        """What tells it from every other: an id may stand in two files."""
        return self.place.path, self.note.id


class _Read(msgspec.Struct, frozen=True):
    stamp: Stamp
    notes: tuple[Kept, ...]


class Overview:
    """The notes in `folders`. `notes` is as of the last `refresh`, article by article in the order of the text."""

    def __init__(self, folders: Sequence[Path], files: Files | None = None) -> None:
        self.folders = folders
        self.notes: tuple[Kept, ...] = ()
        self.problems: tuple[str, ...] = ()
        """What could not be read, a line each."""
        self._files = files or Files()
        self._known: dict[Path, _Read] = {}
        self._reading: dict[Path, _Read] = {}

    def refresh(self) -> Iterator[tuple[int, int]]:
        """Read what is new or changed; yields how many files of how many are done, so that the caller can go on with
        other things or stop. `notes` changes at the end, and is the same object where nothing has changed."""
        self._reading = known = {}
        problems: list[str] = []
        changed = False
        paths = [path for folder in self.folders for path in self._listed(folder, problems)]
        try:
            for done, path in enumerate(paths):
                try:
                    stamp = self._files.stamp(path)
                    before = self._known.get(path)
                    if stamp is None:
                        continue
                    if before is not None and before.stamp == stamp:
                        known[path] = before
                        continue
                    known[path] = _Read(stamp, _read(path, self._files.read(path) or b""))
                    changed = True
                except OSError as error:
                    problems.append(f"{path.name}: {error.strerror or error}")
                yield done + 1, len(paths)
        except GeneratorExit:  # the caller has stopped: what was read need not be read again
            self._known = {**self._known, **known}
            raise
        if changed or known.keys() != self._known.keys():
            self._known = known
            self.notes = _ordered(known)
        self.problems = tuple(problems)

    def so_far(self) -> tuple[Kept, ...]:
        """The notes that a refresh under way has read."""
        return _ordered(self._reading)

    def _listed(self, folder: Path, problems: list[str]) -> list[Path]:
        try:
            return notes_files(folder)
        except OSError as error:
            problems.append(f"{folder}: {error.strerror or error}")
            return []


def tags_in(folder: Path) -> set[str]:
    """The tags of all notes in a folder, for completion: found without reading the notes."""
    found: set[bytes] = set()
    with contextlib.suppress(OSError):
        for path in notes_files(folder):
            if path.is_file():
                found.update(_TAG.findall(path.read_bytes()))
    tags = set()
    for raw in found:
        with contextlib.suppress(NodeError, UnicodeDecodeError):
            node = parse(raw.decode("utf-8"))
            if node is not None and node.text and not node.is_null:
                tags.add(node.text)
    return tags


def find_note(folder: Path, identity: str) -> NotesPlace | None:
    """The file of a folder in which a note stands; only those that hold its id at all are read through."""
    wanted = identity.encode("utf-8", "replace")
    try:
        for path in notes_files(folder):
            data = path.read_bytes() if path.is_file() else b""
            if wanted in data and identity in (file := read_notes(data)).records:
                return NotesPlace(path, file.header or _UNKNOWN)
    except OSError:
        return None
    return None


def _read(path: Path, data: bytes) -> tuple[Kept, ...]:
    file = read_notes(data)
    place = NotesPlace(path, file.header or _UNKNOWN)
    notes = sorted((record.annotation for record in file.records.values()), key=_start)
    about = place.article.casefold()
    return tuple(Kept(place, note, f"{_words(note)} {about}") for note in notes)


def _start(note: Annotation) -> int:
    return note.target.position.start


def _words(note: Annotation) -> str:
    tags = " ".join([f"#{tag}" for tag in note.tags])
    by = f"@{note.creator}" if note.creator else ""
    text = f"{note.body} {tags} {by} {note.motivation} {note.target.quote.exact}"
    return " ".join(text.casefold().split())


def _ordered(read: dict[Path, _Read]) -> tuple[Kept, ...]:
    ordered = sorted(read.items(), key=lambda item: _rank(item[0], item[1].notes))
    return tuple(kept for _, each in ordered for kept in each.notes)


def _rank(path: Path, notes: tuple[Kept, ...]) -> tuple[str, Path]:
    return (notes[0].place.title.casefold() if notes else "", path)
