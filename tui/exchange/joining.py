"""Notes that come in, laid to the articles at hand and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath

import msgspec

from tui.annotations.anchoring import AnchorState, anchor_all
from tui.annotations.changes import StoreError, Wish, canonical
from tui.annotations.files import Files
from tui.annotations.header import SCHEMA, Header
from tui.annotations.model import Annotation
from tui.annotations.notesfile import NotesFile, read_notes
from tui.annotations.places import notes_file_name
from tui.annotations.saving import NotesOnDisk
from tui.annotations.store import NoteStore, notes_files
from tui.documents.model import Document
from tui.exchange.model import IncomingNote, Reference, made_id
from tui.text import counted


class Joined(msgspec.Struct, frozen=True):
    """What became of the notes: `told` for the reader, `problems` for what was not kept, a line each."""

    told: tuple[str, ...]
    problems: tuple[str, ...]


def join(folder: Path, documents: Sequence[Document], incoming: Iterable[IncomingNote]) -> Joined:
    """Keep the notes in `folder`, with the articles they name: by document id, by url, by path.

    A note whose id is in the folder already stays as it is there. One whose article is not at hand is kept for the
    day it is, if it has the words of its passage. Raises StoreError."""
    store = NoteStore(folder)
    try:
        files = {path: read_notes(path.read_bytes()) for path in notes_files(folder)}
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}") from error
    here = {identity: record.annotation for file in files.values() for identity, record in file.records.items()}
    finder = _Finder(documents, store)
    laid: defaultdict[str, list[Annotation]] = defaultdict(list)
    apart: defaultdict[Reference, list[Annotation]] = defaultdict(list)
    same = other = homeless = 0
    for each in incoming:
        note = canonical(each.annotation)
        if note.id in here:
            same, other = (same + 1, other) if here[note.id] == note else (same, other + 1)
            continue
        here[note.id] = note
        document = finder.find(each.reference)
        if document is not None:
            laid[document.id].append(note)
        elif note.target.quote.exact.strip() and (each.reference.document or each.reference.url or each.reference.path):
            apart[each.reference].append(note)
        else:
            homeless += 1
    told = [_laid(store, finder.by_id, finder.by_id[identity], notes) for identity, notes in laid.items()]
    told += [_kept_apart(folder, files, reference, notes) for reference, notes in apart.items()]
    if same:
        told.append(f"{counted(same, 'note')} there already")
    if other:
        told.append(f"{counted(other, 'note')} there already in another version, left as {_them(other)}")
    lost = f"{counted(homeless, 'note')} not kept: without an article, or without the words of a passage"
    return Joined(tuple(told), (lost,) if homeless else ())


class _Finder:
    """The article that a reference means."""

    def __init__(self, documents: Sequence[Document], store: NoteStore) -> None:
        self.by_id = {document.id: document for document in reversed(documents)}
        self._by_url = {_plain(each.url): each for each in reversed(documents) if each.url}
        self._by_path = {store.path_hint(each.path): each for each in reversed(documents)}
        names: defaultdict[str, list[Document]] = defaultdict(list)
        for each in self.by_id.values():
            names[PurePath(each.path).name].append(each)
        self._by_name = {name: found[0] for name, found in names.items() if len(found) == 1}

    def find(self, reference: Reference) -> Document | None:
        found = self.by_id.get(reference.document)
        if found is None and reference.url:
            found = self._by_url.get(_plain(reference.url))
        if found is None and reference.path:
            found = self._by_path.get(reference.path) or self._by_name.get(PurePath(reference.path).name)
        return found


def _plain(url: str) -> str:
    """An address without what does not tell pages apart: scheme, fragment, the last slash."""
    return url.partition("#")[0].partition("://")[2].rstrip("/").casefold() or url


def _laid(store: NoteStore, known: Mapping[str, Document], document: Document, notes: Sequence[Annotation]) -> str:
    path = store.open(document, known.keys()).path
    hint = store.path_hint(document.path)
    _save(path, Header(SCHEMA, document.id, document.title, document.outlet, document.url, hint), notes)
    states = [anchor.state for anchor in anchor_all(document.text, notes).values()]
    lost = sum(state in (AnchorState.ORPHAN, AnchorState.AMBIGUOUS) for state in states)
    place = f", {lost} of them without a place in its text" if lost else ""
    return f"{document.title or document.path}: {counted(len(notes), 'note')} added{place}"


def _kept_apart(
    folder: Path, files: Mapping[Path, NotesFile], reference: Reference, notes: Sequence[Annotation]
) -> str:
    """Keep notes whose article is not at hand in a file of its name, or with those on the same article."""
    header = Header(SCHEMA, reference.document, reference.title, reference.outlet, reference.url, reference.path)
    name = reference.document or made_id((reference.url, reference.path))
    path = folder / notes_file_name(reference.title, name)
    for there, file in files.items():
        if file.header is not None and _is_same(file.header, reference):
            path, header = there, file.header
    _save(path, header, notes)
    article = reference.title or reference.url or reference.path or reference.document
    return f"{article}: {counted(len(notes), 'note')} kept, though the article is not at hand"


def _is_same(header: Header, reference: Reference) -> bool:
    if reference.document:
        return reference.document in (header.document, *header.earlier)
    return bool(reference.url) and header.url == reference.url


def _save(path: Path, header: Header, notes: Sequence[Annotation]) -> None:
    disk = NotesOnDisk(header.document, path, header, Files(), lambda: datetime.now(UTC))
    disk.save([Wish(note.id, None, note) for note in notes])


def _them(number: int) -> str:
    return "it is" if number == 1 else "they are"
