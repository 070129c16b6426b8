"""Where the words of some passages stand in articles: an index of the passages' pairs of words, and one walk over each
article, so that the work grows with the length of what is read and not with the number of passages.

A pair of neighbouring words that a passage has is a hit; where hits of one passage lie close together, the words there
are aligned with the passage's. Pairs of two small words are no hits where the passage has others.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from tui.comparison.wording import WORD, literal
from tui.distances import Indel
from tui.text import Span

_WORD = re.compile(WORD)
_SMALL = 3
"""Letters of a small word, which says little about where a passage comes from."""
_ENOUGH = 0.6
"""This share of a passage's words, in order, makes it the same passage changed."""
_ENOUGH_OF_FEW = 0.75
_FEW = 5
"""Passages with fewer words need more in common."""
_CUT = 40
"""So many words may be left out of a passage, beside as many as it has."""
_COST = 0.03
"""What each word between the hits that is not the passage's takes off the number of hits."""
_KEPT = 24
"""So many places are kept of each passage."""
_UNKNOWN = -1


class Found(msgspec.Struct, frozen=True):
    """One place of a passage. `share` in (0, 1] is how many of its words stand there in order; `same_words` is True
    where they are just these words, in this order, with nothing between them.
    """

    key: str
    span: Span
    share: float
    same_words: bool


class _Numbers(dict[str, int]):
    """Word as written -> number; `_UNKNOWN` for what no passage has."""

    def __init__(self, known: dict[str, int]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, word: str) -> int:
        number = self[word] = self._known.get(literal(word), _UNKNOWN)
        return number


class PassageFinder:
    """Finds passages, known by their position in `passages`, in texts that are taken one by one."""

    def __init__(self, passages: Sequence[str]) -> None:
        known: dict[str, int] = {}
        self._passages = [
            tuple(known.setdefault(literal(word), len(known)) for word in _WORD.findall(passage))
            for passage in passages
        ]
        self._is_small = [len(word) <= _SMALL for word in known]
        self._numbers = _Numbers(known)
        self._pairs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self._single: dict[int, list[int]] = defaultdict(list)
        for number, words in enumerate(self._passages):
            if len(words) == 1:
                self._single[words[0]].append(number)
            pairs = list(enumerate(pairwise(words)))
            telling = [(at, pair) for at, pair in pairs if not all(self._is_small[word] for word in pair)]
            for at, pair in telling or pairs:
                self._pairs[pair].append((number, at))
        self._found: list[list[Found]] = [[] for _ in passages]

    def words(self, number: int) -> int:
        """How many words a passage has."""
        return len(self._passages[number])

    def found(self, number: int) -> Sequence[Found]:
        """The places of a passage so far, the best first."""
        return self._found[number]

    def take(self, key: str, text: str, regions: Sequence[Span]) -> bool:
        """Look through the regions of a text, as one run of words; True where a passage was found."""
        numbers = self._numbers
        words = [numbers[word] for region in regions for word in _WORD.findall(text, *region)]
        hits: dict[int, list[tuple[int, int]]] = defaultdict(list)
        pairs = self._pairs
        for at, pair in enumerate(pairwise(words)):
            if pair in pairs:
                for number, offset in pairs[pair]:
                    hits[number].append((at, offset))
        if self._single:
            for at, word in enumerate(words):
                for number in self._single.get(word, ()):
                    hits[number].append((at, 0))
        if not hits:
            return False
        spans = [Span(*match.span()) for region in regions for match in _WORD.finditer(text, *region)]
        placed = [self._place(number, key, words, spans, places) for number, places in hits.items()]
        return any(placed)

    def _place(
        self, number: int, key: str, words: Sequence[int], spans: Sequence[Span], hits: Sequence[tuple[int, int]]
    ) -> bool:
        passage = self._passages[number]
        length = len(passage)
        starts = sorted({at - offset for at, offset in hits if at >= offset})
        whole = [start for start in starts if tuple(words[start : start + length]) == passage]
        if whole:
            for start in whole[:_KEPT]:
                span = Span(spans[start].start, spans[start + length - 1].end)
                self._keep(number, Found(key, span, 1.0, same_words=True))
            # A headline has these words in a row, the text perhaps with "she said" between them: both are told.
            placed = [-length, *whole]
            hits = [hit for hit in hits if hit[0] >= placed[bisect_right(placed, hit[0]) - 1] + length]
        near = _nearest(hits, length)
        if near is None:
            return bool(whole)
        (first, ahead), (last, reached) = near
        low, high = max(first - ahead, 0), min(last + length - reached, len(words))
        blocks = [
            (step.src_start, low + step.dest_start, step.src_end - step.src_start)
            for step in Indel.opcodes(passage, words[low:high])
            if step.tag == "equal"
        ]
        share = self._share(passage, blocks)
        if not share:
            return bool(whole)
        # As many words before and after as the passage has there stand for those that were changed.
        start = max(blocks[0][1] - blocks[0][0], 0)
        end = min(blocks[-1][1] + length - blocks[-1][0], len(words))
        self._keep(number, Found(key, Span(spans[start].start, spans[end - 1].end), share, same_words=False))
        return True

    def _share(self, passage: Sequence[int], blocks: Sequence[tuple[int, int, int]]) -> float:
        """The share of the words in common; 0 where that is too little, or only small words."""
        same = [word for at, _, size in blocks for word in passage[at : at + size]]
        share = len(same) / len(passage)
        large = sum(not self._is_small[word] for word in passage)
        large_same = sum(not self._is_small[word] for word in same)
        enough = _ENOUGH_OF_FEW if len(passage) < _FEW else _ENOUGH
        return share if share >= enough and large_same and large_same * 2 >= large else 0.0

    def _keep(self, number: int, found: Found) -> None:
        """A place with all the words goes before others; among equals the one that came first."""
        kept = self._found[number]
        rank = [-each.share - each.same_words for each in kept]
        kept.insert(_after(rank, -found.share - found.same_words), found)
        del kept[_KEPT:]


def _after(ranks: Sequence[float], rank: float) -> int:
    """Behind all that are not worse."""
    place = bisect_left(ranks, rank)
    while place < len(ranks) and ranks[place] == rank:
        place += 1
    return place


def _nearest(hits: Sequence[tuple[int, int]], length: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first and the last hit of the stretch that holds most of a passage's pairs, for the words between them."""
    best: tuple[float, int, int] | None = None
    for width in (length + length // 2 + 2, 2 * length + _CUT):
        inside: Counter[int] = Counter()
        first = 0
        for last, (at, offset) in enumerate(hits):
            inside[offset] += 1
            while at - hits[first][0] >= width or inside[hits[first][1]] > 1:
                gone = hits[first][1]
                inside[gone] -= 1
                if not inside[gone]:
                    del inside[gone]
                first += 1
            score = len(inside) - _COST * max(at - hits[first][0] + 2 - length, 0)
            if best is None or score > best[0]:
                best = (score, first, last)
    return (hits[best[1]], hits[best[2]]) if best else None
