"""The five real documents with their groups, and the truth (see `seed_truth`) as pairs of attributions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from tests.unit.comparison.seed_truth import EITHER, TOGETHER, Place
from tui.comparison.actors import ActorRegistry
from tui.comparison.variants import VariantIndex
from tui.documents.loading import load
from tui.documents.model import Document
from tui.extraction import extract
from tui.extraction.model import Analysis, Attribution

Statement = tuple[int, str]
"""The number of a document and the id of an attribution."""


@dataclass(frozen=True)
class Grouped:
    documents: list[Document]
    analyses: list[Analysis]
    index: VariantIndex

    def covering(self, place: Place) -> list[Attribution]:
        """The attributions that hold the place's words, the shortest first; none where they were not extracted."""
        number, words = place
        start = self.documents[number].text.index(words)
        found = [
            attribution
            for attribution in self.analyses[number].attributions
            if attribution.span.start < start + len(words) and start < attribution.span.end
        ]
        return sorted(found, key=lambda attribution: attribution.span.length)

    def groups_of(self, number: int, attribution: Attribution) -> set[str]:
        found = self.index.groups_of(self.documents[number].id, attribution.id)
        return {group.id for group in found}

    def are_together(self, a: Place, b: Place) -> bool | None:
        """Whether some attributions of the two places are in one group; None where one was not extracted."""
        of_a, of_b = self.covering(a), self.covering(b)
        if not of_a or not of_b:
            return None
        return any(self.groups_of(a[0], x) & self.groups_of(b[0], y) for x in of_a for y in of_b)

    def joined(self) -> set[tuple[Statement, Statement]]:
        """Every pair that stands in one group."""
        number = {document.id: at for at, document in enumerate(self.documents)}
        pairs = set()
        for group in self.index.groups():
            members = sorted((number[member.document_id], member.attribution_id) for member in group.members)
            pairs.update(combinations(members, 2))
        return pairs

    def allowed(self) -> set[tuple[Statement, Statement]]:
        """Every pair of attributions that the truth puts together, or leaves open."""
        pairs = set()
        for places in (*TOGETHER, *EITHER):
            statements = [(place[0], found.id) for place in places for found in self.covering(place)]
            pairs.update((min(pair), max(pair)) for pair in combinations(statements, 2))
        return pairs


def grouped(folder: Path) -> Grouped:
    documents = [load(path) for path in sorted(folder.glob("*.txt"))]
    analyses = [extract(document) for document in documents]
    registry = ActorRegistry()
    index = VariantIndex(registry.canonical_id)
    for document, analysis in zip(documents, analyses, strict=True):
        registry.add(analysis)
        words = [attribution.words(document.text) for attribution in analysis.attributions]
        index.add(document.id, analysis, words, document.published)
    return Grouped(documents, analyses, index)


def true_pairs() -> list[tuple[Place, Place]]:
    return [pair for places in TOGETHER for pair in combinations(places, 2)]
