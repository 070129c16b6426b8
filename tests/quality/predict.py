"""Predictions in the form of the evaluation kit: one row a document, made from an `Analysis`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tui.documents.loading import parse
from tui.extraction.model import ActorKind, Analysis, Attribution
from tui.extraction.pipeline import extract

LABELS = {ActorKind.PERSON: "PERSON", ActorKind.ORGANISATION: "ORG", ActorKind.PLACE: "LOC"}


def gold_rows(path: Path) -> list[dict[str, Any]]:
    """The gold lines of a file of the evaluation kit."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def quote_row(attribution: Attribution) -> dict[str, Any]:
    """One attribution as the kit's scorer reads it."""
    row: dict[str, Any] = {
        "start": attribution.span.start,
        "end": attribution.span.end,
        "spans": [list(piece) for piece in attribution.content],
        "speaker": attribution.speaker,
        "speaker_start": None,
        "speaker_end": None,
        "type": attribution.kind.value,
        "confidence": attribution.confidence,
    }
    if attribution.source is not None:
        row["speaker_start"], row["speaker_end"] = attribution.source
    if attribution.cue is not None:
        row["cue_start"], row["cue_end"] = attribution.cue
    return row


def prediction(identifier: str, analysis: Analysis) -> dict[str, Any]:
    """One document's row."""
    return {
        "id": identifier,
        "quotes": [quote_row(attribution) for attribution in analysis.attributions],
        "actors": [
            {"start": span.start, "end": span.end, "label": LABELS[actor.kind]}
            for actor in analysis.actors
            for span in actor.names
        ],
    }


def predictions(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row for every gold line, made from its text alone."""
    return [prediction(row["id"], extract(parse(row["text"], path=row["id"]))) for row in rows]
