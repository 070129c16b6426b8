"""Noun phrases near a cue, found by word lists and capitals: the candidates for a source."""

from __future__ import annotations

from typing import NamedTuple

from tui.extraction.tokens import Tokens
from tui.extraction.words import words

_VERBAL = frozenset(("b", "d", "z", "g", "R", "+ed", "+ly"))
"""Shapes of words that end a noun phrase."""


class Phrase(NamedTuple):
    """Tokens `[first, last)`. `sort`: P pronoun, R relative, N name, D with a determiner, B bare noun."""

    first: int
    last: int
    sort: str


def phrases(tokens: Tokens, first: int, last: int, cue: int) -> list[Phrase]:
    """The noun phrases of the tokens `[first, last)` outside quotation marks; none holds the cue."""
    word, low, region = tokens.word, tokens.low, tokens.region
    pronouns, relatives, determiners = words("pronouns"), words("relatives"), words("determiners")
    breaks, joins = words("breaks"), words("joins")
    found: list[Phrase] = []
    begin = -1

    def close(end: int) -> None:
        nonlocal begin
        if begin >= 0:
            found.append(Phrase(begin, end, _sort(tokens, begin, end)))
            begin = -1

    for at in range(first, last):
        token = low[at]
        if region[at] >= 0 or at == cue:
            close(at)
        elif token in pronouns:
            close(at)
            found.append(Phrase(at, at + 1, "P"))
        elif token in relatives:
            close(at)
            found.append(Phrase(at, at + 1, "R"))
        elif token in determiners:
            close(at)
            begin = at
        elif not token[0].isalnum():
            close(at)
        elif word[at][0].isupper() and at > first and not (begin < 0 and token in breaks):
            if begin < 0:
                begin = at
        elif token in joins:
            if not (
                begin >= 0
                and word[at - 1][0].isupper()
                and at + 1 < last
                and (word[at + 1][0].isupper() or low[at + 1] == "the")
                and region[at + 1] < 0
            ):
                close(at)
        elif token in breaks or tokens.shape[at] in _VERBAL:
            close(at)
        elif begin < 0:
            begin = at
    close(last)
    return found


def _sort(tokens: Tokens, first: int, last: int) -> str:
    if tokens.word[last - 1][0].isupper():
        return "N"
    return "D" if tokens.low[first] in words("determiners") else "B"


def with_attached(tokens: Tokens, phrase: Phrase, cue: int, last: int) -> Phrase:
    """The phrase with the ones attached to it ("a spokesman for the ministry", "a report by Kommersant").

    Pronouns stay as they are. Before the cue more prepositions attach than after it, where "on Monday" may follow.
    """
    if phrase.sort in "PR":
        return phrase
    before = phrase.first < cue
    limit = cue if before else last
    attaching = words("attaches_before" if before else "attaches")
    end = phrase.last
    for _ in range(_MOST_ATTACHED):
        if end >= limit or tokens.low[end] not in attaching or tokens.region[end] >= 0:
            break
        following = [found for found in phrases(tokens, end + 1, min(limit, end + 8), cue) if found.sort not in "PR"]
        if not following or following[0].first != end + 1:
            break
        end = following[0].last
    return Phrase(phrase.first, end, phrase.sort)


_MOST_ATTACHED = 3
