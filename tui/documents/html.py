"""A saved web page: its main text and what its head tells, found by trafilatura.

What is shown is the main text, one line for each paragraph, heading and list item. Where trafilatura finds
nothing, the lines of the whole page are shown and the recognisers of litter do what they can.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from tui.documents.draft import Draft, Facts, Piece, drafted
from tui.documents.model import BlockKind
from tui.documents.shapes.dates import from_iso
from tui.documents.shapes.prose import ends_sentence
from tui.documents.wordlists import words_of
from tui.text import in_a_line, normalise

WHOLE = "briefing-tui"
"""The generator, in the head of a page, of one that is nothing but the article."""

_FROM = re.compile(r"\s*saved from url=\(\d+\)(https?://\S+)\s*")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0", re.IGNORECASE)
_QUOTATION = "blockquote"
_LEAST_WORDS = 40
_LARGEST = 2_000_000


def read(text: str) -> Draft:
    """A draft of a page; a page in which no article is found comes with a warning.

    In a page of more than two million characters none is looked for: that would take minutes.
    """
    page = _read(text)
    if page.head.get("generator") == WHOLE:
        return drafted(_with_title(page.pieces(), page.title), _facts(None, page))
    try:
        told = _extracted(text) if len(text) <= _LARGEST else None
    except (ValueError, TypeError, AttributeError, RecursionError, MemoryError):
        told = None
    facts = _facts(told, page)
    pieces = list(_body(told.body)) if told is not None and told.body is not None else []
    warnings: tuple[str, ...] = ()
    if sum(len(words.split()) for words, *_ in pieces) < _LEAST_WORDS:
        plain = page.pieces()
        if sum(len(words.split()) for words, *_ in plain) > sum(len(words.split()) for words, *_ in pieces):
            pieces = plain
            why = "No article was found in the page" if len(text) <= _LARGEST else "The page is very long"
            warnings = (f"{why}; all its text is shown.",)
    return drafted(_with_title(pieces, facts.title), facts, warnings)


def read_whole(texts: Iterable[str], facts: Facts) -> Draft:
    """A draft of markup that is nothing but the article (an item of a feed, a letter, the chapters of a book)."""
    pieces = [piece for text in texts for piece in _read(text, hiding=True).pieces()]
    return drafted(_with_title(pieces, facts.title), facts)


def saved_from(address: str) -> str:
    """The comment that browsers put above a page to tell where it was saved from."""
    return f"<!-- saved from url=({len(address):04}){address.replace('--', '%2D%2D')} -->"


def words_in(markup: str) -> str:
    """The words of a title that may hold markup, on one line."""
    if "<" not in markup and "&" not in markup:
        return in_a_line(markup)
    return " ".join(words for words, *_ in _read(markup).pieces())


def _read(text: str, *, hiding: bool = False) -> _Page:
    page = _Page(hiding=hiding)
    page.feed(normalise(text))
    page.close()
    return page


def _extracted(text: str) -> Any:
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its advice is for those who crawl
    return bare_extraction(
        text,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        deduplicate=False,
    )


def _with_title(pieces: list[Piece], title: str) -> Iterator[Piece]:
    words = title.split()
    if title and not any(piece.words.split() == words for piece in pieces[:3]):
        yield Piece(title, BlockKind.TITLE)
    given = False
    for piece in pieces:
        if title and not given and piece.words.split() == words:
            given = True
            yield piece._replace(kind=BlockKind.TITLE)
        else:
            yield piece


def _body(body: Any, within: int = 0) -> Iterator[Piece]:
    """The lines of the tree that trafilatura returns (head, p, list, item, quote, table, row, cell, lb), which stand
    `within` the quotation set off of that number.
    """
    begun = within
    for part in body:
        tag = part.tag
        if tag == "head":
            yield Piece(_inner(part), BlockKind.HEADING, within)
        elif tag == "list":
            for item in part.iter("item"):
                yield Piece(_inner(item), BlockKind.LIST_ITEM, within)
        elif tag == "table":
            for row in part.iter("row"):
                yield Piece(" ".join(_inner(cell) for cell in row.iter("cell")), BlockKind.PARAGRAPH, within)
        elif tag == "quote":
            begun += not within
            if part.find(".//p") is not None:
                yield from _body(part, within or begun)
            else:
                yield from (Piece(line, None, within or begun) for line in _sentences(_inner(part)))
        else:
            yield from (Piece(line, None, within) for line in _sentences(_inner(part)))
        if part.tail and part.tail.strip():
            yield Piece(part.tail, None, within)


def _sentences(words: str) -> list[str]:
    """A paragraph's lines: a break in the middle of a sentence is none."""
    lines: list[str] = []
    for line in words.split("\n"):
        if lines and not ends_sentence(lines[-1]):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines


def _inner(part: Any) -> str:
    words: list[str] = [part.text or ""]
    for child in part:
        words.append("\n" if child.tag == "lb" else _inner(child))
        words.append(child.tail or "")
    return "".join(words)


def _facts(told: Any, page: _Page) -> Facts:
    def known(name: str) -> str:
        return in_a_line(str(getattr(told, name, None) or ""))

    head = page.head
    site = head.get("og:site_name") or head.get("application-name") or ""
    when = next((head[name] for name in words_of("html", "published") if head.get(name)), "") or page.time
    published = (from_iso(when) if when else None) or (from_iso(known("date")) if known("date") else None)
    authors = known("author") or head.get("author", "")
    return Facts(
        title=known("title") or head.get("og:title", "") or page.title,
        outlet=site or _site(known("sitename")),
        byline=tuple(name.strip() for name in authors.split(";") if name.strip()),
        published=published,
        language=(page.language or known("language"))[:2].lower(),
        url=page.url or known("url") or page.origin,
    )


def _site(name: str) -> str:
    """The site's name where the page tells one; a bare host name is an address, not a name."""
    return "" if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name) else name


class _Page(HTMLParser):
    """What the head of a page tells, and the lines of its body, read without a tree.

    `hiding` leaves out what a browser hides, such as the line above a letter that lists of letters show.
    """

    def __init__(self, *, hiding: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._hiding = hiding
        self.head: dict[str, str] = {}
        self.title = self.url = self.language = self.time = self.origin = ""
        self._open: list[tuple[str, bool]] = []
        self._depth: Counter[str] = Counter()
        """How many of each element are open: a hostile page may open a hundred thousand."""
        self._silent = 0
        self._quotation = 0
        """The number of the last block quotation."""
        self._lines: list[Piece] = []
        self._words: list[str] = []
        self._in_title = False
        self._breaking = frozenset(words_of("html", "breaks"))
        self._silencing = frozenset(words_of("html", "silent"))
        self._endless = frozenset(words_of("html", "void"))

    def pieces(self) -> list[Piece]:
        self._break()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        if tag == "html":
            self.language = named.get("lang", "")
        elif tag == "meta":
            self._meta(named)
        elif tag == "link" and "canonical" in named.get("rel", "").lower().split():
            self.url = named.get("href", "").strip()
        elif tag == "time" and not self.time:
            self.time = named.get("datetime", "")
        elif tag == "title":
            self._in_title = True
        if tag in self._breaking:
            self._break()
        self._quotation += tag == _QUOTATION and not self._depth[tag]
        if tag not in self._endless:
            silent = tag in self._silencing or (self._hiding and _HIDDEN.search(named.get("style", "")) is not None)
            self._silent += silent
            self._open.append((tag, silent))
            self._depth[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag in self._breaking:
            self._break()
        if self._depth[tag]:
            while self._open:
                closed, silent = self._open.pop()
                self._depth[closed] -= 1
                self._silent -= silent
                if closed == tag:
                    break

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title = (self.title + " " + " ".join(data.split())).strip()
        elif not self._silent:
            self._words.append(data)

    def handle_comment(self, data: str) -> None:
        origin = _FROM.fullmatch(data)
        self.origin = self.origin or (origin[1] if origin else "")

    def _meta(self, named: dict[str, str]) -> None:
        key = (named.get("property") or named.get("name") or named.get("itemprop") or "").lower()
        value = " ".join(named.get("content", "").split())
        if key and value:
            self.head.setdefault(key, value)
        if key == "og:url" and not self.url:
            self.url = value

    def _break(self) -> None:
        words = " ".join("".join(self._words).split())
        self._words = []
        if words:
            self._lines.append(Piece(words, self._kind(), self._quotation if self._depth[_QUOTATION] else 0))

    def _kind(self) -> BlockKind | None:
        inner = self._open[-1][0] if self._open else ""
        if inner in words_of("html", "headings"):
            return BlockKind.HEADING
        return BlockKind.LIST_ITEM if inner == "li" else None
