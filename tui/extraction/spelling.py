"""Spellings of names: what two writings of one name share."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from tui.extraction.lexicon import lexicon
from tui.extraction.model import ActorKind

_ENDING_AFTER_SK = re.compile(r"(?<=sk)(?:iy|yy|ij|yj|ii|y)\b")
_ENDING = re.compile(r"(?:iy|yy|ij|yi|ii|ey|ei|ay|ai|y)\b")
_YEV = re.compile(r"yev|yef|iev|ev(?=g)")
_GLIDE = re.compile(r"(?<=[aeiou])y|y(?=[aeiou])|j(?=[aeiou])")
_DOUBLED = re.compile(r"([a-z])\1")
_ONE_SOUND = (("iu", "u"), ("dzh", "j"), ("tch", "ch"), ("ph", "f"), ("ou", "u"), ("q", "k"), ("j", "i"))
_PLAIN = str.maketrans({"’": "", "'": "", "`": "", ".": "", "-": " ", "–": " "})
_SHORTEST_SURNAME = 5
_MOST_LETTERS_MORE = 2
_MOST_COMPARED = 12
"""So many words with one first letter are compared one by one; where there are more, an index is made of them."""
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def unaccented(name: str) -> str:
    """The name without accents."""
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """The name in lower case without accents, points, apostrophes and hyphens, its words divided by one
    space.
    """
    if name.isascii():
        return " ".join(name.lower().translate(_PLAIN).split())
    return " ".join(unaccented(name.casefold()).translate(_PLAIN).split())


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """A key that transliterations and common spellings of one name share ("Zelensky", "Zelenskiy",
    "Zelenskyy").
    """
    found = plain(name).replace("_", " ")
    if not found.isascii():
        found = found.replace("ł", "l").replace("ø", "o")
    if found[-1:] in ("y", "i", "j") or " " in found:
        found = _ENDING.sub("i", _ENDING_AFTER_SK.sub("i", found))
    found = found.replace("ks", "x").replace("kh", "h")
    if "ev" in found or "yef" in found:
        found = _YEV.sub("ev", found)
    if "y" in found or "j" in found:
        found = _GLIDE.sub("i", found).replace("y", "i")
    found = found.replace("w", "v")
    for written, sound in _ONE_SOUND:
        if written in found:
            found = found.replace(written, sound)
    return _DOUBLED.sub(r"\1", found)


@lru_cache(maxsize=20_000)
def surname(name: str) -> str:
    """The last word of a person's name but for "Jr." and its like; the first where that is a family name known to come
    first ("Xi Jinping").
    """
    words, lists = name.split(), lexicon()
    if len(words) > 1 and words[0] in lists.family_first:
        return words[0]
    return next((word for word in reversed(words) if word not in lists.suffixes), words[-1] if words else name)


def one_slip_apart(left: str, right: str) -> bool:
    """True where one letter more, fewer, other, or two neighbours swapped make `left` into `right`."""
    if left == right:
        return True
    shorter = min(len(left), len(right))
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < shorter and left[start] == right[start]:
        start += 1
    end = 0
    while end < shorter - start and left[-1 - end] == right[-1 - end]:
        end += 1
    middle_left, middle_right = left[start : len(left) - end], right[start : len(right) - end]
    if len(middle_left) <= 1 and len(middle_right) <= 1:
        return True
    return len(middle_left) == 2 and middle_left == middle_right[::-1]


def misspells(word: str, surname: str) -> bool:
    """True where `word` is the surname but for a slip of the pen, or with a few letters too many at its end."""
    if min(len(word), len(surname)) < _SHORTEST_SURNAME or surname[0] != word[0]:
        return False
    longer = word.startswith(surname) and len(word) - len(surname) <= _MOST_LETTERS_MORE
    return longer or one_slip_apart(surname, word)


def slip_keys(word: str) -> set[str]:
    """Keys of which any two words with one first letter that are `one_slip_apart` share at least one."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))}


class SlipIndex:
    """Finds the words that are one slip of the pen away from a given one, without comparing it with all."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_sign: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_sign[word[0]].append(word)
        self._by_key: dict[str, dict[str, set[str]]] = {}

    def near(self, word: str) -> set[str]:
        """The words held that are `one_slip_apart` from `word` and begin with its first letter."""
        sign = word[0]
        held = self._by_sign.get(sign)
        if held is None:
            return set()
        if len(held) > _MOST_COMPARED:
            by_key = self._by_key.get(sign)
            if by_key is None:
                by_key = self._by_key[sign] = defaultdict(set)
                for one in held:
                    for key in slip_keys(one):
                        by_key[key].add(one)
            held = list({one for key in slip_keys(word) for one in by_key.get(key, ())})
        size = len(word)
        return {one for one in held if -1 <= len(one) - size <= 1 and one_slip_apart(one, word)}


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """The first letters of a name's words, in lower case, but for the short words that join them."""
    connectors = lexicon().connectors
    return "".join(word[0] for word in plain(name).split() if word not in connectors)


@lru_cache(maxsize=20_000)
def slug(name: str) -> str:
    """The name as an id: lower case, letters and digits joined by hyphens; "actor" where nothing is left."""
    return _NOT_IN_IDS.sub("-", plain(name)).strip("-") or "actor"


@lru_cache(maxsize=20_000)
def other_key(name: str, kind: ActorKind) -> str:
    """What all names of one place or organisation share."""
    lists = lexicon()
    if kind is ActorKind.PLACE:
        return plain(lists.country_of.get(name) or lists.same_place.get(name, name))
    return plain(lists.same_organisation.get(name, name))
