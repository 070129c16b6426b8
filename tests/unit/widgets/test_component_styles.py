"""The looks of rows and texts: what differs must not differ by colour or slant alone."""

from __future__ import annotations

from itertools import combinations

import pytest
from rich.style import Style

from tui.widgets.component_styles import _LOOKS

_SHOWN_EVERYWHERE = ("bold", "underline", "reverse")
"""What terminals without colours and italics still show."""


def shown(name: str, *, bare: bool = False) -> list[bool | None]:
    look = _LOOKS[name]
    given = [look.bare, look.own, look.flags] if bare else [look.flags]
    style = Style.parse(next(flags for flags in given if flags is not None) or "none")
    return [getattr(style, flag) for flag in _SHOWN_EVERYWHERE]


@pytest.mark.parametrize(("left", "right"), combinations(["person", "organisation", "place"], 2))
def test_kinds_of_actors_in_the_text_are_told_apart_without_colours_and_italics(left: str, right: str) -> None:
    assert shown(f"text--{left}") != shown(f"text--{right}")


@pytest.mark.parametrize("name", [name for name, look in _LOOKS.items() if look.under and name != "text--cursor-line"])
def test_what_lies_on_a_ground_of_its_own_is_told_without_colours_and_italics(name: str) -> None:
    """In the text the caret tells the line of the cursor."""
    assert any(shown(name, bare=True))
