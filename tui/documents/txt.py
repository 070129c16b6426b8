"""Plain text: what is shown is the file as it is, so that offsets into the text are offsets into the file."""

from __future__ import annotations

from tui.documents.decoding import decode_usual
from tui.documents.draft import Draft
from tui.text import normalise


def read(text: str) -> Draft:
    """A draft of plain text; nothing is told but the words."""
    return Draft(normalise(text))


def read_usual(data: bytes) -> Draft | None:
    """The same of bytes as most articles are, made with less; None of others."""
    found = decode_usual(data)
    return Draft(found[0], plain=found[1]) if found else None
