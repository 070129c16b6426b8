"""The formats of articles, by the suffix of their file. The library that reads one is loaded when first needed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from tui.documents.containers.model import Container
    from tui.documents.draft import Draft

LARGEST = 64 * 1024 * 1024
"""The largest article read, in bytes, unless the caller says otherwise."""


class FormatError(Exception):
    """Bytes that are no article of their format. `str()` is the reason, as it follows a file's name: "is empty"."""


@contextmanager
def from_the_extra() -> Iterator[None]:
    """What is imported here comes with the extra `formats`; FormatError says so where it is not installed."""
    try:
        yield
    except ImportError:
        raise FormatError("needs pip install 'briefing-tui[formats]'") from None


def _read_txt(text: str) -> Draft:
    from tui.documents import txt

    return txt.read(text)


def _read_markdown(text: str) -> Draft:
    from tui.documents import markdown

    return markdown.read(text)


def _read_html(text: str) -> Draft:
    from tui.documents import html

    return html.read(text)


def _read_mail(data: bytes) -> Draft:
    from tui.documents import mail

    return mail.read(data)


def _open_zip(file: BinaryIO) -> Container:
    from tui.documents.containers.zipped import ZipContainer

    return ZipContainer(file)


def _open_mbox(file: BinaryIO) -> Container:
    from tui.documents.containers.mbox import MboxContainer

    return MboxContainer(file)


def _open_json_lines(file: BinaryIO) -> Container:
    from tui.documents.containers.jsonlines import JsonLinesContainer

    return JsonLinesContainer(file)


TEXTS: Mapping[str, Callable[[str], Draft]] = {
    ".txt": _read_txt,
    ".text": _read_txt,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".xhtml": _read_html,
}
"""The reader of each suffix (in lower case) of text. Takes text as decoded."""

BINARIES: Mapping[str, Callable[[bytes], Draft]] = {
    ".eml": _read_mail,
}
"""The reader of each suffix of an article that is no text. Raises FormatError."""

CONTAINERS: Mapping[str, Callable[[BinaryIO], Container]] = {
    ".mbox": _open_mbox,
    ".zip": _open_zip,
    ".jsonl": _open_json_lines,
}
"""What opens a file that holds several articles. Raises FormatError where the file is none of its kind."""

SUFFIXES = (*TEXTS, *BINARIES, *CONTAINERS)
"""Of all files that are searched for."""

_SNIFFED = 4096
_HEADERS = (
    rb"(?i)(?=(?:.*\n)*?(?:From|Subject):)(?:(?:Return-Path|Received|Delivered-To|From|Date|Message-ID|MIME-Version"
    rb"|Subject|DKIM-Signature|X-[\w-]+): .*\n(?:[ \t].*\n)*){3}"
)
"""Three headers of a message, one of which is rarely more than a text that tells of messages."""
_MANY = tuple(CONTAINERS)
_DOUBLE = tuple(suffix for suffix in SUFFIXES if suffix.count(".") > 1)


def is_container(name: str) -> bool:
    """True for the name of a file that may hold several articles."""
    return name.lower().endswith(_MANY)


def suffix_of(name: str) -> str:
    """The suffix that says how a file is read, in lower case: one of SUFFIXES, or another one, or none."""
    name = name.lower()
    double = next((suffix for suffix in _DOUBLE if name.endswith(suffix)), "")
    return double or os.path.splitext(name)[1]  # noqa: PTH122  (asked of every member of large containers)


def sniffed(data: bytes) -> str:
    """The suffix of the format that bytes begin like; "" for plain text."""
    start = data[:_SNIFFED]
    if start.startswith(b"PK\x03\x04"):
        return ".zip"
    if start.startswith(b"From "):
        return ".mbox"
    if start.lstrip().startswith(b'{"') and b'"text":' in start:
        return ".jsonl"
    words = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if words.startswith((b"<!doctype html", b"<html")):
        return ".html"
    return ".eml" if re.match(_HEADERS, start) else ""


def draft_of(data: bytes, suffix: str) -> Draft:
    """The draft of an article's bytes, read by its suffix; another suffix than those known is plain text.

    Raises FormatError: binary, empty, damaged, or what reads it is not installed.
    """
    if suffix in BINARIES:
        if not data:
            raise FormatError("is empty")
        return BINARIES[suffix](data)
    from tui.documents.decoding import BinaryFileError, decode

    try:
        text, _ = decode(data)
    except BinaryFileError as error:
        raise FormatError(f"is {error}") from None
    if not text.strip("\ufeff \t\r\n\0\f\v"):
        raise FormatError("is empty")
    return TEXTS.get(suffix, _read_txt)(text)


def size_told(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / 1024 / 1024:.1f} MB" if count >= 100_000 else f"{count} bytes"


def read_at_most(file: BinaryIO, limit: int = LARGEST) -> bytes:
    """All that a file holds from here on; FormatError where that is more than `limit` bytes."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise FormatError(f"is too large: more than {size_told(limit)}")
    return data
