"""One YAML document as a tree of nodes with their places in its text.

Built from parser events, without resolving types: a scalar is the text it was written as, so `no`, `1e3` and
a date stay what a reader wrote. Nothing is constructed, aliases are shared and depth is bounded, so hostile
YAML is harmless (the composer of the C library overflows its stack on deep nesting)."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import yaml

MAX_DEPTH = 64
# the C library refuses the escapes of lone surrogates, the Python one reads them
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]|\\U0000[dD][89a-fA-F]")
_FastLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class NodeError(ValueError):
    """YAML that cannot be read. `line` counts from 0 within the text."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


class Node(msgspec.Struct):
    """A scalar (`text` set), a sequence (`items`) or a mapping (`pairs`).

    `start` and `end` are code points of the text parsed; `plain` tells a scalar without quotes, which alone
    can be null."""

    start: int
    end: int
    line: int
    column: int
    text: str | None = None
    items: list[Node] | None = None
    pairs: list[tuple[Node, Node]] | None = None
    plain: bool = False
    flow: bool = False
    _key: Node | None = None
    _keys: set[str] = msgspec.field(default_factory=set)

    def get(self, key: str) -> Node | None:
        """The value under `key` of a mapping; None where it is absent or this is no mapping."""
        for name, value in self.pairs or ():
            if name.text == key:
                return value
        return None

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


def parse(text: str) -> Node | None:
    """The one YAML document in `text`, or None where there is only white space and comments.

    Raises NodeError for broken YAML, a second document, a key given twice, or nesting deeper than
    `MAX_DEPTH`."""
    loader: Any = yaml.BaseLoader if _SURROGATE_ESCAPE.search(text) else _FastLoader
    try:
        return _build(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        at_end = error.problem_mark is not None and error.problem_mark.index >= len(text.rstrip())
        runs_on = at_end or "end of stream" in (error.problem or "")  # told best by where it began
        mark = (error.context_mark if runs_on else None) or error.problem_mark or error.context_mark
        what = error.problem or "not YAML"
        what = "nested too deeply" if "nesting depth" in what else what  # the C library's own bound, where it has one
        raise NodeError(what, mark.line if mark is not None else 0) from error
    except yaml.reader.ReaderError as error:
        place = error.position if isinstance(error.position, int) else 0
        raise NodeError("a character that YAML does not allow", text.count("\n", 0, place)) from error
    except yaml.YAMLError as error:
        raise NodeError("not YAML", 0) from error
    except (ValueError, OverflowError) as error:
        if isinstance(error, NodeError):
            raise
        raise NodeError("not YAML", 0) from error


def _build(events: Any) -> Node | None:
    root: Node | None = None
    open_nodes: list[Node] = []
    anchors: dict[str, Node] = {}
    documents = 0
    for event in events:
        place: Any = event
        if isinstance(event, yaml.ScalarEvent):
            node = _node(event)
            node.text = event.value
            node.plain = not event.style
            node.end = place.end_mark.index
        elif isinstance(event, yaml.MappingStartEvent):
            node = _node(event)
            node.pairs = []
            node.flow = bool(event.flow_style)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = _node(event)
            node.items = []
            node.flow = bool(event.flow_style)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise NodeError("an alias of nothing", place.start_mark.line)
            node = anchors[event.anchor]
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            open_nodes.pop().end = place.end_mark.index
            continue
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise NodeError("a second document in one record", place.start_mark.line)
            continue
        else:
            continue
        anchor = getattr(event, "anchor", None)
        if anchor is not None and not isinstance(event, yaml.AliasEvent):
            anchors[anchor] = node
        if open_nodes:
            _hang(open_nodes[-1], node, place.start_mark.line)
        else:
            root = node
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append(node)
            if len(open_nodes) > MAX_DEPTH:
                raise NodeError("nested too deeply", place.start_mark.line)
    if root is not None and root.text == "" and root.plain:
        return None
    return root


def _node(event: Any) -> Node:
    mark = event.start_mark
    return Node(mark.index, mark.index, mark.line, mark.column)


def _hang(parent: Node, node: Node, line: int) -> None:
    if parent.items is not None:
        parent.items.append(node)
        return
    assert parent.pairs is not None
    if parent._key is None:
        if node.text is not None:
            if node.text in parent._keys:
                raise NodeError(f"the key {node.text!r} stands twice", line)
            parent._keys.add(node.text)
        parent._key = node
        return
    parent.pairs.append((parent._key, node))
    parent._key = None
