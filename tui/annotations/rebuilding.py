"""A record written anew from its parsed tree, with everything in it that is not ours."""

from __future__ import annotations

from tui.annotations import codec
from tui.annotations.model import Annotation
from tui.annotations.nodes import Node, NodeError, parse
from tui.annotations.scalars import block, inline

_OURS = frozenset({"id", "type", "motivation", "created", "modified", "creator", "conflictWith", "target", "body"})
_MOST_NODES = 20_000  # aliases let a short text stand for a tree of any size


def rebuilt(root: Node, new: Annotation) -> str:
    """The record of `new` with the unknown keys of `root`. Raises NodeError where the tree is too large."""
    target = root.get("target")
    source = target.get("source") if target is not None else None
    fresh = parse(codec.encode(new, (source.text if source is not None else None) or ""))
    assert fresh is not None
    _carry(root, fresh)
    budget = [_MOST_NODES]
    return "---\n" + "\n".join(_lines(fresh, 0, budget)) + "\n"


def _carry(old: Node, fresh: Node) -> None:
    """Hang what only the old tree has into the fresh one: keys of the record, of its target and of its
    selectors."""
    assert fresh.pairs is not None
    fresh.pairs += [pair for pair in old.pairs or () if pair[0].text not in _OURS]
    old_target, new_target = old.get("target"), fresh.get("target")
    if old_target is not None and new_target is not None:
        _carry_keys(old_target, new_target)
        _carry_items(codec.items_of(old_target.get("selector")), new_target.get("selector"))
    _carry_items(codec.items_of(old.get("body")), fresh.get("body"))


def _carry_keys(old: Node, fresh: Node) -> None:
    if fresh.pairs is not None:
        there = {name.text for name, _ in fresh.pairs}
        fresh.pairs += [pair for pair in old.pairs or () if pair[0].text not in there]


def _carry_items(old: list[Node], fresh: Node | None) -> None:
    """Match items by type and, for bodies, purpose and value; an item of a kind that is not ours goes along
    whole."""
    if fresh is None or fresh.items is None:
        return
    for item in old:
        twin = next((each for each in fresh.items if _same(item, each)), None)
        if twin is not None:
            _carry_keys(item, twin)
        elif item.pairs is not None and not _is_ours(item):
            fresh.items.append(item)


def _same(old: Node, fresh: Node) -> bool:
    if _word(old, "type") != _word(fresh, "type") or _word(old, "purpose") != _word(fresh, "purpose"):
        return False
    return not codec.is_tag_body(old) or _word(old, "value") == _word(fresh, "value")


def _is_ours(item: Node) -> bool:
    if _word(item, "type") in ("TextQuoteSelector", "TextPositionSelector"):
        return True
    return codec.is_note_body(item) or codec.is_tag_body(item) or codec.is_link_body(item)


def _word(item: Node, key: str) -> str | None:
    node = item.get(key)
    return node.text if node is not None else None


def _lines(node: Node, indent: int, budget: list[int]) -> list[str]:
    """The lines of a mapping or sequence; the first is already where it belongs, the others carry their
    indent."""
    budget[0] -= 1
    if budget[0] < 0:
        raise NodeError("too many values for one record", node.line)
    pad = " " * indent
    lines: list[str] = []
    if node.pairs is not None:
        for name, value in node.pairs:
            if name.text is None:
                raise NodeError("a key that is not a text", name.line)
            lines += _entry(f"{pad}{_flat(name)}:", value, indent + 2, budget)
        return lines or [pad + "{}"]
    for item in node.items or ():
        if item.text is not None or not (item.pairs or item.items):
            lines += _entry(f"{pad}-", item, indent + 2, budget)
        else:
            inner = _lines(item, indent + 2, budget)
            lines += [f"{pad}- {inner[0].lstrip(' ')}", *inner[1:]]
    return lines or [pad + "[]"]


def _entry(head: str, value: Node, indent: int, budget: list[int]) -> list[str]:
    if value.text is not None:
        text = _flat(value) if value.plain or "\n" not in value.text else block(value.text, indent)
        return f"{head} {text}".split("\n") if text else [head]
    if not (value.pairs or value.items):
        return [f"{head} {'{}' if value.pairs is not None else '[]'}"]
    return [head, *_lines(value, indent, budget)]


def _flat(node: Node) -> str:
    """A scalar on one line. A plain one stays plain, for its look decides its type (`5`, `no`, `null`)."""
    text = node.text or ""
    return text if node.plain and "\n" not in text else inline(text)
