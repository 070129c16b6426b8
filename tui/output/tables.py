"""Rows for people: quotes and notes as a table that fits the terminal, or for a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tui.output.formats import one_line
from tui.output.records import Record

QUOTE_COLUMNS = ("article", "outlet", "speaker", "kind", "via", "words")
EXPLAINED = ("confidence", "why")
NOTE_COLUMNS = ("article", "passage", "note", "tags", "anchor")

_NARROW = {"kind": 8, "anchor": 9, "context": 9, "check": 13}
# Of the width left these get so much more than another column: they hold sentences.
_WIDE = {
    "words": 5,
    "passage": 4,
    "note": 4,
    "description": 4,
    "quotation": 4,
    "found in": 3,
    "what differs": 4,
    "path": 4,
}


def quote_rows(records: Iterable[Record]) -> list[dict[str, str]]:
    """One row a quote, every cell a text."""
    return [
        {
            "article": record["title"] or PurePath(record["path"]).name,
            "outlet": record["outlet"],
            "speaker": quote["speaker"] or "",
            "kind": quote["kind"],
            "via": " < ".join(quote["via"]),
            "words": quote["text"],
            "confidence": f"{quote['confidence']:.2f}",
            "why": quote["why"],
        }
        for record in records
        for quote in record["quotes"]
    ]


def note_rows(records: Iterable[Record]) -> list[dict[str, str]]:
    """One row a note, every cell a text."""
    return [
        {
            "article": record["title"] or PurePath(record["path"]).name,
            "passage": record["passage"],
            "note": record["note"],
            "tags": ", ".join(record["tags"]),
            "anchor": record["anchor"],
        }
        for record in records
    ]


def write_table(rows: Sequence[dict[str, str]], columns: Sequence[str], out: TextIO, headed_by: Sequence[str]) -> None:
    """A table as wide as the terminal, 80 columns where there is none.

    What the columns `headed_by` hold (an article, with its outlet) is told once, above its rows; columns without a word
    are left out; how sure and why stand under the last column.
    """
    if isinstance(out, io.TextIOWrapper):  # what the locale has no sign for takes one cell all the same
        out.reconfigure(errors="replace")
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    inner = [column for column in columns if column not in (*headed_by, *EXPLAINED)]
    shown = [column for column in inner if any(row[column] for row in rows)]
    under = [column for column in columns if column in EXPLAINED]
    heading, table = "", _table(shown)
    for row in rows:
        above = ", ".join(one_line(row[column]) for column in headed_by if row.get(column))
        if above != heading:
            _print(console, table)
            heading, table = above, _table(shown)
            console.print(Text(heading, style="bold"))
        cells = [Text(one_line(row[column])) for column in shown]
        if under:
            cells[-1].append("\n" + " ".join(one_line(row[column]) for column in under), style="dim")
        table.add_row(*cells)
    _print(console, table)


def _table(columns: Sequence[str]) -> Table:
    table = Table(box=None, expand=True, header_style="dim", padding=(0, 1))
    for column in columns:
        width = _NARROW.get(column)
        ratio = None if width else _WIDE.get(column, 2)
        table.add_column(column, width=width, ratio=ratio, overflow="fold")
    return table


def _print(console: Console, table: Table) -> None:
    if table.row_count:
        console.print(table)
        console.print()
