"""Reads the articles that a command was given."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.documents.loading import STDIN, DocumentError, load, load_stdin
from tui.documents.model import Document
from tui.documents.sources import find_articles


def read_documents(given: Sequence[str], problems: list[str]) -> Iterator[Document]:
    """Every article that can be read, once, in the order of the paths; what cannot is added to `problems`."""
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
