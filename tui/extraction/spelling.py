"""Spellings of names: what two writings of one name share."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from tui.extraction.lexicon import lexicon

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"[’'`.]", ""),
        (r"[-–_]", " "),
        (r"ß", "ss"),
        (r"ł", "l"),
        (r"ø", "o"),
        (r"(?<=sk)(?:iy|yy|ij|yj|ii|y)\b", "i"),
        (r"(?:iy|yy|ij|yi|ii|ey|ei|ay|ai|y)\b", "i"),
        (r"ks", "x"),
        (r"kh", "h"),
        (r"yev|yef|iev|ev(?=g)", "ev"),
        (r"(?<=[aeiou])y|y(?=[aeiou])|j(?=[aeiou])", "i"),
        (r"y", "i"),
        (r"w", "v"),
        (r"iu", "u"),
        (r"dzh", "j"),
        (r"tch", "ch"),
        (r"ph", "f"),
        (r"ou", "u"),
        (r"q", "k"),
        (r"j", "i"),
        (r"([a-z])\1", r"\1"),
    )
)


_PLAIN = str.maketrans({"’": "", "'": "", "`": "", ".": "", "-": " ", "–": " "})
_SHORTEST_SURNAME = 5
_MOST_LETTERS_MORE = 2
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """The name in lower case without accents, points, apostrophes and hyphens, its words divided by one
    space.
    """
    if name.isascii():
        return " ".join(name.lower().translate(_PLAIN).split())
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.translate(_PLAIN).split())


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """A key that transliterations and common spellings of one name share ("Zelensky", "Zelenskiy",
    "Zelenskyy").
    """
    found = plain(name)
    for pattern, to in _RULES:
        found = pattern.sub(to, found)
    return found


def one_slip_apart(left: str, right: str) -> bool:
    """True where one letter more, fewer, other, or two neighbours swapped make `left` into `right`."""
    if left == right:
        return True
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(left), len(right)) - start and left[-1 - end] == right[-1 - end]:
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
        self._words = words
        self._by_key: dict[str, set[str]] | None = None

    def near(self, word: str) -> set[str]:
        """The words held that are `one_slip_apart` from `word` and begin with its first letter."""
        if self._by_key is None:
            self._by_key = defaultdict(set)
            for held in self._words:
                for key in slip_keys(held):
                    self._by_key[key].add(held)
        found = {held for key in slip_keys(word) for held in self._by_key.get(key, ())}
        return {held for held in found if held[:1] == word[:1] and one_slip_apart(held, word)}


def initials(name: str) -> str:
    """The first letters of a name's words, in lower case, but for the short words that join them."""
    connectors = lexicon().connectors
    return "".join(word[0] for word in plain(name).split() if word not in connectors)


def slug(name: str) -> str:
    """The name as an id: lower case, letters and digits joined by hyphens; "actor" where nothing is left."""
    return _NOT_IN_IDS.sub("-", plain(name)).strip("-") or "actor"
