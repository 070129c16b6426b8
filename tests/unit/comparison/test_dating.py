"""What is loaded to read days with."""

from __future__ import annotations

import pytest

from tui.comparison import dating


@pytest.mark.parametrize(
    ("text", "is_published", "needed"),
    [
        ("They met on 10 February 2022.", False, True),
        ("They met on Thursday.", True, True),
        ("They met on Thursday.", False, False),  # there is nothing to reckon it from
        ("They met yesterday and may meet again.", True, False),
    ],
)
def test_what_reads_days_is_loaded_for_a_text_that_needs_it(text: str, is_published: bool, needed: bool) -> None:
    dating._parsed.cache_clear()
    assert dating.needs_loading(text, is_published=is_published) == needed
    dating.load()
    assert not dating.needs_loading(text, is_published=is_published)
