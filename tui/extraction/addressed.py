"""Whom a statement is made to, where and when: words that stand with a word of saying and state nothing."""

from __future__ import annotations

from functools import cache

from tui.extraction.noun_phrases import Phrase
from tui.extraction.tokens import CLOSE, OPEN, Tokens
from tui.extraction.words import words

_PARTINGS = frozenset(",;—–")
_PARTICIPLES = frozenset(("g", "+ing"))
_PAST = frozenset(("d", "+ed"))

_FAR = 16
"""An addressee with what he is takes at most so many tokens."""


def states_before(tokens: Tokens, cue: int, source: Phrase | None, first: int, last: int) -> bool:
    """Whether the sentence `[first, last)` states something, then tells after a comma who told it, to whom and where.

    "The bridge will reopen, Anna Brown told reporters in Geneva on Friday." A passage that ends in a comma of its own
    ("“We leave,” Anna Brown said on Friday") is left to the model.
    """
    if source is None or source.sort == "R" or not first < source.first - 1 < cue:
        return False
    low, comma = tokens.low, source.first - 1
    if low[cue] in words("placing"):
        if cue + 1 >= last or low[cue + 1] not in words("settings"):
            return False
    elif low[cue] not in words("addressing"):
        return False
    if tokens.word[comma] != "," or tokens.region[first] >= 0 or OPEN in (tokens.word[first], *tokens.word[comma:last]):
        return False
    if any(tokens.word[at : at + 2] == [",", CLOSE] for at in range(first, comma)):
        return False
    begin = _main_clause(tokens, first, comma)
    if tokens.finite[comma] == tokens.finite[begin]:
        return False
    stop = _parting(tokens, cue + 1, last)
    goes_on = stop + 1 < last and low[stop + 1] in words("finite")
    return stop > cue + 1 and not goes_on and only_addresses(tokens, cue + 1, stop)


def _main_clause(tokens: Tokens, first: int, last: int) -> int:
    """Where the clause begins that a subordinate one, or a participle, at the head leads to; `last` without one."""
    if tokens.low[first] not in words("subordinates") and tokens.shape[first] not in _PARTICIPLES:
        return first
    return min(_parting(tokens, first, last) + 1, last)


def _parting(tokens: Tokens, first: int, last: int) -> int:
    """The first comma, semicolon or dash among the tokens `[first, last)`; else `last`."""
    return next((at for at in range(first, last) if tokens.word[at] in _PARTINGS), last)


def only_addresses(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the tokens `[first, last)` tell an addressee, a place or a time: no verb is among them but one that
    describes what a preposition leads to ("in an interview published on Sunday").
    """
    stating, personal = _stating(), words("subjects")
    settled = False
    for at in range(first, last):
        low, shape = tokens.low[at], tokens.shape[at]
        if low in stating or low.replace("’", "'").partition("'")[0] in personal:
            return False
        if tokens.region[at] >= 0 or tokens.word[at] == OPEN:
            return False
        if shape == "z" or (shape in _PAST and not settled):
            return False
        settled = settled or low in words("settings")
    return True


@cache
def _stating() -> frozenset[str]:
    """Words that stand in what is told, never in an addressee, a place or a time."""
    return words("finite").union(words("subjects"), words("leads_to_statement"), words("told"), ":")


def that_after_addressee(tokens: Tokens, first: int, last: int) -> int | None:
    """The token "that" after the addressee that "to" names ("clear to Carl Green, the mayor, that ..."), if any."""
    if first + 1 >= last or tokens.low[first] != "to" or tokens.shape[first + 1] != "Aa":
        return None
    for at in range(first + 1, min(last, first + _FAR)):
        if tokens.region[at] >= 0 or tokens.low[at] in words("finite"):
            return None
        if tokens.low[at] in words("that"):
            return at
    return None
