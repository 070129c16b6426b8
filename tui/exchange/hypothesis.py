"""Hypothesis JSON: the rows that a search of the Hypothesis API answers with (h.readthedocs.io, API v1, "Search").

The program there knows neither motivations nor links, and tells an article by its address alone; an article's id goes
with its addresses under `document`, as an annotation that is sent to the API has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tui.annotations.model import Annotation, Target, TextPositionSelector, TextQuoteSelector
from tui.exchange.jsontext import Json, read_json, text_at, texts, write_json
from tui.exchange.model import (
    AnnotatedArticle,
    ExchangeError,
    Incoming,
    IncomingNote,
    Reference,
    Written,
    made_id,
    plain_motivation,
)
from tui.exchange.names import document_of, source_of
from tui.exchange.times import both
from tui.text import counted

_ACCOUNT = re.compile(r"acct:[^@\s]+@\S+")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._]+")
_AUTHORITY = "briefing-tui"
_NOBODY = f"acct:anonymous@{_AUTHORITY}"
_MOST_DIGITS = 12


class _RowError(ValueError):
    """A row that is no note on a passage; says why."""


def write(articles: Sequence[AnnotatedArticle], name: str) -> Written:
    """All notes as the rows of one answer."""
    rows = [_row(placed.annotation, article.reference) for article in articles for placed in article.notes]
    return Written(((name, write_json({"total": len(rows), "rows": rows})),), _losses(articles))


def read(text: str) -> Incoming:
    """The notes in an answer of the API, in its rows alone, or in one row. Raises ExchangeError."""
    value = read_json(text)
    rows = value.get("rows", [value] if "target" in value else None) if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise ExchangeError("holds no rows of Hypothesis")
    notes: list[IncomingNote] = []
    problems: list[str] = []
    for number, row in enumerate(rows, 1):
        try:
            notes.append(_incoming(row))
        except _RowError as error:
            problems.append(f"row {number}: {error}")
        except RecursionError:
            problems.append(f"row {number}: it is nested too deeply")
    return Incoming(tuple(notes), tuple(problems))


def _losses(articles: Sequence[AnnotatedArticle]) -> tuple[str, ...]:
    notes = [placed.annotation for article in articles for placed in article.notes]
    told = (
        ("the motivation of", sum(note.motivation is not plain_motivation(note.body, note.tags) for note in notes)),
        ("the links of", sum(bool(note.links) for note in notes)),
        ("what another version is of, in", sum(bool(note.conflict_with) for note in notes)),
    )
    losses = [f"{what} {counted(number, 'note')}" for what, number in told if number]
    if any(article.reference.outlet or article.reference.path for article in articles if article.notes):
        losses.append("outlets and file names")
    return tuple(losses)


def _row(note: Annotation, reference: Reference) -> Json:
    source = source_of(reference)
    is_account = _ACCOUNT.fullmatch(note.creator) is not None
    account = _NOT_IN_NAMES.sub("_", note.creator)[:30] or "_"
    addresses = dict.fromkeys((source, source_of(Reference(document=reference.document))))
    quote, position = note.target.quote, note.target.position
    return {
        "id": note.id,
        "created": note.created.isoformat(),
        "updated": note.modified.isoformat(),
        "user": note.creator if is_account else f"acct:{account}@{_AUTHORITY}" if note.creator else _NOBODY,
        "user_info": {"display_name": None if is_account or not note.creator else note.creator},
        "uri": source,
        "text": note.body,
        "tags": list(note.tags),
        "target": [
            {
                "source": source,
                "selector": [
                    {"type": "TextPositionSelector", "start": position.start, "end": position.end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": quote.exact,
                        "prefix": quote.prefix,
                        "suffix": quote.suffix,
                    },
                ],
            }
        ],
        "document": {"title": [reference.title], "link": [{"href": each} for each in addresses]},
    }


def _incoming(row: Any) -> IncomingNote:
    if not isinstance(row, dict):
        raise _RowError("it is not an object")
    body, tags = text_at(row, "text"), tuple(dict.fromkeys(texts(row.get("tags", []))))
    try:
        created, modified = both(text_at(row, "created"), text_at(row, "updated"))
    except ValueError as error:
        raise _RowError(str(error)) from None
    user, shown = text_at(row, "user"), text_at(row.get("user_info"), "display_name")
    note = Annotation(
        id=text_at(row, "id") or made_id([write_json(row)]),
        motivation=plain_motivation(body, tags),
        target=_target(row),
        body=body,
        tags=tags,
        creator=shown or ("" if user == _NOBODY else user),
        created=created,
        modified=modified,
    )
    return IncomingNote(note, _reference(row))


def _target(row: Json) -> Target:
    if row.get("references"):
        raise _RowError("it is a reply to another note")
    targets = row.get("target")
    selectors: dict[str, Json] = {}
    for target in targets if isinstance(targets, list) else [targets]:
        found = target.get("selector") if isinstance(target, dict) else None
        for each in found if isinstance(found, list) else ():
            if isinstance(each, dict):
                selectors.setdefault(text_at(each, "type"), each)
    quote = selectors.get("TextQuoteSelector")
    if quote is None or not isinstance(quote.get("exact"), str):
        raise _RowError("it is on a whole page, not on a passage")
    position = selectors.get("TextPositionSelector", {})
    return Target(
        TextQuoteSelector(*(text_at(quote, key) for key in ("exact", "prefix", "suffix"))),
        TextPositionSelector(_offset(position.get("start")), _offset(position.get("end"))),
    )


def _offset(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**_MOST_DIGITS else 0


def _reference(row: Json) -> Reference:
    document = row.get("document")
    uri = text_at(row, "uri")
    links = document.get("link") if isinstance(document, dict) else None
    addresses = [uri, *(text_at(link, "href") for link in (links if isinstance(links, list) else ()))]
    ids = [found for each in addresses if (found := document_of(each))]
    is_own = bool(document_of(uri)) or uri == source_of(Reference())
    return Reference(next(iter(ids), ""), text_at(document, "title"), url="" if is_own else uri)
