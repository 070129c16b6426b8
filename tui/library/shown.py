"""The texts of articles that were shown lately, at hand, and those that have no file to be read from again."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from tui.extraction.version import VERSION
from tui.library.records import is_slow_to_read

if TYPE_CHECKING:
    from tui.documents.model import Document
    from tui.library.catalogue import Catalogue
    from tui.library.records import ArticleRecord

_AT_HAND = 8
"""How many texts are kept after they were shown; a reader goes back and forth between a few."""


class ShownTexts:
    """Documents by the keys of their articles; those not shown for longest leave first."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._given: dict[str, tuple[Document, bytes]] = {}

    def give(self, document: Document, data: bytes) -> None:
        """Hold a document that has no file (standard input), and its bytes."""
        self._given[document.path] = (document, data)

    @property
    def given(self) -> dict[str, bytes]:
        """Key -> bytes of the documents that have no file."""
        return {key: data for key, (_, data) in self._given.items()}

    def is_given(self, key: str) -> bool:
        """True for an article that has no file."""
        return key in self._given

    def is_slow(self, record: ArticleRecord) -> bool:
        """True where reading the article takes longer than a reader should wait for with the keys dead."""
        slow = record.key not in self._documents and is_slow_to_read(record.key, record.size)
        return slow and not self._catalogue.has_kept(record.key, VERSION)

    def document(self, record: ArticleRecord, *, fresh: bool = False) -> Document:
        """The article's text and blocks, read now unless it was shown lately or kept. Raises `DocumentError`."""
        key = record.key
        document = None if fresh else self._documents.get(key)
        if document is None and key in self._given:
            document = self._given[key][0]
        if document is None and not fresh:
            document = self._catalogue.document(key, VERSION)
        if document is None:
            from tui.documents.loading import load

            document = load(record.path)
        return document

    def show(self, key: str, document: Document) -> None:
        """Keep what is shown now."""
        self._documents[key] = document
        self._documents.move_to_end(key)
        while len(self._documents) > _AT_HAND:
            self._documents.popitem(last=False)

    def has_become(self, key: str, document_id: str) -> None:
        """An article has (now) the document of this id: what was shown of another text is of no use any more."""
        shown = self._documents.get(key)
        if shown is not None and document_id not in ("", shown.id):
            del self._documents[key]

    def unkept(self, key: str) -> Document | None:
        """An article as it was read, to be kept so that the next start need not read it; None where it is kept already,
        or cannot be.
        """
        document = self._documents.get(key)
        if document is None or key in self._given or self._catalogue.in_memory:
            return None
        return None if self._catalogue.has_kept(key, VERSION) else document
