"""Markdown (CommonMark): what is shown is the words without the markup; front matter tells the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui.documents.draft import Draft, Facts, Piece, drafted
from tui.documents.model import BlockKind
from tui.documents.shapes.dates import from_iso
from tui.text import in_a_line, normalise

_FRONT = re.compile(r"\A---[ ]*\n(?P<head>.*?)^(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST_FRONT = 20_000
_LARGEST = 2_000_000
_MOST_NAMES = 20
_QUOTATION = "blockquote_open"
_TAGS = re.compile(r"<[^<>]{1,500}>")


def read(text: str) -> Draft:
    """A draft of Markdown. Front matter that is no YAML mapping is kept out of the text, with a warning.

    Text of more than two million characters is shown as it is, with a warning: the parser is not made for it.
    """
    text = normalise(text)
    if len(text) > _LARGEST:
        return Draft(text, warnings=("The article is too long to be read as Markdown; it is shown as plain text.",))
    facts = Facts()
    warnings: tuple[str, ...] = ()
    front = _FRONT.match(text, 0, _LONGEST_FRONT) if text.startswith("---") else None
    if front:
        facts, warnings = _facts(front["head"])
        text = text[front.end() :]
    return drafted(_pieces(MarkdownIt("commonmark").enable("table").parse(text), facts), facts, warnings)


def _pieces(tokens: Sequence[Token], facts: Facts) -> Iterator[Piece]:
    titled = False
    if facts.title:
        first = next((token for token in tokens if token.type == "inline"), None)
        words = "".join(_words(first)) if first is not None else ""
        if words.split() != facts.title.split():
            titled = True
            yield Piece(facts.title, BlockKind.TITLE)
    within: list[str] = []
    begun = 0
    for token in tokens:
        quotation = begun if _QUOTATION in within else 0
        if token.nesting == 1:
            begun += token.type == _QUOTATION and not quotation
            within.append(token.type if token.type != "heading_open" else token.tag)
        elif token.nesting == -1:
            within.pop()
        elif token.type == "inline":
            kind = _kind(within, titled)
            titled = titled or kind is BlockKind.TITLE
            for words, shown in _lines(token, kind):
                yield Piece(words, shown, quotation)
        elif token.type in ("fence", "code_block"):
            for line in token.content.split("\n"):
                yield Piece(line, BlockKind.PARAGRAPH, quotation)
        elif token.type == "html_block":
            yield Piece(_TAGS.sub(" ", token.content), None, quotation)


def _kind(within: Sequence[str], titled: bool) -> BlockKind | None:
    """The kind that the markup tells; None leaves a paragraph to the recognisers."""
    if within and within[-1] in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return BlockKind.TITLE if within[-1] == "h1" and not titled else BlockKind.HEADING
    if "list_item_open" in within:
        return BlockKind.LIST_ITEM
    return None


def _lines(token: Token, kind: BlockKind | None) -> list[tuple[str, BlockKind | None]]:
    """A paragraph's lines, broken at its hard breaks; a picture's words are a caption."""
    captions = [child.content for child in token.children or () if child.type == "image" and child.content]
    lines = "".join(_words(token)).split("\n")
    return [(line, kind) for line in lines] + [(words, BlockKind.CAPTION) for words in captions]


def _words(token: Token) -> Iterator[str]:
    for child in token.children or ():
        if child.type == "softbreak":
            yield " "
        elif child.type == "hardbreak":
            yield "\n"
        elif child.type in ("text", "code_inline"):
            yield child.content


def _facts(head: str) -> tuple[Facts, tuple[str, ...]]:
    try:
        front = yaml.safe_load(head)
    except (yaml.YAMLError, ValueError, RecursionError):
        return Facts(), ("The front matter is not YAML; it was left out.",)
    if not isinstance(front, Mapping):
        return Facts(), ("The front matter is not a YAML mapping; it was left out.",) if front else ()
    told = {str(key).lower(): value for key, value in front.items()}

    def words(*keys: str) -> str:
        return next((_line(told[key]) for key in keys if told.get(key)), "")

    return Facts(
        title=words("title", "headline"),
        outlet=words("outlet", "source", "publication", "publisher", "site"),
        byline=_names(told.get("author") or told.get("authors") or told.get("byline")),
        published=_when(told.get("date") or told.get("published")),
        language=words("language", "lang")[:2].lower(),
        url=words("url", "link", "canonical"),
    ), ()


def _line(value: Any) -> str:
    """A value in one line; none for lists and mappings, which may hold themselves many times over."""
    if isinstance(value, list | dict | set):
        return ""
    return in_a_line(str(value))


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(name for name in map(_line, value[:_MOST_NAMES]) if name)
    return (_line(value),) if value and _line(value) else ()


def _when(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return from_iso(_line(value)) if value else None
