"""The mark by which the program knows its own briefings again: what they say has its source elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

MARK = "<!-- a briefing by briefing-tui -->"
"""What Markdown and HTML end with; a .docx has the words of it among its properties."""
TOLD = MARK[5:-4]
_END = 256
_PROPERTIES = "docProps/core.xml"
_LARGEST = 1 << 16
"""Bytes of the properties that are looked at."""


def is_briefing(path: Path) -> bool:
    """True for a file that has the mark; nothing but its end, or its properties, is read."""
    if path.suffix.lower() == ".docx":
        return _is_marked(path)
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _END), os.SEEK_SET)
            return file.read(_END).rstrip().endswith(MARK.encode())
    except (OSError, ValueError):
        return False  # gone: whoever loads it says so


def _is_marked(document: Path) -> bool:
    """The same for a .docx."""
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(document) as parts, parts.open(_PROPERTIES) as properties:
            return TOLD.encode() in properties.read(_LARGEST)
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return False  # gone, damaged or sealed
