"""Briefings over small articles of our own, hostile ones among them."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.annotations.anchoring import anchor_all
from tui.annotations.model import Annotation, Motivation, new_annotation
from tui.briefing.choosing import Choice
from tui.briefing.gathering import Article, gather
from tui.briefing.model import Briefing
from tui.documents.loading import parse
from tui.extraction.pipeline import extract
from tui.text import Span

MADE = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
COURIER = """---
title: Harbour stays open
outlet: The Courier
author: Mia Lund
date: 2026-03-02T08:00:00Z
url: https://example.org/courier?a=1&b=2
language: en
---

“We will not close the northern harbour before the storm,” Minister Anna Berg said.

“The islanders were never asked about it,” said Peter Holm.
"""
GAZETTE = """---
title: Berg speaks
outlet: The Gazette
date: 2026-03-02T10:00:00Z
language: en
---

“We will close the northern harbour before the storm,” Anna Berg said, according to Reuters.
"""
HOSTILE = """---
title: "<script>document.title='owned'</script> *bold* [link](javascript:alert)"
outlet: "</style><img src=x onerror=alert(1)>"
author: "<b>Eve</b>"
date: 2026-03-03
url: "javascript:alert(1)"
language: en
---

“We &lt;script&gt;1&lt;/script&gt; will # stay | here_and_now \\`rm -rf\\` ${7+7} {{ 7+7 }},” Jane Doe said.

“1. <https://evil.example.org> ![x](http://evil.example.org/x.png) must be \x1b[2J seen \u202e,” Jane Doe said.
"""


def article(text: str, *notes: tuple[str, str, tuple[str, ...]]) -> Article:
    """`notes` are (passage, body, tags)."""
    document = parse(text, path="article.md", format="md")
    made = [_note(document.text, *note) for note in notes]
    anchors = anchor_all(document.text, made)
    return Article(document, extract(document), [(note, anchors[note.id].span) for note in made])


def _note(text: str, passage: str, body: str, tags: tuple[str, ...]) -> Annotation:
    start = text.index(passage)
    span = Span(start, start + len(passage))
    return new_annotation(text, span, motivation=Motivation.COMMENTING, body=body, tags=tags, creator="ann")


def briefing(*articles: Article, choice: Choice | None = None) -> Briefing:
    return gather(articles or (article(COURIER), article(GAZETTE)), "The harbour", MADE, choice)


def two_in_one() -> Briefing:
    """Of two statements each has an article of its own, and one quote holds both; there is a note on that."""
    first, second = "We will close the pipeline before the winter frost", "our fishermen keep their ancient rights"
    both, one, other = (
        f"{name}\n\n“{words},” Anna Berg said on Monday.\n"
        for name, words in (("Both", f"{first} and {second}"), ("One", first), ("Other", second.capitalize()))
    )
    return briefing(article(both, (first, "Is it?", ())), article(one), article(other))
