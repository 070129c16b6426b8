"""What the words of a run of capitalised words are: a small linear model that cuts runs into names and labels
them.

A run is a stretch of capitalised words with the short words that may join them ("Department of State"). Every
word of a run is scored for person, organisation, place or none from its own form and class and from its
neighbours; the best sequence of labels (Viterbi) is taken. The weights (`data/actor_weights.json`) were
learned with an averaged perceptron (Collins 2002) on news articles; classes come from the word lists, so that
a name never seen is judged by its shape, its parts and its company.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from tui.extraction.labelling import Scores, best_of, best_path, unpacked
from tui.extraction.lexicon import Lexicon, lexicon

Weights = dict[str, dict[str, int]]
"""Scores by group and value of a feature, `packed`; those of a neighbour together with the word's own class come by
class and neighbour.
"""

_WEIGHTS = Path(__file__).parent / "data" / "actor_weights.json"
_NOTHING: dict[str, int] = {}
_CACHE_LIMIT = 100_000
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def shape(word: str) -> str:
    """The pattern of a word: "Xx", "XX", "X.", "XxX", "X-x", with "9" for digits; long words are cut."""
    if word[1:].islower() and word.isalpha():
        return "Xx" if word[0].isupper() else "x"
    if word.islower():
        return "x"
    if word.isupper():
        if "." in word:
            return "X." if len(word) == 2 else "X.X."
        return "X" if len(word) == 1 else "XX" if len(word) <= 5 else "XXX"
    if "-" in word or "–" in word:
        left, _, right = word.replace("–", "-").partition("-")
        return "X-X" if right[:1].isupper() and left[:1].isupper() else "X-x"
    if any(c.isdigit() for c in word):
        return "X9"
    if word.endswith("."):
        return "Xx."
    if "’" in word or "'" in word:
        return "X'x"
    return "Xx" if word[1:].islower() else "XxX"


def _place(i: int, size: int, kind: str, headline: bool) -> str:
    """Where a word stands in its run: places from either end (cut at 3 and 4), its class, and "h" in a
    headline.
    """
    return f"{'h' if headline else ''}{min(i, 3)} {min(size - i, 4)} {kind}"


def _kept(cache: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    """`value`, kept under `key`; the caches are emptied when hostile text has filled them."""
    if len(cache) >= _CACHE_LIMIT:
        cache.clear()
    cache[key] = value
    return value


_UNRANKED = (0, "")
_GIVEN = ("male", "female", "given")


class _Classes:
    """Which lists a word stands in. The first that fits is its class; the words of names of several words
    count too.
    """

    def __init__(self, lists: Lexicon, common: frozenset[str]) -> None:
        ordered: tuple[tuple[str, frozenset[str]], ...] = (
            ("connector", lists.connectors),
            ("honorific", frozenset(lists.honorific_gender)),
            ("calendar", lists.calendar),
            ("suffix", lists.suffixes),
            ("demonym", frozenset(lists.country_of_demonym) | lists.faiths),
            ("politics", lists.politics),
            ("country", frozenset(lists.country_of)),
            ("state", lists.shortened_states),
            ("opening", lists.opening),
            ("title", lists.titles),
            ("male", lists.male & lists.places),
            ("place", lists.places),
            ("organisation", lists.organisations),
            ("orgword", lists.organisation_words),
            ("titleword", lists.title_words),
            ("placeword", lists.place_words),
            ("direction", lists.directions),
            ("male", lists.male),
            ("female", lists.female),
            ("given", lists.given),
        )
        self._ranked: dict[str, tuple[int, str]] = {}
        for rank in reversed(range(len(ordered))):
            kind, words = ordered[rank]
            self._ranked.update(dict.fromkeys(words, (rank, kind)))
        self._parts = tuple(
            (kind, frozenset(word for name in names if " " in name for word in name.split()))
            for kind, names in (("place-part", lists.places), ("organisation-part", lists.organisations))
        )
        self._common = common

    def of(self, word: str) -> str:
        known = word.capitalize() if len(word) > 3 and word.isupper() else word
        found = self._ranked.get(word)
        if known != word and (ranked := self._ranked.get(known)) is not None:
            found = ranked if found is None else min(found, ranked)
        if found is not None:
            return found[1]
        lower = word.lower()
        if lower in self._common:
            return "common"
        if "-" in word:
            first, _, second = word.partition("-")
            given = self._ranked.get(first, _UNRANKED)[1]
            if given in _GIVEN and second[:1].isupper() and second.lower() not in self._common and len(first) > 2:
                return given
        for kind, words in self._parts:
            if known in words:
                return kind
        if len(word) <= 2 and word[0].isupper():
            return "initial"
        if word.isupper() and len(word) <= 5:
            return "acronym"
        return "other"


class _Word(NamedTuple):
    """What a word tells whatever surrounds it: `alone` are its scores as a run of one word, the last two the weights
    of the words before and after it.
    """

    lower: str
    kind: str
    total: int
    alone: int
    before_of: dict[str, int]
    after_of: dict[str, int]


class _Inner(NamedTuple):
    """What the words of a run tell whatever surrounds it; `alone` are the labels that its inner words have each for
    itself.
    """

    words: list[str]
    first: int
    middle: list[Scores]
    last: int
    alone: set[int]
    before_of: dict[str, int]
    after_of: dict[str, int]


class Tagger:
    """Labels the words of runs; holds the weights and what it has worked out about words."""

    def __init__(
        self,
        weights: Weights,
        by_class: dict[str, Weights],
        transitions: Sequence[Sequence[int]],
        common: frozenset[str],
    ) -> None:
        self._classes = _Classes(lexicon(), common)
        self._common = common
        self._into = list(zip(*transitions, strict=True))
        self._word = weights.get("word", {})
        self._suffix = weights.get("suffix", {})
        self._shape = weights.get("shape", {})
        self._class = weights.get("class", {})
        self._previous = weights.get("previous", {})
        self._next = weights.get("next", {})
        self._previous_of = by_class.get("previous", {})
        self._next_of = by_class.get("next", {})
        self._classes3 = weights.get("classes", {})
        self._place = weights.get("place", {})
        self._of_kind: dict[str, tuple[int, int, dict[str, int], dict[str, int]]] = {}
        """For every class its weight, that of a run of one such word, and the weights of the words around it."""
        self._own: dict[str, _Word] = {}
        self._inner: tuple[dict[str, _Inner], dict[str, _Inner]] = ({}, {})
        self._around: dict[tuple[str, str, str, int, int, bool], int] = {}

    def features(self, words: Sequence[str], left: str, right: str, headline: bool) -> list[list[tuple[str, str]]]:
        """For every word its features as (group, value): what the weights are looked up by."""
        found = []
        lowers = [word.lower() for word in words]
        classes = [self._classes.of(word) for word in words]
        size = len(words)
        for i, word in enumerate(words):
            kind = classes[i]
            before = lowers[i - 1] if i else left
            after = lowers[i + 1] if i + 1 < size else right
            before_class = classes[i - 1] if i else "^"
            after_class = classes[i + 1] if i + 1 < size else "$"
            found.append(
                [
                    ("word", lowers[i]),
                    ("suffix", lowers[i][-3:]),
                    ("shape", shape(word)),
                    ("class", kind),
                    ("previous", before),
                    ("next", after),
                    ("previous class", f"{before} {kind}"),
                    ("next class", f"{after} {kind}"),
                    ("classes", f"{before_class} {kind} {after_class}"),
                    ("place", _place(i, size, kind, headline)),
                ]
            )
        return found

    def _own_scores(self, word: str) -> _Word:
        lower = word.lower()
        kind = self._classes.of(word)
        of_kind = self._of_kind.get(kind) or self._scores_of_kind(kind)
        total = (
            self._word.get(lower, 0) + self._suffix.get(lower[-3:], 0) + self._shape.get(shape(word), 0) + of_kind[0]
        )
        found = _Word(lower, kind, total, total + of_kind[1], of_kind[2], of_kind[3])
        return _kept(self._own, word, found)

    def _scores_of_kind(self, kind: str) -> tuple[int, int, dict[str, int], dict[str, int]]:
        found = self._of_kind[kind] = (
            self._class.get(kind, 0),
            self._around_scores(("^", kind, "$", 0, 1, False)),
            self._previous_of.get(kind, _NOTHING),
            self._next_of.get(kind, _NOTHING),
        )
        return found

    def _inner_scores(self, run: str, headline: bool) -> _Inner:
        """The scores that owe nothing to what surrounds the run."""
        words = run.split(" ")
        own = [self._own.get(word) or self._own_scores(word) for word in words]
        size = len(own)
        found = []
        before, before_class = "", "^"
        for i, (lower, kind, total, _, before_of, after_of) in enumerate(own):
            if i:
                total += self._previous.get(before, 0) + before_of.get(before, 0)
            if i + 1 < size:
                after, after_class = own[i + 1][:2]
                total += self._next.get(after, 0) + after_of.get(after, 0)
            else:
                after_class = "$"
            found.append(total + self._around_scores((before_class, kind, after_class, i, size, headline)))
            before, before_class = lower, kind
        middle = [unpacked(number) for number in found[1:-1]]
        alone = {scores.index(max(scores)) for scores in middle}
        inner = _Inner(words, found[0], middle, found[-1], alone, own[0].before_of, own[-1].after_of)
        return _kept(self._inner[headline], run, inner)

    def _around_scores(self, around: tuple[str, str, str, int, int, bool]) -> int:
        known = self._around.get(around)
        if known is not None:
            return known
        before_class, kind, after_class, i, size, headline = around
        found = self._classes3.get(f"{before_class} {kind} {after_class}", 0)
        return _kept(self._around, around, found + self._place.get(_place(i, size, kind, headline), 0))

    def label(self, word: str, left: str, right: str, headline: bool) -> int:
        """The label of a run of one word, as an index of `LABELS`."""
        _, kind, total, alone, before_of, after_of = self._own.get(word) or self._own_scores(word)
        if headline:
            alone = total + self._around_scores(("^", kind, "$", 0, 1, True))
        return best_of(
            alone
            + self._previous.get(left, 0)
            + before_of.get(left, 0)
            + self._next.get(right, 0)
            + after_of.get(right, 0)
        )

    def labels(self, run: str, left: str, right: str, headline: bool) -> tuple[list[str], list[int]]:
        """The words of a run of two and more, and the best sequence of labels for them, as indexes of `LABELS`."""
        words, first, middle, last, alone, before_of, after_of = self._inner[headline].get(run) or self._inner_scores(
            run, headline
        )
        first += self._previous.get(left, 0) + before_of.get(left, 0)
        last += self._next.get(right, 0) + after_of.get(right, 0)
        label = best_of(first)
        if label == best_of(last) and (not middle or alone == {label}):
            return words, [label] * len(words)
        return words, best_path([unpacked(first), *middle, unpacked(last)], self._into)

    def is_common(self, word: str) -> bool:
        """True for a word that stands in lower case far oftener than with a capital."""
        return word.lower() in self._common

    def class_of(self, word: str) -> str:
        """The list that a word stands in ("title", "male", "place", ...), or its form ("initial", "other",
        ...).
        """
        return (self._own.get(word) or self._own_scores(word)).kind


@cache
def tagger() -> Tagger:
    """The tagger with the packaged weights, read once."""
    stored = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return Tagger(stored["weights"], stored["weights_by_class"], stored["transitions"], frozenset(stored["common"]))
