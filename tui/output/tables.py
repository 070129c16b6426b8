"""Rows for people: quotes and notes as a table that fits the terminal, or for a spreadsheet."""

from __future__ import annotations

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

# Of the width left, words get this much more than another column; these are the columns that hold sentences.
_WIDE = {"words": 5, "passage": 4, "note": 4, "why": 3}
_NARROW = {"kind": 8, "confidence": 4, "anchor": 9}
_SHORT = {"confidence": "conf"}


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


def write_table(rows: Sequence[dict[str, str]], columns: Sequence[str], out: TextIO) -> None:
    """A table as wide as the terminal, 80 columns where there is none.

    Columns without a word are left out, and an article is named once, above its rows.
    """
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    shown = [column for column in columns if column != "article" and any(row[column] for row in rows)]
    article = None
    table = _table(shown)
    for row in rows:
        if row["article"] != article:
            _print(console, table)
            article, table = row["article"], _table(shown)
            console.print(Text(one_line(article), style="bold"))
        table.add_row(*(Text(one_line(row[column])) for column in shown))
    _print(console, table)


def _table(columns: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=True, expand=True, header_style="dim", padding=(0, 1))
    for column in columns:
        table.add_column(
            _SHORT.get(column, column),
            ratio=None if column in _NARROW else _WIDE.get(column, 2),
            width=_NARROW.get(column),
            overflow="fold",
        )
    return table


def _print(console: Console, table: Table) -> None:
    if table.row_count:
        console.print(table)
        console.print()
