"""Finds the reader's corrections of the articles that a command was given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui import paths
from tui.annotations.places import notes_folder
from tui.config import Annotations
from tui.documents.model import Document
from tui.extraction.model import Analysis

if TYPE_CHECKING:
    from tui.annotations.store import NoteStore


class Corrections:
    """The corrections among the notes on `articles`, each with the path that led to it.

    The notes lie where the desk, opened with the same paths, keeps them; where there is no such folder
    nothing is read, nor loaded for it. What is damaged in the notes is added to `problems`."""

    def __init__(self, articles: Sequence[tuple[str, Document]], setting: Annotations, problems: list[str]) -> None:
        self._problems = problems
        self._known = {document.id for _, document in articles}
        self._stores = {path: _store(path, setting) for path in dict(articles)}

    def made(self, path: str, document: Document, analysis: Analysis) -> Analysis:
        """The analysis of one of the articles with the corrections made."""
        store = self._stores[path]
        if store is None:
            return analysis
        from tui.annotations.anchoring import anchor_all
        from tui.annotations.corrections import apply_corrections, is_correction

        notebook = store.open(document, self._known)
        self._problems += map(str, notebook.problems)
        told = [note for note in notebook.annotations if is_correction(note)]
        return apply_corrections(analysis, document.text, told, anchor_all(document.text, told))


def _store(path: str, setting: Annotations) -> NoteStore | None:
    folder = notes_folder(Path(path), setting.folder, paths.user_notes())
    if not folder.is_dir():
        return None
    from tui.annotations.store import NoteStore

    return NoteStore(folder)
