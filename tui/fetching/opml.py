"""Lists of feeds as other programs keep them (OPML 2.0): the feeds that are followed, and lists to take them from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from tui.annotations.files import Files, write_whole
from tui.documents import xmltree
from tui.documents.naming import cleaned_name
from tui.fetching.model import FetchError

NAME = "feeds.opml"
"""The file, among the reader's articles, that lists the feeds which are followed."""

_NEW = b'<opml version="2.0">\n<head><title>Feeds</title></head>\n<body>\n</body>\n</opml>'
_MOST = 10_000


class Subscription(msgspec.Struct, frozen=True):
    """A feed that is followed; its articles lie in `folder`, below that of the list ("" for the list's own).

    `pages`: it gives only the beginnings of articles, whose pages are fetched too.
    """

    address: str
    title: str
    folder: str = ""
    pages: bool = False


def is_opml(data: bytes) -> bool:
    """True where bytes begin like a list of feeds."""
    return b"<opml" in data[:4096].lower()


def feeds_in(data: bytes) -> list[Subscription]:
    """The feeds of a list, each once. Raises FetchError where it is damaged."""
    found: dict[str, Subscription] = {}
    for outline in _parsed(data).iter("outline"):
        address = outline.get("xmlUrl", "").strip()
        if address and len(found) < _MOST:
            title = outline.get("title") or outline.get("text") or ""
            folder, pages = cleaned_name(outline.get("folder", "")), outline.get("pages") == "true"
            found[address] = Subscription(address, title, folder, pages)
    return list(found.values())


class Subscriptions:
    """The feeds that are followed in a folder. What the reader or another program wrote into the list stays."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._data = self._path.read_bytes() if self._path.exists() else _NEW
        self._tree = _parsed(self._data)

    def all(self) -> list[Subscription]:
        return feeds_in(self._data)

    def follow(self, feed: Subscription) -> None:
        """Add a feed. Raises OSError."""
        from lxml import etree

        body = self._tree.find("body")
        if body is None:
            body = etree.SubElement(self._tree, "body")
        told = {"type": "rss", "text": feed.title, "title": feed.title, "xmlUrl": feed.address, "folder": feed.folder}
        told |= {"pages": "true"} if feed.pages else {}
        etree.SubElement(body, "outline", told).tail = "\n"
        self._data = etree.tostring(self._tree, xml_declaration=True, encoding="UTF-8") + b"\n"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(Files(), self._path, self._data)


def _parsed(data: bytes) -> Any:
    try:
        return xmltree.parsed(data)
    except ValueError:
        raise FetchError("is damaged (no list of feeds)") from None
