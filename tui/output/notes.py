"""The notes on articles, as records."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from tui import paths
from tui.annotations.places import notes_folder
from tui.annotations.store import NoteStore
from tui.config import Annotations
from tui.output.reading import read_articles
from tui.output.records import Record, annotation_record


def read_notes(given: Sequence[str], setting: Annotations) -> tuple[list[Record], list[str]]:
    """A record of each note, and what is damaged or could not be read, a line each.

    Article by article and in text order, notes without a place last. The notes lie where the desk, opened
    with the same paths, keeps them.
    """
    problems: list[str] = []
    records: list[Record] = []
    for path in given:
        store = NoteStore(notes_folder(Path(path), setting.folder, paths.user_notes()))
        documents = [document for _, document in read_articles([path], problems)]
        known = {document.id for document in documents}
        for document in documents:
            notebook = store.open(document, known)
            found = [annotation_record(document, each, notebook.anchors[each.id]) for each in notebook.annotations]
            records += sorted(found, key=lambda record: math.inf if record["start"] is None else record["start"])
            problems += map(str, notebook.problems)
    return records, problems
