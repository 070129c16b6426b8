"""How copied words stand: only what is verbatim is put between quotation marks."""

from __future__ import annotations

import pytest

from tui.extraction.model import Kind
from tui.screens.citation import quoted
from tui.text import Span


@pytest.mark.parametrize(
    ("text", "words", "kind", "copied"),
    [
        ("“We go\non,” she said.", "We go\non,", Kind.DIRECT, "“We go on,”"),
        ("He said that they go on.", "that they go on", Kind.INDIRECT, "that they go on (paraphrase)"),
        (
            'He said ties leave "much to be done".',
            'ties leave "much to be done',
            Kind.MIXED,
            'ties leave "much to be done" (partly paraphrase)',
        ),
        ("Ties “are over” for now.", "are over” for now", Kind.MIXED, "“are over” for now (partly paraphrase)"),
        (
            "It was a ‘long day’s night’, he said.",
            "a ‘long day’s night",
            Kind.MIXED,
            "a ‘long day’s night’ (partly paraphrase)",
        ),
        ("It was a ‘lost day”, he said.", "a ‘lost day", Kind.MIXED, "a ‘lost day” (partly paraphrase)"),
        ("He spoke of “ties” and trade.", "of “ties” and trade", Kind.MIXED, "of “ties” and trade (partly paraphrase)"),
        (
            'It is "over" now, "gone" too.',
            'over" now, "gone" too',
            Kind.MIXED,
            '"over" now, "gone" too (partly paraphrase)',
        ),
    ],
)
def test_words_are_quoted_as_far_as_they_are_verbatim(text: str, words: str, kind: Kind, copied: str) -> None:
    start = text.index(words)
    assert quoted(text, Span(start, start + len(words)), kind) == copied
