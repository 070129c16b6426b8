"""Words quoted by somebody else: "TASS quoted a source as saying", "the source was quoted as saying by AFP"."""

from __future__ import annotations

from typing import NamedTuple

from tui.extraction.noun_phrases import Phrase, phrases
from tui.extraction.tokens import Tokens
from tui.extraction.via import outlet_in
from tui.extraction.words import words

_REACH = 25


class Saying(NamedTuple):
    """Who said it, and the outlet that quoted them, where it is told."""

    source: Phrase
    outlet: str | None


def relayed_saying(tokens: Tokens, at: int, first: int, last: int) -> Saying | None:
    """The parts of "[outlet] quoted [source] as saying", with the last word at token `at`; None for anything else."""
    low = tokens.low
    if at <= first + 1 or low[at - 1] != "as":
        return None
    quoting = words("quoting")
    verb = next((place for place in range(at - 2, max(first, at - _REACH) - 1, -1) if low[place] in quoting), None)
    if verb is None:
        return None
    if verb > first and low[verb - 1] in words("passive"):
        before = phrases(tokens, first, verb - 1, -1)
        if not before:
            return None
        named = tokens.text[tokens.start[verb] : tokens.end[min(last, at + 5) - 1]]
        by = named.partition(" by ")[2]
        return Saying(before[-1], outlet_in(by) if by else None)
    inside = [place for place in range(verb + 1, at - 1) if tokens.word[place][0].isalnum()]
    if not inside:
        return None
    subject = phrases(tokens, first, verb, -1)
    outlet = None
    for phrase in reversed(subject):
        outlet = outlet or outlet_in(tokens.text[tokens.start[phrase.first] : tokens.end[phrase.last - 1]])
    return Saying(Phrase(inside[0], inside[-1] + 1, "D"), outlet)
