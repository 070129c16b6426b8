"""How an article is cited in copied text."""

from __future__ import annotations

from tui.documents import Document


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
