"""The record that opens a notes file: of which document the notes are, and by which hints it is known
again."""

from __future__ import annotations

import re

import msgspec

from tui.annotations.chunks import line_break
from tui.annotations.nodes import NodeError, parse
from tui.annotations.quick import SCALAR, scalar_value
from tui.annotations.scalars import inline

SCHEMA = 1
"""The form of the files that this version writes. 0 stands for a header without the key, as people write it
by hand."""


_HEADER = re.compile(
    rf"schema: (\d{{1,6}})\ndocument: {SCALAR}\n"
    rf"(?:title: {SCALAR}\n)?(?:outlet: {SCALAR}\n)?(?:url: {SCALAR}\n)?(?:path: {SCALAR}\n)?"
)


class Header(msgspec.Struct, frozen=True):
    """`path` is a hint, relative to the folder that holds the notes folder where the article lies in it.

    `earlier` are the ids the document had before its text changed.
    """

    schema: int
    document: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    path: str = ""
    earlier: tuple[str, ...] = ()

    @property
    def is_known_schema(self) -> bool:
        return self.schema <= SCHEMA

    @property
    def source(self) -> str:
        """The IRI of the target: the article's address, or a name made of the document's id."""
        return self.url or f"urn:briefing-tui:document:{self.document}"

    def encode(self) -> str:
        """The header as the first record of a file."""
        lines = [f"schema: {self.schema}", f"document: {inline(self.document)}"]
        if self.earlier:
            lines.append(f"earlier: [{', '.join(map(_quoted, self.earlier))}]")
        for key, value in (
            ("title", self.title),
            ("outlet", self.outlet),
            ("url", self.url),
            ("path", self.path),
        ):
            if value:
                lines.append(f"{key}: {inline(value)}")
        return "\n".join(lines) + "\n"

    def rewritten(self, old: str) -> str:
        """`old`, a header's raw text, with this schema, document and earlier ids; all else in it stays."""
        root = parse(old)
        if root is None or root.pairs is None or root.flow:
            raise NodeError("the header cannot be changed in place", 0)
        values = (str(self.schema), self.document)
        wanted = {"schema": str(self.schema), "document": inline(self.document)}
        if self.earlier:
            wanted["earlier"] = f"[{', '.join(map(_quoted, self.earlier))}]"
        result, added = old, ""
        for key, text in wanted.items():
            node = root.get(key)
            if node is None:
                added += f"{key}: {text}\n"
        known = [
            (node, text)
            for key, text in wanted.items()
            if (node := root.get(key)) is not None and (node.text is None or node.text not in values)
        ]
        for node, text in sorted(known, key=lambda pair: pair[0].start, reverse=True):
            if (node.text is None and not node.flow) or node.start == node.end:
                raise NodeError("the header cannot be changed in place", node.line)
            result = result[: node.start] + text + result[node.end :]
        breaks = line_break(old.encode("utf-8")).decode("ascii")
        first = root.pairs[0][0].start
        return result[:first] + added.replace("\n", breaks) + result[first:]


def decode_header(text: str) -> Header | None:
    """The header in the first record of a file, or None where that record is an annotation. Raises
    NodeError."""
    return _quick_header(text) or _parsed_header(text)


def _quick_header(text: str) -> Header | None:
    """The header where it is as `Header.encode` writes it; None for most others. A folder may hold thousands."""
    found = _HEADER.fullmatch(text)
    if found is None or not text.replace("\n", "").isprintable():
        return None
    try:
        values = [scalar_value(value) if value is not None else "" for value in found.groups()[1:]]
    except ValueError:
        return None
    document, title, outlet, url, path = values
    return Header(int(found[1]), document, title, outlet, url, path)


def _parsed_header(text: str) -> Header | None:
    root = parse(text)
    if root is None or root.pairs is None:
        raise NodeError("the header is not a mapping of keys to values", root.line if root is not None else 0)
    if root.get("schema") is None and root.get("document") is None:
        return None
    values: dict[str, str] = {}
    for key in ("schema", "document", "title", "outlet", "url", "path"):
        node = root.get(key)
        if node is None or node.is_null:
            continue
        if node.text is None:
            raise NodeError(f"{key} is not a text", node.line)
        values[key] = node.text
    schema = values.pop("schema", "0")
    if not schema.isascii() or not schema.isdecimal() or len(schema) > 6:
        raise NodeError(f"schema is not a number: {schema[:40]}", 0)
    earlier = root.get("earlier")
    ids = tuple(item.text for item in (earlier.items or ()) if item.text) if earlier is not None else ()
    return Header(int(schema), values.pop("document", ""), earlier=ids, **values)


def _quoted(identity: str) -> str:
    text = inline(identity)
    return text if text[0] in "\"'" or identity.isalnum() else f'"{identity}"'
