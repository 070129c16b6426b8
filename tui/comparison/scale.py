"""What wordings weigh, and what two of them share: in bits, by the rarity of the words in news and in this library."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat
from typing import NamedTuple

from tui.comparison.kept import packed, unpacked_floats
from tui.comparison.wording import NAME_WEIGHT, Vocabulary, Wording
from tui.extraction.model import Kind

_OTHER_WORD = 0.8
"""What is left of a shared concept's weight where the two use other words for it."""
_WHOLES_KEPT, _KEPT = 32_768, 8_192
"""Wordings that are kept weighed, and those of which the parts are: what was compared lately is compared again."""
_BYTES = array("I").itemsize

_NO_HINTS: frozenset[int] = frozenset()

Weights = dict[int, tuple[int, float]]
"""Concept -> (term, bits), the heaviest term of each concept."""


class Part(NamedTuple):
    """A part of a wording, or the whole. `square` is the sum of the squares of its bits; `marked` where only some of
    the wording stands between marks, and this does; `denies` where it says that something is not so. `hints` are
    constructions that count only where both have them, and are not among the weights.
    """

    weights: Weights
    square: float
    marked: bool
    denies: bool
    whole: bool
    hints: frozenset[int] = _NO_HINTS


class Common(NamedTuple):
    """What two parts share: `bits` without names, `names` in bits, the `number` of concepts that are no names, whether
    an `idiom` or a `frame` is among them, the `shares` of each part that all is, the share of the lighter (`fit`), that
    of the heavier which is no name (`cover`), and whether both have content at all.
    """

    bits: float
    names: float
    number: int
    idiom: bool
    frame: bool
    shares: tuple[float, float]
    fit: float
    cover: float
    weighs: bool


class Scale:
    """Weighs wordings; `common[concept]` scales a concept down that this library is full of."""

    def __init__(self, vocabulary: Vocabulary, common: dict[int, float]) -> None:
        self.vocabulary = vocabulary
        self._common = common
        self._wholes: dict[Wording, Part] = {}
        self._parts_of: dict[Wording, list[Part]] = {}
        self._bits: list[float] = []
        self._named: list[bool] = []

    def kept(self) -> tuple[dict[int, float], bytes, bytes]:
        """What scales concepts down, and the bits and names of the terms weighed so far."""
        return self._common, packed("d", self._bits), bytes(self._named)

    def restore(self, bits: bytes, named: bytes) -> None:
        """Weigh terms as they were weighed before."""
        self._bits = list(unpacked_floats(bits))
        self._named = list(map(bool, named))

    def meet_all(self) -> None:
        """Weigh all terms there are, so that several processes weigh them alike."""
        self._keep_up()

    def whole(self, wording: Wording) -> Part:
        """The whole wording."""
        known = self._wholes.get(wording)
        if known is None:
            self._keep_up()
            if len(self._wholes) >= _WHOLES_KEPT:
                self._wholes.clear()
            denies = self.vocabulary.denies(wording.words) != wording.denied
            known = self._wholes[wording] = self._part(wording.terms, denies=denies, whole=True)
        return known

    def parts(self, wording: Wording) -> list[Part]:
        """The whole wording, and its parts where it has several."""
        known = self._parts_of.get(wording)
        if known is None:
            if len(self._parts_of) >= _KEPT:
                self._parts_of.clear()
            known = self._parts_of[wording] = self._weighed(wording)
        return known

    def _weighed(self, wording: Wording) -> list[Part]:
        vocabulary = self.vocabulary
        denied = wording.denied
        found = [self.whole(wording)]
        for (words, quoted), frames in zip(wording.parts(), wording.frames or repeat(()), strict=False):
            hints = vocabulary.hints.intersection(frames)
            terms = vocabulary.content(words).union(frames) - hints if frames or len(wording.cuts) > 1 else ()
            if terms:
                self._keep_up()
                marked = quoted and wording.kind is Kind.MIXED
                part = self._part(terms, marked=marked, denies=vocabulary.denies(words) != denied)
                found.append(part._replace(hints=frozenset(hints)) if hints else part)
        return found

    def _part(self, terms: Iterable[int], *, denies: bool, marked: bool = False, whole: bool = False) -> Part:
        concept, bits = self.vocabulary.concept, self._bits
        weights: Weights = {}
        for term in terms:
            known = weights.get(concept[term])
            if known is None or known[1] < bits[term]:
                weights[concept[term]] = (term, bits[term])
        return Part(weights, sum(each * each for _, each in weights.values()), marked, denies, whole)

    def _keep_up(self) -> None:
        """Weigh the terms that are new since the last time. What is a name is asked once, when a term is weighed."""
        vocabulary = self.vocabulary
        for term in range(len(self._bits), len(vocabulary.weight)):
            bits, named = vocabulary.weight[term], vocabulary.is_name(term)
            if named:
                bits = min(bits, NAME_WEIGHT)
            self._bits.append(bits * self._common.get(vocabulary.concept[term], 1.0))
            self._named.append(named)

    def common(self, a: Part, b: Part) -> Common:
        """What two parts share."""
        idioms, frames, named = self.vocabulary.idioms, self.vocabulary.frames, self._named
        bits = names = square = telling = 0.0
        number = 0
        idiom = frame = False
        for concept in a.weights.keys() & b.weights.keys():
            (term, weight), (other, others) = a.weights[concept], b.weights[concept]
            least, most = (weight, others) if weight < others else (others, weight)
            both = least if term == other or concept in idioms else least * _OTHER_WORD
            square += both * most
            if named[term] or named[other]:
                names += both
            else:
                bits += both
                telling += both * most
                number += 1
                idiom = idiom or concept in idioms
                frame = frame or concept in frames
        of_a, of_b = a.square, b.square
        if a.hints and b.hints:
            for hint in a.hints & b.hints:
                weight = self._bits[hint]
                bits, number, frame = bits + weight, number + 1, True
                square, telling = square + weight**2, telling + weight**2
                of_a, of_b = of_a + weight**2, of_b + weight**2
        if not square:
            return Common(0.0, 0.0, 0, False, False, (0.0, 0.0), 0.0, 0.0, bool(a.square and b.square))
        least, most = (of_a, of_b) if of_a < of_b else (of_b, of_a)
        shares = (square / of_a, square / of_b)
        return Common(bits, names, number, idiom, frame, shares, min(1.0, square / least), telling / most, True)

    def said(self, words: Sequence[int]) -> tuple[float, bool]:
        """(bits of what some words say apart from names, whether a name is among them)."""
        vocabulary = self.vocabulary
        terms = [vocabulary.term[word] for word in words]
        names = {term for term in terms if vocabulary.weight[term] > 0 and self._named[term]}
        return sum(vocabulary.weight[term] for term in terms if term not in names), bool(names)

    def mark_alike(self, a: Wording, b: Wording, words: Sequence[int]) -> bool:
        """Whether both, neither of them all quoted, have between marks a word of content among some words, no name."""
        if not a.kind is b.kind is Kind.MIXED:
            return False
        marked = [{word for part, quoted in each.parts() if quoted for word in part} for each in (a, b)]
        return self.said([word for word in words if word in marked[0] & marked[1]])[0] > 0

    def names(self, wording: Wording) -> set[int]:
        """The concepts of a wording that are names."""
        concept = self.vocabulary.concept
        return {concept[term] for term in wording.terms if self._named[term]}


def share_run(a: array[int], b: array[int], length: int) -> bool:
    """False where no run of so many words stands in both."""
    of_a, of_b, size = a.tobytes(), b.tobytes(), length * _BYTES
    return any(of_a[at : at + size] in of_b for at in range(0, len(of_a) - size + 1, _BYTES))


def longest_run(a: Sequence[int], b: Sequence[int]) -> tuple[int, int]:
    """(length, place in `a`) of the longest run of words that stands in both; (0, 0) where none does."""
    if set(pairwise(a)).isdisjoint(pairwise(b)):
        held = set(b)
        return next(((1, at) for at, word in enumerate(a) if word in held), (0, 0))
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
        held = places.get(word)
        if held is None:
            ends = {}
            continue
        now: dict[int, int] = {}
        for at in held:
            length = now[at] = ends.get(at - 1, 0) + 1
            if length > best:
                best, best_short, best_long = length, at + 1 - length, there + 1 - length
        ends = now
    return best, best_short, best_long
