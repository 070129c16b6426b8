"""Looking after a folder of notes: what is wrong in it, joining two folders, the versions a note has had."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from tui.annotations.anchoring import AnchorState
from tui.annotations.changes import StoreError, Wish
from tui.annotations.files import Files
from tui.annotations.header import SCHEMA, Header
from tui.annotations.model import Annotation
from tui.annotations.notesfile import NotesFile, read_notes
from tui.annotations.saving import NotesOnDisk
from tui.annotations.store import NoteStore, notes_files
from tui.documents.model import Document


class FindingKind(StrEnum):
    """What may be wrong."""

    DAMAGE = "damage"
    ORPHAN = "orphan"
    AMBIGUOUS = "ambiguous"
    CONFLICT = "conflict"
    DUPLICATE = "duplicate"
    UNKNOWN_DOCUMENT = "unknown document"


class Finding(msgspec.Struct, frozen=True):
    """One thing found: the file, the line (from 1; 0 for the whole file), the note (or ""), and what it
    is."""

    kind: FindingKind
    file: Path
    line: int
    note: str
    what: str


class Version(msgspec.Struct, frozen=True):
    """A note as one commit left it; `annotation` is None where the commit removed it."""

    commit: str
    at: datetime
    author: str
    annotation: Annotation | None


def check(folder: Path, documents: Collection[Document]) -> tuple[Finding, ...]:
    """What is wrong in a folder of notes, given the articles at hand: file by file, then by line. Writes
    nothing."""
    store = NoteStore(folder)
    found = [Finding(FindingKind.DAMAGE, each.file, each.line, "", each.what) for each in store.problems()]
    files = {path: read_notes(path.read_bytes()) for path in notes_files(folder)}
    known = {document.id for document in documents}
    taken: set[Path] = set()
    for document in documents:
        book = store.open(document, known)
        taken.add(book.path)
        for note in book.annotations:
            state = book.anchors[note.id].state
            kind = {AnchorState.ORPHAN: FindingKind.ORPHAN, AnchorState.AMBIGUOUS: FindingKind.AMBIGUOUS}.get(state)
            if kind is not None:
                line = files[book.path].line(note.id)
                found.append(Finding(kind, book.path, line, note.id, _shown(note.target.quote.exact)))
    places: defaultdict[str, list[Path]] = defaultdict(list)
    for path, file in files.items():
        if path not in taken and file.records:
            what = file.header.title or file.header.document if file.header is not None else path.stem
            found.append(Finding(FindingKind.UNKNOWN_DOCUMENT, path, 0, "", what))
        for identity, record in file.records.items():
            places[identity].append(path)
            other = record.annotation.conflict_with
            if other:
                what = f"another version of {other}"
                found.append(Finding(FindingKind.CONFLICT, path, file.line(identity), identity, what))
    for identity, paths in places.items():
        for path in paths[1:]:
            what = f"stands in {paths[0].name} too"
            found.append(Finding(FindingKind.DUPLICATE, path, files[path].line(identity), identity, what))
    return tuple(sorted(found, key=lambda each: (each.file, each.line, each.kind, each.note)))


def merge(folder: Path, other: Path) -> tuple[str, ...]:
    """Bring the notes of the folder `other`, which stays as it is, into `folder`. Returns what was done, a
    line a file.

    A note in both that differs is kept in both versions, the one from `other` marked. A record comes over as
    it stands, comments and unknown keys included. Raises StoreError."""
    files = Files()
    told: list[str] = []
    there = {path: read_notes(path.read_bytes()) for path in notes_files(folder)}
    for path in notes_files(other):
        try:
            theirs = read_notes(path.read_bytes())
        except OSError as error:
            raise StoreError(f"{path.name}: {error.strerror}") from error
        header = theirs.header or Header(SCHEMA, "", title=path.stem)
        target = _file_of(header, there) or _free_name(folder / path.name)
        disk = NotesOnDisk(header.document, target, header, files, lambda: datetime.now(UTC))
        before = len(disk.file.records)
        disk.save([_coming(identity, theirs) for identity in theirs.records])
        there[target] = disk.file
        told.append(f"{path.name}: {len(disk.file.records) - before} of {len(theirs.records)} notes are new here")
        told += [f"{path.name}:{flaw.line}: left behind: {flaw.what}" for flaw in theirs.flaws]
    return tuple(told)


def history(file: Path, note: str) -> tuple[Version, ...]:
    """The versions of a note in a git repository, the latest first; only those in which it changed.

    Raises StoreError where the file is in no repository.
    """
    log = _git(file, "log", "--format=%H%x09%aI%x09%an", "--", file.name)
    versions: list[Version] = []
    for line in log.splitlines():
        commit, at, author = line.split("\t", 2)
        try:
            data = _git(file, "show", f"{commit}:./{file.name}").encode("utf-8")
        except StoreError:  # the commit that removed the file
            data = b""
        annotation = read_notes(data).annotation(note)
        if versions and versions[-1].annotation == annotation:
            versions.pop()  # the change was made by the older commit
        versions.append(Version(commit, datetime.fromisoformat(at), author, annotation))
    while versions and versions[-1].annotation is None:
        versions.pop()  # before the note was made
    return tuple(versions)


def _git(file: Path, *command: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(file.parent), *command], capture_output=True, check=True, encoding="utf-8"
        )
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError) as error:
        raise StoreError(f"{file.name}: git knows no history of it") from error
    return done.stdout


def _coming(identity: str, theirs: NotesFile) -> Wish:
    record = theirs.records[identity]
    raw = record.raw if record.raw.startswith(b"---") else b"---\n" + record.raw
    return Wish(identity, None, record.annotation, None, raw.decode("utf-8"))


def _file_of(header: Header, there: dict[Path, NotesFile]) -> Path | None:
    """The file of the same document."""
    names = {header.document, *header.earlier} - {""}
    for path, file in there.items():
        if file.header is not None and names & {file.header.document, *file.header.earlier}:
            return path
    return None


def _free_name(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return free


def _shown(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
