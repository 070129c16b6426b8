"""Plain text: what is shown is the file as it is, so that offsets into the text are offsets into the file."""

from __future__ import annotations

from tui.documents.draft import Draft
from tui.text import normalise


def read(text: str) -> Draft:
    """A draft of plain text; nothing is told but the words."""
    return Draft(normalise(text))
