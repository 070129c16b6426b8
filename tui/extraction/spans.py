"""Small cuts of content spans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.text import Span, trimmed

_WORD = re.compile(r"[^\W_]")

_LOOSE_ENDS = " \n\xa0,;:–—-("


def without_comma(text: str, span: Span) -> Span:
    """The span without white space at its ends and without a comma, colon or dash at its end."""
    start, end = trimmed(text, span)
    while end > start and text[end - 1] in _LOOSE_ENDS:
        end -= 1
    return Span(start, end)


def _without_stops(text: str, span: Span) -> Span:
    """The span from its first word, without a comma at its end."""
    start, end = span
    while start < end and not (text[start].isalnum() or text[start] in "([$£€"):
        start += 1
    return without_comma(text, Span(start, end))


def without(text: str, content: Sequence[Span], aside: Span) -> tuple[Span, ...]:
    """The content cut in two around the aside, parts of one word left out; unchanged where nothing would be left."""
    cut: list[Span] = []
    for piece in content:
        if not piece.overlaps(aside):
            cut.append(piece)
            continue
        for part in (Span(piece.start, aside.start), Span(aside.end, piece.end)):
            left = _without_stops(text, part)
            if " " in left.of(text):
                cut.append(left)
    return tuple(cut) or tuple(content)


def unmarked(text: str, span: Span) -> Span:
    """The span from after an opening mark on that it does not close ("a “senior source": "senior source")."""
    opened = text.rfind("“", span.start, span.end)
    if opened < 0 or text.find("”", opened, span.end) >= 0:
        return span
    return Span(*trimmed(text, Span(opened + 1, span.end))) if opened + 1 < span.end else span


def has_word(text: str, first: int, last: int) -> bool:
    """Whether a letter or figure stands in `text[first:last]`."""
    return _WORD.search(text, first, last) is not None
