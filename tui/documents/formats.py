"""The formats of articles, by the suffix of their file. The library that reads one is loaded when first needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from tui.documents.containers.model import Container
    from tui.documents.draft import Draft

LARGEST = 64 * 1024 * 1024
"""The largest article read, in bytes, unless the caller says otherwise."""

EXTRA = "briefing-tui[formats]"
"""What to install for the formats that need a library of their own."""


class FormatError(Exception):
    """Bytes that are no article of their format. `str()` is the reason, as it follows a file's name: "is empty"."""


class NotInstalledError(FormatError):
    """What reads the format is not there."""


@contextmanager
def from_the_extra() -> Iterator[None]:
    """What is imported here comes with the extra `formats`; NotInstalledError says so where it is not installed."""
    try:
        yield
    except ImportError:
        raise NotInstalledError(f"needs pip install '{EXTRA}'") from None


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


def _read_saved_page(data: bytes) -> Draft:
    from tui.documents import mail

    return mail.read_page(data)


def _read_pdf(data: bytes) -> Draft:
    from tui.documents import pdf

    return pdf.read(data)


def _read_docx(data: bytes) -> Draft:
    from tui.documents import docx

    return docx.read(data)


def _read_epub(data: bytes) -> Draft:
    from tui.documents import epub

    return epub.read(data)


def _open_zip(file: BinaryIO) -> Container:
    from tui.documents.containers.zipped import ZipContainer

    return ZipContainer(file)


def _open_mbox(file: BinaryIO) -> Container:
    from tui.documents.containers.mbox import MboxContainer

    return MboxContainer(file)


def _open_json_lines(file: BinaryIO) -> Container:
    from tui.documents.containers.jsonlines import JsonLinesContainer

    return JsonLinesContainer(file)


def _open_feed(file: BinaryIO) -> Container:
    from tui.documents.containers.feed import FeedContainer

    return FeedContainer(file)


def _open_warc(file: BinaryIO) -> Container:
    from tui.documents.containers.warc import WarcContainer

    return WarcContainer(file)


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
    ".mhtml": _read_saved_page,
    ".mht": _read_saved_page,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".epub": _read_epub,
}
"""The reader of each suffix of an article that is no text. Raises FormatError."""

CONTAINERS: Mapping[str, Callable[[BinaryIO], Container]] = {
    ".xml": _open_feed,
    ".rss": _open_feed,
    ".atom": _open_feed,
    ".json": _open_feed,
    ".mbox": _open_mbox,
    ".zip": _open_zip,
    ".jsonl": _open_json_lines,
    ".warc": _open_warc,
    ".warc.gz": _open_warc,
}
"""What opens a file that holds several articles. Raises FormatError where the file is none of its kind."""

SUFFIXES = (*TEXTS, *BINARIES, *CONTAINERS)
"""Of all files that are searched for."""

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
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


def suffix_of_type(kind: str) -> str:
    """The suffix of what a server calls by this content type; "" for what is no article."""
    return _TYPES.get(kind.partition(";")[0].strip().lower(), "")


def draft_of(data: bytes, suffix: str) -> Draft:
    """The draft of an article's bytes, read by its suffix; another suffix than those known is plain text.

    Raises FormatError: binary, empty, damaged, or what reads it is not installed.
    """
    if suffix in BINARIES:
        if not data:
            raise FormatError("is empty")
        draft = BINARIES[suffix](data)
        _at_hand.add(suffix)
        return draft
    read = TEXTS.get(suffix, _read_txt)
    if read is _read_txt:
        from tui.documents import txt

        usual = txt.read_usual(data)
        if usual:
            return usual
    from tui.documents.decoding import BinaryFileError, decode

    try:
        text, _ = decode(data)
    except BinaryFileError as error:
        raise FormatError(f"is {error}") from None
    if not text.strip("\ufeff \t\r\n\0\f\v"):
        raise FormatError("is empty")
    draft = read(text)
    _at_hand.add(suffix)
    return draft


_at_hand = {".txt", ".text"}


def is_at_hand(suffix: str) -> bool:
    """False for a suffix by which no article was read yet, and whose reader may bring a large library with it."""
    return suffix in _at_hand or not (suffix in TEXTS or suffix in BINARIES)


def size_told(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / 1024 / 1024:.1f} MB" if count >= 100_000 else f"{count} bytes"


def read_at_most(file: BinaryIO, limit: int = LARGEST) -> bytes:
    """All that a file holds from here on; FormatError where that is more than `limit` bytes."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise FormatError(f"is too large: more than {size_told(limit)}")
    return data
