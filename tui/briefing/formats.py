"""The formats that a briefing is written in, told by the name of its file."""

from __future__ import annotations

from pathlib import Path

FORMATS = ("md", "html", "json", "docx")
_SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".json": "json", ".docx": "docx"}


class BriefingError(Exception):
    """Another format, or a template that cannot be used; the message says where and why, in one line."""


def format_of(path: Path) -> str:
    """The format that a file's name tells. Raises `BriefingError` for another name."""
    try:
        return _SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise BriefingError(f"{path}: the name must end in {', '.join(sorted(_SUFFIXES))}") from None
