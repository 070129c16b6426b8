"""Text that stands out: colours which a theme leaves open are moved away from what lies under them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from textual.color import Color, ColorParseError

FLOOR = 4.5
"""The least contrast of text, to 1 (WCAG 2.1, level AA)."""

_GROUNDS = ("background", "surface", "panel", "cursor-line")
_TEXTS = (
    "quote-direct", "quote-mixed", "quote-indirect", "actor-person", "actor-organisation", "actor-place", "annotation",
    "search-hit", "foreground", "foreground-muted", "text-muted", "accent", "warning", "error", "success",
    "text-primary", "text-secondary", "text-accent", "text-warning", "text-error", "text-success",
)  # fmt: skip
_OVER = {
    "block-cursor-foreground": "block-cursor-background",
    "block-cursor-blurred-foreground": "block-cursor-blurred-background",
    "input-cursor-foreground": "input-cursor-background",
    "button-color-foreground": "primary",
}
_FAINT = {
    True: {"ansi_blue": "ansi_bright_blue", "ansi_red": "ansi_bright_red", "ansi_black": "ansi_default"},
    False: {"ansi_cyan": "ansi_blue", "ansi_green": "ansi_default", "ansi_yellow": "ansi_default"},
}
"""Of the terminal's own colours: those that are faint on a dark or a light ground in most palettes, and what serves."""
_FORM = re.compile(r"(?P<colour>\S+)(?:\s+(?P<share>[0-9.]+)%)?")
_STEPS = 20
_WHITE, _BLACK = Color(255, 255, 255), Color(0, 0, 0)


def readable(colours: Mapping[str, str], given: Collection[str] = (), *, dark: bool) -> dict[str, str]:
    """Those of a theme's variables that have to change for text to stand out from all that it can lie on.

    What is in `given` was chosen by a person and stays. In a theme of the terminal's own sixteen colours, whose looks
    are not known here, those that are faint as a rule give way to others.
    """
    background = _solid(colours["background"], _BLACK)
    if background is None:
        faint, seen = _FAINT[dark], (*_TEXTS, "border-blurred")
        return {name: faint[colours[name]] for name in seen if name not in given and colours[name] in faint}
    grounds = [ground for name in _GROUNDS if (ground := _solid(colours[name], background)) is not None]
    changed: dict[str, str] = {}
    for name in _TEXTS:
        if name not in given:
            changed |= _moved(name, colours[name], grounds)
    for name, under in _OVER.items():
        ground = _solid(colours[under], background)
        if name not in given and ground is not None:
            changed |= _moved(name, colours[name], [ground])
    return changed


def contrast(one: Color, other: Color) -> float:
    """How much one colour stands out from another, from 1 to 21 (WCAG 2.1)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _moved(name: str, value: str, grounds: Sequence[Color]) -> dict[str, str]:
    """The variable with a colour that stands out from all of `grounds`; nothing where it does already."""
    colour = _solid(value, grounds[0])
    if colour is None:
        return {}
    pole = max((_WHITE, _BLACK), key=lambda pole: _least(pole, grounds))
    for step in range(_STEPS + 1):
        tried = colour.blend(pole, step / _STEPS)
        if _least(tried, grounds) >= FLOOR:
            break
    return {name: tried.hex} if tried.hex.lower() != value.lower() else {}


def _least(colour: Color, grounds: Sequence[Color]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _solid(value: str, under: Color) -> Color | None:
    """What a variable looks like over `under`; None for a colour of the terminal's own."""
    match = _FORM.fullmatch(value)
    if match is None:
        return None
    share = float(match["share"]) / 100 if match["share"] else 1.0
    if match["colour"] == "auto":
        return under.blend(under.get_contrast_text(1.0), share)
    try:
        colour = Color.parse(match["colour"])
    except ColorParseError:
        return None
    return under.blend(colour, colour.a * share, 1.0) if colour.ansi is None else None


def _luminance(colour: Color) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)
