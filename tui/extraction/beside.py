"""The quotation marks that stand right beside words, outside of their span."""

from __future__ import annotations

import re
from functools import cache

from tui.text import Span

_APOSTROPHES = "’'"
"""Close only what a single mark has opened."""
_OPENS_SINGLE = re.compile(r"‘|‚|(?<!\S)['’](?=\w)")
_STOPS = ".,;:!?…"


def marked_words(piece: Span, text: str) -> str:
    """The words of the span with the mark before them and the one after them, where there is one; a stop between the
    words and the mark is left out.
    """
    start, end = piece
    words = piece.of(text)
    opening, closing = _marks()
    if start and text[start - 1] in opening and (start == 1 or not text[start - 2].isalnum()):
        words = text[start - 1] + words
    close = end + 1 if text[end : end + 1] in _STOPS else end
    mark = text[close : close + 1]
    if mark in closing and (mark not in _APOSTROPHES or _OPENS_SINGLE.search(words)):
        words += mark
    return words


@cache
def _marks() -> tuple[frozenset[str], frozenset[str]]:
    """The signs that open, and those that close."""
    from tui.extraction.marks import CLOSERS

    return frozenset("".join(CLOSERS)), frozenset("".join(CLOSERS.values()))
