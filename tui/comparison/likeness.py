"""How like two wordings are, in figures that can be told in words."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tui.comparison.wording import NAME_WEIGHT, Vocabulary, Wording

SAME_RUN = 6
"""So many of the same words in a row are one statement, whoever is said to have made it."""
ENOUGH = 0.5
"""The score from which two wordings are one statement."""
_HALF_EVIDENCE = 8.0
"""The bits of shared content at which the evidence counts half: one rare word."""
_OTHER_WORD = 0.8
"""What is left of a shared concept's weight where the two use other words for it."""
_NEAR = 3.0
_FAR = 30.0
"""Days: nearer is one occasion; farther, other words are another statement."""
_DISAGREE = 0.85
"""What numbers, or names, of which none is shared leave of a score."""


class Speakers(Enum):
    """Whether two statements are laid to the same speaker."""

    SAME = "the same speaker"
    UNKNOWN = "a speaker not known"
    OTHER = "another speaker"


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` in [0, 1]; `run` is the longest run of the same words; `why` tells what decided."""

    score: float
    run: int
    why: str


def longest_run(a: Sequence[int], b: Sequence[int]) -> tuple[int, int]:
    """(length, place in `a`) of the longest run of words that stands in both; (0, 0) where none does."""
    if len(a) > len(b):
        length, _, place = _longest(b, a)
        return length, place
    length, place, _ = _longest(a, b)
    return length, place


def _longest(short: Sequence[int], long: Sequence[int]) -> tuple[int, int, int]:
    places: dict[int, list[int]] = {}
    for at, word in enumerate(short):
        places.setdefault(word, []).append(at)
    best = best_short = best_long = 0
    ends: dict[int, int] = {}
    for there, word in enumerate(long):
        now: dict[int, int] = {}
        for at in places.get(word, ()):
            length = now[at] = ends.get(at - 1, 0) + 1
            if length > best:
                best, best_short, best_long = length, at + 1 - length, there + 1 - length
        ends = now
    return best, best_short, best_long


class Scale:
    """Weighs and compares wordings; `common[concept]` scales a concept down that this library is full of."""

    def __init__(self, vocabulary: Vocabulary, common: dict[int, float]) -> None:
        self._vocabulary = vocabulary
        self._common = common

    def weight(self, term: int, wording: Wording) -> float:
        """Bits of a term in a wording."""
        vocabulary = self._vocabulary
        bits = vocabulary.weight[term]
        if term in wording.names:
            bits = min(bits, NAME_WEIGHT)
        return bits * self._common.get(vocabulary.concept[term], 1.0)

    def weights(self, wording: Wording) -> dict[int, tuple[int, float]]:
        """concept -> (term, bits), the heaviest term of each concept."""
        concept = self._vocabulary.concept
        found: dict[int, tuple[int, float]] = {}
        for term in wording.terms:
            bits = self.weight(term, wording)
            known = found.get(concept[term])
            if known is None or known[1] < bits:
                found[concept[term]] = (term, bits)
        return found

    def likeness(self, a: Wording, b: Wording, speakers: Speakers, days: float | None) -> Likeness:
        """Compare two wordings; `days` lie between them (None: not known)."""
        in_a, in_b = self.weights(a), self.weights(b)
        if len(in_b) < len(in_a):
            a, b, in_a, in_b = b, a, in_b, in_a
        shared = square = 0.0
        number = 0
        for concept, (term, bits) in in_a.items():
            other = in_b.get(concept)
            if other is not None:
                both = min(bits, other[1]) * (1.0 if term == other[0] else _OTHER_WORD)
                shared += both
                square += both * max(bits, other[1])
                number += 1
        least = min(sum(bits * bits for _, bits in in_a.values()), sum(bits * bits for _, bits in in_b.values()))
        run, place = longest_run(a.words, b.words)
        whole = run == min(len(a.words), len(b.words))
        if run < SAME_RUN and not number and not (whole and run > 3):
            return Likeness(0.0, run, "nothing shared")
        fit = min(1.0, square / least) if least else float(whole)
        score = self._score(fit, shared, run, a.words, place, whole)
        score, notes = self._doubts(score, run, a, b, speakers, days)
        words = f"the same {run} words in a row" if run >= 3 else f"{number} shared word{'s' * (number != 1)}"
        return Likeness(score, run, "; ".join((f"{words}, {round(100 * fit)} % of the content", *notes)))

    def _score(self, fit: float, shared: float, run: int, words: array[int], place: int, whole: bool) -> float:
        evidence = shared + max(0, run - 2)
        score = math.sqrt(fit) * evidence / (evidence + _HALF_EVIDENCE)
        if run >= SAME_RUN:
            vocabulary = self._vocabulary
            carried = sum(vocabulary.weight[vocabulary.term[word]] for word in words[place : place + run])
            if carried >= 3 or run >= 2 * SAME_RUN:
                score = max(score, ENOUGH + 0.5 * run / (run + SAME_RUN))
        elif whole and run > 3:
            score = max(score, ENOUGH + 0.05)
        return score

    def _doubts(
        self, score: float, run: int, a: Wording, b: Wording, speakers: Speakers, days: float | None
    ) -> tuple[float, list[str]]:
        notes = [speakers.value]
        if speakers is not Speakers.SAME and run < SAME_RUN:
            score *= 0.95 if speakers is Speakers.UNKNOWN else 0.0
        elif speakers is Speakers.OTHER and score < ENOUGH + 0.2:
            score = 0.0
        for what, here, there in (("numbers", a.numbers, b.numbers), ("names", a.names, b.names)):
            if here and there and here.isdisjoint(there) and run < SAME_RUN:
                score *= _DISAGREE
                notes.append(f"other {what}")
        if days is not None:
            notes.append(_told(days))
            if days > _NEAR and run < SAME_RUN:
                score *= 0.8 if days <= _FAR else 0.6
        return score, notes


def _told(days: float) -> str:
    if days < 1:
        return "the same day"
    return f"{round(days)} day{'s' * (round(days) != 1)} apart"
