"""Whose notes a file holds, in the terms in which a library is asked for them."""

from __future__ import annotations

from pathlib import Path

from tui.annotations.header import Header
from tui.library.search.owners import Owner


def owner_of(file: Path, header: Header) -> Owner:
    """The path in a header starts in the folder that holds the folder of notes."""
    documents = (header.document, *header.earlier)
    return Owner(documents, file.absolute().parent.parent / header.path if header.path else None)
