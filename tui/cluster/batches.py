"""What a worker is given at once: some files of articles, or some lines of a file of many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from tui.cluster.places import as_files, is_pattern, opened, reason, shown, url_of
from tui.documents.containers.jsonlines import SUFFIX
from tui.documents.formats import BINARIES, TEXTS, is_container, suffix_of
from tui.documents.sources import NOTES_FOLDER
from tui.text import digest

_SIGNS = ("ETag", "etag", "mtime", "LastModified", "last_modified", "created")
"""Where file systems tell that a file of the same size is another one."""
_LEAST = 4096
"""Bytes of a file of many articles that are not parted further."""


class Article(msgspec.Struct, frozen=True):
    """A file that is an article, or holds many: its url, its bytes, and what tells it from the file it was before."""

    url: str
    size: int
    sign: str


class Batch(msgspec.Struct, frozen=True):
    """Files of one article each; or, where `end` is set, the lines of a file that begin in its bytes `[start, end)`."""

    files: tuple[Article, ...]
    start: int = 0
    end: int | None = None

    @property
    def size(self) -> int:
        """Bytes to be read."""
        return sum(file.size for file in self.files) if self.end is None else self.end - self.start

    @property
    def name(self) -> str:
        """The same for the same articles, and for no others: what was done is known by it."""
        told = [f"{file.url}\0{file.size}\0{file.sign}" for file in self.files]
        return digest("\n".join([*told, f"{self.start} {self.end}"]).encode("utf-8", "surrogateescape"))

    @property
    def label(self) -> str:
        """What a batch that cannot be parted is called."""
        url = self.files[0].url
        return url if self.end is None else f"{url} (bytes {self.start:,} to {self.end:,})"

    def halves(self) -> tuple[Batch, ...]:
        """The batch as two; none where it is a single article, or a few lines."""
        if self.end is not None:
            middle = (self.start + self.end) // 2
            return (replace(self, end=middle), replace(self, start=middle)) if self.size > _LEAST else ()
        middle = len(self.files) // 2
        return (Batch(self.files[:middle]), Batch(self.files[middle:])) if middle else ()


class Found(msgspec.Struct, frozen=True):
    """What there is to do, and what of the sources is not there, in lines for people."""

    batches: tuple[Batch, ...]
    problems: tuple[str, ...]


def find_batches(sources: Sequence[str], size: int) -> Found:
    """The articles of all sources in batches of about `size` bytes, each file once, those of one source together.

    A source is a file, a folder (searched to any depth, as `tui.documents.sources` does), or a pattern. Raises
    ClusterError where a source is of a kind that cannot be read at all.
    """
    problems: list[str] = []
    seen: set[str] = set()
    batches: list[Batch] = []
    for source in sources:
        files = [file for file in _files(source, problems) if file.url not in seen]
        seen.update(file.url for file in files)
        batches += _batches(files, size)
    return Found(tuple(batches), tuple(problems))


def _files(source: str, problems: list[str]) -> Iterator[Article]:
    system, path = opened(source)
    try:
        with as_files():
            found = _listed(system, path)
    except OSError as error:
        problems.append(f"{shown(source)}: {_missing(error)}")
        return
    many = False
    for place, info in found:
        if info["type"] == "file":
            many = True
            url = url_of(system, place)
            if _is_other_container(url):
                problems.append(f"{shown(url)}: holds several articles; the cluster takes them as files or JSON lines")
                continue
            sign = next((str(info[each]) for each in _SIGNS if info.get(each)), "")
            yield Article(url, int(info["size"] or 0), sign)
    if not many:
        problems.append(f"{shown(source)}: holds no articles")


def _listed(system: Any, path: str) -> list[tuple[str, Any]]:
    """Paths and facts of the files of a source; what is named, or matches a pattern, is taken whatever its suffix."""
    if is_pattern(system, path):
        found = system.glob(path, detail=True)
        names = [name for name in sorted(found) if not name.rpartition("/")[2].startswith(".")]
        return [each for name in names for each in _within(system, name, found[name])]
    return _within(system, path, system.info(path))


def _within(system: Any, path: str, info: Any) -> list[tuple[str, Any]]:
    if info["type"] != "directory":
        return [(path, info)]
    found = system.find(path, detail=True)
    start = len(path.rstrip("/")) + 1
    return [(name, found[name]) for name in sorted(found) if _is_article(name[start:])]


def _is_article(name: str) -> bool:
    """Of a file below a folder, by its path from there."""
    *folders, last = name.split("/")
    if any(part.startswith(".") or part == NOTES_FOLDER for part in folders) or last.startswith("."):
        return False
    suffix = suffix_of(last)
    return suffix in TEXTS or suffix in BINARIES or is_container(last)


def _is_other_container(url: str) -> bool:
    return is_container(url) and suffix_of(url) != SUFFIX


def _batches(files: Iterable[Article], size: int) -> Iterator[Batch]:
    some: list[Article] = []
    total = 0
    for file in files:
        if suffix_of(file.url) == SUFFIX:
            for start in range(0, file.size, size):
                yield Batch((file,), start, min(start + size, file.size))
            continue
        some.append(file)
        total += file.size
        if total >= size:
            yield Batch(tuple(some))
            some, total = [], 0
    if some:
        yield Batch(tuple(some))


def _missing(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be read ({reason(error)})"
