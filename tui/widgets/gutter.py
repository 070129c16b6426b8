"""The signs left of the text: what lies on a line told without colour, and a live entry's time."""

from __future__ import annotations

from tui.documents import BlockKind, Document
from tui.linking import ArticleLinks, Locus
from tui.widgets.text_layout import TextLayout

GUTTER = 4
"""Cells: current, note, quote, space."""
_TIME = 6
SIGNS = {"direct": "┃", "mixed": "┇", "indirect": "┊"}
NOTE = "◆"
CURRENT = "▸"


def gutter_width(document: Document) -> int:
    """Cells left of each line; a live page's is wider by the times of its entries."""
    return GUTTER + (_TIME if document.entries else 0)


def gutter_text(article: ArticleLinks, layout: TextLayout, row: int, locus: Locus | None) -> str:
    """The signs of one row of text."""
    document = article.document
    start, end = layout.starts[row], layout.ends[row]
    time = ""
    if document.entries:
        entry = layout.heads.get(layout.blocks[row]) if layout.is_first_of_block(row) else None
        published = document.entries[entry].published if entry is not None else None
        time = f"{published:%H:%M} " if published else " " * _TIME
    if layout.kind(row) is BlockKind.LITTER:
        return time + " " * GUTTER
    quotes = article.quotes.overlapping(start, end)
    notes = article.notes.overlapping(start, end)
    current = locus if locus and locus.path == article.path else None
    here = current is not None and (
        any(identifier == current.attribution for _, identifier in quotes)
        or any(identifier == current.annotation for _, identifier in notes)
    )
    quote = SIGNS[article.kind(quotes[-1][1])] if quotes else " "
    return f"{time}{CURRENT if here else ' '}{NOTE if notes else ' '}{quote} "
