"""What became of the quotations of a draft that were held against articles."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tui.comparison.pieces import Piece, PieceKind
from tui.documents.model import Document
from tui.extraction.model import Attribution
from tui.text import Span


class Verdict(StrEnum):
    """What became of a quotation, the best first."""

    EXACT = "exact"
    OTHER_SPEAKER = "other speaker"
    ALTERED = "altered"
    NOT_FOUND = "not found"


class Source(msgspec.Struct, frozen=True):
    """One passage of an article that a quotation can come from. `differences` lead from its words to the draft's.
    `speaker` is whose words the article says they are ("" where it does not); `note` what else a writer must know.
    """

    key: str
    document: Document
    span: Span
    words: str
    attribution: Attribution | None
    speaker: str
    verdict: Verdict
    share: float
    differences: tuple[Piece, ...]
    note: str = ""

    @property
    def laid_to(self) -> str:
        """Whose words the article says they are, in words."""
        return f"laid to {self.speaker or 'nobody'} there"


class Checked(msgspec.Struct, frozen=True):
    """A quotation of the draft: its place and words there, whom the draft lays it to ("" where it does not say), what
    became of it, and where it can come from, the best first.
    """

    span: Span
    words: str
    speaker: str
    verdict: Verdict
    sources: tuple[Source, ...]


def told_differences(source: Source, quotation: str) -> list[str]:
    """What the draft has otherwise than the article, in words, the gravest first; `quotation` are its words there."""
    article, draft = source.span.of(source.document.text), without_ends(one_line(quotation))
    pieces = [piece for piece in source.differences if piece.kind is not PieceKind.SAME]
    pieces.sort(key=lambda piece: not piece.changes_meaning)
    told = []
    for piece in pieces:
        left, right = (one_line(words) for words in (piece.a.of(article), piece.b.of(draft)))
        flags = f" ({', '.join(flag.value for flag in piece.flags)})" if piece.flags else ""
        what = {
            PieceKind.OMITTED: f"“{left}” is left out",
            PieceKind.INSERTED: f"“{right}” is put in",
            PieceKind.CHANGED: f"“{left}” became “{right}”",
        }[piece.kind]
        told.append(what + flags)
    return told


def one_line(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.split())


def without_ends(words: str) -> str:
    """The words without the ellipses that tell where they were cut off, and without stops."""
    return words.strip(" ….,;:!?")
