"""Attributions of one block: every cue with its source and statement, then the passages no cue accounts for."""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.carried import carry
from tui.extraction.contents import LEFT, Piece, pieces, statement_side, unit_of
from tui.extraction.cues import cue_probability, forms
from tui.extraction.frame import Frame
from tui.extraction.noun_phrases import phrases
from tui.extraction.sources import best_source
from tui.extraction.tokens import OPEN, Tokens

_SURE_ENOUGH = 0.5


def frame_block(tokens: Tokens, before: Sequence[Frame]) -> list[Frame]:
    """The attributions of the block, given those of the blocks before it."""
    made = frame_cues(tokens)
    if tokens.quoted:
        made.extend(carry(tokens, before, made))
        made.sort(key=lambda frame: frame.place)
    return made


def frame_cues(tokens: Tokens) -> list[Frame]:
    """The attributions that the cues of the block introduce."""
    known = forms()
    low, region = tokens.low, tokens.region
    made: list[Frame] = []
    for sentence, (first, last) in enumerate(tokens.sentences):
        for at in range(first, last):
            if low[at] not in known or region[at] >= 0:
                continue
            sure = cue_probability(tokens, at, first, last)
            if sure >= _SURE_ENOUGH:
                frame = _frame(tokens, sentence, at, sure)
                if frame is not None:
                    made.append(frame)
    return made


def _frame(tokens: Tokens, sentence: int, at: int, sure: float) -> Frame | None:
    first, last = tokens.sentences[sentence]
    source, sure_source = best_source(tokens, phrases(tokens, first, last, at), at, first, last)
    unit = unit_of(at, source, first, last)
    side, sure_side = statement_side(tokens, unit)
    found = pieces(tokens, unit, side)
    if not found:
        return None
    content = tuple(tokens.span(piece.first, piece.last) for piece in found)
    end = found[-1].last - 1
    return Frame(
        content=content,
        cue=tokens.span(at, at + 1),
        source=None if source is None else tokens.span(source.first, source.last),
        sure=round(sure * sure_source * sure_side * min(piece.sure for piece in found), 3),
        rule=f"cue {side}",
        place=content[0].start,
        sentence=sentence,
        block=tokens.number,
        sort="0" if source is None else source.sort,
        marked=_marked(tokens, found[-1]),
        after=side != LEFT,
        open_ended=tokens.region[end] >= 0 and not tokens.quoted[tokens.region[end]].closed,
    )


def _marked(tokens: Tokens, piece: Piece) -> str:
    if tokens.region[piece.first] >= 0:
        return "d"
    return "m" if OPEN in tokens.word[piece.first : piece.last] else "-"
