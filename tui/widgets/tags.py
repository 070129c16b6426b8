"""What a list tells of a note beside its words: tags in colours, what it is for, its links, who wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from zlib import crc32

from rich.style import Style

from tui.text import in_a_line

if TYPE_CHECKING:
    from tui.annotations.model import Annotation

_COLOURS = ("row--person", "row--place", "row--direct", "row--organisation", "row--mixed", "row--indirect")


_SAID_BY_THE_WORDS = frozenset({"commenting", "highlighting", "tagging", "editing"})
_CALLED = {
    "highlighting": "highlight",
    "bookmarking": "bookmark",
    "questioning": "question",
    "tagging": "tags",
    "linking": "link",
}
"""What a note without words is called, by what it is for."""


def note_facts(note: Annotation, style: Style, *, creator: bool) -> list[tuple[str, Style]]:
    """What the note is for, where its words do not tell; the number of its links; with `creator` who wrote it."""
    told = [str(note.motivation)] if note.motivation not in _SAID_BY_THE_WORDS and note.body else []
    told += [f"↗ {len(note.links)}"] if note.links else []
    told += [f"@{note.creator}"] if creator and note.creator else []
    return [(f"{'  ' if note.tags else ''}{' '.join(told)}", style)] if told else []


def tag_parts(tags: Iterable[str], style_of: Callable[..., Style], marks: tuple[str, ...]) -> list[tuple[str, Style]]:
    """The tags as parts of a line, a blank between them: each in a colour of its own, the same everywhere, out of those
    of the theme. Under the cursor they take its colours."""
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


def note_heading(note: Annotation) -> str:
    """What the note says, on one line; of a correction what it corrects; what it is, where it says nothing."""
    if note.motivation.value == "editing":  # else nothing of corrections is loaded
        from tui.annotations.corrections import describe, is_correction

        if is_correction(note):
            return describe(note)
    return in_a_line(note.body) or _CALLED.get(note.motivation, note.motivation.value)
