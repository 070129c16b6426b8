"""Signs made of several take the same cells in every terminal."""

from __future__ import annotations

import pytest
from wcwidth import wcwidth

from tui.widgets.signs import cells, drawn


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👩‍👩‍👧", "👩👩👧"),
        ("👍🏽", "👍"),
        ("❤️", "❤"),
        ("🇬🇧", "GB"),
        ("plain, é and 東京", "plain, é and 東京"),
        ("क्‍ष", "क्ष"),
    ],
)
def test_what_joins_pictures_is_left_out(text: str, shown: str) -> None:
    assert drawn(text) == shown
    assert cells(text) == sum(max(wcwidth(character), 0) for character in shown)
