"""Nominals ("the Russian minister", "his spokesman") and the pronouns of one person.

The text is cut at its blanks and at most signs, once; what a piece is in a nominal is looked up, and only heads and
pronouns are looked at any further.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, repeat

from tui.extraction.lexicon import lexicon
from tui.extraction.proper import Name
from tui.text import Span

_MOST_BEFORE_HEAD = 5
_LONGEST_SHORTENED = 3
_BESIDE_WORDS = "\n\xa0,;:?!…“”‘’'\"()[]—–"
"""Signs beside which a word begins or ends. The full point is none of them: it may be part of a word ("U.K.")."""
_BARRIER = re.compile(r"[\n,;:?!…“”‘\"()\[\]—–]")
_PERSONAL = ("he", "him", "hers", "himself", "herself", "she")
_OWNERS = ("his", "her")
_DETERMINERS = ("the", "this", "that", "their", "its", "our", "my")
_AFTER_APOSTROPHES = ("t", "d", "m", "re", "ve", "ll")
_GOES_ON, _STOPS, _OWNS, _OPENS, _OPENING_PRONOUN, _PRONOUNS, _HEADS = 0, 1, 2, 3, 4, 10, 30
"""What a piece is: a word that may stand within a phrase, one that ends phrases, the mark of the possessive, a
determiner, "his" and "her"; from here on pronouns, and heads, by the length of the word.
"""


def nominals_and_pronouns(text: str, regions: Sequence[Span], names: Sequence[Name]) -> tuple[list[Span], list[Span]]:
    """Both inside the regions, sorted by place. No nominal ends in a name or right before one: it would be a title.

    Nominals that are known to mean nobody ("a minister") are left out.
    """
    pieces = _without_signs(text).split(" ")
    codes = list(map(_listed().get, pieces, repeat(_GOES_ON)))
    ends = list(accumulate(map(len, pieces), initial=0))  # of all pieces before, without the blanks
    starts = [name.span[0] for name in names]
    nominals: list[Span] = []
    pronouns: list[Span] = []
    at = 0
    floor = ceiling = -1
    codes.append(_STOPS)
    for i in [i for i, code in enumerate(codes) if code > _OPENS]:
        code, first = codes[i], i
        if code >= _HEADS and (codes[i - 1] == _STOPS or (first := _opening_before(pieces, codes, i)) < 0):
            continue
        start = ends[first] + first
        while start >= ceiling and at < len(regions):
            floor, ceiling = regions[at]
            at += 1
        if not floor <= start < ceiling:
            continue
        if code < _HEADS:
            pronouns.append(Span(start, start + (3 if code == _OPENING_PRONOUN else code - _PRONOUNS)))
            continue
        last = i
        while codes[last + 1] >= _HEADS and last - first <= _MOST_BEFORE_HEAD:
            last += 1
            code = codes[last]
        if codes[first] == _GOES_ON and pieces[last].rstrip(".").lower() not in _owned_heads():
            continue
        end = ends[last] + last + code - _HEADS
        if end <= ceiling and not _BARRIER.search(text, start, end) and not _is_title(text, end, names, starts):
            nominals.append(Span(start, end))
    return nominals, pronouns


@cache
def _owned_heads() -> frozenset[str]:
    """The heads of nominals that a country in the possessive may open."""
    return lexicon().role_nouns | lexicon().state_bodies


def _without_signs(text: str) -> str:
    """The text with a blank for every sign beside which words begin or end."""
    for sign in _BESIDE_WORDS:
        text = text.replace(sign, " ")
    return text.replace("...", "   ")


_OPENING = (_OPENS, _OPENING_PRONOUN)


def _opening_before(pieces: Sequence[str], codes: Sequence[int], head: int) -> int:
    """The number of the piece that opens the nominal whose first head is that of number `head`; -1 if there is none.

    It is a determiner, right after which a possessive may stand ("the country’s president"), or a country in the
    possessive ("Norway’s foreign ministry").
    """
    countries = lexicon().country_of
    for i in range(head - 1, max(-1, head - _MOST_BEFORE_HEAD - 2), -1):
        code = codes[i]
        if code != _GOES_ON:
            if code == _OWNS:
                if i > 1 and codes[i - 1] == _GOES_ON and codes[i - 2] in _OPENING:
                    return i - 2
                return next((k for k in range(max(0, i - 3), i) if " ".join(pieces[k:i]) in countries), -1)
            return i if code in _OPENING else -1
    return -1


@cache
def _listed() -> dict[str, int]:
    """The words of the lists, as written and with a capital, short ones in capitals too; some with a full point."""
    lists = lexicon()
    found = {"": _STOPS, "s": _OWNS, **dict.fromkeys((*lists.phrase_ends, *_AFTER_APOSTROPHES, "a", "an"), _STOPS)}
    for word in (*lists.plural_nouns, *lists.group_nouns, *lists.role_nouns):
        found[word] = found[word + "."] = _HEADS + len(word)
        if len(word) <= _LONGEST_SHORTENED:
            found[word.upper()] = found[word.upper() + "."] = _HEADS + len(word)
    for word in (*_PERSONAL, *_OWNERS):
        found[word] = found[word + "."] = _PRONOUNS + len(word)
    found.update(dict.fromkeys(_DETERMINERS, _OPENS))
    found.update(dict.fromkeys(_OWNERS, _OPENING_PRONOUN))
    found.update([(word[:1].upper() + word[1:], code) for word, code in found.items()])
    return found


def _is_title(text: str, end: int, names: Sequence[Name], starts: Sequence[int]) -> bool:
    """True where a nominal that ends there belongs to a name: it holds the end, or stands right before one."""
    at = bisect_left(starts, end)
    if at and names[at - 1].span[1] >= end:
        return True
    return at < len(starts) and starts[at] == end + 1 and text[end] in " \xa0"
