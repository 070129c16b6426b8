"""Letting go of what Textual and Rich keep of what was drawn."""

from __future__ import annotations

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip

_KEEPERS = (Region, Segment, Strip, StylesCache)
"""Classes whose methods remember their answers, a thousand to sixteen thousand each."""


def let_go() -> None:
    """Forget what was drawn of widgets that are gone, whose lines and styles are among what is remembered: of windows
    that were opened and closed those keep twenty megabytes. What is in sight has lines of its own.
    """
    for kind in _KEEPERS:
        for name in vars(kind):
            forget = getattr(getattr(kind, name), "cache_clear", None)
            if forget is not None:
                forget()
