"""Notes as plain text, article by article."""

from __future__ import annotations

from collections.abc import Sequence

from tui.exchange.model import AnnotatedArticle, PlacedNote, Written

_INDENT = "    "


def write(articles: Sequence[AnnotatedArticle], name: str) -> Written:
    """Each article with its particulars, then its notes: the passage, the words under it, the tags."""
    parts = [_article(article) for article in articles if article.notes]
    losses = ("when each note was made, by whom, and its links",) if parts else ()
    return Written(((name, "\n\n".join(parts)),), losses)


def _article(article: AnnotatedArticle) -> str:
    reference = article.reference
    day = article.published.strftime("%Y-%m-%d") if article.published else ""
    told = [", ".join(article.byline), reference.kept_as, day, reference.url]
    title = _shown(reference.title or reference.path or reference.document)
    head = [title, _shown(", ".join(filter(None, told)))]
    return "\n".join(filter(None, head)) + "\n\n" + "\n".join(_note(placed) for placed in article.notes)


def _note(placed: PlacedNote) -> str:
    note = placed.annotation
    lines = [f"“{_shown(note.target.quote.exact)}”"] if note.target.quote.exact.strip() else []
    lines += [_INDENT + _shown(line) if line else "" for line in note.body.splitlines()]
    lines += [f"{_INDENT}[{', '.join(map(_shown, note.tags))}]"] if note.tags else []
    return "\n".join(lines) + "\n"


def _shown(text: str) -> str:
    """On one line, without anything that a terminal could take for a command."""
    return "".join(each if each.isprintable() else "\ufffd" for each in " ".join(text.split()))
