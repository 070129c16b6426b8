"""Annotations in the terms of the W3C Web Annotation model. Immutable; no file and no screen is known
here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from tui.annotations.folding import common_start, fold
from tui.text import Span

CONTEXT = 32
"""Code points kept before and after a quote, as the Web Annotation clients in use keep them."""
EVIDENCE = 40
"""Code points of a quote and its unbroken context together that make a place certain."""
_MOST_CONTEXT = 512
_WORD = re.compile(r"\w+")


class Motivation(StrEnum):
    """Why an annotation was made (W3C Web Annotation Vocabulary, section 3.3)."""

    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"
    QUESTIONING = "questioning"
    TAGGING = "tagging"
    LINKING = "linking"
    EDITING = "editing"
    BOOKMARKING = "bookmarking"


class TextQuoteSelector(msgspec.Struct, frozen=True):
    """The words marked, and up to `CONTEXT` code points of the text on either side."""

    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(msgspec.Struct, frozen=True):
    """Half-open `[start, end)` in code points of the normalised text at the time the note was made."""

    start: int
    end: int


class Target(msgspec.Struct, frozen=True):
    """The passage an annotation is about, told in two ways so that one survives where the other does not."""

    quote: TextQuoteSelector
    position: TextPositionSelector


class Annotation(msgspec.Struct, frozen=True):
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
    return os.urandom(8).hex()


def make_target(text: str, span: Span) -> Target:
    """Both selectors of `span` in `text`, a document's normalised text.

    The context is `CONTEXT` code points on either side. Where the same words stand elsewhere in so much of
    the same context that they could be taken for these, it is longer: long enough to tell the places apart,
    and a sign to anchoring that nothing less than all of it will do."""
    width = CONTEXT
    twins = _twins(text, span)
    if twins:
        while width < _MOST_CONTEXT and any(_is_same(text, span, twin, width) for twin in twins):
            width *= 2
        width += CONTEXT
    around = _widened(text, span, width)
    return Target(
        TextQuoteSelector(span.of(text), text[around.start : span.start], text[span.end : around.end]),
        TextPositionSelector(span.start, span.end),
    )


def _widened(text: str, span: Span, by: int) -> Span:
    return Span(max(0, span.start - by), min(len(text), span.end + by))


def _twins(text: str, span: Span) -> list[Span]:
    """Where the words of the span stand again, other marks aside, in enough of the same context to be taken
    for them."""
    exact = span.of(text)
    key = max(_WORD.findall(exact), key=len, default=exact)
    offset = exact.find(key)
    found: list[Span] = []
    place = text.find(key) if key else -1
    while place >= 0:
        twin = Span(place - offset, place - offset + span.length)
        if twin.start >= 0 and not twin.overlaps(span) and _agreement(text, span, twin, CONTEXT) >= EVIDENCE:
            found.append(twin)
        place = text.find(key, place + 1)
    return found


def _agreement(text: str, span: Span, twin: Span, width: int) -> int:
    """How many code points two places have in common without a break: the words, and up to `width` on either
    side."""
    middle = (span.start + span.end) // 2
    other = twin.start + middle - span.start
    low, high = max(0, span.start - width), span.end + width
    left = common_start(fold(text[low:middle])[::-1], fold(text[max(0, other - (middle - low)) : other])[::-1])
    right = common_start(fold(text[middle:high]), fold(text[other : other + high - middle]))
    return left + right if left + right >= len(fold(span.of(text))) else 0


def _is_same(text: str, span: Span, twin: Span, width: int) -> bool:
    around = _widened(text, span, width)
    return _agreement(text, span, twin, width) >= len(fold(around.of(text))) - 2


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
        raise ValueError(f"the span {span.start}..{span.end} does not lie in a text of {len(text)} code points")
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
