"""What in a word carries meaning that a small change overturns: negations, modal verbs, numbers, names."""

from __future__ import annotations

from functools import cache

from tui.comparison.lists import lines_of
from tui.comparison.pieces import Flag
from tui.comparison.wording import folded


def marks(word: str, *, opens_sentence: bool) -> frozenset[tuple[Flag, str]]:
    """What a word as written carries: `(flag, value)`, the same value for the same meaning ("won't": "will")."""
    low = folded(word)
    found = {(flag, value) for flag, value in _listed().get(low, ())}
    if low.endswith("n't"):
        found.add((Flag.NEGATION, "not"))
    for ending in ("'ll", "'d"):
        if low.endswith(ending):
            found.update(_listed()[ending])
    if any(sign.isdigit() for sign in low):
        found.add((Flag.NUMBER, low.replace(",", "")))
    elif word[0].isupper() and not opens_sentence and not found and len(word) > 1:
        found.add((Flag.NAME, low))
    return frozenset(found)


@cache
def _listed() -> dict[str, tuple[tuple[Flag, str], ...]]:
    """word -> what the lists say of it."""
    listed: dict[str, tuple[tuple[Flag, str], ...]] = {}
    flags = {"negation": Flag.NEGATION, "modal": Flag.MODAL, "number": Flag.NUMBER}
    for section, line in lines_of("meaning.txt"):
        if section not in flags:
            continue
        words = line.split()
        for word in words:
            value = "not" if section == "negation" else words[0]
            listed[word] = (*listed.get(word, ()), (flags[section], value))
    return listed
