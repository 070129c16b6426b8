"""What goes out and what comes in, the same for every format."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from tui.annotations.model import Annotation, Motivation
from tui.digests import blake2b
from tui.documents.naming import kept_as, site_of
from tui.text import Span

FOREIGN_ID = 8
"""Bytes of the id that is made for a note which came without one."""


class ExchangeError(Exception):
    """A file that cannot be read as notes, or notes that cannot be written; one line that says why."""


class Reference(msgspec.Struct, frozen=True):
    """By what a note tells its article. All may be empty; `document` is the content hash of its text."""

    document: str = ""
    title: str = ""
    outlet: str = ""
    url: str = ""
    path: str = ""

    @property
    def kept_as(self) -> str:
        """What the article is called as a source, beside its title; "" where nothing is known of it."""
        return kept_as(self.outlet, site_of(self.url), self.path)


class PlacedNote(msgspec.Struct, frozen=True):
    """A note and where it stands in the article's text now; `span` is None where that is not known."""

    annotation: Annotation
    span: Span | None = None


class AnnotatedArticle(msgspec.Struct, frozen=True):
    """An article with its notes, on the way out. `text` is None where the article is not at hand."""

    reference: Reference
    notes: tuple[PlacedNote, ...]
    text: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    language: str = ""


class IncomingNote(msgspec.Struct, frozen=True):
    """A note on the way in, and what the file tells of its article."""

    annotation: Annotation
    reference: Reference


class Incoming(msgspec.Struct, frozen=True):
    """What a file holds; `problems` has a line for each note that could not be read."""

    notes: tuple[IncomingNote, ...]
    problems: tuple[str, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """Notes in a format: its files by name, and what of the notes the format cannot hold, in words."""

    files: tuple[tuple[str, str], ...]
    losses: tuple[str, ...] = ()


def made_id(parts: Iterable[str]) -> str:
    """The id of a note that came without one: the same for the same content, so that it is taken in once."""
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=FOREIGN_ID).hexdigest()


def plain_motivation(body: str, tags: Collection[str]) -> Motivation:
    """Why a note was made that does not tell: to comment where it has words, to tag where it has tags."""
    return Motivation.COMMENTING if body else Motivation.TAGGING if tags else Motivation.HIGHLIGHTING
