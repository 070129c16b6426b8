"""How like two wordings are, in figures that can be told in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from tui.comparison.wording import NAME_WEIGHT, Vocabulary, Wording

SAME_RUN = 6
"""So many of the same words in a row are one statement, whoever is said to have made it."""
ENOUGH = 0.5
"""The score from which two wordings are one statement."""
_HALF_EVIDENCE = {"day": 3.5, "near": 5.0, "undated": 6.0, "other": 8.0}
"""The bits of shared content at which the evidence counts half: fewer are needed from one speaker on one day, most
from speakers who are not known to be one.
"""
_OTHER_WORD = 0.8
"""What is left of a shared concept's weight where the two use other words for it."""
_NAMES = 4.0
"""The most bits that shared names count for: they tell of whom, hardly what."""
_NEAR = 3.0
_FAR = 30.0
"""Days: nearer is one occasion; farther, other words are another statement."""
_DISAGREE = 0.85
"""What numbers, or names, of which none is shared leave of a score."""
_ASKED = 0.6
"""What is left where only one of the two is a question."""
_ENOUGH_SAID = 6.0
"""So many bits, names apart, must the same words have to be one statement of two speakers."""
_SOME_SAID = 4.5
"""So many bits, names apart, let a run of three words in one article, or a longer one with a name, stand for a
statement ("former Secretary of State ..." says nothing).
"""
_NEARLY_ALL = 0.75
_MOSTLY = 0.8
_ONE_ARTICLE = 0.86
_PRACTICALLY_ALL = 0.9
"""And such a share of the shorter statement, in a run of `SAME_RUN` words; or of `_TELLING_RUN`."""
_TELLING_RUN = 4
_LEAST_SHARED = 3.5
"""Fewer bits than these, names apart, are a subject and no statement."""
_MOST_OF_IT = 0.6
"""A single shared word counts where it is such a share of the longer statement."""
_MUCH_OF_IT = 0.4
"""Or such a share, in one article, where the word is striking."""
_LEAST_FIT = 0.7
"""The share of the content below which a score is cut."""
_HALF = 0.5
_LONG_RUN = 9
"""Two speakers far apart in time say so many words in a row only where one repeats the other."""
_STRIKING = 7.0
"""A single word so rare needs no second, from one speaker on one day."""


class Speakers(Enum):
    """Whether two statements are laid to the same speaker."""

    SAME = "the same speaker"
    UNKNOWN = "a speaker not known"
    OTHER = "another speaker"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where two wordings stand: `days` lie between them (None: not known); `both_direct` where every word of both is
    quoted; `names_subject` where one of them is a few words, none quoted: of what someone spoke, not what was said.
    """

    speakers: Speakers
    days: float | None
    one_article: bool
    both_direct: bool = False
    names_subject: bool = False

    @property
    def occasion(self) -> str:
        """A key of `_HALF_EVIDENCE`."""
        if self.speakers is not Speakers.SAME:
            return "other"
        if self.days is not None and self.days < 1:
            return "day"
        if self.days is None:
            return "undated"
        return "near" if self.days <= _NEAR else "other"


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


class _Common(NamedTuple):
    """What two wordings share: `bits` without names, `names` in bits, the `number` of concepts that are no names,
    whether an `idiom` is among them, the share of the lighter wording that all is (`fit`), that of the heavier which
    is no name (`cover`), and whether both have content at all.
    """

    bits: float
    names: float
    number: int
    idiom: bool
    fit: float
    cover: float
    weighs: bool


class _Run(NamedTuple):
    """The longest run: its length in words, its bits apart from names, whether a name is in it."""

    length: int
    said: float
    named: bool


class Scale:
    """Weighs and compares wordings; `common[concept]` scales a concept down that this library is full of."""

    def __init__(self, vocabulary: Vocabulary, common: dict[int, float]) -> None:
        self._vocabulary = vocabulary
        self._common = common
        self._bits: list[float] = []
        self._named: list[bool] = []

    def weights(self, wording: Wording) -> dict[int, tuple[int, float]]:
        """concept -> (term, bits), the heaviest term of each concept."""
        self._keep_up()
        concept, bits = self._vocabulary.concept, self._bits
        found: dict[int, tuple[int, float]] = {}
        for term in wording.terms:
            known = found.get(concept[term])
            if known is None or known[1] < bits[term]:
                found[concept[term]] = (term, bits[term])
        return found

    def _keep_up(self) -> None:
        """Weigh the terms that are new since the last time. What is a name is asked once, when a term is weighed."""
        vocabulary = self._vocabulary
        for term in range(len(self._bits), len(vocabulary.weight)):
            bits, named = vocabulary.weight[term], vocabulary.is_name(term)
            if named:
                bits = min(bits, NAME_WEIGHT)
            self._bits.append(bits * self._common.get(vocabulary.concept[term], 1.0))
            self._named.append(named)

    def likeness(self, a: Wording, b: Wording, where: Circumstances) -> Likeness:
        """Compare two wordings."""
        common = self._common_to(a, b)
        run, place = longest_run(a.words, b.words)
        whole = run == min(len(a.words), len(b.words))
        if run < SAME_RUN and not common.number and not (whole and run >= _TELLING_RUN):
            return Likeness(0.0, run, "nothing shared")
        fit = common.fit if common.weighs else float(whole)
        said, named = self._of_run(a.words[place : place + run])
        if run >= SAME_RUN:
            trusted = _is_run_trusted(_Run(run, said, named), fit, where)
            score = ENOUGH + 0.5 * run / (run + SAME_RUN) if trusted else 0.0
        elif where.speakers is Speakers.SAME and whole and run >= _TELLING_RUN and not named:
            score = ENOUGH + 0.05
        else:
            trusted = _are_words_trusted(common, _Run(run, said, named), fit, where)
            score = _of_words(common, run, fit, where) if trusted else 0.0
        score, notes = self._doubts(score, run, a, b, where)
        number = common.number
        words = f"the same {run} words in a row" if run >= 3 else f"{number} shared word{'s' * (number != 1)}"
        return Likeness(score, run, "; ".join((f"{words}, {round(100 * fit)} % of the content", *notes)))

    def _common_to(self, a: Wording, b: Wording) -> _Common:
        in_a, in_b = self.weights(a), self.weights(b)
        idioms, named = self._vocabulary.idioms, self._named
        bits = names = square = telling = 0.0
        number = 0
        idiom = False
        for concept, (term, weight) in in_a.items():
            other = in_b.get(concept)
            if other is None:
                continue
            both = min(weight, other[1]) * (1.0 if term == other[0] or concept in idioms else _OTHER_WORD)
            square += both * max(weight, other[1])
            if named[term] or named[other[0]]:
                names += both
            else:
                bits += both
                telling += both * max(weight, other[1])
                number += 1
                idiom = idiom or concept in idioms
        all_a = sum(weight * weight for _, weight in in_a.values())
        all_b = sum(weight * weight for _, weight in in_b.values())
        least, most = min(all_a, all_b), max(all_a, all_b)
        fit = min(1.0, square / least) if least else 0.0
        return _Common(bits, names, number, idiom, fit, telling / most if most else 0.0, least > 0)

    def _of_run(self, words: Sequence[int]) -> tuple[float, bool]:
        """(bits of what a run says apart from names, whether a name is in it)."""
        vocabulary = self._vocabulary
        terms = [vocabulary.term[word] for word in words]
        names = [term for term in terms if vocabulary.weight[term] > 0 and self._named[term]]
        said = sum(vocabulary.weight[term] for term in terms if term not in names)
        return said, bool(names)

    def _doubts(self, score: float, run: int, a: Wording, b: Wording, where: Circumstances) -> tuple[float, list[str]]:
        notes = [where.speakers.value]
        if run >= SAME_RUN:
            return score, notes if where.days is None else [*notes, _told(where.days)]
        if a.asks != b.asks:
            score *= _ASKED
            notes.append("one of them a question")
        names = [frozenset(term for term in wording.terms if self._named[term]) for wording in (a, b)]
        for what, here, there in (("numbers", a.numbers, b.numbers), ("names", names[0], names[1])):
            if here and there and not here & there:
                score *= _DISAGREE
                notes.append(f"other {what}")
        if where.days is not None:
            notes.append(_told(where.days))
            if where.days > _NEAR:
                score *= 0.8 if where.days <= _FAR else 0.6
        return score, notes


def _is_run_trusted(run: _Run, fit: float, where: Circumstances) -> bool:
    """Whether `SAME_RUN` words or more in a row make one statement of two."""
    long = run.length >= 2 * SAME_RUN
    if where.speakers is not Speakers.SAME:
        near = where.days is None or where.days <= _NEAR
        near = run.length >= _LONG_RUN or (near and not (where.one_article and where.speakers is Speakers.OTHER))
        return run.said >= _ENOUGH_SAID and (long or (near and fit >= _MOSTLY))
    if run.named and run.said < _SOME_SAID:
        return fit >= _NEARLY_ALL
    return long or not where.one_article or fit >= _HALF


def _are_words_trusted(common: _Common, run: _Run, fit: float, where: Circumstances) -> bool:
    """Whether shared words can make one statement of two that share no long run. Within one article nobody is quoted
    twice with one statement in other words.
    """
    if where.speakers is Speakers.OTHER:
        return False
    if where.speakers is Speakers.UNKNOWN:
        near = where.days is None or where.days <= _NEAR
        near = near and not where.one_article
        telling = run.length >= _TELLING_RUN and run.said >= _ENOUGH_SAID and fit >= _PRACTICALLY_ALL
        return common.idiom or (near and telling)
    if common.bits < _LEAST_SHARED:
        return False
    if where.one_article and (where.both_direct or where.names_subject):
        return False
    if not common.idiom:
        least = _ONE_ARTICLE if where.one_article else _MOSTLY
        if fit < least and (run.length < 3 or (where.one_article and (run.named or run.said < _SOME_SAID))):
            return False
    striking = common.bits >= _STRIKING and where.occasion == "day"
    striking = striking and (common.cover >= _MUCH_OF_IT or not where.one_article)
    return common.number > 1 or common.idiom or striking or common.cover >= _MOST_OF_IT


def _of_words(common: _Common, run: int, fit: float, where: Circumstances) -> float:
    evidence = common.bits + min(common.names, _NAMES) + max(0, run - 2)
    score = math.sqrt(fit) * min(1.0, fit / _LEAST_FIT) ** 2 * evidence
    return score / (evidence + _HALF_EVIDENCE[where.occasion])


def _told(days: float) -> str:
    if days < 1:
        return "the same day"
    return f"{round(days)} day{'s' * (round(days) != 1)} apart"
