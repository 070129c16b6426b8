"""The articles at hand with their notes, ready to go out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tui.annotations.changes import StoreError, StoreProblem
from tui.annotations.notesfile import read_notes
from tui.annotations.store import NoteStore, notes_files
from tui.documents.model import Document
from tui.exchange.model import AnnotatedArticle, PlacedNote, Reference


def gather(
    folder: Path, documents: Sequence[Document], *, everything: bool
) -> tuple[tuple[AnnotatedArticle, ...], tuple[str, ...]]:
    """Each article that has notes in `folder`, in their order, and what is damaged, a line each.

    Notes stand in the order of the text, those without a place last. With `everything`, notes on articles that are
    not at hand come after, article by article."""
    store = NoteStore(folder)
    known = {document.id for document in documents}
    problems: list[str] = []
    found: list[AnnotatedArticle] = []
    taken: set[Path] = set()
    for document in documents:
        book = store.open(document, known)
        if book.path in taken:
            continue
        taken.add(book.path)
        problems += map(str, book.problems)
        placed = [PlacedNote(note, book.anchors[note.id].span) for note in book.annotations]
        placed.sort(key=lambda each: each.span or (len(document.text), len(document.text)))
        if placed:
            found.append(_annotated(document, store.path_hint(document.path), placed))
    if everything:
        found += _not_at_hand(folder, taken, problems)
    return tuple(found), tuple(problems)


def _annotated(document: Document, path: str, notes: Sequence[PlacedNote]) -> AnnotatedArticle:
    return AnnotatedArticle(
        Reference(document.id, document.title, document.outlet, document.url, path),
        tuple(notes),
        document.text,
        document.byline,
        document.published,
        document.language,
    )


def _not_at_hand(folder: Path, taken: set[Path], problems: list[str]) -> list[AnnotatedArticle]:
    found: list[AnnotatedArticle] = []
    try:
        paths = [path for path in notes_files(folder) if path not in taken]
        files = [(path, read_notes(path.read_bytes())) for path in paths]
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}") from error
    for path, file in files:
        problems += [str(StoreProblem(path, flaw.line, flaw.what)) for flaw in file.flaws]
        head = file.header
        reference = Reference(head.document, head.title, head.outlet, head.url, head.path) if head else Reference()
        notes = tuple(PlacedNote(record.annotation) for record in file.records.values())
        if notes:
            found.append(AnnotatedArticle(reference, notes))
    return found
