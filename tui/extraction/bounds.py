"""Where a statement may begin and end."""

from __future__ import annotations

from tui.extraction.tokens import CLOSE, OPEN, Tokens
from tui.extraction.words import words


def start_candidates(tokens: Tokens, low_end: int, high_end: int, near: int | None = None) -> list[int]:
    """Tokens `[low_end, high_end)` at which a statement may begin, at most `_MOST_STARTS`.

    The first word; after it, words that follow a mark, a stop or a short word, or are a short word or a capital; from
    the token `near` on only those after a mark or a comma, and "that" and the like; never the middle of a passage.
    """
    far = words("begins_far")
    word, region, shapes = tokens.word, tokens.region, tokens.shape
    found: list[int] = []
    for at in range(low_end, high_end):
        first = word[at][0]
        if not (first.isalnum() or first in "$£€#@"):
            continue
        before = word[at - 1] if at else ""
        if region[at] >= 0:
            if before != OPEN:
                continue
        elif near is not None and at >= near and found and before not in _BREAKS and tokens.low[at] not in far:
            continue
        elif found:
            here, ahead = shapes[at], shapes[at - 1]
            if here in _CONTENT_SHAPES and ahead in _CONTENT_SHAPES and (here != "Aa" or ahead == "Aa"):
                continue
        found.append(at)
        if len(found) >= _MOST_STARTS:
            break
    return found


_MOST_STARTS = 12
_BREAKS = frozenset(",:;") | {OPEN, "—", "–"}
NEAR = 4
_CONTENT_SHAPES = frozenset("aNSJbdzgR9") | {"+s", "+ed", "+ing", "+ly", "Aa", "Aa's", "a's"}


def end_candidates(tokens: Tokens, start: int, last: int) -> list[int]:
    """Tokens from `start` at which a statement may end: before a stop, a mark or a word that leads on.

    Inside marks only the last word of the passage. Of many, the first and the last, `_MOST_ENDS` in all.
    """
    word, low, region = tokens.word, tokens.low, tokens.region
    leading = words("ends_before")
    size = len(word)
    found: list[int] = []
    for at in range(start, last):
        sign = word[at][0]
        if not (sign.isalnum() or sign in "%$)]"):
            continue
        following = word[at + 1] if at + 1 < size else "."
        if region[at] >= 0:
            if following != CLOSE and not (at + 2 < size and word[at + 2] == CLOSE and not following[0].isalnum()):
                continue
        elif at + 1 < last and (following == OPEN or (following[0].isalnum() and low[at + 1] not in leading)):
            continue
        found.append(at)
    return found if len(found) <= _MOST_ENDS else [*found[: _MOST_ENDS - 1], found[-1]]


_MOST_ENDS = 16


def is_set_off(tokens: Tokens, begin: int, first: int) -> bool:
    """Whether a colon, or a comma before a capital, parts the passage that begins with the token `first` from what
    stands before it in the sentence, which begins at `begin`.
    """
    ahead = tokens.word[first - 2] if first - 2 >= begin else ""
    return ahead == ":" or (ahead == "," and tokens.word[first][0].isupper())


def only_names(tokens: Tokens, start: int, end: int, last: int) -> bool:
    """A name before an apposition ("he insisted Anna Brown, the mayor, must go") is no statement yet."""
    if tokens.word[end + 1 : end + 2] != [","] or tokens.finite[last] == tokens.finite[end + 1]:
        return False
    begin = start + 1 if tokens.low[start] in words("that") and start < end else start
    joined = words("joins")
    return all(
        shape == "Aa" or low in joined or low == ","
        for shape, low in zip(tokens.shape[begin : end + 1], tokens.low[begin : end + 1], strict=True)
    )


def goes_on_to_say(tokens: Tokens, cue: int, start: int, last: int) -> int:
    """Where the same person is told to say something else ("... but added that ..."), the joining word; else `last`."""
    low, word = tokens.low, tokens.word
    for later in tokens.cues_within(start + 2, last - 1):
        at = later - 1
        if tokens.shape[at] == "+ly" or low[at] in words("goes_on"):
            at -= 1
        leads_on = low[later + 1] in words("that") or word[later + 1] == OPEN
        alike = low[later].endswith("s") == low[cue].endswith("s")
        if at > start and leads_on and alike and low[at] in words("joins_clauses") and tokens.region[at] < 0:
            return at
    return last


def relayed_by_others(tokens: Tokens, cue: int, start: int, last: int) -> bool:
    """Whether the verb tells what others say of its subject ("troops reported near the border")."""
    leads_on = tokens.low[cue] in words("relayed") and tokens.low[start] in words("breaks")
    return leads_on and tokens.finite[last] == tokens.finite[start] and not tokens.opens_in(start, last)


def crosses(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the two stand in different passages with a cue between them, which tells of one of them."""
    region = tokens.region
    return region[end] >= 0 and 0 <= region[start] != region[end] and tokens.cues_in(start, end) > 0
