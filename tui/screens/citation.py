"""How copied words stand, and how their article is cited."""

from __future__ import annotations

from tui.documents import Document
from tui.extraction.marks import pair_marks
from tui.extraction.model import Kind
from tui.text import Span, in_a_line

_STOPS = " .,;:!?…"
"""What may stand between the end of what was said and the mark that closes it."""


def quoted(document: Document, span: Span, kind: Kind = Kind.DIRECT) -> str:
    """The words of a passage as they may be quoted: between quotation marks where all are verbatim, and else with the
    marks that the article has in them, of which one may stand right beside the passage.
    """
    text, (start, end) = document.text, span
    if kind is Kind.DIRECT:
        return f"“{in_a_line(span.of(text))}”"
    if kind is Kind.INDIRECT:
        return f"{in_a_line(span.of(text))} (paraphrase)"
    for passage in pair_marks(text, [block.span for block in document.blocks if block.span.overlaps(span)]):
        if passage.inner.start == span.start:
            start = passage.outer.start
        if passage.outer.start < span.end <= passage.inner.end and not text[span.end : passage.inner.end].strip(_STOPS):
            end = max(end, passage.outer.end)
    return f"{in_a_line(text[start:end])} (partly paraphrase)"


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
