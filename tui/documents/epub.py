"""Books and long reports (.epub, EPUB 3.3): one article, its chapters one after another.

An EPUB is an archive whose package document lists the chapters; the libraries for it are under licences that this
program cannot take in, so it is read here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from tui.documents import xmltree
from tui.documents.addresses import web_address
from tui.documents.containers.zipped import bounded_zip, unpacked
from tui.documents.decoding import BinaryFileError, decode
from tui.documents.draft import Draft, Facts
from tui.documents.formats import FormatError
from tui.documents.html import read_whole
from tui.documents.shapes.dates import from_iso
from tui.text import in_a_line

_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"


def read(data: bytes) -> Draft:
    """A draft of a book. Raises FormatError: damaged, encrypted, made to fill memory."""
    book = _Book(data)
    return read_whole(book.chapters(), book.facts())


class _Book:
    """The package document of a book and what it names."""

    def __init__(self, data: bytes) -> None:
        self._archive = bounded_zip(data)
        rootfile = _first(self._xml(_CONTAINER), "rootfile")
        self._place = rootfile.get("full-path", "") if rootfile is not None else ""
        self._package = self._xml(self._place)

    def chapters(self) -> Iterator[str]:
        """The markup of each chapter, in reading order."""
        files = {item.get("id"): item.get("href", "") for item in _all(self._package, "item")}
        encrypted = self._encrypted()
        for reference in _all(self._package, "itemref"):
            href = files.get(reference.get("idref"), "")
            name = posixpath.normpath(posixpath.join(posixpath.dirname(self._place), unquote(href)))
            if name in encrypted:
                raise FormatError("is encrypted")
            try:
                yield decode(self._bytes(name))[0]
            except BinaryFileError:
                raise FormatError("is damaged (a chapter is no text)") from None

    def facts(self) -> Facts:
        def told(name: str) -> list[str]:
            words = (in_a_line(each.text or "") for each in self._package.iter(f"{_DC}{name}"))
            return [each for each in words if each]

        def first(name: str) -> str:
            return next(iter(told(name)), "")

        addresses = [*told("source"), *told("identifier")]
        return Facts(
            title=first("title"),
            outlet=first("publisher"),
            byline=tuple(told("creator")),
            published=from_iso(first("date")),
            language=first("language")[:2].lower(),
            url=next(filter(None, map(web_address, addresses)), ""),
        )

    def _encrypted(self) -> set[str]:
        """The files that only their shop's reader can open; a font that is scrambled is no chapter."""
        if _ENCRYPTION not in self._archive.namelist():
            return set()
        return {unquote(each.get("URI", "")) for each in _all(self._xml(_ENCRYPTION), "CipherReference")}

    def _bytes(self, name: str) -> bytes:
        try:
            return unpacked(self._archive, self._archive.getinfo(name))
        except KeyError:
            raise FormatError("is damaged (a part is missing)") from None

    def _xml(self, name: str) -> Any:
        try:
            return xmltree.parsed(self._bytes(name))
        except ValueError:
            raise FormatError("is damaged (its list of chapters)") from None


def _all(tree: Any, name: str) -> Iterator[Any]:
    return tree.iter(f"{{*}}{name}")  # type: ignore[no-any-return]


def _first(tree: Any, name: str) -> Any:
    return next(_all(tree, name), None)
