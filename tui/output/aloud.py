"""Reads articles out as plain text, with their quotes and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tui import paths
from tui.annotations.corrections import is_correction
from tui.annotations.places import notes_folder
from tui.annotations.store import NoteStore
from tui.config import Annotations
from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.extraction.pipeline import extract
from tui.output.correcting import Corrections
from tui.output.linear import Note, paragraphs
from tui.output.reading import read_articles


def read_out(
    given: Sequence[str], setting: Annotations, problems: list[str], *, litter: bool, corrected: bool
) -> Iterator[str]:
    """The paragraphs of the articles in the order of their paths, the first as soon as it is read.

    `corrected` makes the reader's corrections of the quotes. What cannot be read is added to `problems`; an article
    that the extractor fails on is read without its quotes."""
    articles = list(read_articles(given, problems))
    known = {document.id for _, document in articles}
    corrections = Corrections(articles, setting, []) if corrected else None
    for number, (path, document) in enumerate(articles, 1):
        if len(articles) > 1:
            yield f"[article {number} of {len(articles)}]"
        analysis: Analysis | None = None
        try:
            analysis = extract(document)
            if corrections is not None:
                analysis = corrections.made(path, document, analysis)
        except Exception as error:
            problems.append(f"{document.path}: quotes could not be told ({type(error).__name__}: {error})")
        notes = _notes(path, document, known, setting, problems)
        yield from paragraphs(document, analysis, notes, litter=litter)


def _notes(path: str, document: Document, known: set[str], setting: Annotations, problems: list[str]) -> list[Note]:
    """The notes on an article and their places, in text order; corrections are heard in the quotes."""
    folder = notes_folder(Path(path), setting.folder, paths.user_notes())
    notebook = NoteStore(folder).open(document, known)
    problems += map(str, notebook.problems)
    found = [(note, notebook.anchors[note.id]) for note in notebook.annotations if not is_correction(note)]
    return sorted(found, key=lambda each: each[1].span or (len(document.text), 0))
