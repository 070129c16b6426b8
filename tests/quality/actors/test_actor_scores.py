"""Names found, against silver mentions of news articles; the floors lie a little under what is reached."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from tui.extraction.actors import ActorBook
from tui.extraction.mentions import find_mentions
from tui.extraction.model import ActorKind
from tui.text import Span

EVAL = Path(__file__).resolve().parents[4] / "shared" / "eval"
LABELS = {ActorKind.PERSON: "PERSON", ActorKind.ORGANISATION: "ORG", ActorKind.PLACE: "LOC"}
FLOORS = {"exact": 0.89, "exact+label": 0.84, "overlap": 0.93}
PRONOUN_FLOOR = 0.77

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not (EVAL / "gold").is_dir(), reason="the gold lies beside the repository only where it is developed"
    ),
]


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", EVAL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def read() -> tuple[list[dict], list[ActorBook]]:
    rows = [json.loads(line) for line in (EVAL / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    books = []
    for row in rows:
        where = [Span(*match.span()) for match in re.finditer(r"[^\n]+", row["text"])]
        books.append(ActorBook.build(row["text"], where, find_mentions(row["text"], where)))
    return rows, books


@cache
def scores() -> dict[str, dict[str, float]]:
    rows, books = read()
    predicted = [
        {
            "id": row["id"],
            "quotes": [],
            "actors": [
                {"start": span.start, "end": span.end, "label": LABELS[actor.kind]}
                for actor in book.actors()
                for span in actor.names
            ],
        }
        for row, book in zip(rows, books, strict=True)
    ]
    return scorer().score(rows, predicted)["actors"]


@pytest.mark.parametrize("figure", FLOORS)
def test_names_reach_the_floor(figure: str) -> None:
    found = scores()[figure]
    print(f"\nactors {figure}: P {found['P']:.3f} R {found['R']:.3f} F1 {found['F1']:.3f}")
    assert found["F1"] >= FLOORS[figure]


def pronouns() -> Iterator[bool]:
    """Whether each pronoun that is a source, and has a silver name, is given to somebody of that name."""
    for row, book in zip(*read(), strict=True):
        for quote in row["quotes"]:
            if not quote["source"] or not quote.get("source_silver"):
                continue
            span = Span(quote["source"][0][0], quote["source"][-1][1])
            if span.of(row["text"]).lower() not in ("he", "she"):
                continue
            index = book.resolve(span)
            silver = {scorer().clean(word) for word in re.findall(r"[\w'’.-]+", quote["source_silver"])}
            yield index is not None and scorer().head(book.name(index)) in silver


def test_pronouns_reach_the_floor() -> None:
    found = list(pronouns())
    share = sum(found) / len(found)
    print(f"\npronouns that are sources: {share:.3f} of {len(found)} agree with the silver coreference")
    assert share >= PRONOUN_FLOOR
