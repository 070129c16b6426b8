"""An article and its parts. Immutable; every span speaks of `Document.text`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from tui.documents.naming import kept_as, known_as, site_of
from tui.text import Span


class BlockKind(StrEnum):
    """What a stretch of an article is."""

    TITLE = "title"
    SUMMARY = "summary"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    ENTRY = "entry"
    LIST_ITEM = "list_item"
    LITTER = "litter"


class Block(msgspec.Struct, frozen=True, gc=False):
    """One block, in text order; blocks never overlap and cover all text but white space.

    `span` has no white space at its ends. `published` stands on the block of kind entry (the line that opens a live
    entry) and on every block of that entry.
    """

    kind: BlockKind
    span: Span
    published: datetime | None = None


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One entry of a live page: `blocks[first:last]`, the first of which is of kind entry.

    `headline` is the entry's headline without number and time stamp; `stamp` the glued "published at ..." where one
    stands. `author` and `role` are the words found under the headline ("James Landale", "Diplomatic correspondent").
    """

    number: int | None
    headline: Span
    stamp: Span | None
    published: datetime | None
    author: str
    role: str
    first: int
    last: int


class Document(msgspec.Struct, frozen=True, gc=False):
    """One article. `id` is the content hash of `text`; `path` is "-" for standard input. `set_off` are the stretches
    that the format sets off as quotations of others, each of one block or several.
    """

    id: str
    path: str
    text: str
    title: str
    outlet: str
    byline: tuple[str, ...]
    published: datetime | None
    language: str
    url: str
    blocks: Sequence[Block]
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()
    set_off: tuple[Span, ...] = ()

    @property
    def known_as(self) -> str:
        """What it is called as a source."""
        return known_as(self.outlet, site_of(self.url), self.title, self.path)

    @property
    def kept_as(self) -> str:
        """The same beside its title."""
        return kept_as(self.outlet, site_of(self.url), self.path)
