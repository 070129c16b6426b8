"""Where words and sentences begin and end, for the caret."""

from __future__ import annotations

import re

from tui.documents import Document
from tui.text import Span

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]+")
_REACH = 2000
"""Code points looked through for one word; a line of a damaged file may hold millions without a space."""


def word_start(text: str, offset: int, count: int = 1) -> int:
    """The start of the `count`-th word after the offset; the last character where there is none."""
    place = offset
    for _ in range(count):
        for match in _WORD.finditer(text, place, min(len(text), place + _REACH)):
            if match.start() > place:
                place = match.start()
                break
        else:
            return max(min(place + _REACH, len(text)) - 1, 0)
    return place


def word_end(text: str, offset: int, count: int = 1) -> int:
    """The last character of the `count`-th word that ends after the offset."""
    place = offset
    for _ in range(count):
        for match in _WORD.finditer(text, max(place - _REACH, 0), min(len(text), place + _REACH)):
            if match.end() - 1 > place:
                place = match.end() - 1
                break
        else:
            return max(min(place + _REACH, len(text)) - 1, 0)
    return place


def sentence_at(document: Document, offset: int) -> Span | None:
    """The sentence around an offset, inside its block; None outside all blocks."""
    from tui.extraction.sentences import sentences

    for block in document.blocks:
        if block.span.start <= offset < block.span.end:
            found = sentences(document.text, block.span)
            return next((span for span in found if span.start <= offset < span.end), block.span)
    return None
