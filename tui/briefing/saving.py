"""Puts a briefing into a file, in the format of the file's name."""

from __future__ import annotations

from pathlib import Path

from tui.annotations.files import Files, write_whole
from tui.briefing.formats import BriefingError
from tui.briefing.model import Briefing
from tui.briefing.writing import HTML, MARKDOWN, write_json, write_templated


def written(briefing: Briefing, format: str, template: Path | None = None) -> bytes:
    """The briefing in one of `formats.FORMATS`; `template` is for md and html. Raises `BriefingError`."""
    if format in (HTML, MARKDOWN):
        text = write_templated(briefing, format, template)
    elif template is not None:
        raise BriefingError(f"{template}: a template is for md and html only")
    elif format == "docx":
        from tui.briefing.docx import write_docx

        return write_docx(briefing)
    else:
        text = write_json(briefing)
    return text.encode("utf-8", "replace")


def is_taken(path: Path) -> bool:
    """True where a file is there, the words of which would be lost; not so a device or a pipe."""
    try:
        return path.is_file()
    except OSError:  # no right to look there: nor to write
        return False


def save(path: Path, data: bytes) -> None:
    """The whole file or, where that fails, nothing: the old one stays. Raises OSError."""
    path = path.resolve()
    if path.exists() and not path.is_file():  # a device, a pipe
        path.write_bytes(data)
    else:
        write_whole(Files(), path, data)
