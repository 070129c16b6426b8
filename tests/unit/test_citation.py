"""How copied words stand: only what is verbatim is put between quotation marks."""

from __future__ import annotations

import pytest

from tui.documents.loading import parse
from tui.extraction.model import Kind
from tui.screens.citation import quoted
from tui.text import Span


@pytest.mark.parametrize(
    ("text", "words", "kind", "copied"),
    [
        ("“We go on,” she said.", "We go on,", Kind.DIRECT, "“We go on,”"),
        ("He said that they go on.", "that they go on", Kind.INDIRECT, "that they go on (paraphrase)"),
        ('It leaves "much to be done".', 'leaves "much to be done', Kind.MIXED, 'leaves "much to be done"'),
        ('It leaves "much undone." So be it.', 'leaves "much undone', Kind.MIXED, 'leaves "much undone."'),
        ("Ties “are over” for now.", "are over” for now", Kind.MIXED, "“are over” for now"),
        ("It was a ‘long day’s night’, he said.", "a ‘long day’s night", Kind.MIXED, "a ‘long day’s night’"),
        ("It was a ‘lost day”, he said.", "a ‘lost day", Kind.MIXED, "a ‘lost day”"),
        ("He spoke of “ties” and trade.", "of “ties” and trade", Kind.MIXED, "of “ties” and trade"),
        ('It is "over" now, "gone" too.', 'over" now, "gone" too', Kind.MIXED, '"over" now, "gone" too'),
    ],
)  # fmt: skip
def test_words_are_quoted_as_far_as_they_are_verbatim(text: str, words: str, kind: Kind, copied: str) -> None:
    article = parse(f"Talks in a day\n\n{text}\n", path="talks.txt")
    start = article.text.index(words)
    note = " (partly paraphrase)" if kind is Kind.MIXED else ""
    assert quoted(article, Span(start, start + len(words)), kind) == copied + note
