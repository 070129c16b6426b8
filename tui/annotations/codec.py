"""One annotation as one YAML record, and back. Keys are those of the W3C Web Annotation model."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.annotations.model import (
    Annotation,
    Motivation,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from tui.annotations.nodes import Node, NodeError, parse
from tui.annotations.scalars import block, inline

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def moment_text(moment: datetime) -> str:
    """A time as xsd:dateTime in UTC, which the Web Annotation model asks for."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.isoformat().replace("+00:00", "Z")


def encode(annotation: Annotation, source: str) -> str:
    """The record of an annotation, from `---` to its last line break. `source` names what the target is a
    part of."""
    quote, position = annotation.target.quote, annotation.target.position
    lines = [
        "---",
        f"id: {inline(annotation.id)}",
        "type: Annotation",
        f"motivation: {annotation.motivation}",
        f"created: {moment_text(annotation.created)}",
        f"modified: {moment_text(annotation.modified)}",
    ]
    if annotation.creator:
        lines.append(f"creator: {inline(annotation.creator)}")
    if annotation.conflict_with:
        lines.append(f"conflictWith: {inline(annotation.conflict_with)}")
    lines += [
        "target:",
        f"  source: {inline(source)}",
        "  selector:",
        "  - type: TextQuoteSelector",
        f"    exact: {block(quote.exact, 6)}",
        f"    prefix: {inline(quote.prefix)}",
        f"    suffix: {inline(quote.suffix)}",
        "  - type: TextPositionSelector",
        f"    start: {position.start}",
        f"    end: {position.end}",
    ]
    items = body_items(annotation)
    if items:
        lines += ["body:", *items]
    return "\n".join(lines) + "\n"


def body_items(annotation: Annotation) -> list[str]:
    """The items of the sequence under `body`: the note, then the tags, then the links."""
    items = [note_item(annotation.body)] if annotation.body else []
    items += [tag_item(tag) for tag in annotation.tags]
    items += [link_item(link) for link in annotation.links]
    return items


def note_item(value: str) -> str:
    return f"- type: TextualBody\n  purpose: commenting\n  value: {block(value, 4)}"


def tag_item(tag: str) -> str:
    return f"- type: TextualBody\n  purpose: tagging\n  value: {inline(tag)}"


def link_item(link: str) -> str:
    return f"- type: SpecificResource\n  purpose: linking\n  source: {inline(link)}"


def decode(text: str) -> Annotation:
    """The annotation in a record. Raises NodeError where it is damaged, with the line within the record.

    Forgiving where nothing is lost by it: a motivation outside ours reads as commenting, a missing time as
    the other time, a missing position as the start; what is not understood stays in the record."""
    root = parse(text)
    if root is None or root.pairs is None:
        raise NodeError("not a mapping of keys to values", root.line if root is not None else 0)
    return annotation_of(root)


def annotation_of(root: Node) -> Annotation:
    """As `decode`, of a record that is parsed already."""
    identity = _scalar(root, "id")
    if not identity:
        raise NodeError("no id", root.line)
    kind = root.get("type")
    if kind is not None and "Annotation" not in _texts(kind):
        raise NodeError("its type is not Annotation", kind.line)
    created, modified = _moment(root, "created"), _moment(root, "modified")
    body, tags, links = _bodies(root)
    return Annotation(
        id=identity,
        motivation=_motivation(root, body, tags, links),
        target=_target(root),
        body=body,
        tags=tags,
        creator=_creator(root),
        created=created or modified or _BEGINNING,
        modified=modified or created or _BEGINNING,
        links=links,
        conflict_with=_scalar(root, "conflictWith"),
    )


def is_note_body(item: Node) -> bool:
    """True for a body that carries the reader's text: any purpose but tagging, classifying and linking."""
    return item.text is not None or (
        not ({"tagging", "classifying", "linking"} & _purposes(item)) and item.get("value") is not None
    )


def is_tag_body(item: Node) -> bool:
    return bool({"tagging", "classifying"} & _purposes(item)) and item.get("value") is not None


def is_link_body(item: Node) -> bool:
    return "linking" in _purposes(item) and (item.get("source") or item.get("id")) is not None


def items_of(node: Node | None) -> list[Node]:
    """A value that may stand alone or in a sequence, as the Web Annotation model allows."""
    if node is None or node.is_null:
        return []
    return node.items if node.items is not None else [node]


def _motivation(root: Node, body: str, tags: tuple[str, ...], links: tuple[str, ...]) -> Motivation:
    node = root.get("motivation")
    for name in _texts(node):
        if name in Motivation._value2member_map_:
            return Motivation(name)
    if node is not None and not node.is_null:
        if node.pairs is not None:
            raise NodeError("the motivation is not a word", node.line)
        return Motivation.COMMENTING
    if body:
        return Motivation.COMMENTING
    return Motivation.TAGGING if tags else Motivation.LINKING if links else Motivation.HIGHLIGHTING


def _target(root: Node) -> Target:
    target = root.get("target")
    if target is None or target.pairs is None:
        raise NodeError("no target", target.line if target is not None else root.line)
    exact = prefix = suffix = ""
    start = end = 0
    found = False
    for selector in items_of(target.get("selector")):
        names = _texts(selector.get("type"))
        if "TextQuoteSelector" in names:
            exact, prefix, suffix = (_scalar(selector, key) for key in ("exact", "prefix", "suffix"))
            if selector.get("exact") is None:
                raise NodeError("a TextQuoteSelector without exact", selector.line)
            found = True
        elif "TextPositionSelector" in names:
            start, end = _integer(selector, "start"), _integer(selector, "end")
            found = True
    if not found:
        raise NodeError("the target has no TextQuoteSelector", target.line)
    return Target(TextQuoteSelector(exact, prefix, suffix), TextPositionSelector(start, end))


def _bodies(root: Node) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    notes: list[str] = []
    tags: list[str] = []
    links: list[str] = []
    for item in items_of(root.get("body")):
        if item.text is not None:
            notes.append(item.text)
        elif item.pairs is None:
            raise NodeError("a body that is a sequence", item.line)
        elif is_tag_body(item):
            tags.append(_scalar(item, "value"))
        elif is_link_body(item):
            links.append(_scalar(item, "source") or _scalar(item, "id"))
        elif is_note_body(item):
            notes.append(_scalar(item, "value"))
    return "\n\n".join(notes), tuple(dict.fromkeys(tags)), tuple(dict.fromkeys(links))


def _creator(root: Node) -> str:
    node = root.get("creator")
    if node is not None and node.pairs is not None:
        return _scalar(node, "name") or _scalar(node, "nickname") or _scalar(node, "id")
    return _scalar(root, "creator")


def _moment(root: Node, key: str) -> datetime | None:
    text = _scalar(root, key)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NodeError(f"{key} is not a time: {_short(text)}", _line(root, key)) from None


def _integer(root: Node, key: str) -> int:
    text = _scalar(root, key)
    if not text:
        return 0
    if not text.isascii() or not text.isdecimal() or len(text) > 12:
        raise NodeError(f"{key} is not a number: {_short(text)}", _line(root, key))
    return int(text)


def _scalar(root: Node, key: str) -> str:
    node = root.get(key)
    if node is None or node.is_null:
        return ""
    if node.text is None:
        raise NodeError(f"{key} is not a text", node.line)
    return node.text


def _line(root: Node, key: str) -> int:
    node = root.get(key)
    return node.line if node is not None else root.line


def _texts(node: Node | None) -> list[str]:
    return [item.text for item in items_of(node) if item.text is not None]


def _purposes(item: Node) -> set[str]:
    return set(_texts(item.get("purpose")))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
