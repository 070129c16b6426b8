"""Cues: the words that tell of saying, and how sure each is in its place."""

from __future__ import annotations

from functools import cache

from tui.extraction.ranking import Features, probability, score, tables
from tui.extraction.shapes import shape, suffix
from tui.extraction.tokens import CLOSE, OPEN, Tokens
from tui.extraction.words import weights


@cache
def forms() -> frozenset[str]:
    """The words that can be a cue."""
    return frozenset(weights()["cue"][0])


def cue_features(tokens: Tokens, at: int, first: int, last: int) -> Features:
    """What is known of the cue at token `at` of the sentence `[first, last)`; the order is that of the model."""
    word, low = tokens.word, tokens.low
    cue = low[at]
    before = shape(word[at - 1]) if at > first else "^"
    before2 = shape(word[at - 2]) if at > first + 1 else "^"
    after = shape(word[at + 1]) if at + 1 < last else "$"
    after2 = shape(word[at + 2]) if at + 2 < last else "$"
    marks = marks_around(tokens, at, first, last)
    ending = suffix(cue)
    return (
        cue,
        cue + "|" + before,
        before2 + "|" + before,
        cue + "|" + after,
        after + "|" + after2,
        marks + "|" + ending,
        cue + "|" + marks,
        ending + "|" + before + "|" + after,
        before + "|" + after,
        cue + "|" + before2,
        low[at - 1] if at > first else "^",
        low[at + 1] if at + 1 < last else "$",
        cue + "|" + ("A" if word[at][0].isupper() else "a") + ("^" if at == first else ""),
    )


def marks_around(tokens: Tokens, at: int, first: int, last: int) -> str:
    """Where quotation marks stand as seen from a token: before it in the sentence, and after it."""
    word = tokens.word
    behind = "-"
    for place in range(at - 1, max(first - 1, at - 7), -1):
        if word[place] == CLOSE:
            behind = "c" + str(min(at - place, 3))
            break
    ahead = "-"
    for place in range(at + 1, min(last, at + 13)):
        if word[place] == OPEN:
            distance = place - at
            ahead = "o" + str(distance if distance < 4 else 4 if distance < 8 else 8)
            break
    return behind + ahead


def cue_probability(tokens: Tokens, at: int, first: int, last: int) -> float:
    """How likely the word at `at` introduces a statement."""
    return probability(score(tables("cue"), cue_features(tokens, at, first, last)))
