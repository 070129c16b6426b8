"""An archive (.zip) of articles, of files that hold several, and of archives.

What an archive says of itself is not believed: each file in it is read up to a limit, and what unpacks to far more
than text does is not read at all. Nothing is ever written where a name in an archive says.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from tui.documents.containers.model import MOST, Container, Names
from tui.documents.draft import Draft
from tui.documents.formats import (
    CONTAINERS,
    LARGEST,
    SUFFIXES,
    FormatError,
    draft_of,
    is_container,
    read_at_most,
    size_told,
    suffix_of,
)
from tui.documents.naming import SEPARATOR, cleaned_name, natural

DEEPEST = 3
"""Archives within archives that are opened."""
MOST_PACKED = 200
"""Times that a file may be larger than its packed form; text is packed to a third, seldom to less than a tenth."""
SMALL = 1024 * 1024
"""Bytes that any file may unpack to, however well it was packed."""
MOST_NESTED = 512 * 1024 * 1024
"""Bytes of the archives and mailboxes inside an archive together."""

_HIDDEN = re.compile(r"^__MACOSX/|(?:^|/)\.+[^./]")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


class ZipContainer:
    """The articles in an archive, in natural order; those of a file that holds several as `file!/name`."""

    def __init__(self, file: BinaryIO, depth: int = 1) -> None:
        self._file = file
        self._depth = depth
        self._archive = opened_zip(file)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._inner: tuple[str, Container] | None = None
        names = Names()
        listed = sorted(((cleaned_name(info.filename), info) for info in self._articles()), key=_order)
        for name, info in listed:
            if name:
                self._entries[names.free(name)] = info
        self.names: Sequence[str] = tuple(self._listed())

    def draft(self, name: str) -> Draft:
        entry, _, inner = name.partition(SEPARATOR)
        if inner:
            return self._opened(entry).draft(inner)
        info = self._entries[entry]
        suffix = suffix_of(info.filename)
        if suffix in CONTAINERS:
            self._opened(entry)  # which tells what is wrong with it
            raise FormatError("holds no articles")
        return draft_of(unpacked(self._archive, info), suffix)

    def close(self) -> None:
        self._archive.close()
        self._file.close()

    def _articles(self) -> Iterator[zipfile.ZipInfo]:
        for info in self._archive.infolist():
            name = info.filename
            if not info.is_dir() and name.lower().endswith(SUFFIXES) and not _HIDDEN.search(name):
                yield info

    def _listed(self) -> Iterator[str]:
        """All names; a file inside that should hold several and cannot be opened stands for itself."""
        number = nested = 0
        for name, info in self._entries.items():
            inner: Sequence[str] | None = None
            if is_container(info.filename):
                nested += info.file_size
                if nested > MOST_NESTED:
                    raise FormatError(f"holds archives of more than {size_told(MOST_NESTED)}")
                try:
                    inner = self._opened(name).names
                except FormatError:
                    inner = None
            found = [name] if inner is None else [f"{name}{SEPARATOR}{each}" for each in inner]
            number += len(found)
            if number > MOST:
                raise FormatError(f"holds more than {MOST:,} articles")
            yield from found

    def _opened(self, name: str) -> Container:
        """A file inside that holds several articles. The last one is kept."""
        if self._inner is None or self._inner[0] != name:
            info = self._entries[name]
            suffix = suffix_of(info.filename)
            if suffix == ".zip" and self._depth >= DEEPEST:
                raise FormatError(f"lies deeper than {DEEPEST} archives in one another")
            file = io.BytesIO(unpacked(self._archive, info))
            inner = ZipContainer(file, self._depth + 1) if suffix == ".zip" else CONTAINERS[suffix](file)
            self._inner = (name, inner)
        return self._inner[1]


def opened_zip(file: BinaryIO) -> zipfile.ZipFile:
    """An archive, looked over. Raises FormatError where it is damaged, or made to fill memory."""
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except _BROKEN:
        raise FormatError("is damaged (no archive)") from None
    if len(entries) > MOST:
        raise FormatError(f"holds more than {MOST:,} files")
    size, packed = sum(info.file_size for info in entries), sum(info.compress_size for info in entries)
    if _is_bomb(size, packed):
        raise FormatError(f"would unpack to {size_told(size)}, {size // max(packed, 1)} times its size: not opened")
    return archive


def bounded_zip(data: bytes) -> zipfile.ZipFile:
    """The archive of which a document consists. Raises FormatError as `opened_zip`, and where it is too large."""
    archive = opened_zip(io.BytesIO(data))
    size = sum(info.file_size for info in archive.infolist())
    if size > MOST_NESTED:
        raise FormatError(f"would unpack to {size_told(size)}, at most {size_told(MOST_NESTED)} are read")
    return archive


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int = LARGEST) -> bytes:
    """A file in an archive. Raises FormatError where it is damaged, encrypted, too large, or made to fill memory."""
    if info.flag_bits & 1:
        raise FormatError("is encrypted")
    if _is_bomb(info.file_size, info.compress_size):
        raise FormatError(f"would unpack to {size_told(info.file_size)}: not opened")
    try:
        with archive.open(info) as file:
            return read_at_most(file, limit)  # type: ignore[arg-type]
    except _BROKEN:
        raise FormatError("is damaged in its archive") from None


def _is_bomb(size: int, packed: int) -> bool:
    return size > SMALL and size > MOST_PACKED * max(packed, 1)


def _order(entry: tuple[str, zipfile.ZipInfo]) -> list[list[str | int]]:
    return [natural(part) for part in entry[0].split("/")]
