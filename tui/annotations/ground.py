"""A text prepared once for any number of searches: folded, and indexed by word. Each is made when first
needed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property

import msgspec

from tui.annotations.folding import Folded, common_start, fold
from tui.annotations.model import CONTEXT, TextQuoteSelector
from tui.text import Span

_WORD = re.compile(r"\w+")
_COMMON = 64
"""A word that stands more often than this in the text says too little about a place."""
_MOST_WORDS = 24
_MOST_PLACES = 4
WINDOW = 3 * CONTEXT


class Ground:
    """The text in which passages are sought."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> Folded:
        return Folded(self.text)

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """Every word of the folded text, with the places it begins at."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for each in _WORD.finditer(self.folded.text):
            found[each[0]].append(each.start())
        return dict(found)

    def likely_starts(self, before: str, exact: str, after: str) -> list[int]:
        """Where in the folded text the folded quote may begin, the likeliest first: its words and those
        around it vote.

        Each occurrence of a word tells where the quote would begin; nearby votes are one place.
        """
        votes: Counter[int] = Counter()
        step = max(16, len(exact) // 6)
        seen = {each[0]: each.start() - len(before) for each in _WORD.finditer(before + exact + after)}
        for word in sorted(seen, key=lambda each: len(self.words.get(each, ())))[:_MOST_WORDS]:
            places = self.words.get(word, ())
            if len(places) > _COMMON:
                break
            for place in places:
                votes[(place - seen[word]) // step] += len(word)
        totals = {slot: count + votes.get(slot + 1, 0) for slot, count in votes.items()}
        best = sorted(totals, key=lambda slot: (-totals[slot], slot))[: 3 * _MOST_PLACES]
        starts: list[int] = []
        for slot in best:
            start = slot * step + step // 2
            if all(abs(start - other) > 2 * step for other in starts):
                starts.append(start)
        return starts[:_MOST_PLACES]


def occurrences(text: str, wanted: str, most: int) -> list[int]:
    """Where `wanted` begins in `text`, overlapping ones too, at most `most` of them."""
    found: list[int] = []
    place = text.find(wanted) if wanted else -1
    while place >= 0 and len(found) < most:
        found.append(place)
        place = text.find(wanted, place + 1)
    return found


class Support(msgspec.Struct, frozen=True):
    """What speaks for a place.

    `left` and `right` are the likeness of the context on either side in [0, 1]; `run` how many code points of
    it, next to the quote on both sides together, are the same without a break; `is_whole` says that all of it
    is the same."""

    left: float
    right: float
    run: int
    is_whole: bool

    @property
    def total(self) -> float:
        return self.left + self.right


class Surroundings:
    """The context a quote was kept with, to be held against the context of a place."""

    def __init__(self, quote: TextQuoteSelector) -> None:
        self._quote = quote
        self.before = fold(quote.prefix)
        self.after = fold(quote.suffix)
        self.has_twin = max(len(quote.prefix), len(quote.suffix)) > CONTEXT
        self._has_before = bool(self.before.strip())
        self._has_after = bool(self.after.strip())

    @property
    def unknown(self) -> bool:
        """True for a quote that was kept without context."""
        return not self._has_before and not self._has_after

    def at(self, text: str, span: Span) -> Support:
        """How far the text around `span` is that context."""
        if self._has_before and self._has_after:
            quote = self._quote
            if text.startswith(quote.suffix, span.end) and text.endswith(quote.prefix, 0, span.start):
                return Support(1.0, 1.0, len(self.before) + len(self.after), True)
        before = fold(text[max(0, span.start - len(self.before) - WINDOW) : span.start])
        after = fold(text[span.end : span.end + len(self.after) + WINDOW])
        return self.of(before, after)

    def of(self, before: str, after: str) -> Support:
        """As `at`, of folded text before and after a place (more than the context's length of each)."""
        left_run = common_start(self.before[::-1], before[::-1])
        right_run = common_start(self.after, after)
        left = _alike(self.before, before[max(0, len(before) - len(self.before)) :], left_run)
        right = _alike(self.after, after[: len(self.after)], right_run)
        return Support(
            left if self._has_before else float(not before.strip()),
            right if self._has_after else float(not after.strip()),
            left_run + right_run,
            left_run == len(self.before) and right_run == len(self.after),
        )


def _alike(wanted: str, there: str, run: int) -> float:
    if run == len(wanted):
        return 1.0
    from tui.distances import Levenshtein  # only where a text has changed

    return Levenshtein.normalized_similarity(wanted, there)
