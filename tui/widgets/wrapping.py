"""Breaking text into rows by the cells that its characters take."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator

from rich.cells import get_character_cell_size

from tui.text import PLAIN
from tui.widgets.signs import SKIN, cells

_ODD_WIDTH = re.compile(
    "[^\\x20-\\x7e\\xa0-\\xac\\xae-\\u02ff\\u0370-\\u0377\\u037a-\\u037f\\u0384-\\u038a\\u0391-\\u03a1\\u03a3-\\u0482"
    "\\u048a-\\u052f\\u2010-\\u2027\\u2030-\\u205e\\u20a0-\\u20bf\\n]"
)
"""Any character that may not take exactly one cell; where none occurs, offsets are columns."""

_WORD = re.compile(r"[\S\xa0\u2007\u202f]+")
"""What is not broken while it fits in a row; white space that forbids a break is part of it."""


def is_plain(text: str) -> bool:
    """True where every character takes one cell."""
    return _ODD_WIDTH.search(text) is None


def all_plain(text: str) -> bool:
    """`is_plain`, ten times as fast for a whole article: of the characters that are not ASCII each is tested once."""
    odd = text.encode("utf-8", "surrogatepass").translate(None, PLAIN)
    return is_plain("".join({*odd.decode("utf-8", "surrogatepass")}))


def wrap(text: str, start: int, end: int, width: int, add: Callable[[int, int], None]) -> None:
    """Break `text[start:end]` into rows of at most `width` cells, which is one at least, and `add` each one's range.

    Breaks at white space, which is left out at the break; a word longer than a row is cut. A line feed counts as a
    space: saved texts are often broken at a narrower measure.
    """
    piece, width = text[start:end], max(width, 1)
    if is_plain(piece):
        _wrap_plain(piece.replace("\n", " "), start, width, add)
    else:
        _wrap_measured(piece, start, width, add)


def _wrap_plain(piece: str, base: int, width: int, add: Callable[[int, int], None]) -> None:
    starts, ends = array("i"), array("i")
    lay_plain(piece, 0, len(piece), width, starts, ends)
    for start, end in zip(starts, ends, strict=True):
        add(base + start, base + end)


def lay_plain(text: str, position: int, end: int, width: int, starts: array[int], ends: array[int]) -> None:
    """Break `text[position:end]`, in which every character takes one cell; rows go to the ends of the arrays.

    Five megabytes are 60,000 rows: what is done for each is little.
    """
    if position == end:
        starts.append(position)
        ends.append(end)
        return
    find, add_start, add_end = text.rfind, starts.append, ends.append
    limit = end - width
    while position < limit:
        cut = find(" ", position, position + width + 1)
        if cut <= position:
            cut = following = position + width
        else:
            following = cut + 1
            if text[cut - 1] == " " or (following < end and text[following] == " "):
                while following < end and text[following] == " ":
                    following += 1
                while cut > position and text[cut - 1] == " ":
                    cut -= 1
        add_start(position)
        add_end(cut)
        position = following
    if position < end:
        add_start(position)
        add_end(end)


def _wrap_measured(piece: str, base: int, width: int, add: Callable[[int, int], None]) -> None:
    start = end = taken = 0
    for word in _WORD.finditer(piece):
        first, last = word.span()
        gap, size = cells(piece[end:first].replace("\n", " ")), cells(word[0])
        if end > start and taken + gap + size <= width:
            end, taken = last, taken + gap + size
            continue
        if end > start:
            add(base + start, base + end)
        start, end, taken = first, last, size
        if size > width:
            taken = 0
            for position, needed in clusters(word[0]):
                if taken + needed > width and first + position > start:
                    add(base + start, base + first + position)
                    start, taken = first + position, 0
                taken += needed
    if end > start:
        add(base + start, base + end)


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Where each group of characters that share their cells begins, and how many cells it takes.

    A sign with its accents is such a group, or one with what would make a picture of several, which is not drawn.
    """
    start = taken = 0
    for index, character in enumerate(text):
        size = 0 if character in SKIN else get_character_cell_size(character)
        if size and index:
            yield start, taken if index - start == 1 else cells(text[start:index])
            start, taken = index, size
        elif not index:
            taken = size
    if text:
        yield start, cells(text[start:])
