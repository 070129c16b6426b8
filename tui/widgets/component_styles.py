"""What rows of lists, an article's text and the bars at the foot are drawn in: names for looks, as Rich styles.

These are not component classes of Textual's: its style sheet is applied to each of them anew, at the start and
whenever the focus moves, and that took longer than drawing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.color import Color
from textual.widget import Widget


class _Look(NamedTuple):
    """The colour variables of the text and behind it, and flags: `own` in place of these where the colours are the
    terminal's own, too few for shades, and `bare` where there are none.
    """

    colour: str = ""
    under: str = ""
    flags: str = ""
    own: str | None = None
    bare: str | None = None


_EVEN = "not bold not italic not underline"
_TEXT = _Look("foreground")
_JUMP = _Look("background", "search-hit", flags="bold", bare="bold reverse")
_LOOKS = {
    "row--text": _TEXT,
    "row--strong": _Look("foreground", flags="bold"),
    "row--dim": _Look("foreground-muted"),
    "row--mark": _Look("accent"),
    "row--problem": _Look("error"),
    "row--direct": _Look("quote-direct"),
    "row--mixed": _Look("quote-mixed", flags="italic"),
    "row--indirect": _Look("quote-indirect", flags="italic"),
    "row--person": _Look("actor-person", flags="bold"),
    "row--organisation": _Look("actor-organisation", flags="italic"),
    "row--place": _Look("actor-place", flags="underline"),
    "row--current": _Look(under="cursor-line", flags="bold"),
    "row--edge": _Look("accent", flags="reverse"),
    "row--cursor": _Look("block-cursor-foreground", "block-cursor-background", flags="bold", bare="bold reverse"),
    "row--jump": _JUMP,
    "text--paragraph": _TEXT,
    "text--title": _Look("foreground", flags="bold"),
    "text--heading": _Look("foreground", flags="bold underline"),
    "text--entry": _Look("foreground", flags="bold"),
    "text--byline": _Look("foreground-muted", flags="italic"),
    "text--summary": _TEXT,
    "text--list_item": _TEXT,
    "text--caption": _Look("foreground-muted", flags="italic"),
    "text--litter": _Look("foreground-muted", own="dim"),
    "text--gutter": _Look("accent"),
    "text--direct": _Look("quote-direct"),
    "text--mixed": _Look("quote-mixed", bare="italic"),
    "text--indirect": _Look("quote-indirect", flags="italic"),
    "text--scare": _Look(flags="italic"),
    "text--person": _Look("actor-person", flags="bold"),
    "text--organisation": _Look("actor-organisation", flags="bold underline"),
    "text--place": _Look("actor-place", flags="underline"),
    "text--note": _Look("annotation", flags="underline"),
    "text--current": _Look(under="cursor-line", flags="bold"),
    "text--hit": _Look("search-hit", flags="reverse"),
    "text--hit-current": _Look(
        "background", "accent", flags="bold not reverse", own="bold reverse", bare="bold underline"
    ),
    "text--selection": _Look(flags="reverse"),
    "text--cursor-line": _Look(under="cursor-line"),
    "text--caret": _Look(flags="reverse bold"),
    "text--jump": _JUMP,
    "text--dimmed": _Look("foreground-muted", flags=_EVEN, own=f"dim {_EVEN}"),
    "bar--thumb": _Look("scrollbar", flags="reverse"),
    "footer--key": _Look("accent", flags="bold"),
    "status--pending": _Look("background", "accent", flags="bold", bare="bold reverse"),
}


def component_style(widget: Widget, name: str) -> Style:
    """Only what a look sets, in the theme's colours; what is not opaque is mixed with the widget's background."""
    look, app = _LOOKS[name], widget.app
    own = look.flags if look.own is None else look.own
    if app.no_color:
        return _flags(own if look.bare is None else look.bare)
    variables = app.theme_variables
    behind = widget.background_colors[1]
    under = None
    if look.under:
        behind = _laid(behind, variables[look.under])
        under = behind.rich_color
    colour = _laid(behind, variables[look.colour]).rich_color if look.colour else None
    return Style(color=colour, bgcolor=under) + _flags(own if app.native_ansi_color else look.flags)


def with_look(style: Style, widget: Widget, name: str) -> Style:
    """A style with a look laid over it. Without colours what is reversed over what is reversed is not: it shows so."""
    look = component_style(widget, name)
    if look.reverse and style.reverse and widget.app.no_color:
        look += _flags("not reverse")
    return style + look


def _laid(background: Color, value: str) -> Color:
    """The colour of a theme's variable ("#d9dce1", "#d9dce1 60%", "auto 87%") as it looks on a background."""
    name, _, own = value.partition(" ")
    alpha = float(own.rstrip("%") or 100) / 100
    if name == "auto":
        return background.blend(background.get_contrast_text(1.0), alpha, 1.0)
    colour = Color.parse(name)
    return background.blend(colour, colour.a * alpha, 1.0)


@lru_cache(maxsize=32)
def _flags(words: str) -> Style:
    return Style.parse(words) if words else Style.null()
