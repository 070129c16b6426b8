"""Variant groups over ten events in five outlets each, and over a campaign in seven: `pytest -m quality -s`."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from tui.comparison.actors import ActorRegistry
from tui.comparison.likeness import SAME_RUN
from tui.comparison.variants import VariantIndex
from tui.comparison.wording import folded, tokens
from tui.documents.loading import load, parse
from tui.documents.model import Document
from tui.extraction import extract
from tui.extraction.model import Analysis, Attribution, Kind

SHARED = Path(__file__).resolve().parents[3] / "shared"
EVENTS, GOLD = SHARED / "corpora" / "one-event-five-outlets", SHARED / "eval" / "gold" / "train.jsonl"
JUDGED = Path(__file__).with_name("comparison_judged.tsv")
Place = tuple[str, str]

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not (EVENTS.is_dir() and GOLD.is_file()),
        reason="the articles lie beside the repository only where it is developed",
    ),
]


@dataclass(frozen=True)
class Corpus:
    articles: dict[str, tuple[Document, Analysis]]
    registry: ActorRegistry
    index: VariantIndex

    def said(self, name: str, attribution: Attribution) -> str:
        return " ".join(piece.of(self.articles[name][0].text) for piece in attribution.content)

    def are_together(self, a: Place, b: Place) -> bool:
        of_a, of_b = ({group.id for group in self.index.groups_of(*place)} for place in (a, b))
        return not of_a.isdisjoint(of_b)


def _corpus(documents: dict[str, tuple[Document, datetime | None]]) -> Corpus:
    registry = ActorRegistry()
    corpus = Corpus({}, registry, VariantIndex(registry.canonical_id))
    for name, (document, when) in documents.items():
        analysis = extract(document)
        registry.add(analysis)
        corpus.index.add(document.id, analysis, [one.words(document.text) for one in analysis.attributions], when)
        corpus.articles[name] = (document, analysis)
    return corpus


@cache
def corpora() -> tuple[Corpus, Corpus]:
    events = {f"{path.parent.name}/{path.name}": load(path) for path in sorted(EVENTS.glob("*/*.txt"))}
    campaign: dict[str, tuple[Document, datetime | None]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        dated = re.search(r"_(\d{4}-\d\d-\d\d)_", row["id"])
        when = datetime.fromisoformat(dated[1]).replace(tzinfo=UTC) if dated else None
        campaign[row["id"]] = (parse(row["text"], path=row["id"]), when)
    return _corpus({name: (document, document.published) for name, document in events.items()}), _corpus(campaign)


def _sharing(corpus: Corpus) -> set[tuple[Place, Place]]:
    """Pairs of quoted passages of different articles with a speaker and a run of `SAME_RUN` words in common."""
    holders: dict[tuple[str, tuple[str, ...]], set[Place]] = defaultdict(set)
    for name, (document, analysis) in corpus.articles.items():
        named = {actor.id for actor in analysis.actors if not actor.unnamed}
        for attribution in analysis.attributions:
            if attribution.kind is Kind.INDIRECT or attribution.speaker_id not in named:
                continue
            speaker = corpus.registry.canonical_id(document.id, attribution.speaker_id or "")
            words = [folded(word) for word, _, _ in tokens(corpus.said(name, attribution))]
            for at in range(len(words) - SAME_RUN + 1):
                holders[speaker, tuple(words[at : at + SAME_RUN])].add((document.id, attribution.id))
    return {pair for held in holders.values() for pair in combinations(sorted(held), 2) if pair[0][0] != pair[1][0]}


def test_passages_that_share_a_run_and_a_speaker_are_in_one_group() -> None:
    for title, corpus in zip(("ten events", "campaign"), corpora(), strict=True):
        pairs = _sharing(corpus)
        found = sum(corpus.are_together(*pair) for pair in pairs)
        print(f"{title}: {found} of {len(pairs)} pairs with a run and a speaker in common are in one group")
        assert found >= 0.98 * len(pairs)


def test_pairs_in_groups_are_one_statement_to_a_reader() -> None:
    """An attribution that the extractor no longer finds at its place is left out."""
    verdicts: dict[bool, list[bool]] = {True: [], False: []}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        *places, verdict = line.split("\t")
        corpus = corpora()[0 if "/" in places[0] else 1]
        found = []
        for name, start, end in (places[:3], places[3:]):
            document, analysis = corpus.articles[name]
            at = [one for one in analysis.attributions if one.span == (int(start), int(end))]
            found.extend((document.id, one.id) for one in at[:1])
        if len(found) == 2:
            verdicts[verdict == "right"].append(corpus.are_together(found[0], found[1]))
    right, wrong = sum(verdicts[True]), sum(verdicts[False])
    print(
        f"of the judged pairs, {right} right and {wrong} wrong ones are in one group; {len(verdicts[True])} are right"
    )
    assert right >= 0.95 * (right + wrong)
    assert right >= 0.9 * len(verdicts[True])
