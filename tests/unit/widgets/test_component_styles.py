"""The looks of rows and texts: what differs must not differ by colour or slant alone."""

from __future__ import annotations

from itertools import combinations

import pytest
from rich.style import Style

from tui.widgets.component_styles import _LOOKS

_SHOWN_EVERYWHERE = ("bold", "underline", "reverse")
"""What terminals without colours and italics still show."""


def shown(name: str) -> list[bool | None]:
    style = Style.parse(_LOOKS[name].flags or "none")
    return [getattr(style, flag) for flag in _SHOWN_EVERYWHERE]


@pytest.mark.parametrize(("left", "right"), combinations(["person", "organisation", "place"], 2))
def test_kinds_of_actors_in_the_text_are_told_apart_without_colours_and_italics(left: str, right: str) -> None:
    assert shown(f"text--{left}") != shown(f"text--{right}")
