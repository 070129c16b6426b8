"""W3C Web Annotation as JSON-LD: written as a collection with its one page, read in any of the model's shapes.

Source: "Web Annotation Data Model", W3C Recommendation of 23 February 2017, sections 3 to 5. The keys of a note are
those of the notes on disk; what the model has no word for stands under `dcterms:` and under the prefix `briefing:`,
as section 3.1 allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tui.annotations import codec
from tui.annotations.codec import moment_text
from tui.annotations.model import Annotation
from tui.annotations.nodes import Node, NodeError
from tui.exchange.jsontext import Json, read_json, text_at, texts, write_json
from tui.exchange.model import (
    AnnotatedArticle,
    ExchangeError,
    Incoming,
    IncomingNote,
    Reference,
    Written,
    made_id,
)
from tui.exchange.names import COLLECTION, LINK, NOTE, OWN, document_of, iri, name_of, source_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_CONTEXTS = [CONTEXT, {"briefing": OWN}]
_TITLE, _OUTLET, _DOCUMENT = "dcterms:title", "dcterms:publisher", "briefing:document"
_PATH, _URL, _CONFLICT = "briefing:path", "briefing:url", "briefing:conflictWith"
_MOST_NESTED = 8


def write(articles: Sequence[AnnotatedArticle], name: str) -> Written:
    """All notes as one collection. Nothing is lost."""
    items = [_annotation(placed.annotation, article.reference) for article in articles for placed in article.notes]
    identity = COLLECTION + made_id(item["id"] for item in items)
    page: Json = {
        "id": f"{identity}:page",
        "type": "AnnotationPage",
        "partOf": identity,
        "startIndex": 0,
        "items": items,
    }
    whole = {
        "@context": _CONTEXTS,
        "id": identity,
        "type": "AnnotationCollection",
        "label": "Notes",
        "total": len(items),
        "first": page,
    }
    return Written(((name, write_json(whole)),))


def read(text: str) -> Incoming:
    """The notes in an annotation, a list, a page, a collection with its pages in it, or a graph.

    Raises ExchangeError where the text is none of these."""
    value = read_json(text)
    notes: list[IncomingNote] = []
    problems: list[str] = []
    count = 0
    for count, item in enumerate(_items(value, 0), 1):
        try:
            notes.append(_incoming(item))
        except NodeError as error:
            problems.append(f"annotation {count}: {error.what}")
        except RecursionError:
            problems.append(f"annotation {count}: it is nested too deeply")
    if not count and not (isinstance(value, dict) and {"first", "items"} & value.keys()):
        raise ExchangeError("holds no Web Annotation")
    return Incoming(tuple(notes), tuple(problems))


def _annotation(note: Annotation, reference: Reference) -> Json:
    made: Json = {
        "id": iri(note.id, NOTE),
        "type": "Annotation",
        "motivation": note.motivation.value,
        "created": moment_text(note.created),
        "modified": moment_text(note.modified),
    }
    if note.creator:
        made["creator"] = {"type": "Person", "name": note.creator}
    if note.conflict_with:
        made[_CONFLICT] = {"id": iri(note.conflict_with, NOTE)}
    bodies: list[Json] = []
    if note.body:
        bodies.append(_textual("commenting", note.body))
    bodies += [_textual("tagging", tag) for tag in note.tags]
    bodies += [{"type": "SpecificResource", "purpose": "linking", "source": iri(each, LINK)} for each in note.links]
    if bodies:
        made["body"] = bodies
    quote, position = note.target.quote, note.target.position
    made["target"] = {
        "type": "SpecificResource",
        "source": _source(reference),
        "selector": [
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
            {"type": "TextPositionSelector", "start": position.start, "end": position.end},
        ],
    }
    return made


def _textual(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _source(reference: Reference) -> Json:
    source: Json = {"id": source_of(reference), "type": "Text"}
    pairs = (
        (_TITLE, reference.title),
        (_OUTLET, reference.outlet),
        (_DOCUMENT, reference.document),
        (_PATH, reference.path),
        (_URL, reference.url if reference.url != source["id"] else ""),
    )
    return source | {key: value for key, value in pairs if value}


def _items(value: Any, depth: int) -> Iterator[Any]:
    """The annotations in a value, in order."""
    if isinstance(value, list):
        for each in value:
            yield from _items(each, depth)
    elif isinstance(value, dict) and depth < _MOST_NESTED:
        if "target" in value:
            yield value
        for key in ("first", "items", "@graph", "next"):
            yield from _items(value.get(key), depth + 1)


def _incoming(item: Json) -> IncomingNote:
    target = _target(item.get("target"))
    # A note without an id gets one made of all that it holds.
    identity = name_of(text_at(item, "id"), NOTE) or made_id([write_json(item)])
    conflict = item.get(_CONFLICT)
    whole = {
        "id": identity,
        "type": item.get("type"),
        "motivation": item.get("motivation"),
        "created": item.get("created"),
        "modified": item.get("modified"),
        "creator": _first(item.get("creator")),
        "conflictWith": name_of(text_at(conflict, "id"), NOTE),
        "target": target,
        "body": [_body(each) for each in _bodies(item)],
    }
    return IncomingNote(codec.annotation_of(_node(whole, 0)), _reference(target.get("source")))


def _target(value: Any) -> Json:
    """The first target with the words of a passage. Raises NodeError where there is none."""
    for target in value if isinstance(value, list) else [value]:
        if not isinstance(target, dict):
            continue
        selectors = list(_selectors(target.get("selector"), 0))
        if any("TextQuoteSelector" in texts(each.get("type")) for each in selectors):
            return {"source": target.get("source"), "selector": selectors}
    raise NodeError("it has no passage (TextQuoteSelector)", 0)


def _selectors(value: Any, depth: int) -> Iterator[Json]:
    """All selectors, those that refine others too."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and depth < _MOST_NESTED:
            yield each
            yield from _selectors(each.get("refinedBy"), depth + 1)


def _bodies(item: Json) -> list[Any]:
    bodies = item.get("body", [])
    bodies = list(bodies) if isinstance(bodies, list) else [bodies]
    return [*bodies, {"value": item["bodyValue"]}] if "bodyValue" in item else bodies


def _body(body: Any) -> Any:
    """A body in the shape of the notes on disk: a resource that is only named is a link, of a choice the first."""
    if isinstance(body, dict) and "Choice" in texts(body.get("type")):
        body = _first(body.get("items"))
    if isinstance(body, str):
        return {"purpose": "linking", "source": name_of(body, LINK)}
    if not isinstance(body, dict) or "value" in body:
        return body
    source = body.get("source", body.get("id"))
    named = source if isinstance(source, str) else text_at(source, "id")
    return {"purpose": "linking", "source": name_of(named, LINK)} if named else {}


def _first(value: Any) -> Any:
    return next(iter(value), None) if isinstance(value, list) else value


def _reference(source: Any) -> Reference:
    if isinstance(source, str):
        source = {"id": source}
    address = text_at(source, "id")
    document = document_of(address)
    is_own = bool(document) or source_of(Reference()) == address
    return Reference(
        document=text_at(source, _DOCUMENT) or document,
        title=text_at(source, _TITLE),
        outlet=text_at(source, _OUTLET),
        url=text_at(source, _URL) or ("" if is_own else address),
        path=text_at(source, _PATH),
    )


def _node(value: Any, depth: int) -> Node:
    """A JSON value as the reader of notes on disk sees one. Raises NodeError for one that is nested too deeply."""
    if depth > _MOST_NESTED:
        raise NodeError("it is nested too deeply", 0)
    if isinstance(value, dict):
        pairs = [(_node(key, depth + 1), _node(each, depth + 1)) for key, each in value.items()]
        return Node(0, 0, 0, 0, pairs=pairs)
    if isinstance(value, list):
        return Node(0, 0, 0, 0, items=[_node(each, depth + 1) for each in value])
    if isinstance(value, str):
        return Node(0, 0, 0, 0, text=value)
    return Node(0, 0, 0, 0, text="null" if value is None else str(value), plain=True)
