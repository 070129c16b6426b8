"""The passage above a menu."""

from __future__ import annotations

from tui.screens.choice import told_passage


def test_long_passage_ends_with_a_sign_that_more_follows() -> None:
    assert told_passage("One\n line") == "One line"
    shown = told_passage("word " * 99)
    assert shown.startswith("word word")
    assert shown.endswith("word…")
