"""Rows for people: quotes and notes as a table that fits the terminal, or for a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tui.comparison.apart import told_apart
from tui.documents.naming import kept_as, site_of
from tui.output.formats import one_line
from tui.output.records import Record

QUOTE_COLUMNS = ("article", "outlet", "speaker", "kind", "via", "words")
EXPLAINED = ("confidence", "why")
NOTE_COLUMNS = ("article", "passage", "note", "tags", "anchor")

_GAP = 2
"""Cells between two columns."""
_LONG = 14
"""Cells of a word that stays whole; a longer one (a long compound, an address) is parted where there is no room."""
SOURCE = "source"
"""In a row: what tells its article from others with the same heading, the path of a file. No column."""
KNOWN_AS = "known as"
"""In a row: what its article is called in a heading where its outlet is not known. No column."""
_WHOLE = frozenset({"check", "kind", "anchor", "context", "keys"})
"""Columns whose cells are never parted."""
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
_NORMAL = 2


def quote_rows(records: Iterable[Record]) -> list[dict[str, str]]:
    """One row a quote, every cell a text."""
    return [
        {
            SOURCE: record["path"],
            "article": record["title"] or PurePath(record["path"]).name,
            "outlet": record["outlet"],
            KNOWN_AS: kept_as(record["outlet"], site_of(record["url"]), record["path"]),
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
            SOURCE: record["path"],
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

    What the columns `headed_by` hold (an article, with its outlet) is told once, above its rows; articles that would
    have one heading are told apart by their files. Columns without a word are left out; how sure and why stand under
    the last column.
    """
    if isinstance(out, io.TextIOWrapper):  # what the locale has no sign for takes one cell all the same
        out.reconfigure(errors="replace")
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    inner = [column for column in columns if column not in (*headed_by, *EXPLAINED)]
    shown = [column for column in inner if any(row[column] for row in rows)]
    under = [column for column in columns if column in EXPLAINED]
    told = [[one_line(row[column]) for column in shown] for row in rows]
    below = [" ".join(one_line(row[column]) for column in under) for row in rows]
    explained_below = [[*[""] * (len(shown) - 1), each] for each in below]
    widths = column_widths(shown, [*told, *explained_below], console.width)
    heading, table = "", _table(shown, widths)
    for above, texts, explained in zip(_headings(rows, headed_by), told, below, strict=True):
        if above != heading:
            _print(console, table)
            heading, table = above, _table(shown, widths)
            console.print(Text(heading, style="bold"))
        cells = [Text(text) for text in texts]
        if under:
            cells[-1].append("\n" + explained, style="dim")
        if widths is None:
            _print_under_each_other(console, shown, cells)
        else:
            table.add_row(*cells)
    _print(console, table)


def _above(row: dict[str, str], headed_by: Sequence[str]) -> Iterator[str]:
    for column in headed_by:
        yield row.get(column) or (row.get(KNOWN_AS, "") if column == "outlet" else "")


def _headings(rows: Sequence[dict[str, str]], headed_by: Sequence[str]) -> list[str]:
    """What stands above each row."""
    found = [", ".join(dict.fromkeys(one_line(each) for each in _above(row, headed_by) if each)) for row in rows]
    sources: dict[str, dict[str, str]] = {}
    for heading, row in zip(found, rows, strict=True):
        sources.setdefault(heading, {})[row.get(SOURCE, "")] = ""
    for alike in sources.values():
        if len(alike) > 1:
            apart = told_apart([(PurePath(source).name, source) for source in alike])
            alike.update(zip(alike, (f" ({one_line(each)})" for each in apart), strict=True))
    return [heading + sources[heading][row.get(SOURCE, "")] for heading, row in zip(found, rows, strict=True)]


def column_widths(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Cells of each column in a table of `width` cells: first every word is whole, then there is more where sentences
    stand. None where there is no room even for words of `_LONG`.
    """
    left = width - _GAP * len(columns)
    words, most = ([cell_len(name) for name in columns] for _ in range(2))
    for row in rows:
        for at, text in enumerate(row):
            longest = max(map(cell_len, [text] if columns[at] in _WHOLE else text.split()), default=0)
            words[at], most[at] = max(words[at], longest), max(most[at], cell_len(text))
    least = [
        size if column in _WHOLE else max(min(size, _LONG), cell_len(column))
        for column, size in zip(columns, words, strict=True)
    ]
    if sum(least) > left:
        return None
    return _widened(_widened(least, words, left, columns), most, left, columns)


def _widened(least: Sequence[int], most: Sequence[int], width: int, columns: Sequence[str]) -> list[int]:
    """The columns as wide as there is room, none wider than it needs, and each by its share."""
    found = list(least)
    left = width - sum(found)
    while left and (open_ := [at for at in range(len(found)) if found[at] < most[at]]):
        shares = [_WIDE.get(columns[at], _NORMAL) for at in open_]
        given = [max(left * share // sum(shares), 1) for share in shares]
        for at, more in zip(open_, given, strict=True):
            taken = min(more, most[at] - found[at], left)
            found[at] += taken
            left -= taken
    return found


def _table(columns: Sequence[str], widths: Sequence[int] | None) -> Table:
    table = Table(box=None, header_style="dim", padding=(0, 1))
    for column, width in zip(columns, widths or (), strict=widths is not None):
        table.add_column(column, width=width, overflow="fold")
    return table


def _print_under_each_other(console: Console, columns: Sequence[str], cells: Sequence[Text]) -> None:
    """A row whose cells have no room beside each other."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    table.add_column(style="dim", width=max(map(cell_len, columns)))
    table.add_column(overflow="fold")
    for column, cell in zip(columns, cells, strict=True):
        if cell:
            table.add_row(column, cell)
    _print(console, table)


def _print(console: Console, table: Table) -> None:
    if table.row_count:
        console.print(table)
        console.print()
