"""Two wordings word by word: what is the same, inserted, omitted, changed, and what of it changes the meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from tui.comparison.alignment import Alignment
from tui.comparison.meaning import marks
from tui.comparison.pieces import Flag, Piece, PieceKind
from tui.comparison.wording import TOKEN, folded, literal, opens_sentence
from tui.distances import Indel
from tui.text import Span

_SHORT = 2
"""A run of the same words, none with content and no longer, between two differences is coincidence."""
_LONG = 3
"""A word of so many letters is no small word."""


class _Token(msgspec.Struct, frozen=True):
    key: str
    span: Span
    is_word: bool
    marks: frozenset[tuple[Flag, str]]


def differences(a: str, b: str, *, exactly: bool = False) -> tuple[Piece, ...]:
    """The pieces of the two texts in order. Case and punctuation do not count, brackets and ellipses do; a possessive
    ending only where it is to be `exactly` the same.
    """
    of_a, of_b = _tokens(a, exactly), _tokens(b, exactly)
    runs = _blocks([token.key for token in of_a], [token.key for token in of_b])
    pieces: list[Piece] = []
    at_a = at_b = 0
    for start_a, start_b, length in (*_meant(runs, of_a), (len(of_a), len(of_b), 0)):
        if start_a > at_a or start_b > at_b:
            pieces.append(_differing(of_a, of_b, (at_a, start_a), (at_b, start_b)))
        at_a, at_b = start_a + length, start_b + length
        if length:
            pieces.append(Piece(PieceKind.SAME, _span(of_a, start_a, at_a), _span(of_b, start_b, at_b)))
    return tuple(pieces)


def align(texts: Sequence[str], pivot: int = 0) -> Alignment:
    """Hold every text against one; a variant group's first member is the one nearest to all.

    Raises IndexError where there is no text of that number.
    """
    against = texts[pivot]
    return Alignment(tuple(texts), pivot, tuple(differences(against, text) for text in texts))


def _tokens(text: str, exactly: bool) -> list[_Token]:
    found = []
    for match in TOKEN.finditer(text):
        sign, span = match.group(), Span(*match.span())
        if match.lastgroup == "word":
            carried = marks(sign, opens_sentence=opens_sentence(text, span.start))
            found.append(_Token(literal(sign) if exactly else folded(sign), span, True, carried))
        else:
            flag = Flag.ELLIPSIS if match.lastgroup == "ellipsis" else Flag.BRACKETS
            key = "…" if flag is Flag.ELLIPSIS else sign
            found.append(_Token(key, span, False, frozenset({(flag, key)})))
    return found


def _blocks(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """(place in a, place in b, length) of the runs that are the same, in order, none touching the next in both."""
    return [
        (operation.src_start, operation.dest_start, operation.src_end - operation.src_start)
        for operation in Indel.opcodes(a, b)
        if operation.tag == "equal"
    ]


def _meant(blocks: Sequence[tuple[int, int, int]], tokens: Sequence[_Token]) -> list[tuple[int, int, int]]:
    """Those blocks that are more than a small word met by chance between two changes."""
    kept: list[tuple[int, int, int]] = []
    for place, block in enumerate(blocks):
        start, _, length = block
        chance = 0 < place < len(blocks) - 1 and length <= _SHORT
        words = tokens[start : start + length]
        if not (chance and all(len(word.key) <= _LONG and word.is_word and not word.marks for word in words)):
            kept.append(block)
    return kept


def _differing(of_a: Sequence[_Token], of_b: Sequence[_Token], in_a: tuple[int, int], in_b: tuple[int, int]) -> Piece:
    left, right = of_a[slice(*in_a)], of_b[slice(*in_b)]
    kind = PieceKind.CHANGED if left and right else PieceKind.OMITTED if left else PieceKind.INSERTED
    return Piece(kind, _span(of_a, *in_a), _span(of_b, *in_b), _flags(left, right))


def _flags(left: Sequence[_Token], right: Sequence[_Token]) -> tuple[Flag, ...]:
    """What the one side carries that the other does not."""
    a, b = (Counter(mark for token in side for mark in token.marks) for side in (left, right))
    touched = {flag for flag, _ in (a - b) + (b - a)}
    return tuple(flag for flag in Flag if flag in touched)


def _span(tokens: Sequence[_Token], first: int, last: int) -> Span:
    if first < last:
        return Span(tokens[first].span.start, tokens[last - 1].span.end)
    at = tokens[first - 1].span.end if first else 0
    return Span(at, at)
