"""Nominals ("the Russian minister", "his spokesman") and the pronouns of one person.

The text is cut at its blanks once; what a piece can be in a nominal is looked up, and only heads and pronouns are
looked at any further.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from tui.extraction.lexicon import lexicon
from tui.extraction.proper import Name
from tui.text import Span

_MOST_BEFORE_HEAD = 5
_LONGEST_SHORTENED = 3
_BEFORE_WORDS = '\n“‘"([—–'
_STEM = re.compile(r"[\w.-]+")
_PRONOUN = re.compile(r"(?:[Hh](?:e|im|is|er|ers|imself|erself)|[Ss]he)(?!\w)")
_DETERMINER = re.compile(r"(?:[Tt]h(?:e|is|at|eir)|[Ii]ts|[Oo]ur|[Mm]y)\Z")
_OWNERS = frozenset(("his", "her", "His", "Her"))
_CACHE_LIMIT = 50_000
_GOES_ON, _OWNS, _STOPS, _OPENS, _OPENING_PRONOUN, _PRONOUNS, _HEADS = 0, 1, 2, 3, 4, 10, 30
"""What a piece between two blanks is: a word within a nominal, one with the mark of the possessive, none, a
determiner, "his" and "her"; from here on pronouns, and heads, by the length of the word.
"""
_OPENING = (_OPENS, _OPENING_PRONOUN)


def nominals_and_pronouns(text: str, regions: Sequence[Span], names: Sequence[Name]) -> tuple[list[Span], list[Span]]:
    """Both inside the regions, sorted by place. No nominal ends in a name or right before one: it would be a title.

    Nominals that are known to mean nobody ("a minister") are left out.
    """
    text = text.replace("\xa0", " ")
    flat = _flattened(text)
    pieces = flat.split(" ")
    codes = list(map(_pieces().__getitem__, pieces))
    ends = list(accumulate(map(len, pieces), initial=0))  # without the blanks
    starts = [name.span[0] for name in names]
    nominals: list[Span] = []
    pronouns: list[Span] = []
    at = 0
    for i in [i for i, code in enumerate(codes) if code > _OPENS]:
        start, code = ends[i] + i, codes[i]
        while at < len(regions) and regions[at][1] <= start:
            at += 1
        if at == len(regions):
            break
        floor, ceiling = regions[at]
        if code < _HEADS:
            if start >= floor:
                pronouns.append(Span(start, start + (3 if code == _OPENING_PRONOUN else code - _PRONOUNS)))
            continue
        first = _determiner_before(codes, i)
        if first < 0:
            continue
        last = i
        while (
            codes[last] - _HEADS == len(pieces[last])
            and last - first <= _MOST_BEFORE_HEAD
            and last + 1 < len(codes)
            and codes[last + 1] >= _HEADS
        ):
            last += 1
        start, end = ends[first] + first, ends[last] + last + codes[last] - _HEADS
        whole = start >= floor and end <= ceiling and text[start:end] == flat[start:end]
        if whole and not _is_title(text, end, names, starts):
            nominals.append(Span(start, end))
    return nominals, pronouns


def _flattened(text: str) -> str:
    """The text with a blank for every sign after which a word may begin."""
    for sign in _BEFORE_WORDS:
        if sign in text:
            text = text.replace(sign, " ")
    return text.replace("''", "  ").replace(" '", "  ") if "'" in text else text


def _determiner_before(codes: Sequence[int], head: int) -> int:
    """The number of the piece that opens the nominal whose first head is that of number `head`; -1 if there is
    none.
    """
    for i in range(head - 1, max(-1, head - _MOST_BEFORE_HEAD - 2), -1):
        code = codes[i]
        if code in _OPENING:
            return i
        if code == _OWNS:
            return i - 1 if i and codes[i - 1] in _OPENING else -1
        if code != _GOES_ON:
            return -1
    return -1


class _Pieces(dict[str, int]):
    """What pieces of text are, worked out when one is first looked up."""

    def __init__(self) -> None:
        lists = lexicon()
        self._heads = lists.plural_nouns | lists.group_nouns | lists.role_nouns
        self._ends = lists.phrase_ends

    def __missing__(self, piece: str) -> int:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        found = self[piece] = self._of(piece)
        return found

    def _of(self, piece: str) -> int:
        if piece in _OWNERS:
            return _OPENING_PRONOUN
        if _DETERMINER.match(piece):
            return _OPENS
        pronoun = _PRONOUN.match(piece)
        if pronoun is not None:
            return _PRONOUNS + pronoun.end()
        stem = _STEM.match(piece)
        if stem is None:
            return _STOPS
        word, rest = stem.group(), piece[stem.end() :]
        lower = word[0].lower() + word[1:]
        shortened = len(word) <= _LONGEST_SHORTENED and word.isupper()
        if lower in self._heads or (shortened and word.lower() in self._heads):
            return _HEADS + len(word)
        if word in self._ends or lower in self._ends:
            return _STOPS
        return _GOES_ON if not rest else _OWNS if rest in ("’s", "'s") else _STOPS


@cache
def _pieces() -> _Pieces:
    return _Pieces()


def _is_title(text: str, end: int, names: Sequence[Name], starts: Sequence[int]) -> bool:
    """True where a nominal that ends there belongs to a name: it holds the end, or stands right before one."""
    at = bisect_left(starts, end)
    if at and names[at - 1].span[1] >= end:
        return True
    return at < len(starts) and starts[at] == end + 1 and text[end] == " "
