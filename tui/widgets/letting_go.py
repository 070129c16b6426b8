"""Letting go of what Textual and Rich keep of what was drawn."""

from __future__ import annotations

from typing import Any

import rich.cells
import rich.color
import rich.style
import textual._border
import textual.color
import textual.filter
import textual.style
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip

from tui.memory import forget_answers

_KEEPERS: tuple[Any, ...] = (
    *(Region, Segment, Strip, StylesCache),
    *(rich.style.Style, rich.color.Color, textual.color.Color, textual.style.Style, textual.filter.ANSIToTruecolor),
    *(rich.cells, textual._border),
)
"""Classes and modules whose functions remember their answers, a thousand to sixteen thousand each."""


def let_go() -> None:
    """Forget what was drawn of widgets that are gone, whose lines and styles are among what is remembered: of windows
    that were opened and closed those keep twenty megabytes. What is in sight has lines of its own.
    """
    for kind in _KEEPERS:
        forget_answers(kind)


def leave_unwatched(app: App[Any]) -> None:
    """Forget the widgets that are gone, but are still told of what changes in the application: Textual does so when it
    changes. A field that is told of another theme keeps its whole window.
    """
    for watchers in getattr(app, "__watchers", {}).values():
        watchers[:] = [(widget, told) for widget, told in watchers if widget is app or widget.is_attached]
