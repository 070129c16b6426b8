"""What a correction says, as the body of a note and as values.

The body is a mapping in YAML with one or more of these keys, of which those about a quote may stand together:

    speaker: Liz Truss                        # the quote's speaker; empty where nobody is named
    kind: indirect                            # direct, mixed or indirect
    span: true                                # the passage of the note is the quote's,
    replaces: words of the old passage        # in place of this one
    reject: true                              # this is no quote
    add: {speaker: Liz Truss, kind: direct}   # this is one; each key may be left out
    rename: {from: A, to: B}
    merge: {actor: A, into: B}
    split: {actor: A, name: B}                # the passage is a mention that means B, not A
"""

from __future__ import annotations

import msgspec

from tui.annotations.model import Annotation, Motivation
from tui.annotations.nodes import Node, NodeError, parse
from tui.annotations.scalars import inline
from tui.extraction.model import Kind
from tui.text import in_a_line

_YES = ("true", "yes")


class SpeakerIs(msgspec.Struct, frozen=True):
    """`name` is None where the text does not tell who spoke."""

    name: str | None


class KindIs(msgspec.Struct, frozen=True):
    kind: Kind


class SpanIs(msgspec.Struct, frozen=True):
    """`replaces` are the words of the passage that the quote had; empty where they are not told."""

    replaces: str


class Rejected(msgspec.Struct, frozen=True):
    """No quote."""


class Added(msgspec.Struct, frozen=True):
    """`kind` is None where the quotation marks are to decide."""

    speaker: str | None
    kind: Kind | None


class Renamed(msgspec.Struct, frozen=True):
    old: str
    new: str


class Merged(msgspec.Struct, frozen=True):
    actor: str
    into: str


class Split(msgspec.Struct, frozen=True):
    actor: str
    name: str


QuoteEdit = SpeakerIs | KindIs | SpanIs | Rejected
ActorEdit = Renamed | Merged | Split
Edit = QuoteEdit | Added | ActorEdit


class _UnreadableError(ValueError):
    """A value that is none of those its key can have."""


def write_body(edit: Edit) -> str:
    """The body of a note that makes this edit; `read_body` gives the edit back."""
    match edit:
        case SpeakerIs(name):
            lines = [f"speaker: {_name(name)}".rstrip()]
        case KindIs(kind):
            lines = [f"kind: {kind.value}"]
        case SpanIs(replaces):
            lines = ["span: true", f"replaces: {inline(replaces)}"]
        case Rejected():
            lines = ["reject: true"]
        case Added(speaker, kind):
            lines = ["add:", f"  speaker: {_name(speaker)}".rstrip()]
            lines += [f"  kind: {kind.value}"] if kind is not None else []
        case Renamed(old, new):
            lines = ["rename:", f"  from: {inline(old)}", f"  to: {inline(new)}"]
        case Merged(actor, into):
            lines = ["merge:", f"  actor: {inline(actor)}", f"  into: {inline(into)}"]
        case Split(actor, name):
            lines = ["split:", f"  actor: {inline(actor)}", f"  name: {inline(name)}"]
    return "\n".join(lines) + "\n"


def read_body(body: str) -> tuple[Edit, ...]:
    """The edits in the order in which they are made; none where the body cannot be read or is no
    correction."""
    try:
        root = parse(body)
        if root is None or root.pairs is None:
            return ()
        return tuple(_edits(root))
    except (NodeError, _UnreadableError):
        return ()


def edits_of(annotation: Annotation) -> tuple[Edit, ...]:
    """As `read_body`; none for a note of another motivation."""
    return read_body(annotation.body) if annotation.motivation is Motivation.EDITING else ()


def is_correction(annotation: Annotation) -> bool:
    """True for a note that `apply_corrections` understands."""
    return bool(edits_of(annotation))


def describe(annotation: Annotation) -> str:
    """What the note corrects, on one line; the first line of its text for a note that is no correction."""
    edits = edits_of(annotation)
    if not edits:
        return next(iter(annotation.body.strip().splitlines()), "")
    return "; ".join(map(_described, edits))


def clean(name: str) -> str:
    """A name as it is shown: one line, without control characters."""
    return in_a_line(name)


def _described(edit: Edit) -> str:
    match edit:
        case SpeakerIs(None):
            return "Speaker corrected: not told"
        case SpeakerIs(name):
            return f"Speaker corrected: {name}"
        case KindIs(kind):
            return f"Kind corrected: {kind.value}"
        case SpanIs():
            return "Passage corrected"
        case Rejected():
            return "Rejected: no quote"
        case Added(speaker, kind):
            told = ", ".join(filter(None, (speaker, kind)))
            return f"Quote added: {told}" if told else "Quote added"
        case Renamed(old, new):
            return f"Actor renamed: {old} is {new}"
        case Merged(actor, into):
            return f"Actors merged: {actor} is {into}"
        case Split(actor, name):
            return f"Actor split: {name} is not {actor}"


def _edits(root: Node) -> list[Edit]:
    found: list[Edit] = []
    if (node := root.get("rename")) is not None:
        found.append(Renamed(_required(node, "from"), _required(node, "to")))
    if (node := root.get("merge")) is not None:
        found.append(Merged(_required(node, "actor"), _required(node, "into")))
    if (node := root.get("split")) is not None:
        found.append(Split(_required(node, "actor"), _required(node, "name")))
    if (node := root.get("add")) is not None:
        found.append(_added(node))
    if (node := root.get("span")) is not None and _is_yes(node):
        replaces = root.get("replaces")
        found.append(SpanIs(_text(replaces) or "" if replaces is not None else ""))
    if (node := root.get("speaker")) is not None:
        found.append(SpeakerIs(_text(node)))
    if (node := root.get("kind")) is not None:
        found.append(KindIs(_kind(node)))
    if (node := root.get("reject")) is not None and _is_yes(node):
        found.append(Rejected())
    return found


def _added(node: Node) -> Added:
    if node.pairs is None:
        if _is_yes(node):
            return Added(None, None)
        raise _UnreadableError
    speaker, kind = node.get("speaker"), node.get("kind")
    return Added(
        _text(speaker) if speaker is not None else None,
        _kind(kind) if kind is not None and not kind.is_null else None,
    )


def _text(node: Node) -> str | None:
    """The words of a scalar; None where there are none."""
    if node.text is None:
        raise _UnreadableError
    return None if node.is_null else clean(node.text) or None


def _required(node: Node, key: str) -> str:
    value = node.get(key)
    found = _text(value) if value is not None else None
    if found is None:
        raise _UnreadableError
    return found


def _kind(node: Node) -> Kind:
    try:
        return Kind((_text(node) or "").lower())
    except ValueError:
        raise _UnreadableError from None


def _is_yes(node: Node) -> bool:
    return (_text(node) or "").lower() in _YES


def _name(name: str | None) -> str:
    return "" if name is None else inline(name)
