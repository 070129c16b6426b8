"""What a short menu offers: a letter, or a letter and then a name to type."""

from __future__ import annotations

import msgspec

from tui.text import in_a_line

_LONGEST = 200
"""Characters of a passage above a menu."""


class Choice(msgspec.Struct, frozen=True):
    """One line of the menu. `asks` is what to type after the letter; empty: the letter is enough."""

    letter: str
    label: str
    asks: str = ""


class Chosen(msgspec.Struct, frozen=True):
    """What was chosen: the letter, and what was typed ("" where nothing was asked)."""

    letter: str
    text: str = ""


def told_passage(words: str) -> str:
    """A passage on one line, its end left out with a sign where it is long."""
    shown = in_a_line(words)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST].rstrip() + "…"
