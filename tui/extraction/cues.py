"""Cues: the words that tell of saying, and how sure each is in its place."""

from __future__ import annotations

import re
from functools import cache

from tui.extraction.lemmas import inflected, lemma
from tui.extraction.naming import may_name
from tui.extraction.ranking import Features, probability, score, tables
from tui.extraction.shapes import suffix
from tui.extraction.tokens import CLOSE, OPEN, Tokens
from tui.extraction.words import weights, word_classes, words

_VERBAL = frozenset(("b", "d", "z", "g", "+ed", "+ing"))
_REACH, _REACH_BACK = 12, 5
"""How far before and after a quotation mark a verb outside the list can still be its cue, in tokens."""


@cache
def forms() -> frozenset[str]:
    """The words that can be a cue: those learned, and the other forms of the verbs among them."""
    learned = weights()["forms"]
    verbs = {base for form in learned if (base := lemma(form)) != form or word_classes().get(form) == "b"}
    return frozenset(learned).union(*(inflected(base) for base in verbs if base not in words("function")))


@cache
def telling_forms() -> frozenset[str]:
    """Those of them that tell of saying: the others (hopes, plans, support) count only beside quotation marks."""
    telling = words("telling")
    return frozenset(form for form in forms() if form in telling or lemma(form) in telling)


_PART = re.compile(r"\w+|:")


@cache
def _telling_parts() -> frozenset[str]:
    return frozenset(part for form in _without_marks() for part in _PART.findall(form))


def tells(block: str) -> bool:
    """Whether a block without quotation marks holds a word of saying: where none is, there is nothing to look for."""
    return not _telling_parts().isdisjoint(_PART.findall(block.lower()))


def cue_candidates(tokens: Tokens, first: int, last: int) -> list[int]:
    """Tokens of the sentence `[first, last)` that may be a cue.

    Words of saying; in a sentence with quotation marks all known forms and any verb beside the marks.
    """
    low, region = tokens.low, tokens.region
    if not tokens.opens_in(first, last):
        known = _without_marks()
        if known.isdisjoint(low[first:last]):
            return []
        sometimes = _before_that()
        return [
            at
            for at in range(first, last)
            if low[at] in known and region[at] < 0 and (low[at] not in sometimes or _tells_that(tokens, at, last))
        ]
    known = forms()
    found = []
    for at in range(first, last):
        if region[at] >= 0:
            continue
        if (
            low[at] in known
            or (tokens.shape[at] in _VERBAL and _beside_marks(tokens, at, first, last))
            or may_name(tokens, at, first)
        ):
            found.append(at)
    return found


@cache
def _before_that() -> frozenset[str]:
    """Forms of verbs that tell of saying only where "that" follows ("objected that")."""
    return frozenset(form for base in words("telling_that") for form in inflected(base)) - telling_forms()


@cache
def _without_marks() -> frozenset[str]:
    """What can be a cue in a sentence without quotation marks."""
    return telling_forms() | _before_that()


def _tells_that(tokens: Tokens, at: int, last: int) -> bool:
    return at + 1 < last and tokens.low[at + 1] in words("that") and tokens.low[at] in _before_that()


def _beside_marks(tokens: Tokens, at: int, first: int, last: int) -> bool:
    return tokens.opens_in(at + 1, min(last, at + _REACH)) or CLOSE in tokens.word[max(first, at - _REACH_BACK) : at]


def cue_features(tokens: Tokens, at: int, first: int, last: int) -> Features:
    """What is known of the cue at token `at` of the sentence `[first, last)`; the order is that of the model."""
    low = tokens.low
    cue = low[at]
    before = tokens.shape[at - 1] if at > first else "^"
    before2 = tokens.shape[at - 2] if at > first + 1 else "^"
    after = tokens.shape[at + 1] if at + 1 < last else "$"
    after2 = tokens.shape[at + 2] if at + 2 < last else "$"
    base = lemma(cue)
    marks = marks_around(tokens, at, first, last)
    ending = suffix(cue)
    finite = tokens.finite
    verbs = str(min(finite[at] - finite[first], 2)) + str(min(finite[last] - finite[at], 3))
    return (
        verbs + ending,
        cue,
        cue + "|" + before,
        before2 + "|" + before,
        cue + "|" + after,
        after + "|" + after2,
        ending + "|" + before + "|" + after,
        low[at + 1] if at + 1 < last else "$",
        _before_name(tokens, at, first) + ending,
        base,
        base + "|" + marks,
    )


def _before_name(tokens: Tokens, at: int, first: int) -> str:
    """What stands before the name that stands before the cue ("as" in "as Reuters reports")."""
    place = at - 1
    while place >= first and tokens.shape[place] == "Aa":
        place -= 1
    if place == at - 1:
        return "-"
    return tokens.shape[place] if place >= first else "^"


def marks_around(tokens: Tokens, at: int, first: int, last: int) -> str:
    """Where quotation marks stand as seen from a token: before it in the sentence, and after it."""
    if not tokens.quoted:
        return "--"
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


MADE_CLEAR = 0.8
"""How sure "made it clear that" is; "clear" alone is seldom a cue."""


TOLD_THAT = 0.8
"""The same of a word of saying between a pronoun and "that", and of verbs that tell of saying only before "that"."""


def cue_probability(tokens: Tokens, at: int, first: int, last: int) -> float:
    """How likely the word at `at` introduces a statement."""
    sure = probability(score(tables("cue"), cue_features(tokens, at, first, last)))
    if at + 1 < last and tokens.low[at + 1] in words("after_clear") and maker_of_clear(tokens, at, first) >= 0:
        return max(sure, MADE_CLEAR)
    if at > first and at + 1 < last and (_is_told_by_pronoun(tokens, at) or _tells_that(tokens, at, last)):
        return max(sure, TOLD_THAT)
    return sure


def _is_told_by_pronoun(tokens: Tokens, at: int) -> bool:
    """Whether a person's pronoun says that something is so: "where she demanded that"."""
    low = tokens.low
    return low[at - 1] in words("subjects") and low[at + 1] == "that" and low[at] in telling_forms()


def maker_of_clear(tokens: Tokens, at: int, first: int) -> int:
    """The verb of "make it clear" where `at` is its last word; -1 for any other word."""
    if tokens.low[at] not in words("clear"):
        return -1
    making = words("making")
    return next((place for place in range(at - 1, max(first, at - 4), -1) if tokens.low[place] in making), -1)
