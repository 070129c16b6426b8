"""Who said what: attributions and actors of a document, by rules, word lists and small learned weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.extraction.version import VERSION

if TYPE_CHECKING:
    from tui.documents.model import Document
    from tui.extraction.model import Actor, ActorKind, Analysis, Attribution, Kind, Marked, MarkedKind

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


def __getattr__(name: str) -> object:
    """The types, loaded when one is asked for: the version is wanted before the first frame, they are not."""
    if name not in __all__:
        raise AttributeError(name)
    from tui.extraction import model

    return getattr(model, name)


def extract(document: Document) -> Analysis:
    """All that is found in the document (see `tui.extraction.pipeline`); word lists are read at the first call."""
    from tui.extraction.pipeline import extract as run

    return run(document)
