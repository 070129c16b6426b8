"""The sentence in which a search found what it was asked for, with the places of the hits in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.extraction.sentences import sentences
from tui.library.query.folding import folded, pattern_of
from tui.library.query.model import WORDS, Holds, Term
from tui.text import Span

_LONGEST = 320
"""Characters of a passage; a longer sentence is cut around its first hit."""
_BEFORE = 90
"""Characters before the first hit in a sentence that is cut."""


class Passage(NamedTuple):
    """Where it is in the article, its words on one line, and the hits in those words."""

    span: Span
    words: str
    hits: tuple[Span, ...]


def best_passage(text: str, title: str, blocks: Sequence[Span], wanted: Sequence[Holds]) -> Passage | None:
    """The sentence with most of the words that are wanted, the first of several; None where the text has none.

    The title, which is shown beside it, comes last.
    """
    plain = folded(text)
    terms = [each.term for each in wanted if each.field in (WORDS, "actor", "title")]
    graded = [(_grade(plain, block, terms), block) for block in blocks]
    best = max(
        (each for each in graded if each[0]),
        key=lambda each: (not _repeats(title, each[1], text), each[0]),
        default=None,
    )
    if best is None:
        return None
    found = sentences(text, best[1]) or [best[1]]
    sentence = max(found, key=lambda span: _grade(plain, span, terms))
    return passage(sentence, sentence.of(text), terms)


def first_passage(text: str, title: str, blocks: Sequence[Span]) -> Passage:
    """The beginning of what follows the title."""
    rest = [block for block in blocks if not _repeats(title, block, text)]
    block = next((block for block in rest if block.length > _BEFORE), rest[0] if rest else Span(0, 0))
    first = (sentences(text, block) or [block])[0]
    return passage(first, first.of(text), ())


def passage(span: Span, words: str, terms: Sequence[Term]) -> Passage:
    """A passage of these words, cut where they are long."""
    words = " ".join(words.split())
    hits = _hits(folded(words), terms)
    if len(words) <= _LONGEST:
        return Passage(span, words, tuple(hits))
    start = 0
    if hits and hits[0].end > _LONGEST:
        start = words.find(" ", hits[0].start - _BEFORE, hits[0].start) + 1 or hits[0].start
    end = start + _LONGEST
    before, after = "… " if start else "", " …" if end < len(words) else ""
    shown = [hit.shifted(len(before) - start) for hit in hits if start <= hit.start and hit.end <= end]
    return Passage(span, f"{before}{words[start:end]}{after}", tuple(shown))


def _repeats(title: str, block: Span, text: str) -> bool:
    return block.of(text).split() == title.split()


def _grade(plain: str, span: Span, terms: Sequence[Term]) -> int:
    """How many of the terms are in a stretch."""
    return sum(pattern_of(term.words, prefix=term.prefix).search(plain, *span) is not None for term in terms)


def _hits(plain: str, terms: Sequence[Term]) -> list[Span]:
    """The places of the terms, those that touch made one."""
    found = sorted(
        Span(*hit.span()) for term in terms for hit in pattern_of(term.words, prefix=term.prefix).finditer(plain)
    )
    joined: list[Span] = found[:1]
    for before, hit in pairwise(found):
        if hit.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, hit.end))
        elif hit != before:
            joined.append(hit)
    return joined
