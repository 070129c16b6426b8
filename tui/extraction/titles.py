"""Roles: titles and offices that a text gives beside a name, and what a nominal says about whom it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tui.extraction.lexicon import lexicon

_WORD = re.compile(r"[\w.’'&-]+")
_POSSESSIVE = re.compile(r"[’']s$")
_REACH_BEFORE = 90
_REACH_AFTER = 140
_MOST_WORDS = 8
_APPOSITION = re.compile(
    r"(?:, (?:who (?:is|was|has been|had been|serves as|served as) )?| who (?:is|was) | (?:is|was) )"
)
_OPENS_APPOSITION = (", ", " who is ", " who was ", " is ", " was ")
_WITHIN_WORDS = "\xa0.’'&-_"
_CUT = re.compile(r"[,;:.(–—\n\"“”]| (?:between|from|until|since|who|which|that|and|when|in [0-9]|on [A-Z0-9])\b")
_ATTACHED = frozenset(("to", "of", "for", "at", "with"))


class Role(NamedTuple):
    """A role as the text gives it: `words` ("UK Foreign Secretary"), its `noun` in lower case, its office and
    country.

    `office` is the role without country and describing words, in lower case and the same for all words of one
    office ("prime minister" for "PM"); `country` is the usual name of the country told, or ""; `former` is
    true for an office that is no longer held.
    """

    words: str
    noun: str
    office: str
    country: str
    former: bool

    def shared_words(self) -> set[str]:
        """Words that this role shares with every role that it `plays`, or that plays it."""
        kindred = lexicon().kindred_role.get(self.office, self.office)
        shared = {self.office.rpartition(" ")[2], kindred.rpartition(" ")[2], self.noun}
        return shared if self.office not in lexicon().leading else shared | {"leader"}

    def plays(self, wanted: Role) -> bool:
        """True where somebody with this role can be meant by a nominal that reads as `wanted`."""
        if wanted.country and self.country and wanted.country != self.country:
            return False
        if wanted.former != self.former:
            return False
        if wanted.office == self.office or self.office.endswith(f" {wanted.office}"):
            return True
        if wanted.country and wanted.country == self.country:
            kindred = lexicon().kindred_role
            own = kindred.get(self.office, self.office)
            if kindred.get(wanted.office, wanted.office) == own:
                return True
            if wanted.office == "leader" and self.office in lexicon().leading:
                return True
            return wanted.office == wanted.noun and wanted.noun in own.split()
        return False


@lru_cache(maxsize=8192)
def read_role(phrase: str) -> Role | None:
    """What a noun phrase tells as a role; None where no word of it is one."""
    lists = lexicon()
    parts = phrase.split()
    bare_words = phrase.replace(" ", "").isalpha()
    if bare_words and lists.titles.isdisjoint(parts) and lists.role_nouns.isdisjoint(phrase.lower().split()):
        return None
    while parts and parts[0].lower() in lists.determiners:
        parts.pop(0)
    country, noun = "", ""
    former = False
    office: list[str] = []
    kept: list[str] = []
    for i, part in enumerate(parts):
        bare = _POSSESSIVE.sub("", part.strip(","))
        lower = bare.lower()
        if lower in _ATTACHED and noun:
            kept.extend(parts[i:])
            if lower == "of":
                countries = [found for word in parts[i:] if (found := lists.country_of.get(word.strip(",")))]
                country = country or (countries[0] if countries else "")
            if not country and noun == "minister" and lower == "for":
                office.extend(word.lower() for word in parts[i:])
            break
        if lower in lists.relations:
            kept, office, noun = [], [], ""
            continue
        found = lists.country_of_demonym.get(bare) or lists.country_of.get(bare)
        if found and not country:
            country = found
            kept.append(lists.demonym_of.get(found, bare) if _POSSESSIVE.search(part) else part)
            continue
        kept.append(part)
        if lower.removeprefix("ex-") in lists.role_nouns or bare in lists.titles:
            noun = lower.removeprefix("ex-")
        if lower in lists.past or lower.startswith("ex-"):
            former = True
            lower = lower.removeprefix("ex-")
        if lower not in lists.describing and lower not in lists.past:
            office.append(lower)
    if not noun:
        return None
    name = " ".join(office)
    return Role(" ".join(kept).strip(" ,"), noun, lists.same_role.get(name, name), country, former)


def may_have_role_before(text: str, start: int) -> bool:
    """False where a look at what stands right before the name tells that it has no title there."""
    while start and text[start - 1] == " ":
        blank = text.rfind(" ", 0, start - 1)
        piece = text[blank + 1 : start - 1]
        if piece not in lexicon().honorific_gender:
            return not piece or _could_end_title(piece)
        start = blank + 1
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in _WITHIN_WORDS)


def may_have_role_after(text: str, end: int) -> bool:
    """False where a look at what stands right after the name tells that no role follows."""
    return text.startswith(_OPENS_APPOSITION, end)


def role_before(text: str, start: int, floor: int) -> Role | None:
    """The title right before a name: "UK Foreign Secretary" before "Liz Truss", "Russian ambassador to the
    UK, ".
    """
    lists = lexicon()
    left = max(floor, start - _REACH_BEFORE)
    window = text[left:start].rsplit("\n", 1)[-1]
    nearest = window.rsplit(None, 1)[-1:]
    if not nearest or not _could_end_title(nearest[0]):
        return None
    words = list(_WORD.finditer(window))
    while words and words[-1].group() in lists.honorific_gender:
        words.pop()
    if not words or words[-1].group().lower() in lists.phrase_ends:
        return None
    gap = window[words[-1].end() :].lstrip()[:1]
    if gap and gap != "," and not gap.isalpha():
        return None
    first = _first_of_title(window, words)
    if first == len(words):
        return None
    phrase = window[words[first].start() : words[-1].end()]
    role = read_role(phrase)
    if role is None or not role.words:
        return None
    attached = any(word.group().lower() in _ATTACHED for word in words[first:])
    if words[-1].group().lower() != role.noun and not attached:
        return None
    determined = first > 0 and words[first - 1].group().lower() in lists.determiners
    if gap == "," and not determined and not phrase[0].isupper():
        return None
    return role


@lru_cache(maxsize=8192)
def _could_end_title(piece: str) -> bool:
    """False where nothing that stands right before a name, up to white space, can end its title."""
    words = [piece] if piece.isalpha() else _WORD.findall(piece)
    return not words or words[-1] in lexicon().honorific_gender or _belongs(words[-1], last=True)


def _first_of_title(window: str, words: Sequence[re.Match[str]]) -> int:
    """The index of the first word of the title that ends `words`; their number where there is none."""
    first = len(words)
    seen_noun = False
    while first and len(words) - first < _MOST_WORDS:
        word = words[first - 1].group()
        lower = word.lower()
        if first < len(words) and window[words[first - 1].end() : words[first].start()] not in (" ", "\xa0"):
            break
        if first < len(words) and lower in ("to", "of", "for", "the"):
            back = first - 2 if lower != "the" else first - 3
            joint = lower if lower != "the" else (words[first - 2].group().lower() if first > 1 else "")
            if seen_noun or back < 0 or joint not in ("to", "of", "for") or not _is_noun(words[back].group()):
                break
            first = back + 1
            continue
        if not _belongs(word, first == len(words)):
            break
        seen_noun = seen_noun or _is_noun(word)
        first -= 1
    while first < len(words) and words[first].group().lower() in _ATTACHED | {"the"}:
        first += 1
    if first < len(words) and not seen_noun:
        return len(words)
    return first


def _is_noun(word: str) -> bool:
    lists = lexicon()
    return word.lower().removeprefix("ex-") in lists.role_nouns or word in lists.titles


def _belongs(word: str, last: bool) -> bool:
    """True where a word can be part of a title before a name; `last` where it would stand right before the
    name.
    """
    lists = lexicon()
    if last:
        return _is_noun(word) or word in lists.country_of or word in lists.departments
    lower = word.lower()
    bare = _POSSESSIVE.sub("", word)
    if lower in lists.past:
        return True
    if (
        (bare in lists.opening and bare not in lists.place_openers)
        or lower in lists.phrase_ends
        or lower in lists.determiners
    ):
        return False
    return (
        word[0].isupper()
        or _is_noun(word)
        or lower in lists.inside_titles
        or lower in lists.describing
        or lower.startswith("pro-")
    )


def role_after(text: str, end: int, ceiling: int) -> Role | None:
    """The role in apposition to a name: "Ben Wallace, the defence secretary,", "X, who was ambassador to
    Russia,".
    """
    window = text[end : min(ceiling, end + _REACH_AFTER)]
    opening = _APPOSITION.match(window)
    if opening is None:
        return None
    rest = window[opening.end() :]
    lists = lexicon()
    first = next(iter(rest.split(None, 1)), "")
    determined = first.lower() in lists.determiners or _POSSESSIVE.search(first) is not None
    if first.lower() in lists.phrase_ends or (not determined and not window.startswith(",")):
        return None
    cut = _CUT.search(rest)
    words = (rest[: cut.start()] if cut else rest).split()
    limit = next((i for i, word in enumerate(words) if word.lower() in _ATTACHED), len(words))
    head, tail = words[:limit], words[limit:]
    if not head or len(head) > _MOST_WORDS or not _is_noun(head[-1]):
        return None
    if any(word.lower() in lists.phrase_ends for word in head):
        return None
    closed = cut is not None and rest[cut.start()] in ",."
    if not determined and not closed:
        return None
    capitals = [i for i, word in enumerate(tail) if word[0].isupper()]
    if capitals and capitals[-1] < _MOST_WORDS:
        head += tail[: capitals[-1] + 1]
    role = read_role(" ".join(head))
    return role if role is not None and role.words else None
