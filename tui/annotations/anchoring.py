"""Finding a note's passage again in a text that may have changed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tui.annotations.model import Annotation, Target
from tui.text import Span


class AnchorState(StrEnum):
    """How sure the place of a note is."""

    EXACT = "anchored"
    MOVED = "moved"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Anchor:
    """`span` is None for an orphan and where several places are equally good (`candidates`); `guess` is
    offered then."""

    state: AnchorState
    span: Span | None
    candidates: tuple[Span, ...] = ()
    guess: Span | None = None


def anchor(text: str, target: Target) -> Anchor:
    """The place of one passage in `text`, a document's normalised text."""
    quote, place = target.quote, Span(target.position.start, target.position.end)
    if quote.exact and place.of(text) == quote.exact:
        return Anchor(AnchorState.EXACT, place)
    first = text.find(quote.exact) if quote.exact else -1
    if first >= 0 and text.find(quote.exact, first + 1) < 0:
        return Anchor(AnchorState.MOVED, Span(first, first + len(quote.exact)))
    return Anchor(AnchorState.ORPHAN, None)


def anchor_all(text: str, annotations: Iterable[Annotation]) -> dict[str, Anchor]:
    """The place of each note, by id."""
    return {annotation.id: anchor(text, annotation.target) for annotation in annotations}
