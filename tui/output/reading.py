"""Reads the articles that a command was given."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.documents.loading import DocumentError, keys_given, load, load_given
from tui.documents.model import Document
from tui.documents.naming import STDIN
from tui.documents.sources import find_articles


def read_articles(given: Sequence[str], problems: list[str]) -> Iterator[tuple[str, Document]]:
    """Every article that can be read, once, with the first of the paths given that led to it, in their
    order; what cannot be read is added to `problems`."""
    files: dict[Path, str] = {}
    piped = b""
    for path in given:
        if path == STDIN:
            piped = piped or sys.stdin.buffer.read()
            for key in keys_given(piped):
                files.setdefault(Path(key), path)
            continue
        if not path:  # `Path("")` would be the working folder
            problems.append('"": no path')
            continue
        found = find_articles([Path(path)])
        problems += map(str, found.problems)
        for file in found.files:
            files.setdefault(file, path)
    for article, path in files.items():
        try:
            yield path, load_given(piped, str(article)) if path == STDIN else load(article)
        except DocumentError as error:
            problems.append(str(error))
