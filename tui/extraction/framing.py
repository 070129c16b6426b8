"""Attributions of one block: every cue with its source and statement, then the passages no cue accounts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.extraction.contents import pieces, statement_side, unit_of
from tui.extraction.cues import cue_probability, forms
from tui.extraction.phrases import phrases
from tui.extraction.sources import best_source
from tui.extraction.tokens import OPEN, Tokens
from tui.text import Span

_SURE_ENOUGH = 0.5


@dataclass(slots=True)
class Framed:
    """An attribution before its speaker is resolved; spans as in `Attribution`."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    sure: float
    rule: str


def frame_block(tokens: Tokens, before: Sequence[Framed]) -> list[Framed]:
    """The attributions of the block, given those of the blocks before it."""
    made: list[Framed] = []
    for first, last in tokens.sentences:
        made.extend(_frame_sentence(tokens, first, last))
    made.extend(_left_over(tokens, made, before))
    return made


def _frame_sentence(tokens: Tokens, first: int, last: int) -> list[Framed]:
    known = forms()
    low, region = tokens.low, tokens.region
    made: list[Framed] = []
    for at in range(first, last):
        if low[at] not in known or region[at] >= 0:
            continue
        sure = cue_probability(tokens, at, first, last)
        if sure < _SURE_ENOUGH:
            continue
        source, sure_source = best_source(tokens, phrases(tokens, first, last, at), at, first, last)
        unit = unit_of(at, source, first, last)
        side, sure_side = statement_side(tokens, unit)
        found = pieces(tokens, unit, side)
        if not found:
            continue
        content = tuple(tokens.span(piece.first, piece.last) for piece in found)
        total = sure * sure_source * sure_side * min(piece.sure for piece in found)
        made.append(
            Framed(
                content,
                tokens.span(at, at + 1),
                None if source is None else tokens.span(source.first, source.last),
                round(total, 3),
                f"cue {side}",
            )
        )
    return made


def _left_over(tokens: Tokens, made: Sequence[Framed], before: Sequence[Framed]) -> list[Framed]:
    """Passages of three words or more between marks that no attribution of the block covers."""
    found: list[Framed] = []
    for passage in tokens.quoted:
        if any(piece.overlaps(passage.inner) for frame in made for piece in frame.content):
            continue
        if passage.inner.of(tokens.text).count(" ") < 2:
            continue
        previous = [
            frame for frame in (*made, *found) if frame.content[0].start < passage.inner.start
        ] or list(made)
        frame = previous[-1] if previous else before[-1] if before else None
        found.append(
            Framed((passage.inner,), None, frame.source if frame is not None else None, 0.4, "carried")
        )
    return found


__all__ = ["OPEN", "Framed", "frame_block"]
