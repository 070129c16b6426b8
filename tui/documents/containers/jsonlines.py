"""Articles as JSON, one on each line (.jsonl): what `briefing-tui extract --format jsonl` prints, or any of its keys.

Only `text` is needed; `path`, `id`, `title`, `outlet`, `byline`, `published` (ISO 8601), `language` and `url` are used
where they stand, and all others are not. An article is named by its `path`, else its `id`, else its address or title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from tui.documents.containers.model import MOST, Names
from tui.documents.draft import Draft, Facts, titled
from tui.documents.formats import LARGEST, FormatError, size_told
from tui.documents.naming import cleaned_name, made_name
from tui.documents.shapes.dates import from_iso
from tui.text import in_a_line, normalise

if TYPE_CHECKING:
    from tui.documents.model import Document

SUFFIX = ".jsonl"
_BOM = b"\xef\xbb\xbf"
_TRIED = 10
"""Lines of which one must be an article: other programs write other things on lines as JSON."""
_HEAD = 2000
"""Characters in which a text may have its title itself."""


class _Named(msgspec.Struct):
    """What an article is named by; its text need not be decoded for that."""

    path: str | None = None
    id: str | int | None = None
    title: str | None = None
    url: str | None = None


class _Article(msgspec.Struct):
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | list[str] | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None


_named = msgspec.json.Decoder(_Named)
_articles = msgspec.json.Decoder(_Article)


class JsonLinesContainer:
    """The articles of a file, in their order. Only where each begins and ends is kept."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[str, tuple[int, int]] = {}
        names = Names()
        if not any(_is_article(line) for _, line in islice(lines_in(file), _TRIED)):
            raise FormatError("holds no articles as JSON lines")
        for start, line in lines_in(file):
            self._places[names.free(name_of(line))] = (start, len(line))
            if len(self._places) > MOST:
                raise FormatError(f"holds more than {MOST:,} articles")
        self.names: Sequence[str] = tuple(self._places)

    def draft(self, name: str) -> Draft:
        start, size = self._places[name]
        self._file.seek(start)
        return _draft(self._file.read(size))

    def close(self) -> None:
        self._file.close()


def lines_in(file: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[tuple[int, bytes]]:
    """The lines that begin in the bytes `[start, end)` of a file and are not blank, each with where it begins.

    So parts of a file that border on each other have each line once. Of a line larger than any article the
    beginning is given, one byte more than an article may have.
    """
    file.seek(max(start - 1, 0))
    if start:
        file.readline()  # the rest of a line that begins before, or its end
    at = file.tell()
    while end is None or at < end:
        line = rest = file.readline(LARGEST + 1)
        while len(rest) > LARGEST and not rest.endswith(b"\n"):
            rest = file.readline(LARGEST + 1)
        if not line:
            return
        if line.strip():
            yield at, line
        at = file.tell()


def line_of(document: Document) -> bytes:
    """The line of an article; what is read of it has the same text, and with that the same id."""
    told = {
        "path": document.path,
        "title": document.title if _has(document.text, document.title) else "",
        "outlet": document.outlet,
        "byline": document.byline,
        "published": document.published.isoformat() if document.published else None,
        "language": document.language,
        "url": document.url,
        "text": document.text,
    }
    return msgspec.json.encode({key: value for key, value in told.items() if value}) + b"\n"


def name_of(line: bytes) -> str:
    """The name of the article on a line; one made up of the line where it is damaged."""
    line = line.removeprefix(_BOM)
    try:
        told = _named.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return made_name("damaged", line.decode("latin-1"))
    name = cleaned_name(told.path or str(told.id or ""))
    return name or made_name(told.title or "", told.url or line.decode("utf-8", "replace"))


def _is_article(line: bytes) -> bool:
    try:
        _articles.decode(line.removeprefix(_BOM))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return True


def _draft(line: bytes) -> Draft:
    if len(line) > LARGEST:
        raise FormatError(f"is too large: more than {size_told(LARGEST)}")
    try:
        told = _articles.decode(line.removeprefix(_BOM))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FormatError(f"is no article as JSON ({error})") from None
    if not told.text.strip():
        raise FormatError("is empty")
    names = [told.byline] if isinstance(told.byline, str) else told.byline or []
    facts = Facts(
        title=_line(told.title),
        outlet=_line(told.outlet),
        byline=tuple(name for name in map(_line, names) if name),
        published=from_iso(told.published) if told.published else None,
        language=_line(told.language).lower(),
        url=_line(told.url),
    )
    text = normalise(told.text)
    return Draft(text, facts=facts) if _has(text, facts.title) else titled(text, facts)


def _has(text: str, title: str) -> bool:
    """True where a text has its title itself."""
    return title in " ".join(text[:_HEAD].split())


def _line(words: str | None) -> str:
    return in_a_line(words or "")
