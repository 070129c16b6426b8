"""Which noun phrase beside a cue is its source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tui.extraction.cues import maker_of_clear
from tui.extraction.lemmas import lemma
from tui.extraction.lexicon import lexicon
from tui.extraction.noun_phrases import Phrase
from tui.extraction.ranking import Features, choose, tables
from tui.extraction.shapes import suffix
from tui.extraction.tokens import CLOSE, Tokens
from tui.extraction.words import words
from tui.text import Span

_BEFORE, _AFTER = 8, 1
NO_SOURCE = Phrase(-1, -1, "0")
"""Stands among the candidates for a cue whose source is not told in its sentence."""


def source_candidates(tokens: Tokens, found: Sequence[Phrase], cue: int) -> list[tuple[Phrase, str, int]]:
    """The phrases near the cue with their side ("L", "R") and how many phrases lie between."""
    left = [phrase for phrase in found if phrase.last <= cue and not _is_put_in(tokens, phrase, cue)][-_BEFORE:]
    right = [phrase for phrase in found if phrase.first > cue][:_AFTER]
    candidates = [(phrase, "L", len(left) - 1 - rank) for rank, phrase in enumerate(left)]
    candidates += [(phrase, "R", rank) for rank, phrase in enumerate(right)]
    candidates.append((NO_SOURCE, "0", 0))
    return candidates


_PUT_IN = {"-": "-", "–": "–", "—": "—", "(": ")"}


def _is_put_in(tokens: Tokens, phrase: Phrase, cue: int) -> bool:
    """Whether it is the relative pronoun of a clause between dashes or brackets that has ended before the cue."""
    if phrase.sort != "R" or phrase.first == 0:
        return False
    closing = _PUT_IN.get(tokens.word[phrase.first - 1])
    return closing is not None and closing in tokens.word[phrase.last : cue]


def source_features(
    tokens: Tokens, candidate: tuple[Phrase, str, int], cue: int, first: int, last: int, spoke: Span | None
) -> Features:
    """What is known of one candidate for the source of the cue; the order is that of the model.

    `spoke` is the source of the cue before this one in the sentence.
    """
    phrase, side, rank = candidate
    low = tokens.low
    form = low[cue]
    ending = suffix(form)
    base = lemma(form)
    before = tokens.shape[cue - 1] if cue > first else "^"
    told = "-" if spoke is None else "<"
    if side == "0":
        return (
            told + ending + before,
            told + base,
            "0",
            "0",
            "0",
            "0",
            "0",
            "0",
            "0" + ending + before,
            "0" + form,
        )
    gap = _gap(tokens, phrase, cue) if side == "L" else _gap_after(tokens, phrase, cue)
    ahead = tokens.shape[phrase.first - 1] if phrase.first > first else "^"
    behind = tokens.shape[phrase.last] if phrase.last < last else "$"
    place = side + str(rank)
    sort = phrase.sort
    if spoke is not None and tokens.start[phrase.first] < spoke.end and spoke.start < tokens.end[phrase.last - 1]:
        told = "="
    head = low[phrase.last - 1]
    known = "p" if head in speaking() else tokens.shape[phrase.last - 1]
    return (
        told + side + ending + before,
        told + side + base + before,
        known + sort + place,
        side + ahead + "|" + sort,
        side + low[phrase.last - 1],
        side + gap + ending,
        side + behind + ending + before,
        side + sort + str(min(abs(phrase.last - cue), 12) // 2),
        place + ahead + ending,
        place + form,
    )


def _gap(tokens: Tokens, phrase: Phrase, cue: int) -> str:
    return _between(tokens, phrase.last, cue)


def _gap_after(tokens: Tokens, phrase: Phrase, cue: int) -> str:
    return _between(tokens, cue + 1, phrase.first)


def _between(tokens: Tokens, first: int, last: int) -> str:
    """The shapes of the tokens between, or for a long gap its ends, its commas and its marks."""
    word = tokens.word
    if last - first <= 3:
        return " ".join(tokens.shape[first:last])
    commas = 0
    marks = ""
    for at in range(first, last):
        token = word[at]
        if token == ",":
            commas += 1
        elif token == CLOSE:
            marks = "”"
    return (
        tokens.shape[first]
        + ".."
        + tokens.shape[last - 1]
        + str(min(commas, 3))
        + marks
        + ("+" if last - first > 8 else "")
    )


_AFTER_NAME = frozenset(",.;:")
PLAIN = 0.985
"""How often the pronoun or the name right before a finite cue is its source."""


def plain_source(tokens: Tokens, cue: int, first: int, last: int) -> Phrase | None:
    """The subject pronoun right before the cue, or a name there that begins the sentence or follows a passage; the
    name right after a cue that follows a passage (“...,” said Anna Brown).
    """
    if cue > first and tokens.word[cue - 1] == CLOSE and tokens.shape[cue] == "said":
        end = cue + 1
        while end < last and tokens.shape[end] == "Aa" and tokens.region[end] < 0:
            end += 1
        if end > cue + 1 and (end == last or tokens.word[end] in _AFTER_NAME):
            return Phrase(cue + 1, end, "N")
    maker = maker_of_clear(tokens, cue, first)
    if maker >= 0:
        return _subject_of(tokens, maker, first)
    if cue == first or tokens.low[cue].endswith("ing"):
        return None
    end = cue
    while end > first + 1 and tokens.low[end - 1] in words("perfect"):
        end -= 1
    if tokens.region[end - 1] >= 0:
        return None
    if tokens.low[end - 1] in words("subjects"):
        return Phrase(end - 1, end, "P")
    begin = _begin_of_name(tokens, end, first)
    if begin < end and (
        begin == first or tokens.word[begin - 1] == CLOSE or (end < cue and _joins(tokens, begin, end))
    ):
        return Phrase(begin, end, "N")
    return None


def _joins(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether the name `[begin, end)` begins a clause after "and" or "but", rather than go with a name before that: two
    names have, one has.
    """
    alone = tokens.low[end] in words("singular") or not tokens.word[begin - 2][0].isupper()
    return tokens.low[begin - 1] in words("joins_clauses") and alone


@cache
def speaking() -> frozenset[str]:
    """Words for people and bodies that can say something."""
    return lexicon().speaking_people | lexicon().speaking_bodies


def _subject_of(tokens: Tokens, verb: int, first: int) -> Phrase | None:
    """The name or pronoun before a verb and its auxiliaries ("Anna Brown will make")."""
    auxiliaries = words("auxiliaries")
    end = verb
    while end > first and tokens.low[end - 1] in auxiliaries:
        end -= 1
    if end > first and tokens.low[end - 1] in words("subjects"):
        return Phrase(end - 1, end, "P")
    begin = _begin_of_name(tokens, end, first)
    return Phrase(begin, end, "N") if begin < end else None


def _begin_of_name(tokens: Tokens, end: int, first: int) -> int:
    """The first token of the name outside of marks that ends before `end`; `end` where none does."""
    begin = end
    while begin > first and tokens.shape[begin - 1] == "Aa" and tokens.region[begin - 1] < 0:
        begin -= 1
    return begin


def best_source(
    tokens: Tokens, found: Sequence[Phrase], cue: int, first: int, last: int, spoke: Span | None
) -> tuple[Phrase | None, float]:
    """The phrase that is the source of the cue (None where it has none in its sentence), and how sure that is."""
    candidates = source_candidates(tokens, found, cue)
    if tokens.low[cue] in words("according"):
        candidates = [candidate for candidate in candidates if candidate[1] == "R"] or candidates
    index, sure = choose(
        tables("source"),
        candidates,
        lambda candidate: source_features(tokens, candidate, cue, first, last, spoke),
    )
    phrase = candidates[index][0]
    return (None if phrase is NO_SOURCE else phrase), sure
