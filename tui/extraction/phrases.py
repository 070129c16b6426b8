"""The head of a source phrase: which of its names it is about, if any."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.extraction.lexicon import lexicon
from tui.text import Span

_SEGMENT_END = re.compile(r"[,(\[;:–—]|(?<=\w) - | who ")
_POSSESSIVE = re.compile(r"[’']s?(?!\w)")


def head_name(text: str, source: Span, names: Sequence[Span]) -> int | None:
    """The index in `names` of the name that a source phrase is about; None where it is about a common noun.

    `names` are those inside the phrase, in text order. "Foreign Office minister James Cleverly" is about its
    last name, "Andrew Wood, the UK ambassador" about its first, "a spokesman for Hillary Clinton" and "the
    Clinton campaign" about none.
    """
    at = source.start
    while at < source.end:
        cut = _SEGMENT_END.search(text, at, source.end)
        end = cut.start() if cut else source.end
        inside = [i for i, span in enumerate(names) if at <= span.start < end]
        if inside:
            return _head_of_segment(text, at, max(end, names[inside[-1]].end), names, inside)
        at = cut.end() if cut else source.end
    return None


def _head_of_segment(text: str, start: int, end: int, names: Sequence[Span], inside: Sequence[int]) -> int | None:
    lists = lexicon()
    last = inside[-1]
    tail = text[names[last].end : end].strip(" \xa0\"”’'.")
    if tail and _POSSESSIVE.match(text, names[last].end) and text[names[last].end :][:2] not in ("’ ", "' "):
        return None
    words = tail.split()
    if words and words[0].lower() not in lists.after_names:
        followers = {word.lower() for word in words}
        if followers & (lists.role_nouns | lists.group_nouns | lists.plural_nouns) or len(words) <= 2:
            return None
    for place in reversed(inside):
        before = text[start : names[place].start].split()
        while before and (
            before[-1] in lists.honorific_gender or before[-1] in lists.titles or before[-1].lower() in ("the", "a")
        ):
            before.pop()
        if not before:
            return place
        marker = before[-1].lower()
        if marker in lists.prepositions:
            continue
        if marker in ("and", "or", "&") and place != inside[0]:
            continue
        return place
    return None
