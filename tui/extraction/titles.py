"""Roles: the titles and offices that a text gives beside a name, and what a nominal says about whom it means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.extraction.lexicon import lexicon
from tui.text import Span

_WORD = re.compile(r"[\w.’'&-]+")
_REACH_BEFORE = 110
_REACH_AFTER = 140
_MOST_WORDS = 8
_APPOSITION = re.compile(
    r",? ?(?:, (?:who (?:is|was|has been|had been|serves as|served as) )?|\bwho (?:is|was) |(?:is|was) )"
    r"(?=(?:the|a|an|then|former|[A-Z]\w+[’']s|[A-Z]|[a-z]+)\b)"
)
_CUT = re.compile(
    r"[,;:.(–—\n\"“”]| (?:between|from|until|since|who|which|that|and|when|in [0-9]|on [A-Z0-9])\b"
)
_ATTACHED = frozenset(("to", "of", "for", "at", "with"))


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the text gives it: `words` ("UK Foreign Secretary"), its `noun` in lower case, its office and country.

    `office` is the role without its country, in lower case, the same for all words of one office ("foreign
    secretary" for "Foreign Minister"); `country` is the usual name of the country told, or "".
    """

    words: str
    noun: str
    office: str
    country: str


def read_role(words: str) -> Role | None:
    """What a noun phrase tells as a role; None where no word of it is a role."""
    lists = lexicon()
    parts = [part for part in words.replace("\xa0", " ").split() if part]
    while parts and parts[0].lower() in lists.determiners:
        parts.pop(0)
    country = ""
    office: list[str] = []
    noun = ""
    kept: list[str] = []
    for i, part in enumerate(parts):
        bare = part.strip(",.").removesuffix("’s").removesuffix("'s")
        lower = bare.lower()
        if lower in _ATTACHED and noun:
            kept.extend(parts[i:])
            rest = [lists.country_of.get(word.strip(",.")) for word in parts[i:]]
            country = country or next((found for found in rest if found and lower == "of"), "")
            break
        kept.append(part)
        found = lists.country_of_demonym.get(bare) or lists.country_of.get(bare) or lists.country_of.get(part)
        if found and not country:
            country = found
            continue
        if lower in lists.role_nouns or bare in lists.titles:
            noun = lower
        if lower not in lists.describing and lower not in ("former", "then", "ex", "acting"):
            office.append(lower)
    if not noun:
        return None
    if kept and re.search(r"[’']s$", kept[0]):
        kept.pop(0)
    name = " ".join(office)
    return Role(" ".join(kept).strip(" ,"), noun, lists.same_role.get(name, name), country)


def role_before(text: str, start: int, floor: int) -> tuple[Role, Span] | None:
    """The title right before a name, with its place: "UK Foreign Secretary" before "Liz Truss"."""
    lists = lexicon()
    left = max(floor, start - _REACH_BEFORE)
    window = text[left:start]
    newline = window.rfind("\n")
    words = [m for m in _WORD.finditer(window, newline + 1)]
    while words and words[-1].group() in lists.honorific_gender:
        words.pop()
    if not words:
        return None
    gap = window[words[-1].end() :]
    if gap.strip(" \xa0") not in ("", ",") and not any(h in gap for h in lists.honorific_gender):
        return None
    comma = gap.strip(" \xa0").startswith(",")
    first = len(words)
    taken = 0
    while first and taken < _MOST_WORDS:
        word = words[first - 1]
        if first < len(words) and window[word.end() : words[first].start()] not in (" ", "\xa0"):
            break
        if not _belongs(word.group(), taken == 0):
            break
        first -= 1
        taken += 1
    while first < len(words) and words[first].group().lower() in _ATTACHED:
        first += 1
    if first == len(words):
        return None
    phrase = Span(left + words[first].start(), left + words[-1].end())
    role = read_role(phrase.of(text))
    if role is None:
        return None
    if (
        comma
        and not (first and words[first - 1].group().lower() in lists.determiners)
        and not phrase.of(text)[0].isupper()
    ):
        return None
    last = words[-1].group().lower()
    if last != role.noun and not any(word.group().lower() in _ATTACHED for word in words[first:]):
        return None
    return role, phrase


def _belongs(word: str, last: bool) -> bool:
    """True where a word can be part of a title before a name."""
    lists = lexicon()
    lower = word.lower()
    bare = word.removesuffix("’s").removesuffix("'s")
    if last:
        return lower in lists.role_nouns or word in lists.titles or word in lists.country_of
    if word in lists.opening or lower in lists.phrase_ends:
        return lower in ("to", "of")
    return (
        word[0].isupper()
        or lower in lists.role_nouns
        or word.capitalize() in lists.title_words
        or lower in lists.describing
        or bare in lists.country_of
        or lower
        in (
            "general",
            "agency",
            "news",
            "opposition",
            "party",
            "ruling",
            "far-right",
            "security",
            "intelligence",
            "military",
            "state",
            "government",
            "campaign",
            "agency",
            "radio",
            "tv",
            "political",
        )
    )


def role_after(text: str, end: int, ceiling: int) -> Role | None:
    """The role in apposition to a name: "Ben Wallace, the defence secretary,", "X, who was ambassador to Russia,"."""
    window = text[end : min(ceiling, end + _REACH_AFTER)]
    opening = _APPOSITION.match(window)
    if opening is None:
        return None
    rest = window[opening.end() :]
    cut = _CUT.search(rest)
    phrase = rest[: cut.start()] if cut else rest
    words = phrase.split()
    lists = lexicon()
    if not words:
        return None
    first = words[0]
    determined = first.lower() in lists.determiners or re.search(r"[’']s$", first) is not None
    limit = next((i for i, word in enumerate(words) if word.lower() in _ATTACHED), len(words))
    head = words[:limit]
    if any(word.lower() in lists.phrase_ends for word in head) or len(head) > _MOST_WORDS or not head:
        return None
    if head[-1].lower() not in lists.role_nouns and head[-1] not in lists.titles:
        return None
    if not determined and not (window.startswith(",") and cut is not None and rest[cut.start()] in ",."):
        return None
    tail = words[limit:]
    kept = list(head)
    if tail:
        last = next((i for i in range(len(tail) - 1, -1, -1) if tail[i][0].isupper()), None)
        if last is not None and last < _MOST_WORDS:
            kept.extend(tail[: last + 1])
    return read_role(" ".join(kept))
