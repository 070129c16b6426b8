"""Noun phrases near a cue, found by word lists and capitals: the candidates for a source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tui.extraction.shapes import shape
from tui.extraction.tokens import Tokens
from tui.extraction.words import words

_VERBAL = frozenset(("b", "d", "z", "g", "R", "+ed", "+ly"))
"""Shapes of words that end a noun phrase."""

_MOST_ATTACHED = 3


class Phrase(NamedTuple):
    """Tokens `[first, last)`. `sort`: P pronoun, R relative, N name, D with a determiner, B bare noun."""

    first: int
    last: int
    sort: str


@cache
def _parts() -> dict[str, str]:
    """What each listed word does in a phrase: P and R are one, D begins one, "j" joins two, "b" ends one."""
    lists = {"b": "breaks", "j": "joins", "D": "determiners", "R": "relatives", "P": "pronouns"}
    return {word: part for part, name in lists.items() for word in words(name)}


def phrases(tokens: Tokens, first: int, last: int, cue: int, enough: int | None = None) -> list[Phrase]:
    """The noun phrases of the tokens `[first, last)` outside quotation marks; none holds the cue.

    Not more than `enough` of them after the cue.
    """
    word, low, region = tokens.word, tokens.low, tokens.region
    roles = _roles_of(word[first:last])
    found: list[Phrase] = []
    begin = -1
    for at, role in enumerate(roles, first):
        starts = -1
        if region[at] >= 0 or at == cue:
            pass
        elif role == "x":
            starts = at if begin < 0 else begin
        elif role in "PR":
            if begin >= 0:
                found.append(Phrase(begin, at, _sort(tokens, begin, at)))
                begin = -1
            found.append(Phrase(at, at + 1, role))
            continue
        elif role == "D":
            starts = at
        elif role in "UJB" and at > first:
            if begin >= 0 or role != "B":
                starts = at if begin < 0 else begin
        elif role == "U":
            starts = at if begin < 0 else begin
        elif (
            role in "jJ"
            and begin >= 0
            and word[at - 1][0].isupper()
            and at + 1 < last
            and (word[at + 1][0].isupper() or low[at + 1] == "the")
            and region[at + 1] < 0
        ):
            continue
        if starts == begin:
            continue
        if begin >= 0:
            found.append(Phrase(begin, at, _sort(tokens, begin, at)))
            if enough is not None and begin > cue:
                enough -= 1
                if enough <= 0:
                    return found
        begin = starts
    if begin >= 0:
        found.append(Phrase(begin, last, _sort(tokens, begin, last)))
    return found


_roles: dict[str, str] = {}
_LIMIT = 50_000


def _roles_of(tokens: Sequence[str]) -> list[str]:
    """What each word does in a phrase (see `_role`)."""
    known = list(map(_roles.get, tokens))
    if None in known:
        if len(_roles) > _LIMIT:
            _roles.clear()
        for token in tokens:
            if token not in _roles:
                _roles[token] = _role(token)
        return [_roles[token] for token in tokens]
    return known  # type: ignore[return-value]


def _role(word: str) -> str:
    """P pronoun, R relative, D determiner, "x" any word of a phrase, "U" one in capitals, "j" joins two capitals ("J"
    in capitals), "B" a capital word that begins no phrase, "." whatever ends one.
    """
    low = word.lower()
    part = _parts().get(low) if word not in words("countries_like_pronouns") else None
    if part is not None and part in "PRD":
        return part
    if not word[0].isalnum():
        return "."
    if word[0].isupper():
        return "U" if part is None else "B" if low in words("breaks") else "J"
    if part == "j":
        return "j"
    return "x" if part is None and shape(word) not in _VERBAL else "."


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
