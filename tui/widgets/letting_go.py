"""Letting go of what Textual and Rich keep of what was drawn."""

from __future__ import annotations

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.strip import Strip


def let_go() -> None:
    """Forget what was drawn of widgets that are gone.

    The lines of a widget hang on a key of a cache of a thousand, and styles and pieces of lines are keys of others of
    sixteen thousand: of windows that were opened and closed they keep twenty megabytes. What is still in sight has its
    own lines, and its styles know how they are written.
    """
    for cached in (StylesCache.get_inner_outer, Strip.render_ansi, Segment._split_cells):
        cached.cache_clear()
