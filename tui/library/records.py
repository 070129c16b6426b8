"""What the article list knows of an article without opening it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from tui.documents.formats import is_at_hand, suffix_of
from tui.documents.naming import file_of, kept_as, known_as, parted, words_of
from tui.text import normalise

LARGE = 1_000_000
"""Bytes from which an article is read beside the event loop, and after all others."""
_LARGE_OF = {".pdf": 20_000, ".epub": 100_000, ".xml": 200_000, ".rss": 200_000, ".atom": 200_000}
"""The same where a byte takes longer: what a text of LARGE bytes takes, a tenth of a second or two."""


class ArticleRecord(msgspec.Struct):
    """One row of the article list. `quotes` is None until the article is analysed; `problem` says why it cannot be."""

    path: Path
    title: str
    document_id: str = ""
    outlet: str = ""
    published: datetime | None = None
    words: int = 0
    quotes: int | None = None
    notes: int = 0
    read: bool = False
    starred: bool = False
    problem: str = ""
    size: int = 0
    """Bytes of its file."""
    site: str = ""
    """The site that it is from, where its address tells it."""

    @property
    def key(self) -> str:
        """What a locus calls this article."""
        return str(self.path)

    @property
    def known_as(self) -> str:
        """What the article is called as a source."""
        return known_as(self.outlet, self.site, self.title, self.key)

    @property
    def kept_as(self) -> str:
        """The same beside its title."""
        return kept_as(self.outlet, self.site, self.key)


class Unread(NamedTuple):
    """An article that must be read (again): `stamp_of` its file, and when it was published, where that is known."""

    key: str
    stamp: tuple[int, int]
    published: datetime | None = None

    def rank(self) -> tuple[bool, float]:
        """What is read first ranks lowest: large articles last, so that no other waits for them; the newest first."""
        when = self.stamp[0] / 1e9
        if self.published is not None:
            when = self.published.replace(tzinfo=self.published.tzinfo or UTC).timestamp()
        return self.stamp[1] > LARGE, -when


def placeholder(path: Path) -> ArticleRecord:
    """The row of an article that was not read yet: its file's name stands for the title."""
    return ArticleRecord(path, called(str(path)))


def called(key: str) -> str:
    """The title of an article that was not read yet, by its key; no path is made of it, as a hundred thousand may be
    asked for.
    """
    name = os.path.basename(key)  # noqa: PTH119
    end = name.rfind(".")
    stem = name[:end] if 0 < end < len(name) - 1 else name
    if parted(key)[1]:
        stem = words_of(stem)
    return normalise(stem.replace("_", " ").replace("-", " ").strip() or name).replace("\n", " ")


def stamp_of(path: Path | str) -> tuple[int, int]:
    """Time of modification in nanoseconds and size in bytes of an article's file; (0, -1) where that is gone."""
    return stamp_in(status_of(str(path)))


def status_of(key: str) -> os.stat_result | None:
    """What the system tells of an article's file; None where that is gone."""
    try:
        return os.stat(file_of(key))  # noqa: PTH116  (a hundred thousand strings need not become paths)
    except (OSError, ValueError):
        return None


def stamp_in(status: os.stat_result | None) -> tuple[int, int]:
    """`stamp_of` the file of which the system has told this."""
    return (status.st_mtime_ns, status.st_size) if status else (0, -1)


def is_slow_to_read(key: str, size: int) -> bool:
    """True where an article in a file of so many bytes takes longer to read than a reader should wait for; the first of
    its format may, whatever its size.
    """
    suffixes = [suffix_of(name) for name in parted(key)]
    return not all(map(is_at_hand, suffixes)) or size > min(_LARGE_OF.get(suffix, LARGE) for suffix in suffixes)


def sought(title: str, outlet: str, key: str) -> str:
    """What a filter of articles looks into, in lower case."""
    return f"{title} {outlet} {os.path.basename(key)}".replace("\n", " ").casefold()  # noqa: PTH119
