"""What a worker does with a batch: read, extract, write one part. Nothing else is kept on it.

The extraction runs in a process of its own, as the desk's does (`tui.library.indexer`): an article that ends the
interpreter or hangs costs that process and is listed, and the worker lives on.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tui.cluster.batches import Batch
from tui.cluster.parts import Row, write_part
from tui.cluster.places import as_files, opened, reason
from tui.documents.containers.jsonlines import lines_in, name_of
from tui.documents.containers.model import Names
from tui.documents.formats import LARGEST, size_told
from tui.documents.naming import member_key
from tui.extraction.version import VERSION
from tui.library.indexer import LIMIT, Indexer
from tui.library.protocol import Reply
from tui.text import digest

_ATTEMPTS = 3
_PAUSE = 1.0
"""Seconds before a file that could not be read is read again; twice that before the third time."""


class VersionError(Exception):
    """This worker has another version of the extractor than who asks."""


class SourceError(Exception):
    """A file of many articles cannot be read. `str()` is the reason."""


class Outcome(msgspec.Struct, frozen=True):
    """What came of a batch. `problems` are articles with what is wrong with them."""

    articles: int
    words: int
    problems: tuple[tuple[str, str], ...]


def extractor_version() -> str:
    """Of this worker."""
    return VERSION


def run_batch(batch: Batch, out: str, version: str, limit: float = LIMIT) -> Outcome:
    """Read, extract and write a batch; an article may take `limit` seconds and more for its size.

    Raises VersionError and SourceError; OSError and ClusterError where the results cannot be written.
    """
    if version != VERSION:
        raise VersionError
    data, unread = _read(batch)
    replies = {reply.path: reply for reply in asyncio.run(_examined(data, limit))}
    rows = [Row(replies[key], len(found), digest(found)) for key, found in data.items()]
    rows += [Row(Reply(key, problem=problem)) for key, problem in unread]
    return keep(out, batch, rows)


def keep(out: str, batch: Batch, rows: Sequence[Row]) -> Outcome:
    """Write the part of a batch, and tell what is in it."""
    write_part(out, batch.name, rows)
    replies = [row.reply for row in rows]
    problems = tuple((reply.path, reply.problem) for reply in replies if reply.problem)
    return Outcome(len(replies), sum(reply.words for reply in replies), problems)


def _read(batch: Batch) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """The bytes of each article by its key, and those that could not be read with the reason."""
    data: dict[str, bytes] = {}
    unread: list[tuple[str, str]] = []
    if batch.end is None:
        sizes = {file.url: file.size for file in batch.files}
        for key, found in _contents([url for url, size in sizes.items() if size <= LARGEST]).items():
            if isinstance(found, bytes):
                data[key] = found
            else:
                unread.append((key, _unreadable(found)))
        unread += [(url, _too_large(size)) for url, size in sizes.items() if size > LARGEST]
        return data, unread
    url, names = batch.files[0].url, Names()
    for line in _lines(batch):
        key = member_key(url, names.free(name_of(line)))
        if len(line) > LARGEST:
            unread.append((key, _too_large(len(line))))
        else:
            data[key] = line
    return data, unread


def _lines(batch: Batch) -> Iterator[bytes]:
    system, path = opened(batch.files[0].url)
    try:
        # Files of object stores know no longest line.
        with as_files(), io.BufferedReader(system.open(path, "rb")) as file:
            for _, line in lines_in(file, batch.start, batch.end):
                yield line
    except OSError as error:
        raise SourceError(_unreadable(error)) from None


def _contents(urls: Sequence[str]) -> dict[str, bytes | Exception]:
    """The contents of files in their order. One that cannot be read is tried again, unless it is not there."""
    found: dict[str, bytes | Exception] = {}
    missing = list(urls)
    for attempt in range(_ATTEMPTS):
        if not missing:
            break
        time.sleep(_PAUSE * attempt)
        found.update(_fetched(missing))
        missing = [url for url in missing if _may_come(found[url])]
    return {url: found[url] for url in urls}


def _fetched(urls: Sequence[str]) -> dict[str, bytes | Exception]:
    """Those of one place are asked for together, which some places answer many at once."""
    system, _ = opened(urls[0])
    told: list[bytes | Exception]
    try:
        with as_files():
            told = system.cat_ranges([opened(url)[1] for url in urls], None, None, on_error="return")
    except OSError as error:
        told = [error] * len(urls)
    return dict(zip(urls, told, strict=True))


def _may_come(found: bytes | Exception) -> bool:
    return isinstance(found, Exception) and not isinstance(found, FileNotFoundError | PermissionError)


def _unreadable(error: Exception) -> str:
    return f"cannot be read ({reason(error)})"


def _too_large(size: int) -> str:
    return f"is too large: {size_told(size)}, at most {size_told(LARGEST)} are read"


async def _examined(data: Mapping[str, bytes], limit: float) -> list[Reply]:
    """What came of each article, in any order."""
    replies: list[Reply] = []

    async def take(some: Sequence[Reply]) -> None:
        replies.extend(some)

    indexer = Indexer(take, given=data, whole=True, limit=limit)
    indexer.submit_all(list(data))
    try:
        await indexer.join()
    finally:
        await indexer.close()
    return replies
