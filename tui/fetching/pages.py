"""Fetched articles as files: a page as it came, an item of a feed as a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import count
from pathlib import Path

from tui.annotations.files import ChangedMeanwhileError, Files, write_whole
from tui.documents.decoding import decode
from tui.documents.feeds import Item
from tui.documents.html import WHOLE, saved_from
from tui.fetching.model import Answer
from tui.text import slug

_LONGEST_NAME = 80


def page_of_item(item: Item) -> bytes:
    """An item of a feed as a page that tells what the feed told of it. What could act in a browser is left out."""
    facts = item.facts
    head = [f"<title>{escape(facts.title)}</title>", _meta("name", "generator", WHOLE)]
    for kind, name, value in (
        ("property", "og:site_name", facts.outlet),
        ("name", "author", "; ".join(facts.byline)),
        ("property", "article:published_time", facts.published.isoformat() if facts.published else ""),
    ):
        if value:
            head.append(_meta(kind, name, value))
    if facts.url:
        head.append(f'<link rel="canonical" href="{escape(facts.url)}">')
    language = f' lang="{escape(facts.language)}"' if facts.language else ""
    return (
        f'<!doctype html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n' + "\n".join(head) + "\n</head>\n"
        f"<body>\n<h1>{escape(facts.title)}</h1>\n{_harmless(item.markup)}\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def page_as_it_came(answer: Answer) -> bytes:
    """A page with the address that it came from above it, in UTF-8, since the encoding that a server tells is lost."""
    try:
        text = answer.data.decode(answer.charset) if answer.charset else decode(answer.data)[0]
    except (LookupError, ValueError):
        text = decode(answer.data)[0]
    return f"\ufeff{saved_from(answer.address)}\n{text.removeprefix(chr(0xFEFF))}".encode("utf-8", "replace")


def save_new(folder: Path, title: str, suffix: str, data: bytes) -> Path:
    """Write a file of a name that none has there. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in _names(folder, title, suffix):
        if not path.exists():
            try:
                write_whole(Files(), path, data, instead_of=None)
            except ChangedMeanwhileError:  # another program took the name just now
                continue
            return path
    raise AssertionError("there is always a further name")


def _names(folder: Path, title: str, suffix: str) -> Iterator[Path]:
    name = slug(title, _LONGEST_NAME) or "untitled"
    yield folder / f"{name}{suffix}"
    for number in count(2):
        yield folder / f"{name}-{number}{suffix}"


def _meta(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(value)}">'


def _harmless(markup: str) -> str:
    """Markup without scripts, forms, frames and what else is no text."""
    from lxml.etree import ParserError
    from lxml_html_clean import Cleaner

    cleaner = Cleaner(style=True, meta=True, page_structure=True, embedded=True, frames=True, forms=True, links=True)
    try:
        return str(cleaner.clean_html(f"<div>{markup}</div>"))
    except (ParserError, ValueError):
        return escape(markup)
