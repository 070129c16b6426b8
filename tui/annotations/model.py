"""Annotations in the terms of the W3C Web Annotation model. Immutable; no file and no screen is known
here."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from tui.text import Span

CONTEXT = 32
"""Code points kept before and after a quote, as the Web Annotation clients in use keep them."""


class Motivation(StrEnum):
    """Why an annotation was made (W3C Web Annotation Vocabulary, section 3.3)."""

    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"
    QUESTIONING = "questioning"
    TAGGING = "tagging"
    LINKING = "linking"
    EDITING = "editing"
    BOOKMARKING = "bookmarking"


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words marked, and up to `CONTEXT` code points of the text on either side."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """Half-open `[start, end)` in code points of the normalised text at the time the note was made."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """The passage an annotation is about, told in two ways so that one survives where the other does not."""

    quote: TextQuoteSelector
    position: TextPositionSelector


@dataclass(frozen=True, slots=True)
class Annotation:
    """One note of the reader.

    `created` and `modified` carry a zone. `links` are addresses of what the note points to (an url, another
    note's id, a quote or an actor). `conflict_with` is the id of the note of which this one is another
    version, where two programs changed the same note in different ways; it is empty otherwise."""

    id: str
    motivation: Motivation
    target: Target
    body: str
    tags: tuple[str, ...]
    creator: str
    created: datetime
    modified: datetime
    links: tuple[str, ...] = ()
    conflict_with: str = ""


def new_id() -> str:
    """An id that no other note has: 64 random bits in hexadecimal."""
    return secrets.token_hex(8)


def make_target(text: str, span: Span) -> Target:
    """Both selectors of `span` in `text`, a document's normalised text."""
    return Target(
        TextQuoteSelector(
            exact=span.of(text),
            prefix=text[max(0, span.start - CONTEXT) : span.start],
            suffix=text[span.end : span.end + CONTEXT],
        ),
        TextPositionSelector(span.start, span.end),
    )


def new_annotation(
    text: str,
    span: Span,
    *,
    motivation: Motivation,
    body: str = "",
    tags: Iterable[str] = (),
    creator: str = "",
    links: Iterable[str] = (),
    now: datetime | None = None,
) -> Annotation:
    """A note on `span` of `text`, made now. A tag or link given twice is kept once. Raises ValueError for a
    span that does not lie in the text."""
    if not 0 <= span.start <= span.end <= len(text):
        raise ValueError(
            f"the span {span.start}..{span.end} does not lie in a text of {len(text)} code points"
        )
    moment = _moment(now)
    return Annotation(
        id=new_id(),
        motivation=motivation,
        target=make_target(text, span),
        body=body,
        tags=tuple(dict.fromkeys(tags)),
        creator=creator,
        created=moment,
        modified=moment,
        links=tuple(dict.fromkeys(links)),
    )


def retargeted(annotation: Annotation, text: str, span: Span, *, now: datetime | None = None) -> Annotation:
    """The same note on another passage: how an orphan is repaired by selecting its new place."""
    return replace(annotation, target=make_target(text, span), modified=_moment(now))


def _moment(now: datetime | None) -> datetime:
    moment = datetime.now(UTC).replace(microsecond=0) if now is None else now
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
