"""What somebody calls a thing, where the name that they gave it stands between marks apart from the word of naming.

"the move, blocked for years, a “mistake”" after "called"; "this “careless” move, as branded by the ministry".
"""

from __future__ import annotations

from typing import NamedTuple

from tui.extraction.lemmas import lemma
from tui.extraction.noun_phrases import Phrase, phrases
from tui.extraction.tokens import CLOSE, OPEN, Tokens
from tui.extraction.words import words

NAMED = 0.97
"""How sure both readings are taken to be: chosen, not learned, as the annotated news has too few of either."""

_FAR = 25
"""An insertion, and what stands between a marked name and who gave it, take at most so many tokens."""


class Named(NamedTuple):
    """Who gave a name, and the tokens `[first, last)` of the name with what it is given to."""

    source: Phrase
    first: int
    last: int


def named_by(tokens: Tokens, cue: int, first: int) -> Named | None:
    """The parts of "“[name]” [thing], as called by [source]", with the word of naming at the token `cue`.

    None for anything else; the sentence begins at `first`.
    """
    low, word = tokens.low, tokens.word
    if low[cue + 1 : cue + 2] != ["by"] or not may_name(tokens, cue, first):
        return None
    last = cue - 1
    while last > first and word[last - 1] == ",":
        last -= 1
    opening = next((at for at in range(last - 1, max(first, last - _FAR) - 1, -1) if word[at] == OPEN), None)
    if opening is None or CLOSE not in word[opening:last]:
        return None
    close = word.index(CLOSE, opening, last)
    if "," in word[close:last] or _states(tokens, close, last):
        return None
    found = phrases(tokens, cue + 2, min(len(word), cue + _FAR), -1)
    if not found or found[0].first != cue + 2 or found[0].sort in "PR":
        return None
    end = close if last == close + 1 else last
    return Named(found[0], opening + 1, end)


def may_name(tokens: Tokens, at: int, first: int) -> bool:
    """Whether the token `at` is a word of naming after "as"; the sentence begins at `first`."""
    return at > first + 1 and tokens.low[at - 1] == "as" and _names(tokens, at)


def after_insertion(tokens: Tokens, cue: int, start: int, end: int, last: int) -> int | None:
    """The last token of the marked name, where words between two commas part it from what it is given to.

    The thing named has the tokens from `start` to `end`, after the cue; the sentence ends before `last`.
    """
    word, low, region = tokens.word, tokens.low, tokens.region
    if not _names(tokens, cue) or OPEN in word[start : end + 1] or word[end + 1 : end + 2] != [","]:
        return None
    opening = next((at for at in range(end + 2, min(last, end + _FAR)) if word[at] == OPEN), None)
    if opening is None or CLOSE not in word[opening:last]:
        return None
    comma = opening
    while low[comma - 1] in words("before_name"):
        comma -= 1
    if comma == opening or comma <= end + 2 or word[comma - 1] != "," or _states(tokens, end + 2, comma):
        return None
    name = word.index(CLOSE, opening, last)
    while name + 1 < last and word[name + 1][0].isalnum() and region[name + 1] < 0 and not _leads_on(tokens, name + 1):
        name += 1
    return name if region[name] < 0 else name - 1


def _names(tokens: Tokens, cue: int) -> bool:
    return lemma(tokens.low[cue]) in words("naming")


def _leads_on(tokens: Tokens, at: int) -> bool:
    return tokens.low[at] in words("ends_before") or tokens.low[at] in words("finite")


def _states(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the tokens `[first, last)` hold a clause of their own."""
    return any(tokens.region[at] < 0 and tokens.low[at] in words("finite") for at in range(first, last))
