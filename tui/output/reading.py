"""Reads and analyses articles, and their notes, for the commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui import paths
from tui.annotations.places import notes_folder
from tui.annotations.store import NoteStore
from tui.comparison.actors import ActorRegistry
from tui.config import Annotations
from tui.documents.loading import STDIN, DocumentError, load, load_stdin
from tui.documents.model import Document
from tui.documents.sources import find_articles
from tui.extraction.model import Analysis
from tui.extraction.pipeline import extract
from tui.output.records import Record, annotation_record, document_record


def read_articles(given: Sequence[str]) -> tuple[list[Record], list[str]]:
    """The records of all articles, in the order of their paths, and what could not be read, a line each."""
    problems: list[str] = []
    registry = ActorRegistry()
    found: list[tuple[Document, Analysis]] = []
    for document in _documents(given, problems):
        try:
            analysis = extract(document)
        except Exception as error:  # one poisoned article must not stop the others
            problems.append(f"{document.path}: could not be analysed ({type(error).__name__}: {error})")
            continue
        registry.add(analysis)
        found.append((document, analysis))
    return [document_record(document, analysis, registry) for document, analysis in found], problems


def read_notes(given: Sequence[str], setting: Annotations) -> tuple[list[Record], list[str]]:
    """The records of all notes on the articles, article by article, and what could not be read."""
    problems: list[str] = []
    records: list[Record] = []
    for path in given:
        folder = notes_folder(Path(path), setting.folder, paths.user_data() / "annotations")
        store = NoteStore(folder)
        for document in _documents([path], problems):
            notebook = store.open(document)
            records += (
                annotation_record(document, annotation, notebook.anchors[annotation.id])
                for annotation in notebook.annotations
            )
    return records, problems


def _documents(given: Sequence[str], problems: list[str]) -> Iterator[Document]:
    """Every article that can be read; what cannot is added to `problems`."""
    files: dict[Path | None, None] = {}  # None is standard input
    for path in given:
        if path == STDIN:
            files[None] = None
            continue
        found = find_articles([Path(path)])
        problems += map(str, found.problems)
        files.update(dict.fromkeys(found.files))
    for file in files:
        try:
            yield load(file) if file else load_stdin(sys.stdin.buffer.read())
        except DocumentError as error:
            problems.append(str(error))
