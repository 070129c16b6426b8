"""Words that are quoted in part are told with both of their marks."""

from __future__ import annotations

import pytest

from tui.extraction.beside import marked_words
from tui.text import Span


@pytest.mark.parametrize(
    ("text", "piece", "told"),
    [
        ("Ties leave “much to be desired”.", "leave “much to be desired", "leave “much to be desired”"),
        ('Ties leave "much to be desired", he said.', 'leave "much to be desired', 'leave "much to be desired"'),
        ("Ties leave ‘much’.", "leave ‘much", "leave ‘much’"),
        ("Ties leave 'much.'", "leave 'much", "leave 'much'"),
        ("Ties leave «much.»", "leave «much", "leave «much»"),
        ("He named “careless,” a move", "named “careless", "named “careless”"),
        ("This “careless” move was seen", "careless” move", "“careless” move"),
        (
            "The “old town's” people of the workers’ party",
            "old town's” people of the workers",
            "“old town's” people of the workers",
        ),
        ("He wants the bridge. “Now” is what he said.", "wants the bridge", "wants the bridge"),
        ("“Now", "Now", "“Now"),
    ],
)
def test_marks_beside_the_words_are_told(text: str, piece: str, told: str) -> None:
    start = text.index(piece)
    assert marked_words(Span(start, start + len(piece)), text) == told
