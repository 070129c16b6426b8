"""Runs: stretches of capitalised words in a text, with the short words that join them, and what surrounds
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tui.extraction.lexicon import lexicon
from tui.text import Span

_LONGEST_HEADLINE = 160
_UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x250)) if c.isupper())
_JOINT = (
    r"[ \xa0](?:(?:(?:of|for|and|[oi]n)(?: the)?|the|d(?:e(?: la|l(?:la)?|[nrs])?|u|os|a|i)"
    r"|v(?:an(?: de[rn])?|on(?: der)?|\.)|bint?|ibn|[ae]l|l[ae]|&)[ \xa0])?(?:al-|el-|d[’'])?"
)
_QUOTE_MARKS = frozenset("\"“”„‘’'«»`")
_SENTENCE_END = frozenset(".!?:…•|*")
_REACH = 20
"""So many signs before a run are looked at for the word that stands there."""
_EDGE = "\"“”„‘’'«»`()[]{}.,;:!?…–—-*"


Run = tuple[int, str, str, str, bool]
"""Capitalised words in a row: where they begin, the words divided by one blank each, what stands before them and after
them, and whether they stand in a headline.
"""


@cache
def run_pattern() -> re.Pattern[str]:
    """A stretch of capitalised words and the words that may join them; group 1 is a possessive or the next
    word.

    It opens with a set of characters, by which the search skips all else. A full point belongs to initials
    and to the shortened words of the lists.
    """
    shortened: dict[int, list[str]] = {}
    lists = lexicon()
    for word in sorted({*lists.honorific_gender, *lists.titles, *lists.suffixes, *lists.shortened}):
        if word.endswith(".") and word.count(".") == 1:
            shortened.setdefault(len(word), []).append(re.escape(word))
    point = "|".join(f"(?<=(?<!\\w)(?:{'|'.join(words)}))" for _, words in sorted(shortened.items()))
    word = (
        f"[{_UPPER}](?<!\\w.)"
        r"(?:(?:\.[A-Z])+(?:\.|(?!\w))"
        r"|\.(?=[ \xa0]?[A-Z])"
        r"|\w*+(?:(?:[’'](?=\w\w)(?!(?:ve|re|ll)\b)|[-&–](?=\w)|\.(?=[a-z]))\w*+)*+"
        f"(?:\\.(?:{point}))?)"
    )
    token = word
    return re.compile(f"{word}(?:{_JOINT}{token})*(?=([’']s\\b|[ \\xa0][a-z]+)?)")


def left_context(text: str, start: int, floor: int) -> str:
    """The word before `start` in lower case, or a sign for what stands there ("<s>" opens a sentence)."""
    if start <= floor:
        return "<s>"
    before = text[start - 1]
    if before not in " \xa0":
        return "<s>" if before == "\n" else "<q>" if before in _QUOTE_MARKS else before
    reach = max(floor, start - _REACH)
    word = text[max(reach, text.rfind(" ", reach, start - 1) + 1) : start - 1]
    if word.isalpha():
        return word.lower()
    parts = text[reach:start].split()
    if not parts:
        return "<s>"
    word = parts[-1]
    last = word[-1]
    if last.isalnum():
        return word.lstrip(_EDGE).lower()
    if last in _SENTENCE_END:
        return "<s>"
    if last in _QUOTE_MARKS:
        return "<s>" if len(word) > 1 and word[-2] in _SENTENCE_END else '"'
    return last


def right_context(text: str, end: int, ceiling: int) -> str:
    """What stands after `end` where no word in lower case and no possessive does: a sign ("<e>" closes a block)."""
    if end >= ceiling or text[end] == "\n":
        return "<e>"
    if text[end] in " \xa0":
        word = text[end + 1 : min(end + 16, ceiling)].split(None, 1)[:1]
        return word[0][0] if word else "<e>"
    return text[end]


def runs(text: str, regions: Sequence[Span]) -> Iterator[Run]:
    """Every run inside the regions that is more than a word that opens sentences, with its contexts."""
    find = run_pattern().finditer
    glued, opening = lexicon().glued, lexicon().opening
    for floor, ceiling in regions:
        headline = _is_headline(text, floor, ceiling)
        for match in find(text, floor, ceiling):
            words, following = match.group(0, 1)
            if words in opening:
                continue
            start, end = match.span()
            if following is None:
                right = right_context(text, end, ceiling)
            else:
                right = "'s" if following[0] in "’'" else following[1:]
            if "\xa0" in words:
                words = words.replace("\xa0", " ")
            if words.endswith(glued):
                words = _unglued(words, glued)
                right = "<e>"
            if start > floor and text[start - 1] == " ":
                word = text[text.rfind(" ", floor, start - 1) + 1 : start - 1]
                left = word.lower() if word.isalpha() else left_context(text, start, floor)
            else:
                left = left_context(text, start, floor)
            yield start, words, left, right, headline


def _unglued(words: str, glued: tuple[str, ...]) -> str:
    """The words without the caption word that a page glued to the last of them ("MoscowImage")."""
    before, blank, last = words.rpartition(" ")
    for ending in glued:
        bare = last.removesuffix(ending)
        if bare and bare != last and (bare[-1].islower() or bare.isupper()):
            return before + blank + bare
    return words


def _is_headline(text: str, start: int, end: int) -> bool:
    """True for a short block without a full point in which most words have a capital."""
    if end - start > _LONGEST_HEADLINE or end <= start or text[end - 1] in '.,;”"':
        return False
    words = text[start:end].split()
    return len(words) > 3 and 2 * sum(word[0].isupper() for word in words) > len(words)
