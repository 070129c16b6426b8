"""Where the sentences of a block begin and end, for whoever selects text by sentence."""

from __future__ import annotations

import re

from tui.extraction.marks import pair_marks
from tui.extraction.tokens import Tokens
from tui.text import Span

_BULLET = re.compile(r"(?:[•‣▪*·–-]|\d{1,3}[.)])\s+")


def sentences(text: str, block: Span) -> list[Span]:
    """The sentences of a block, in order; a quoted passage stays whole with the words that lay it to someone.

    The bullet or number of a list item belongs to no sentence.
    """
    bullet = _BULLET.match(text, *block)
    if bullet is not None:
        block = Span(bullet.end(), block.end)
    passages = [passage for passage in pair_marks(text, [block]) if passage.depth == 0]
    tokens = Tokens(text, block, passages)
    return [Span(tokens.start[first], tokens.end[last - 1]) for first, last in tokens.sentences if last > first]
