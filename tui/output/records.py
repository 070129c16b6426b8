"""Documents, quotes, actors and notes as plain records: dictionaries, lists, texts and numbers.

Offsets are half-open `[start, end)` in code points of the record's `text`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.annotations.anchoring import Anchor
    from tui.annotations.model import Annotation
    from tui.comparison.actors import ActorRegistry
    from tui.documents.model import Block, Document
    from tui.extraction.model import Analysis, Attribution
    from tui.text import Span

Record = dict[str, Any]


def document_record(
    document: Document, analysis: Analysis, registry: ActorRegistry, copies: Sequence[str] = ()
) -> Record:
    """One document and all that was found in it; actors as merged across `registry`'s documents; `copies` are paths."""
    merged = {actor.id: registry.canonical_id(document.id, actor.id) for actor in analysis.actors}
    return {
        "path": document.path,
        "id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "byline": list(document.byline),
        "published": published_record(document.published),
        "language": document.language,
        "url": document.url,
        "text": document.text,
        "blocks": [_block(block) for block in document.blocks],
        "quotes": [_quote(quote, document, registry, merged) for quote in analysis.attributions],
        "actors": _actors(analysis, registry, merged),
        "marked": [
            {
                "start": marked.span.start,
                "end": marked.span.end,
                "kind": marked.kind.value,
                "confidence": marked.confidence,
            }
            for marked in analysis.marked
        ],
        "copies": list(copies),
    }


def published_record(moment: datetime | None) -> str | None:
    """ISO 8601, with the zone; a day of which no time is told (kept as its midnight) is the date alone."""
    if moment is None:
        return None
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat()


def annotation_record(document: Document, annotation: Annotation, anchor: Anchor) -> Record:
    """One note and its passage; `start` and `end` are None where its place in the text is not known."""
    span = anchor.span
    return {
        "path": document.path,
        "title": document.title,
        "outlet": document.outlet,
        "id": annotation.id,
        "motivation": annotation.motivation.value,
        "passage": annotation.target.quote.exact,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "anchor": anchor.state.value,
        "note": annotation.body,
        "tags": list(annotation.tags),
        "creator": annotation.creator,
        "created": annotation.created.isoformat(),
        "modified": annotation.modified.isoformat(),
        "links": list(annotation.links),
    }


def _block(block: Block) -> Record:
    record: Record = {"kind": block.kind.value, "start": block.span.start, "end": block.span.end}
    if block.published:
        record["published"] = block.published.isoformat()
    return record


def _quote(quote: Attribution, document: Document, registry: ActorRegistry, merged: Mapping[str, str]) -> Record:
    speaker_id = merged.get(quote.speaker_id or "")
    speaker = registry.actor(speaker_id).name if speaker_id else quote.speaker
    record: Record = {
        "id": quote.id,
        "start": quote.span.start,
        "end": quote.span.end,
        "spans": _pairs(quote.content),
        "text": quote.words(document.text),
        "kind": quote.kind.value,
        "speaker": speaker,
        "speaker_id": speaker_id,
        "speaker_start": quote.source.start if quote.source else None,
        "speaker_end": quote.source.end if quote.source else None,
        "cue_start": quote.cue.start if quote.cue else None,
        "cue_end": quote.cue.end if quote.cue else None,
        "via": list(quote.via),
        "confidence": quote.confidence,
        "why": quote.why,
    }
    if quote.corrected:
        record["corrected"] = True
    return record


def _actors(analysis: Analysis, registry: ActorRegistry, ids: Mapping[str, str]) -> list[Record]:
    """The document's actors under their merged ids and names, in the order of the analysis.

    Aliases, roles and mentions are this document's; two of its actors that are one elsewhere become one here.
    """
    records: dict[str, Record] = {}
    for actor in analysis.actors:
        identifier = ids[actor.id]
        merged = registry.actor(identifier)
        record = records.setdefault(
            identifier,
            {
                "id": identifier,
                "name": merged.name,
                "kind": merged.kind.value,
                "aliases": [],
                "roles": [],
                "mentions": [],
            },
        )
        aliases = (name for name in (actor.name, *actor.aliases) if name != merged.name)
        record["aliases"] = list(dict.fromkeys([*record["aliases"], *aliases]))
        record["roles"] = list(dict.fromkeys([*record["roles"], *actor.roles]))
        record["mentions"] = sorted([*record["mentions"], *_pairs(actor.mentions)])
    return list(records.values())


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
