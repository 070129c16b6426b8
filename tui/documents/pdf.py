"""PDF, read by pdfminer.six, which tells columns and paragraphs by where their lines stand."""

from __future__ import annotations

import io
import logging
import re
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.documents.draft import Draft, Facts, Piece, drafted
from tui.documents.formats import FormatError, from_the_extra, size_told
from tui.documents.model import BlockKind
from tui.documents.shapes.dates import from_iso
from tui.documents.shapes.prose import bullet, ends_sentence
from tui.text import in_a_line, normalise

if TYPE_CHECKING:
    from pdfminer.layout import LTTextContainer
    from pdfminer.pdfdocument import PDFDocument

_LONGEST = 60.0
"""Seconds after which no further page is read."""
_MOST_UNPACKED = 1024 * 1024 * 1024
_PIECE = 64 * 1024 * 1024
_LAYERS = 3
_STREAM = re.compile(rb"stream\r?\n")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?")
_SHORT = 0.1
"""The share of a column's width that the last line of a paragraph leaves free."""
_FILE_NAME = re.compile(r"untitled|microsoft word|\.\w{2,4}$", re.IGNORECASE)
"""Titles that a program made of the name of a file."""
_FEWEST_PAGES, _EDGE, _LONGEST_HEAD = 3, 2, 120
"""A head or foot stands on some pages, among a page's first or last paragraphs, and is short."""


def read(data: bytes) -> Draft:
    """A draft of a document's text; what stands on most pages at the same place is litter.

    Raises FormatError: damaged, encrypted, no text (pictures of pages), made to fill memory, pdfminer not installed.
    """
    with from_the_extra():
        from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
        from pdfminer.pdfparser import PDFParser
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its advice is for those who make the file
    _refuse_bomb(data)
    warnings: tuple[str, ...] = ()
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        facts = _facts(document)
        pages: list[list[str]] = []
        ends = time.monotonic() + _LONGEST
        for page in _pages(document):
            pages.append(page)
            if time.monotonic() > ends:
                warnings = (f"The document takes long to read: only its first {len(pages):,} pages are shown.",)
                break
    except PDFPasswordIncorrect:
        raise FormatError("is encrypted") from None
    except Exception as error:  # whatever a damaged file makes of the library
        raise FormatError(f"is damaged ({type(error).__name__})") from None
    if not any(pages):
        raise FormatError("holds no text (a scan?)" if pages else "is damaged (no pages)")
    return drafted(_joined(pages), facts, warnings)


def _pages(document: PDFDocument) -> Iterator[list[str]]:
    """The paragraphs of each page."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTTextContainer
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
        boxes = (box for box in device.get_result() if isinstance(box, LTTextContainer))
        yield [words for box in boxes for lines in _paragraphs(box) if (words := _unbroken(lines))]


def _paragraphs(box: LTTextContainer[Any]) -> Iterator[list[str]]:
    """The lines of each paragraph in a block of lines that stand close: one ends where its last line is short, and
    begins with a bullet.
    """
    lines: list[str] = []
    ends = False
    for line in box:
        words = normalise(line.get_text()).translate(_LIGATURES).strip()
        if lines and (ends or bullet(words)):
            yield lines
            lines = []
        lines.append(words)
        ends = box.x1 - line.x1 > _SHORT * box.width and ends_sentence(words)
    yield lines


def _unbroken(lines: Sequence[str]) -> str:
    """A paragraph's lines as one; a word that was broken at the end of a line is whole again."""
    words = ""
    for line in lines:
        broken = words.endswith(("-", "\u00ad")) and line[:1].islower()
        words = words[:-1] + line if broken else f"{words} {line}".strip()
    return words


def _joined(pages: Sequence[Sequence[str]]) -> Iterator[Piece]:
    """The paragraphs of all pages: one that goes on over the page is whole, heads and feet of pages are litter."""
    seen = Counter(same for page in pages for same in {_alike(words) for words in (*page[:_EDGE], *page[-_EDGE:])})
    often = max(_FEWEST_PAGES, len(pages) // 2 + 1)
    waiting = ""
    for page in pages:
        for place, words in enumerate(page):
            same = _alike(words)
            at_edge = len(words) <= _LONGEST_HEAD and not _EDGE <= place < len(page) - _EDGE
            if at_edge and (seen[same] >= often or not same.strip("# /|.–—-")):
                yield Piece(words, BlockKind.LITTER)
            elif waiting and words[:1].islower() and not ends_sentence(waiting):
                waiting = _unbroken((waiting, words))
            else:
                if waiting:
                    yield Piece(waiting)
                waiting = words
    if waiting:
        yield Piece(waiting)


def _alike(words: str) -> str:
    """Words as they are on every page but for its number."""
    return re.sub(r"\d+", "#", words)


def _facts(document: PDFDocument) -> Facts:
    told: dict[str, Any] = {}
    for info in reversed(document.info):
        told.update(info)
    title = _words(told.get("Title"))
    author = _words(told.get("Author"))
    return Facts(
        title="" if _FILE_NAME.search(title) else title,
        byline=(author,) if author else (),
        made=_when(_words(told.get("CreationDate"))),
    )


def _words(value: Any) -> str:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    value = resolve1(value)
    text = decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return in_a_line(text)


def _when(told: str) -> datetime | None:
    """A date as PDF writes it, "D:20220210140500+03'00'" (ISO 32000-1, 7.9.4)."""
    match = _DATE.match(told)
    if match is None:
        return None
    year, month, day, hour, minute, second, sign, east, beyond = match.groups()
    zone = f"{sign}{east}:{beyond or '00'}" if sign else "Z"
    clock = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
    return from_iso(f"{year}-{month or '01'}-{day or '01'}T{clock}{zone}")


def _refuse_bomb(data: bytes) -> None:
    """Raise FormatError where the streams of a file unpack to more than can be kept: the library does not look."""
    total = 0
    for match in _STREAM.finditer(data):
        packed = memoryview(data)[match.end() :]
        for _ in range(_LAYERS):
            unpacker = zlib.decompressobj()
            try:
                packed = memoryview(unpacker.decompress(packed, _PIECE))
            except zlib.error:
                break
            total += len(packed)
            if unpacker.unconsumed_tail and not unpacker.eof and len(packed) >= _PIECE:
                raise FormatError(f"holds a part of more than {size_told(_PIECE)}: not opened")
            if total > _MOST_UNPACKED:
                raise FormatError(f"would unpack to more than {size_told(_MOST_UNPACKED)}: not opened")
