"""Which wordings are alike: candidates, their scores, and the pairs that are one statement.

Pairs of which the words alone tell too little are looked at again when all others are known: where two articles have
other statements in common, they tell of one event, and less is needed.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product

from tui.comparison.bulk import compare_all
from tui.comparison.bundles import Bundle, Statement, overlap
from tui.comparison.candidates import Candidates
from tui.comparison.kept import KeptPairs, Table, packed, unpacked, unpacked_floats
from tui.comparison.likeness import ENOUGH, SAME_RUN, Circumstances, Likeness, Speakers, compare
from tui.comparison.scale import Scale, share_run
from tui.comparison.wording import Vocabulary
from tui.extraction.model import Kind

_GROWN = 1.5
"""Words are weighed anew when the library has grown by this factor since."""
_FREE = 3
_FREE_SHARE = 0.03
"""A word that so many wordings, or such a share of them, hold is not yet common."""
_STEP = 250
_FEW = 4
"""More statements of a bundle than these are not looked at for the articles they stand in."""
_FEWEST_TOLD = 5
"""Fewer words, none of them quoted, name a subject ("eminent domain")."""


class Pairs:
    """`edges[a][b]`, held both ways, is the score of two bundles that are one statement.

    `statements` and `bundles` are the caller's, by number; a bundle is there from when it is added until it is
    discarded.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        statements: Mapping[int, Statement],
        bundles: Mapping[int, Bundle],
        *,
        forking: bool,
    ) -> None:
        self._vocabulary = vocabulary
        self._statements = statements
        self._bundles = bundles
        self.edges: dict[int, dict[int, float]] = defaultdict(dict)
        self._forking = forking
        self._candidates = Candidates(bundles)
        self._scale = Scale(vocabulary, {})
        self._weighed = 0
        self._gone = 0
        """Bundles that the candidates still know."""
        self._fresh: set[int] = set()
        self._open: set[tuple[int, int]] = set()
        """Pairs that are one statement if their articles tell of one event."""
        self._one_event: dict[str, set[str]] = defaultdict(set)
        """Documents that have a statement in common."""

    def kept(self, documents: Table[str]) -> KeptPairs:
        """All that was found, when everything is settled."""
        edges = [(a, b, score) for a, others in self.edges.items() for b, score in others.items() if a < b]
        events = (
            (documents.place(one), documents.place(other))
            for one, others in self._one_event.items()
            for other in others
            if one < other
        )
        common, bits, named = self._scale.kept()
        return KeptPairs(
            packed("Q", (each for a, b, _ in edges for each in (a, b))),
            packed("d", (score for _, _, score in edges)),
            packed("Q", chain.from_iterable(self._open)),
            packed("I", chain.from_iterable(events)),
            self._weighed,
            self._gone,
            common,
            bits,
            named,
            *self._candidates.kept(),
        )

    def restore(self, kept: KeptPairs, documents: Sequence[str]) -> None:
        """Know what was kept with these bundles; nothing is known yet."""
        for (a, b), score in zip(_twos(unpacked("Q", kept.edges)), unpacked_floats(kept.scores), strict=True):
            self.edges[a][b] = self.edges[b][a] = score
        self._open.update(_twos(unpacked("Q", kept.open)))
        for one, other in _twos(unpacked("I", kept.events)):
            self._one_event[documents[one]].add(documents[other])
            self._one_event[documents[other]].add(documents[one])
        self._weighed, self._gone = kept.weighed, kept.gone
        self._scale = Scale(self._vocabulary, kept.common)
        self._scale.restore(kept.bits, kept.named)
        self._candidates.restore(kept.speakers, kept.buckets, kept.keys, kept.holders)

    def add(self, bundle: int) -> None:
        """Take a bundle; `settle` compares it."""
        self._fresh.add(bundle)

    def told_again(self, bundle: int) -> None:
        """A bundle has a statement more: the articles that have it tell of one event."""
        documents = self._documents(bundle)
        if len(documents) > 1:
            self._link(documents, documents)

    def discard(self, bundle: int) -> set[int]:
        """Forget a bundle; gives those that were one statement with it."""
        others = self.edges.pop(bundle, {})
        for other in others:
            del self.edges[other][bundle]
        self._gone += 1
        self._fresh.discard(bundle)
        return set(others)

    def forget(self, document_id: str) -> None:
        """A document is no longer held; one that never was is no error."""
        for other in self._one_event.pop(document_id, ()):
            self._one_event[other].discard(document_id)

    def settle(self, changed: set[int]) -> Iterator[int]:
        """Compare what was added; puts the bundles that are one statement with others than before, or may be, into
        `changed`. Gives the number of bundles still to be compared, after each `_STEP` of them.
        """
        if self._fresh and (len(self._bundles) > self._weighed * _GROWN or self._gone > len(self._bundles)):
            self._weigh()
            changed.update(self._bundles)
            yield from self._compare_all()
        for done, bundle in enumerate(sorted(self._fresh)):
            if done % _STEP == 0:
                yield len(self._fresh)
            changed.update(self._find_edges(bundle))
            self._fresh.discard(bundle)
        changed |= self._look_again()

    def _weigh(self) -> None:
        """Count how common each concept is among the wordings held; all of them are to be compared anew."""
        concept = self._vocabulary.concept
        holders: Counter[int] = Counter()
        for bundle in self._bundles.values():
            holders.update({concept[term] for term in bundle.wording.terms})
        number = len(self._bundles)
        free = max(_FREE, _FREE_SHARE * number)
        common = {one: math.log(number / n) / math.log(number / free) for one, n in holders.items() if n > free}
        self._scale = Scale(self._vocabulary, common)
        self._weighed = number
        self.edges.clear()
        self._open.clear()
        self._one_event.clear()
        self._candidates = Candidates(self._bundles)
        self._gone = 0
        self._fresh = set(self._bundles)

    def _compare_all(self) -> Iterator[int]:
        """Compare all bundles, none of which is compared yet."""
        for bundle in self._bundles:
            self.told_again(bundle)
        steps = compare_all(self._bundles, self._candidates, self._scale, self._judge, forking=self._forking)
        for step in steps:
            if isinstance(step, int):
                yield step
                continue
            for (a, b), score in zip(_twos(step.pairs), step.scores, strict=True):
                self._join(a, b, score)
            self._open.update(_twos(step.open))
            self._fresh.clear()

    def _find_edges(self, bundle: int) -> Iterable[int]:
        self.told_again(bundle)
        held = self._bundles[bundle]
        for other in self._candidates.take(bundle, held.wording, held.speaker, self._scale):
            score, is_open = self._judge(bundle, other)
            if score:
                self._join(bundle, other, score)
                yield bundle
                yield other
            elif is_open:
                self._open.add((bundle, other))

    def _judge(self, a: int, b: int) -> tuple[float, bool]:
        """(the score of two bundles that are one statement, else 0; whether they are one if their articles tell of one
        event).
        """
        one, other = self._bundles[a], self._bundles[b]
        others = one.speaker is not None and other.speaker not in (None, one.speaker)
        if others and not share_run(one.wording.words, other.wording.words, SAME_RUN):
            return 0.0, False  # words alone never make one statement of two speakers'
        if self.is_nested(a, b):
            return 0.0, False
        where = self._where(a, b)
        score = self._score(a, b, where)
        if score >= ENOUGH:
            return score, False
        return 0.0, where.may_be_one_event and self._score(a, b, where._replace(one_event=True)) >= ENOUGH

    def _join(self, a: int, b: int, score: float) -> None:
        self.edges[a][b] = self.edges[b][a] = score
        self._link(self._documents(a), self._documents(b))

    def _link(self, some: set[str], others: set[str]) -> None:
        for one, other in product(some, others):
            if one != other:
                self._one_event[one].add(other)
                self._one_event[other].add(one)

    def _look_again(self) -> set[int]:
        """Join the pairs whose articles are now known to tell of one event, and so on with what that tells."""
        joined: set[int] = set()
        while True:
            found: list[tuple[int, int, float]] = []
            for a, b in sorted(self._open):
                if a not in self._bundles or b not in self._bundles:
                    self._open.discard((a, b))
                elif self._are_of_one_event(a, b):
                    found.append((a, b, self.likeness(a, b).score))
            for a, b, score in found:
                self._open.discard((a, b))
                if score >= ENOUGH:
                    self._join(a, b, score)
                    joined.update((a, b))
            if not found:
                return joined

    def _documents(self, bundle: int) -> set[str]:
        held = self._bundles[bundle].statements
        return {self._statements[number].place[0] for number in held[:_FEW]}

    def _are_of_one_event(self, a: int, b: int) -> bool:
        of_b = self._documents(b)
        return any(not self._one_event[one].isdisjoint(of_b) for one in self._documents(a) if one in self._one_event)

    def is_nested(self, a: int, b: int) -> bool:
        """True where both stand only in the same words of one article."""
        of_a, of_b = self._bundles[a].statements, self._bundles[b].statements
        if len(of_a) > 1 or len(of_b) > 1:
            return False
        return overlap(self._statements[of_a[0]], self._statements[of_b[0]])

    def likeness(self, a: int, b: int) -> Likeness:
        """Compare two bundles."""
        return compare(self._scale, self._bundles[a].wording, self._bundles[b].wording, self._where(a, b))

    def _score(self, a: int, b: int, where: Circumstances) -> float:
        return compare(self._scale, self._bundles[a].wording, self._bundles[b].wording, where).score

    def _where(self, a: int, b: int) -> Circumstances:
        one, other = self._bundles[a], self._bundles[b]
        if one.speaker is None or other.speaker is None:
            speakers = Speakers.UNKNOWN
        else:
            speakers = Speakers.SAME if one.speaker == other.speaker else Speakers.OTHER
        apart = max(one.first - other.last, other.first - one.last, 0.0)
        days: float | None = apart
        if math.isinf(one.first) or math.isinf(other.first):
            days = 0.0 if len(self._documents(a) | self._documents(b)) == 1 else None
        wordings = (one.wording, other.wording)
        indirect = [wording.kind is Kind.INDIRECT for wording in wordings]
        few_told = any(
            told and len(wording.words) < _FEWEST_TOLD for told, wording in zip(indirect, wordings, strict=True)
        )
        where = Circumstances(
            speakers,
            days,
            self._in_one_report(one, other),
            both_direct=all(wording.kind is Kind.DIRECT for wording in wordings),
            names_subject=few_told and not all(indirect),
            may_name_subject=few_told,
        )
        return where._replace(one_event=True) if where.may_be_one_event and self._are_of_one_event(a, b) else where

    def _in_one_report(self, one: Bundle, other: Bundle) -> bool:
        """True where both stand only in one and the same article, and not one in a headline and one below it."""
        if self._statements[one.statements[0]].place[0] != self._statements[other.statements[0]].place[0]:
            return False
        held = one.statements + other.statements
        if len(held) > _FEW or len({self._statements[number].place[0] for number in held}) > 1:
            return False
        heads = [{self._statements[number].headline for number in bundle.statements} for bundle in (one, other)]
        return heads[0] == heads[1]


def _twos(flat: array[int]) -> Iterator[tuple[int, int]]:
    return zip(flat[::2], flat[1::2], strict=True)
