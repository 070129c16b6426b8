"""CSV with a line a note, for spreadsheets and for data frames. Nothing is lost but what is no Unicode text.

The form is that of RFC 4180 in UTF-8. A cell that a spreadsheet would take for a formula begins with an apostrophe,
which goes again when it is read; several tags or links stand in one cell, parted by commas, in quotation marks where
they must."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from tui.annotations.codec import moment_text
from tui.annotations.model import Annotation, Motivation, Target, TextPositionSelector, TextQuoteSelector
from tui.exchange.model import (
    AnnotatedArticle,
    ExchangeError,
    Incoming,
    IncomingNote,
    PlacedNote,
    Reference,
    Written,
    made_id,
    plain_motivation,
)
from tui.exchange.times import both

COLUMNS = (
    *("id", "motivation", "exact", "note", "tags", "links", "creator", "created", "modified"),
    *("title", "outlet", "url", "path", "document", "prefix", "suffix", "start", "end", "conflict_with"),
)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_LONE = re.compile("[\ud800-\udfff]")
_PLAIN_ITEM = re.compile(r'[^\s",](?:[^",\r\n]*[^\s",])?')
_ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,]*?))\s*(?:,|\Z)')
_NUMBER = re.compile(r"[0-9]{1,12}")


class _LineError(ValueError):
    """A line that is no note; says why."""


def write(articles: Sequence[AnnotatedArticle], name: str) -> Written:
    """All notes as one table with a line of column names."""
    rows = [_row(placed, article.reference) for article in articles for placed in article.notes]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_marked(row[column]) for column in COLUMNS])
    text, lost = _LONE.subn("\ufffd", out.getvalue())
    return Written(((name, text),), ("characters that are no Unicode text",) if lost else ())


def read(text: str) -> Incoming:
    """The notes of a table with at least a column `exact`, the words of the passage. Raises ExchangeError."""
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    except csv.Error as error:
        raise ExchangeError(f"is not CSV ({error})") from error
    finally:
        csv.field_size_limit(limit)
    columns = lines[0] if lines else []
    if "exact" not in columns:
        raise ExchangeError('has no column "exact" with the words of the passages')
    notes: list[IncomingNote] = []
    problems: list[str] = []
    for number, cells in enumerate(lines[1:], 1):
        if not any(cells):
            continue
        row = {column: _bare(cell) for column, cell in zip(columns, cells, strict=False)}
        try:
            notes.append(_incoming(row))
        except _LineError as error:
            problems.append(f"note {number}: {error}")
    return Incoming(tuple(notes), tuple(problems))


def _row(placed: PlacedNote, reference: Reference) -> dict[str, str]:
    note, quote, position = placed.annotation, placed.annotation.target.quote, placed.annotation.target.position
    return {
        "id": note.id,
        "motivation": note.motivation.value,
        "exact": quote.exact,
        "note": note.body,
        "tags": _joined(note.tags),
        "links": _joined(note.links),
        "creator": note.creator,
        "created": moment_text(note.created),
        "modified": moment_text(note.modified),
        "title": reference.title,
        "outlet": reference.outlet,
        "url": reference.url,
        "path": reference.path,
        "document": reference.document,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        "start": str(position.start),
        "end": str(position.end),
        "conflict_with": note.conflict_with,
    }


def _incoming(row: Mapping[str, str]) -> IncomingNote:
    def cell(column: str) -> str:
        return row.get(column, "")

    body, tags, links = cell("note"), _parted(cell("tags")), _parted(cell("links"))
    try:
        created, modified = both(cell("created"), cell("modified"))
    except ValueError as error:
        raise _LineError(str(error)) from None
    note = Annotation(
        id=cell("id") or made_id(row.values()),
        motivation=_motivation(cell("motivation"), body, tags),
        target=Target(
            TextQuoteSelector(cell("exact"), cell("prefix"), cell("suffix")),
            TextPositionSelector(_offset(row, "start"), _offset(row, "end")),
        ),
        body=body,
        tags=tags,
        creator=cell("creator"),
        created=created,
        modified=modified,
        links=links,
        conflict_with=cell("conflict_with"),
    )
    return IncomingNote(note, Reference(*(cell(each) for each in ("document", "title", "outlet", "url", "path"))))


def _motivation(name: str, body: str, tags: Sequence[str]) -> Motivation:
    if name:
        try:
            return Motivation(name)
        except ValueError:
            raise _LineError(f"motivation is none that is known: {name[:40]}") from None
    return plain_motivation(body, tags)


def _offset(row: Mapping[str, str], column: str) -> int:
    text = row.get(column, "").strip()
    if text and not _NUMBER.fullmatch(text):
        raise _LineError(f"{column} is not a number: {text[:40]}")
    return int(text or 0)


def _joined(items: Iterable[str]) -> str:
    quoted = (each if _PLAIN_ITEM.fullmatch(each) else '"' + each.replace('"', '""') + '"' for each in items)
    return ", ".join(quoted)


def _parted(cell: str) -> tuple[str, ...]:
    """The items in a cell; one without quotation marks that is blank is none."""
    found: list[str] = []
    place = 0
    while place < len(cell):
        item = _ITEM.match(cell, place)
        if item is None:  # quotation marks that do not close, or words behind them
            found.append(cell[place:].strip())
            break
        if item[1] is not None:
            found.append(item[1].replace('""', '"'))
        elif item[2]:
            found.append(item[2])
        place = item.end()
    return tuple(dict.fromkeys(found))


def _marked(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
