"""Corrections as notes, to be added to the document's notebook."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.annotations.corrections.body import (
    Added,
    Edit,
    KindIs,
    Merged,
    Rejected,
    Renamed,
    SpanIs,
    SpeakerIs,
    Split,
    clean,
    write_body,
)
from tui.annotations.model import Annotation, Motivation, new_annotation
from tui.extraction.model import Actor, Attribution, Kind
from tui.text import Span, trimmed


def correct_speaker(text: str, attribution: Attribution, speaker: str | None, *, creator: str) -> Annotation:
    """Somebody else speaks; None where the text does not tell who does."""
    return _made(text, attribution.span, SpeakerIs(clean(speaker or "") or None), creator)


def correct_kind(text: str, attribution: Attribution, kind: Kind, *, creator: str) -> Annotation:
    """The statement is given in another way."""
    return _made(text, attribution.span, KindIs(kind), creator)


def correct_span(text: str, attribution: Attribution, span: Span, *, creator: str) -> Annotation:
    """The statement begins or ends elsewhere. Raises ValueError for a span without words."""
    return _made(text, _with_words(text, span), SpanIs(clean(attribution.span.of(text))), creator)


def reject_quote(text: str, attribution: Attribution, *, creator: str) -> Annotation:
    """This is no statement laid to anyone."""
    return _made(text, attribution.span, Rejected(), creator)


def add_quote(text: str, span: Span, speaker: str | None, kind: Kind | None, *, creator: str) -> Annotation:
    """A statement that was missed; where `kind` is None the quotation marks decide. Raises ValueError for
    a span without words."""
    return _made(text, _with_words(text, span), Added(clean(speaker or "") or None, kind), creator)


def rename_actor(text: str, actor: Actor, name: str, *, creator: str) -> Annotation:
    """Another name for an actor. Raises ValueError for an empty one."""
    return _made(text, _mention_of(text, actor), Renamed(actor.name, _required(name)), creator)


def merge_actors(text: str, actor: Actor, into_name: str, *, creator: str) -> Annotation:
    """`actor` is the one of that name in this document; where there is none, it takes the name, and is
    joined to its bearer in other documents. Raises ValueError for an empty name."""
    return _made(text, _mention_of(text, actor), Merged(actor.name, _required(into_name)), creator)


def split_actor(text: str, actor: Actor, mention: Span, name: str, *, creator: str) -> Annotation:
    """Names written as `mention`, one of the actor's, mean another actor, as do the pronouns that follow
    them; a mention that is no name is parted alone. Raises ValueError for an empty name."""
    return _made(text, mention, Split(actor.name, _required(name)), creator)


def _made(text: str, span: Span, edit: Edit, creator: str) -> Annotation:
    # To the microsecond, for the order of corrections is that of their making.
    now = datetime.now(UTC)
    return new_annotation(text, span, motivation=Motivation.EDITING, body=write_body(edit), creator=creator, now=now)


def _with_words(text: str, span: Span) -> Span:
    found = trimmed(text, span)
    if not any(sign.isalnum() for sign in found.of(text)):
        raise ValueError("the passage has no words")
    return found


def _required(name: str) -> str:
    found = clean(name)
    if not found:
        raise ValueError("an actor needs a name")
    return found


def _mention_of(text: str, actor: Actor) -> Span:
    """The mention that finds the actor again: the first that is its name in full, else its first name,
    else its first mention; the first line of the text for an actor that the text does not mention."""
    in_full = (span for span in actor.names if span.of(text) == actor.name)
    for spans in (in_full, actor.names, actor.mentions):
        found = next(iter(spans), None)
        if found is not None:
            return found
    return trimmed(text, Span(0, (text.lstrip() + "\n").index("\n") + len(text) - len(text.lstrip())))
