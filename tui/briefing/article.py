"""An article as a briefing takes it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tui.annotations.model import Annotation
from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.text import Span


class Article(msgspec.Struct, frozen=True):
    """One analysed article with the reader's notes and the places that they have in it (None: gone)."""

    document: Document
    analysis: Analysis
    notes: Sequence[tuple[Annotation, Span | None]] = ()
