"""Tags in colours: each has one of its own, the same everywhere, out of the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from zlib import crc32

from rich.style import Style

_COLOURS = ("row--person", "row--place", "row--direct", "row--organisation", "row--mixed", "row--indirect")


def tag_parts(tags: Iterable[str], style_of: Callable[..., Style], marks: tuple[str, ...]) -> list[tuple[str, Style]]:
    """The tags as parts of a line, a blank between them. Under the cursor they take its colours."""
    parts: list[tuple[str, Style]] = []
    for tag in tags:
        if "row--cursor" in marks:
            style = style_of("row--mark", *marks)
        else:
            colour = style_of(_COLOURS[crc32(tag.casefold().encode("utf-8", "replace")) % len(_COLOURS)], *marks)
            style = Style(color=colour.color, bgcolor=colour.bgcolor)
        if parts:
            parts.append((" ", style))
        parts.append((f"#{tag}", style))
    return parts
