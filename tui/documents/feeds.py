"""News feeds: RSS and Atom, read by feedparser, and JSON Feed (version 1.1). A feed's items are articles."""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

import msgspec

from tui.documents.addresses import web_address
from tui.documents.decoding import decode
from tui.documents.draft import Facts
from tui.documents.formats import FormatError, from_the_extra
from tui.documents.html import words_in
from tui.documents.shapes.dates import from_iso
from tui.text import in_a_line

HEAD = 64 * 1024
"""Bytes at the beginning of a file in which a feed shows that it is one."""

_XML = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_JSON = re.compile(rb'"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/')
_ENCODING = re.compile(r"""(?<=<\?xml version="1\.0")\s+encoding=["'][\w-]+["']""")
_MOST_NAMES = 20


class Item(msgspec.Struct, frozen=True):
    """One article of a feed. `identity` stays when the article is changed; `markup` is HTML."""

    identity: str
    facts: Facts
    markup: str


class Feed(msgspec.Struct, frozen=True):
    """A feed as it was read."""

    title: str
    items: tuple[Item, ...]


def looks_like_feed(head: bytes) -> bool:
    """True where a file begins like a feed."""
    head = head[:HEAD].replace(b"\0", b"")  # which are every other byte of UTF-16
    return _JSON.search(head) is not None if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _is_xml(head)


def read_feed(data: bytes, address: str = "") -> Feed:
    """The feed in some bytes; `address` is where it came from, for links that are told by their path alone.

    Raises FormatError where it is none, damaged, or made to fill memory, and where feedparser is not installed.
    """
    if not looks_like_feed(data):
        raise FormatError("is no feed")
    return _read_xml(data, address) if _is_xml(data[:HEAD].replace(b"\0", b"")) else _read_json(data)


def _is_xml(head: bytes) -> bool:
    return _XML.search(head) is not None


def _read_xml(data: bytes, address: str) -> Feed:
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise FormatError("declares entities, which no feed needs: not read")
    with from_the_extra():
        import feedparser
    if b"\0" in data[:4]:  # UTF-16, which feedparser reads only where a server has named it
        data = _ENCODING.sub("", decode(data)[0], count=1).encode()
    try:
        told = feedparser.parse(
            io.BytesIO(data), response_headers={"content-location": address} if address else {}, sanitize_html=False
        )
    except Exception as error:  # whatever a damaged feed makes of the library
        raise FormatError(f"is damaged ({type(error).__name__})") from None
    if told.bozo and not told.entries:
        raise FormatError("is damaged (no feed)")
    title = words_in(str(told.feed.get("title") or ""))
    language = str(told.feed.get("language") or "")
    return Feed(title, tuple(_xml_item(entry, title, language) for entry in told.entries))


def _xml_item(entry: Mapping[str, Any], outlet: str, language: str) -> Item:
    bodies = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    markup = max(map(_markup, bodies), key=len)
    title, link = words_in(str(entry.get("title") or "")), str(entry.get("link") or "")
    source = entry.get("source") or {}
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    names = [each.get("name", "") for each in entry.get("authors", ())] or [str(entry.get("author") or "")]
    facts = Facts(
        title=title,
        outlet=words_in(str(source.get("title") or "")) or outlet,
        byline=_names(names),
        published=_utc(when),
        language=language[:2].lower(),
        url=web_address(link),
    )
    return Item(str(entry.get("id") or "") or link or title + markup, facts, markup)


def _markup(body: Mapping[str, Any]) -> str:
    value = str(body.get("value") or "")
    return _paragraphs(value) if body.get("type") == "text/plain" and "<" not in value else value


def _utc(when: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(when), UTC) if when else None
    except (ValueError, TypeError, OverflowError):
        return None


def _read_json(data: bytes) -> Feed:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise FormatError("is damaged (no JSON)") from None
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise FormatError("is damaged (a feed without items)")
    return Feed(_text(told, "title"), tuple(_json_items(items, told)))


def _json_items(items: Sequence[Any], feed: Mapping[str, Any]) -> Iterator[Item]:
    for item in items:
        if not isinstance(item, dict):
            continue
        plain = item.get("content_text") or item.get("summary") or ""
        markup = str(item.get("content_html") or "") or _paragraphs(str(plain))
        authors = item.get("authors") or feed.get("authors") or [item.get("author") or feed.get("author")]
        names = [_text(each, "name") for each in authors if isinstance(each, dict)] if isinstance(authors, list) else []
        link = _text(item, "url") or _text(item, "external_url")
        facts = Facts(
            title=_text(item, "title"),
            outlet=_text(feed, "title"),
            byline=_names(names),
            published=from_iso(_text(item, "date_published") or _text(item, "date_modified")),
            language=(_text(item, "language") or _text(feed, "language"))[:2].lower(),
            url=web_address(link),
        )
        yield Item(str(item.get("id") or "") or link or facts.title + markup, facts, markup)


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return in_a_line(value) if isinstance(value, str) else ""


def _names(names: Sequence[str]) -> tuple[str, ...]:
    shown = (in_a_line(str(name)) for name in names[:_MOST_NAMES])
    return tuple(name for name in shown if name)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())
