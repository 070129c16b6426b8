"""Documents of word processors (.docx, Office Open XML), read by python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING

from tui.documents.containers.zipped import bounded_zip
from tui.documents.draft import Draft, Facts, Piece, drafted
from tui.documents.formats import FormatError, from_the_extra
from tui.documents.model import BlockKind
from tui.text import in_a_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = {
    "Title": BlockKind.TITLE,
    "Heading": BlockKind.HEADING,
    "List": BlockKind.LIST_ITEM,
    "Caption": BlockKind.CAPTION,
}
_QUOTATIONS = frozenset({"Quote", "Intense Quote"})
"""The styles of paragraphs that are quotations set off, by their names in every language."""


def read(data: bytes) -> Draft:
    """A draft of a document: its paragraphs and the cells of its tables, in their order.

    Raises FormatError: damaged, encrypted, made to fill memory, python-docx not installed.
    """
    if data.startswith(_OLE):
        raise FormatError("is encrypted, or of a word processor from before 2007")
    bounded_zip(data)
    with from_the_extra():
        import docx
    try:
        document = docx.Document(io.BytesIO(data))
        pieces, facts = list(_pieces(document)), _facts(document)
    except Exception as error:  # whatever a damaged file makes of the library
        raise FormatError(f"is damaged ({type(error).__name__})") from None
    return drafted(pieces, facts)


def _pieces(document: Document) -> Iterator[Piece]:
    from docx.text.paragraph import Paragraph

    titled, quotation, quoting = False, 0, False
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            kind = _kind(part)
            if kind is BlockKind.TITLE and titled:
                kind = BlockKind.HEADING
            titled = titled or kind is BlockKind.TITLE
            before, quoting = quoting, _style(part) in _QUOTATIONS
            quotation += quoting and not before
            for line in part.text.split("\n"):
                yield Piece(line, kind, quotation if quoting else 0)
        else:
            for row in part.rows:
                yield Piece(" ".join(dict.fromkeys(cell.text for cell in row.cells)), BlockKind.PARAGRAPH)


def _kind(paragraph: Paragraph) -> BlockKind | None:
    """The kind that a paragraph's style tells; None leaves it to the recognisers."""
    return _KINDS.get(_style(paragraph).partition(" ")[0])


def _style(paragraph: Paragraph) -> str:
    """The name of its style; "" where it has none."""
    return (paragraph.style.name or "") if paragraph.style is not None else ""


def _facts(document: Document) -> Facts:
    told = document.core_properties
    created = told.created
    author = in_a_line(told.author or "")
    return Facts(
        title=in_a_line(told.title or ""),
        byline=(author,) if author else (),
        made=created.replace(tzinfo=created.tzinfo or UTC) if created else None,
        language=(told.language or "")[:2].lower(),
    )
