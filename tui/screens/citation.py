"""How an article is cited in copied text."""

from __future__ import annotations

from tui.documents import Document
from tui.extraction.model import Kind
from tui.text import Span

_MARKS = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"'}
"""Quotation marks that open, and what closes them."""


def bare(text: str, span: Span) -> str:
    """The words of a passage on one line."""
    return " ".join(span.of(text).split())


def quoted(text: str, span: Span, kind: Kind = Kind.DIRECT) -> str:
    """The words of a passage as they may be quoted: between quotation marks where all are verbatim, and else with the
    marks that the article has in them, of which one may stand right beside the passage.
    """
    words = bare(text, span)
    if kind is Kind.DIRECT:
        return f"“{words}”"
    if kind is Kind.INDIRECT:
        return f"{words} (paraphrase)"
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    if after in _MARKS.values() and any(_is_open(words, *pair) for pair in _MARKS.items()):  # of another pair too
        words += after
    elif before in _MARKS and _is_not_opened(words, before, _MARKS[before]):
        words = before + words
    return f"{words} (partly paraphrase)"


def _is_open(words: str, mark: str, closing: str) -> bool:
    """True where a quotation mark that opens is not closed. What closes a single one may be an apostrophe."""
    if mark == closing:
        return words.count(mark) % 2 == 1
    return words.rfind(mark) > words.rfind(closing) or (closing == "’" and mark in words)


def _is_not_opened(words: str, mark: str, closing: str) -> bool:
    if mark == closing:
        return words.count(mark) % 2 == 1
    return -1 < words.find(closing) < (words.find(mark) if mark in words else len(words))


def citation(document: Document, speaker: str | None = None) -> str:
    """Speaker, author, title, outlet, date and address, as far as the article tells them.

    An example: "Sergei Lavrov, in: Ben Aris, “UK Foreign Secretary …”, bne IntelliNews, 10 February 2022".
    """
    parts = [", ".join(document.byline)] if document.byline else []
    parts.append(f"“{document.title}”")
    if document.outlet:
        parts.append(document.outlet)
    if document.published:
        parts.append(f"{document.published:%-d %B %Y}")
    if document.url:
        parts.append(document.url)
    whole = ", ".join(parts)
    return f"{speaker}, in: {whole}" if speaker else whole
