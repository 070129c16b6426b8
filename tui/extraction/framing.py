"""Attributions of one block: every cue with its source and statement, then the passages no cue accounts for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from tui.extraction.carried import carry, passages_in
from tui.extraction.contents import BOTH, LEFT, Piece, pieces, statement_side, unit_of
from tui.extraction.cues import cue_candidates, cue_probability
from tui.extraction.frame import Frame, Rule
from tui.extraction.naming import NAMED, Named, named_by
from tui.extraction.noun_phrases import Phrase, phrases, with_attached
from tui.extraction.relayed import Saying, relayed_saying
from tui.extraction.sources import PLAIN, best_source, plain_source
from tui.extraction.spans import has_word, without, without_comma
from tui.extraction.tokens import OPEN, Tokens
from tui.extraction.twice import cut_doubled
from tui.extraction.via import Relay, outlet_in
from tui.extraction.words import words
from tui.text import Span

SURE_ENOUGH, _SECOND_TRY = 0.5, 0.25
"""A cue less sure than the first is taken only for a passage between marks that would have no speaker without it."""

_FEW_WORDS = 3
_MOST_CUES = 40
"""No sentence that somebody wrote holds more cues; an endless one is not looked through for all of them."""

_FAR = 60
"""The source of a cue is looked for among so many tokens before it and after it."""


class _Cue(NamedTuple):
    """The token `at` of a sentence as a cue, how sure that is, and what "was quoted as saying", or "as called by",
    around it tells.
    """

    sure: float
    at: int
    sentence: int
    saying: Saying | None
    named: Named | None


def frame_block(tokens: Tokens, before: Sequence[Frame], asides: Sequence[Relay] = ()) -> list[Frame]:
    """The attributions of the block, given those of the blocks before it and the asides that name outlets."""
    made = frame_cues(tokens)
    for relay in asides:
        _give_outlets(tokens, made, relay)
    _nest_outlets(tokens, made)
    if tokens.quoted:
        made.extend(carry(tokens, before, made))
        made.sort(key=lambda frame: frame.place)
    return made


def frame_cues(tokens: Tokens) -> list[Frame]:
    """The attributions that the cues of the block introduce."""
    made: list[Frame] = []
    doubtful: list[_Cue] = []
    weighed = weigh_cues(tokens)
    for cue in weighed:
        if cue.sure >= SURE_ENOUGH:
            frame = _frame(tokens, cue, made[-1] if made else None)
            if frame is not None:
                made.append(frame)
        elif cue.sure >= _SECOND_TRY and tokens.quoted:
            doubtful.append(cue)
    if doubtful:
        held = {region for frame in made for piece in frame.content for region in passages_in(tokens, piece)}
        for cue in sorted(doubtful, reverse=True):
            frame = _frame(tokens, cue, None)
            if frame is not None and _takes_a_passage(tokens, frame, held):
                made.append(frame)
                held.update(region for piece in frame.content for region in passages_in(tokens, piece))
    made.sort(key=lambda frame: (frame.sentence, frame.cue or frame.content[0]))
    return cut_doubled(tokens.text, made)


def weigh_cues(tokens: Tokens) -> list[_Cue]:
    """The words of the block that may be cues, with how sure that is; `tokens.cues` become those sure enough."""
    found: list[_Cue] = []
    quoting, as_saying = words("quoting"), words("as_saying")
    for sentence, (first, last) in enumerate(tokens.sentences):
        candidates = cue_candidates(tokens, first, last)
        if candidates:
            tokens.count_finite()
        for at in candidates[:_MOST_CUES]:
            saying = None
            if tokens.low[at] in quoting and _as_saying_follows(tokens, at, last):
                continue
            if tokens.low[at] in as_saying:
                saying = relayed_saying(tokens, at, first, last)
            named = named_by(tokens, at, first)
            sure = 1.0 if saying is not None or named is not None else cue_probability(tokens, at, first, last)
            if sure >= _SECOND_TRY:
                found.append(_Cue(sure, at, sentence, saying, named))
    tokens.cues = [cue.at for cue in found if cue.sure >= SURE_ENOUGH]
    return found


def _takes_a_passage(tokens: Tokens, frame: Frame, held: set[int]) -> bool:
    """Whether the frame holds a passage of some words between marks that is not among those held by others."""
    for piece in frame.content:
        for region in passages_in(tokens, piece):
            inner = tokens.quoted[region].inner
            if (
                region not in held
                and (piece.contains(inner) or inner.contains(piece))
                and inner.of(tokens.text).count(" ") >= _FEW_WORDS - 1
            ):
                return True
    return False


def _as_saying_follows(tokens: Tokens, at: int, last: int) -> bool:
    ahead = tokens.low[at + 1 : min(last, at + 26)]
    if "as" not in ahead:
        return False
    saying = words("as_saying")
    return any(token == "as" and following in saying for token, following in pairwise(ahead))


def _frame(tokens: Tokens, cue: _Cue, earlier: Frame | None) -> Frame | None:
    """The attribution that the cue introduces; `earlier` is the one before it in the block."""
    sure, at, sentence, saying, named = cue
    first, last = tokens.sentences[sentence]
    found: list[Phrase] = []
    spoke = None if earlier is None or earlier.sentence != sentence else earlier.source
    source = saying.source if saying is not None else plain_source(tokens, at, first, last)
    sure_source = PLAIN
    if named is not None:
        source, sure_source = named.source, NAMED
    elif source is None:
        found = phrases(tokens, max(first, at - _FAR), min(last, at + _FAR), at, enough=1)
        source, sure_source = best_source(tokens, found, at, first, last, spoke)
        if source is not None and source.sort in "BD" and tokens.low[source.last - 1] in words("not_speakers"):
            source = _better_source(tokens, found, at)
    unit = unit_of(tokens, at, source, first, last)
    side, sure_side = statement_side(tokens, unit) if named is None else (LEFT, NAMED)
    cut = pieces(tokens, unit, side) if named is None else [Piece(named.first, named.last, NAMED)]
    if not cut:
        return None
    content = tuple(_span(tokens, piece) for piece in cut)
    told = None if source is None else with_attached(tokens, source, at, last)
    if told is not None and any(piece.overlaps(tokens.span(told.first, told.last)) for piece in content):
        told = source
    end = cut[-1].last - 1
    return Frame(
        content=content,
        cue=tokens.span(at, at + 1),
        source=None if told is None else tokens.span(told.first, told.last),
        rule=Rule.BEFORE_CUE if side == LEFT else Rule.AROUND_CUE if side == BOTH else Rule.AFTER_CUE,
        place=content[0].start,
        sentence=sentence,
        block=tokens.number,
        sort="0" if source is None else source.sort,
        marked=_marked(tokens, cut[-1]),
        after=side != LEFT,
        open_ended=tokens.region[end] >= 0 and not tokens.quoted[tokens.region[end]].closed,
        parts=(sure, sure_source, sure_side, min(piece.sure for piece in cut)),
        antecedent=_antecedent(tokens, found, source),
        via=() if saying is None or saying.outlet is None else (saying.outlet,),
        relayed=saying is not None,
    )


def _better_source(tokens: Tokens, found: Sequence[Phrase], cue: int) -> Phrase | None:
    """The nearest name, or person's pronoun, before the cue: for a cue whose subject cannot speak ("the talks")."""
    subjects = words("subjects")
    for phrase in reversed(found):
        if phrase.last <= cue and (phrase.sort == "N" or tokens.low[phrase.first] in subjects):
            return phrase
    return None


def _span(tokens: Tokens, piece: Piece) -> Span:
    """The words of the piece; with the stop, where its last word is the last of a passage between marks."""
    span = tokens.span(piece.first, piece.last)
    last = piece.last - 1
    region = tokens.region[last]
    if region < 0:
        return span
    inner = tokens.quoted[region].inner
    if has_word(tokens.text, span.end, inner.end):
        return span
    return without_comma(tokens.text, Span(span.start, max(span.end, inner.end)))


def _antecedent(tokens: Tokens, found: Sequence[Phrase], source: Phrase | None) -> Span | None:
    """The phrase before a relative pronoun."""
    if source is None or source.sort != "R":
        return None
    earlier = [phrase for phrase in found if phrase.last <= source.first and phrase.sort != "R"]
    return tokens.span(earlier[-1].first, earlier[-1].last) if earlier else None


def _marked(tokens: Tokens, piece: Piece) -> str:
    if tokens.region[piece.first] >= 0:
        return "d"
    return "m" if OPEN in tokens.word[piece.first : piece.last] else "-"


def _sentence_of(tokens: Tokens, offset: int) -> int:
    found = bisect_right(tokens.sentences, (bisect_right(tokens.end, offset), len(tokens.end))) - 1
    return max(0, found)


def _of_sentence(made: Sequence[Frame], sentence: int) -> Sequence[Frame]:
    """The frames of that sentence; `made` is in the order of the sentences."""
    return made[
        bisect_left(made, sentence, key=attrgetter("sentence")) : bisect_right(
            made, sentence, key=attrgetter("sentence")
        )
    ]


def _give_outlets(tokens: Tokens, made: list[Frame], relay: Relay) -> None:
    """An aside belongs to the attributions nearest to it in its sentence; their content does not hold it."""
    sentence = _sentence_of(tokens, relay.span.start)
    near: list[tuple[int, Frame]] = []
    for frame in _of_sentence(made, sentence):
        extent = frame.extent
        near.append((max(0, extent.start - relay.span.end, relay.span.start - extent.end), frame))
        frame.content = without(tokens.text, frame.content, relay.span)
    closest = min((distance for distance, _ in near), default=0)
    for distance, frame in near:
        if distance == closest:
            frame.via = (*frame.via, *relay.outlets)


def _nest_outlets(tokens: Tokens, made: list[Frame]) -> None:
    """An outlet that reports what somebody said is on the way of the statement it reports.

    "..., he said, according to a report by Kommersant" is one attribution; "The Times reported that he will make it
    clear that ..." is two, the inner one through the outlet.
    """
    for outer in list(made):
        outlet = outlet_in(outer.source.of(tokens.text)) if outer.source is not None else None
        if outlet is None or outer.cue is None:
            continue
        cue = outer.cue.of(tokens.text).lower()
        if cue not in words("relays") and cue not in words("according"):
            continue
        inner = [
            frame
            for frame in _of_sentence(made, outer.sentence)
            if frame is not outer
            and frame.source != outer.source
            and any(piece.overlaps(own) for piece in frame.content for own in outer.content)
            and (frame.source is None or outlet_in(frame.source.of(tokens.text)) is None)
        ]
        for frame in inner:
            frame.via = (*frame.via, outlet)
        if inner and cue in words("according") and outer.source is not None:
            made.remove(outer)
            aside = Span(outer.cue.start, outer.source.end)
            for frame in inner:
                frame.content = without(tokens.text, frame.content, aside)
