"""The shape of a word, for decisions about words that no list knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tui.extraction.lemmas import lemma
from tui.extraction.words import word_classes, words

_shapes: dict[str, str] = {}
_LIMIT = 50_000
_VERB_ENDINGS = {"+s": "z", "+ed": "d", "+ing": "g"}


def shapes(tokens: Sequence[str]) -> list[str]:
    """The shapes of all the words."""
    known = list(map(_shapes.get, tokens))
    if None in known:
        return [found or shape(token) for found, token in zip(known, tokens, strict=True)]
    return known  # type: ignore[return-value]


def shape(word: str) -> str:
    """A function word as itself in lower case; else "Aa" for a capital, "9" for a figure, the class or the ending."""
    known = _shapes.get(word)
    if known is None:
        if len(_shapes) > _LIMIT:
            _shapes.clear()
        known = _shapes[word] = _shape(word)
    return known


def _shape(word: str) -> str:
    low = word.lower()
    if low in words("function") or not word[0].isalnum():
        return low
    if word[0].isdigit():
        return "9"
    if low.endswith(("'s", "’s")):
        return "Aa's" if word[0].isupper() else "a's"
    if word[0].isupper():
        return "Aa"
    known = word_classes().get(low)
    if known is None:
        known = suffix(low)
        if known in _VERB_ENDINGS and word_classes().get(lemma(low)) == "b":
            known = _VERB_ENDINGS[known]
    return known


@lru_cache(maxsize=20_000)
def suffix(low: str) -> str:
    """The grammatical ending of a lower-case word: "+ing", "+ed", "+ly", "+s" or "a"."""
    for ending in ("ing", "ed", "ly"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return "+" + ending
    if low.endswith("s") and len(low) > 3 and not low.endswith("ss"):
        return "+s"
    return "a"
