"""Changing one record in place: only the scalars that changed are written anew.

Comments, unknown keys, the order of keys and the quoting of everything else stay byte for byte. Each change
is read back before it is believed. YAML too unusual for that (flow style, aliases) is written anew as a
whole, with its unknown keys and values but without its comments."""

from __future__ import annotations

import msgspec

from tui.annotations import codec
from tui.annotations.chunks import line_break
from tui.annotations.model import Annotation
from tui.annotations.nodes import Node, NodeError, parse
from tui.annotations.quick import quick_rewrite
from tui.annotations.rebuilding import rebuilt
from tui.annotations.scalars import block, inline


class _UnusualError(Exception):
    """The record is in a form that cannot be changed in place."""


class _Splice(msgspec.Struct, frozen=True):
    start: int
    end: int
    text: str


def rewritten(record: str, new: Annotation) -> str:
    """`record` with the content of `new`. Raises NodeError where the record cannot carry it."""
    written = quick_rewrite(record, new)
    if written is not None:
        return written
    breaks = line_break(record.encode("utf-8")).decode("ascii")
    root = parse(record)
    if root is None or root.pairs is None:
        raise NodeError("not a mapping of keys to values", 0)
    try:
        splices = _splices(record, root, codec.annotation_of(root), new)
        result = record
        for splice in sorted(splices, key=lambda each: each.start, reverse=True):
            result = result[: splice.start] + splice.text.replace("\n", breaks) + result[splice.end :]
        if codec.decode(result) == new:
            return result
    except (_UnusualError, NodeError):
        pass
    result = rebuilt(root, new).replace("\n", breaks)
    if codec.decode(result) != new:
        raise NodeError("the record cannot be changed without loss", 0)
    return result


def _splices(record: str, root: Node, old: Annotation, new: Annotation) -> list[_Splice]:
    if root.flow:
        raise _UnusualError
    made: list[_Splice] = []
    added: list[str] = []
    plain = {
        "id": (old.id, new.id),
        "motivation": (str(old.motivation), str(new.motivation)),
        "created": (codec.moment_text(old.created), codec.moment_text(new.created)),
        "modified": (codec.moment_text(old.modified), codec.moment_text(new.modified)),
        "creator": (old.creator, new.creator),
        "conflictWith": (old.conflict_with, new.conflict_with),
    }
    for key, (before, after) in plain.items():
        if before == after:
            continue
        node = root.get(key)
        if node is not None and node.pairs is not None:
            node = node.get("name")
        if node is not None:
            text = after if key in ("created", "modified") else inline(after)
            made.append(_scalar_splice(record, node, text))
        else:
            added.append(f"{key}: {after if key in ('created', 'modified') else inline(after)}\n")
    if old.target != new.target:
        made += _target_splices(record, root, new)
    if (old.body, old.tags, old.links) != (new.body, new.tags, new.links):
        made += _body_splices(record, root, old, new, added)
    if added:
        place = _end(record, root)
        made.append(_Splice(place, place, _fresh_line(record, place) + "".join(added)))
    return made


def _target_splices(record: str, root: Node, new: Annotation) -> list[_Splice]:
    target = root.get("target")
    quote, position = new.target.quote, new.target.position
    wanted = {
        "TextQuoteSelector": {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        "TextPositionSelector": {"start": str(position.start), "end": str(position.end)},
    }
    made: list[_Splice] = []
    for selector in codec.items_of(target.get("selector") if target is not None else None):
        kind = selector.get("type")
        for key, value in wanted.pop(kind.text if kind is not None and kind.text else "", {}).items():
            node = selector.get(key)
            if node is None:
                raise _UnusualError
            if node.text == value:
                continue
            text = value if key in ("start", "end") else inline(value)
            if key == "exact" and not selector.flow:
                text = block(value, selector.column + 2)
            made.append(_scalar_splice(record, node, text))
    if wanted:
        raise _UnusualError
    return made


def _body_splices(record: str, root: Node, old: Annotation, new: Annotation, added: list[str]) -> list[_Splice]:
    body = root.get("body")
    if body is None:
        added.append("body:\n" + "".join(item + "\n" for item in codec.body_items(new)))
        return []
    if body.text is not None and not body.is_null and (old.tags, old.links) == (new.tags, new.links):
        return [_scalar_splice(record, body, block(new.body, 2))]
    if body.items is None or body.flow or not body.items:
        raise _UnusualError
    notes = [item for item in body.items if codec.is_note_body(item)]
    tags = [item for item in body.items if codec.is_tag_body(item)]
    links = [item for item in body.items if codec.is_link_body(item) and item not in tags]
    made: list[_Splice] = []
    gone: list[Node] = []
    fresh: list[tuple[Node | None, str]] = []
    if old.body != new.body:
        gone += notes[1:] if new.body else notes
        if new.body and notes:
            value = notes[0].get("value") or notes[0]
            text = block(new.body, notes[0].column + 2) if value is not notes[0] else inline(new.body)
            made.append(_scalar_splice(record, value, text))
        elif new.body:
            fresh.append((None, codec.note_item(new.body)))
    for items, wanted, key, make in (
        (tags, new.tags, "value", codec.tag_item),
        (links, new.links, "source", codec.link_item),
    ):
        there = [_text(item, key) for item in items]
        gone += [item for item, text in zip(items, there, strict=True) if text not in wanted]
        last = next((item for item in reversed(body.items) if item not in gone and item not in items), None)
        for text in wanted:
            if text in there:
                last = items[there.index(text)]
            else:
                fresh.append((last, make(text)))
    if len(gone) == len(body.items) and not fresh:
        name = next(name for name, value in root.pairs or () if value is body)
        return [_Splice(_line_start(record, name.start), _end(record, body), "")]
    made += [_Splice(_line_start(record, item.start), _end(record, item), "") for item in gone]
    pad = " " * _dash_column(record, body.items[0])
    by_place: dict[int, str] = {}
    for after, item in fresh:
        place = _line_start(record, body.items[0].start) if after is None else _end(record, after)
        by_place[place] = by_place.get(place, "") + "".join(
            (pad + line if line else "") + "\n" for line in item.split("\n")
        )
    for place, text in by_place.items():
        made.append(_Splice(place, place, _fresh_line(record, place) + text))
    return made


def _scalar_splice(record: str, node: Node, text: str) -> _Splice:
    """The edit that puts a scalar's new form in the place of the old; comments after it stay on its line."""
    if node.text is None:
        raise _UnusualError
    was_literal = node.end > node.start and record[node.start] in "|>"
    end = _end(record, node) if was_literal else node.end
    if was_literal:
        return _Splice(node.start, end, text + "\n")
    if node.start == node.end and node.start > 0 and record[node.start - 1] == ":":
        text = " " + text
    header, newline, lines = text.partition("\n")
    if not newline:
        return _Splice(node.start, end, text)
    rest = record[end : _line_end(record, end)]
    return _Splice(node.start, end + len(rest), f"{header}{rest}\n{lines}")


def _end(record: str, node: Node) -> int:
    """Where the last line of a node ends, its line break included; blank lines after it are not its own."""
    leaf = node
    while leaf.pairs or leaf.items:
        leaf = leaf.pairs[-1][1] if leaf.pairs else (leaf.items or [])[-1]
    if leaf.flow or (leaf.text is not None and leaf.end == leaf.start):
        return _after_line(record, leaf.end)
    end = leaf.end
    if leaf.text is not None and record[leaf.start] in "|>":
        header = record[leaf.start : _line_end(record, leaf.start)]
        if "+" in header.split("#")[0]:
            return end
        kept = record[leaf.start : end].rstrip(" \t\r\n")
        end = leaf.start + len(kept)
    return _after_line(record, end)


def _after_line(record: str, place: int) -> int:
    end = _line_end(record, place)
    if record.startswith("\r\n", end):
        return end + 2
    return min(end + 1, len(record))


def _line_end(record: str, place: int) -> int:
    found = [where for where in (record.find("\n", place), record.find("\r", place)) if where >= 0]
    return min(found, default=len(record))


def _line_start(record: str, place: int) -> int:
    return max(record.rfind("\n", 0, place), record.rfind("\r", 0, place)) + 1


def _fresh_line(record: str, place: int) -> str:
    return "" if place == 0 or record[place - 1] in "\r\n" else "\n"


def _dash_column(record: str, item: Node) -> int:
    before = record[_line_start(record, item.start) : item.start]
    if before.strip() != "-":
        raise _UnusualError
    return before.index("-")


def _text(item: Node, key: str) -> str:
    node = item.get(key) or item.get("id")
    return (node.text or "") if node is not None else ""
