"""Laws of the actors of an analysis, over real articles."""

from __future__ import annotations

import json
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from tui.documents.loading import load, parse
from tui.documents.model import Document
from tui.extraction import extract
from tui.extraction.model import Analysis

SHARED = Path(__file__).resolve().parents[4] / "shared"
ARTICLES = 40
NOBODY = {"it", "expression", "its accusations", "meantime", "reports", "some", "talks", "coup", "we", "they"}

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the real articles lie beside the repository only where it is developed"
    ),
]


@cache
def analyses() -> list[tuple[Document, Analysis]]:
    documents = [load(path) for path in sorted((SHARED / "seeds").glob("*.txt"))]
    with (SHARED / "eval" / "gold" / "train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, ARTICLES)]
    documents += [parse(row["text"], path=row["id"]) for row in rows]
    return [(document, extract(document)) for document in documents]


def test_every_speaker_is_an_actor_of_the_analysis() -> None:
    for document, analysis in analyses():
        names = {actor.id: actor.name for actor in analysis.actors}
        for attribution in analysis.attributions:
            if attribution.speaker_id is None:
                assert attribution.speaker is None
            else:
                assert names.get(attribution.speaker_id) == attribution.speaker, document.path


def test_no_two_actors_share_a_mention() -> None:
    for document, analysis in analyses():
        spans = [span for actor in analysis.actors for span in actor.mentions]
        shared = {span.of(document.text) for span in spans if spans.count(span) > 1}
        assert not shared, document.path


def test_what_cannot_say_anything_is_not_listed() -> None:
    for document, analysis in analyses():
        assert not NOBODY & {actor.name.lower() for actor in analysis.actors}, document.path
