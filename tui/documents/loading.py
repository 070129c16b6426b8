"""From a path, text or standard input to a Document."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tui.text import normalise

if TYPE_CHECKING:
    from tui.documents.draft import Draft
    from tui.documents.model import Document

STDIN = "-"
"""The path of what came through standard input."""

LARGEST = 64 * 1024 * 1024
"""The largest file read, in bytes, unless the caller says otherwise."""


class DocumentError(Exception):
    """An article that cannot be read. `str()` is one line for the screen: the path and the reason."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = Path(path)
        self.reason = reason

    def __str__(self) -> str:
        shown = normalise(str(self.path)).replace("\n", " ")
        return f"{shown}: {self.reason}"


def _read_txt(text: str) -> Draft:
    from tui.documents import txt

    return txt.read(text)


def _read_markdown(text: str) -> Draft:
    from tui.documents import markdown

    return markdown.read(text)


def _read_html(text: str) -> Draft:
    from tui.documents import html

    return html.read(text)


FORMATS: Mapping[str, Callable[[str], Draft]] = {
    ".txt": _read_txt,
    ".text": _read_txt,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".xhtml": _read_html,
}
"""The reader of each suffix, in lower case. Takes text as decoded, loads its library when called."""


def parse(text: str, *, path: str, format: str = "txt") -> Document:
    """The document of `text` as decoded; `format` is a suffix of `FORMATS` without its stop."""
    from tui.documents.assembly import assemble

    return assemble(FORMATS[f".{format}"](text), path)


def load(path: Path, *, limit: int = LARGEST) -> Document:
    """The document in a file, read by its suffix (a suffix that is not known is plain text).

    Raises DocumentError: missing, no file, not readable, larger than `limit` bytes, binary, empty.
    """
    data = _bytes(path, limit)
    suffix = path.suffix.lower()
    return _parsed(data, path, suffix[1:] if suffix in FORMATS else "txt")


def load_stdin(data: bytes) -> Document:
    """The document of bytes from standard input: a page where it starts as one, else plain text.

    Raises DocumentError where they are binary or empty.
    """
    start = data[:512].lstrip().lower()
    is_page = start.startswith((b"<!doctype html", b"<html", b"\xef\xbb\xbf<!doctype html"))
    return _parsed(data, Path(STDIN), "html" if is_page else "txt")


def _bytes(path: Path, limit: int) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError(path, "is a folder, not an article")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(path, "is not a regular file")
        if status.st_size > limit:
            raise DocumentError(path, f"is too large: {_size(status.st_size)}, at most {_size(limit)} are read")
        return path.read_bytes()
    except FileNotFoundError:
        reason = "is a link to what does not exist" if path.is_symlink() else "does not exist"
        raise DocumentError(path, reason) from None
    except PermissionError:
        raise DocumentError(path, "may not be read (permission denied)") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError(path, f"cannot be read ({reason})") from None


def _parsed(data: bytes, path: Path, format: str) -> Document:
    from tui.documents.decoding import BinaryFileError, decode

    try:
        text, _ = decode(data)
    except BinaryFileError as error:
        raise DocumentError(path, f"is {error}") from None
    if not text.strip("\ufeff \t\r\n\0\f\v"):
        raise DocumentError(path, "is empty")
    document = parse(text, path=str(path), format=format)
    if not document.blocks:
        raise DocumentError(path, "holds no text")
    return document


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MB" if count >= 100_000 else f"{count} bytes"
