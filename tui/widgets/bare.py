"""A terminal that is to show no colours: what NO_COLOR asks for. Imported only then."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

_PLAIN = "ansi_default"
_GROUND = "ansi_white"
"""Stands for any that is not the terminal's own: what lies on it is reversed."""
_GROUNDS = ("ansi-background", "block-cursor-background", "input-selection-background")
_BARS = ("background", "background-hover", "background-active", "corner-color")


def bare_theme() -> Theme:
    """The theme that stands for all: two grounds, and no other difference."""
    return Theme(
        name="no-colours",
        ansi=True,
        primary=_PLAIN,
        secondary=_PLAIN,
        warning=_PLAIN,
        error=_PLAIN,
        success=_PLAIN,
        accent=_PLAIN,
        foreground=_PLAIN,
        background=_PLAIN,
        surface=_PLAIN,
        panel=_PLAIN,
        boost=_PLAIN,
        variables={
            **dict.fromkeys(_GROUNDS, _GROUND),
            **{f"scrollbar-{part}": _PLAIN for part in _BARS},
        },
    )


class Bare(LineFilter):
    """Takes all colours away; Textual's own for this leaves greys, or tells the terminal its own colours by number."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text, style and _bare(style), control) for text, style, control in segments]


@lru_cache(maxsize=512)
def _bare(style: Style) -> Style:
    """Weight, slant and the like, and what a click does."""
    bare = style.without_color
    under = style.bgcolor
    if under is not None and under.triplet is None and not under.is_default:
        bare += Style(reverse=True)
    return bare + Style.from_meta(style.meta) if style.meta else bare
