"""Addresses of what a note can be linked to: a quote, an actor, another note, an address of the web.

Ours are names in the style of URNs (RFC 8141). A passage is told by its place (RFC 5147, `char=start,end`) and by its
first words, so that it is found again in a text that has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import quote, unquote

import msgspec

from tui.annotations.model import Annotation
from tui.text import Span

_OWN = "urn:briefing-tui:"
_PASSAGE = re.compile(r"urn:briefing-tui:document:([^#]+)#char=(\d{1,12}),(\d{1,12})(?:&words=(.*))?")
_WORDS = 80
_WEB = re.compile(r"(?:https?|ftp)://\S+|mailto:\S+|(?:doi|urn|isbn):\S+", re.IGNORECASE)


class LinkKind(StrEnum):
    """What a link leads to."""

    QUOTE = "quote"
    ACTOR = "actor"
    NOTE = "note"
    WEB = "url"


class Link(msgspec.Struct, frozen=True):
    """An address, understood: `name` is the document's id, the actor's name, the note's id or the address itself; of a
    quote `span` and `words` tell the place."""

    kind: LinkKind
    name: str
    span: Span | None = None
    words: str = ""


def to_quote(document_id: str, span: Span, words: str) -> str:
    """The address of a passage, `span` of a document's normalised text, which begins with `words`."""
    return f"{_OWN}document:{document_id}#char={span.start},{span.end}&words={quote(words[:_WORDS], safe='')}"


def to_actor(name: str) -> str:
    return f"{_OWN}actor:{quote(name, safe='')}"


def to_note(identity: str) -> str:
    return f"{_OWN}note:{quote(identity, safe='')}"


def understood(address: str) -> Link:
    """What an address leads to; one that is none of ours is one of the web."""
    passage = _PASSAGE.fullmatch(address)
    if passage is not None:
        span = Span(int(passage[2]), int(passage[3]))
        return Link(LinkKind.QUOTE, passage[1], span, unquote(passage[4] or ""))
    for kind in (LinkKind.ACTOR, LinkKind.NOTE):
        if address.startswith(f"{_OWN}{kind}:"):
            return Link(kind, unquote(address.removeprefix(f"{_OWN}{kind}:")))
    return Link(LinkKind.WEB, address)


def is_address(text: str) -> bool:
    """True for what a reader may type as the address of a link."""
    return _WEB.fullmatch(text) is not None


def linked_actors(note: Annotation) -> Iterator[str]:
    """The names of the actors a note is linked to."""
    for address in note.links:
        link = understood(address)
        if link.kind is LinkKind.ACTOR:
            yield link.name
