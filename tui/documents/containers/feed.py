"""A feed saved as a file: each item is an article. A file of XML or JSON that is no feed holds none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from tui.documents.containers.model import Names
from tui.documents.draft import Draft
from tui.documents.feeds import HEAD, Item, looks_like_feed, read_feed
from tui.documents.formats import read_at_most
from tui.documents.html import read_whole
from tui.documents.naming import made_name


class FeedContainer:
    """The items of a feed, in its order."""

    def __init__(self, file: BinaryIO) -> None:
        head = file.read(HEAD)
        self._items: dict[str, Item] = {}
        names = Names()
        if looks_like_feed(head):
            file.seek(0)
            for item in read_feed(read_at_most(file)).items:
                self._items[names.free(made_name(item.facts.title, item.identity))] = item
        self.names: Sequence[str] = tuple(self._items)
        file.close()

    def draft(self, name: str) -> Draft:
        item = self._items[name]
        return read_whole([item.markup], item.facts)

    def close(self) -> None:
        """Nothing is open."""
