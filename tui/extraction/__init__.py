"""Who said what: attributions and actors of a document, by rules, word lists and small learned weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.extraction.model import Actor, ActorKind, Analysis, Attribution, Kind, Marked, MarkedKind
from tui.extraction.version import VERSION

if TYPE_CHECKING:
    from tui.documents.model import Document

__all__ = [
    "VERSION",
    "Actor",
    "ActorKind",
    "Analysis",
    "Attribution",
    "Kind",
    "Marked",
    "MarkedKind",
    "extract",
]


def extract(document: Document) -> Analysis:
    """All that is found in the document (see `tui.extraction.pipeline`); word lists are read at the first call."""
    from tui.extraction.pipeline import extract as run

    return run(document)
