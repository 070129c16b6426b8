"""Of which documents in a library the notes of a file are: those that it names, or what its article has become."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tui.library.database import open_to_read


class Owner(NamedTuple):
    """The documents that a file of notes names, and the path of their article when they were last written, if known."""

    documents: tuple[str, ...]
    path: Path | None


def documents_now(catalogue: Path, owners: Sequence[Owner]) -> list[tuple[str, ...]]:
    """For each of these the documents that are in the library of a catalogue; where none of them is, as the article was
    changed since, that which lies at its path. Those that are named where the catalogue cannot be read.
    """
    named = sorted({document for owner in owners for document in owner.documents})
    try:
        with closing(open_to_read(catalogue)) as connection:
            rows = connection.execute(
                "SELECT DISTINCT document_id FROM article WHERE document_id IN (SELECT value FROM json_each(?))",
                (json.dumps(named),),
            )
            there = {document for (document,) in rows}
            found = []
            for owner in owners:
                held = tuple(document for document in owner.documents if document in there)
                if not held and owner.path is not None:
                    at_path = "SELECT document_id FROM article WHERE path = ?"
                    held = tuple(row[0] for row in connection.execute(at_path, (os.fsencode(owner.path),)))
                found.append(held)
            return found
    except sqlite3.Error:
        return [owner.documents for owner in owners]
