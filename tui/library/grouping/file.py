"""The groups of a library on disk: what the grouping process knows, for the next start.

A file is good for the program that wrote it and no other: its checksum is made with all that decides what groups there
are. One that is damaged, or of another version, is as none.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from tui import comparison
from tui.comparison.kept import KeptIndex
from tui.digests import blake2b
from tui.extraction.model import Actor
from tui.extraction.version import VERSION

SUFFIX = ".groups"
"""Of the file beside a catalogue."""
_OPENING = b"briefing-tui groups\n"
_CHECKSUM = 32


class KeptLibrary(msgspec.Struct, array_like=True):
    """`marks` tell, by document, what was taken of it; `actors` are those of each document."""

    marks: dict[str, str]
    actors: dict[str, list[Actor]]
    index: KeptIndex


def read(path: Path) -> KeptLibrary | None:
    """What the file holds; None where there is none that is good."""
    try:
        data = memoryview(path.read_bytes())
    except OSError:
        return None
    opened = len(_OPENING) + _CHECKSUM
    body = data[opened:]
    if data[:opened] != _OPENING + _checksum(body):
        return None
    try:
        return msgspec.msgpack.decode(body, type=KeptLibrary)
    except msgspec.MsgspecError:
        return None


def write(path: Path, library: KeptLibrary) -> Iterator[None]:
    """Write the file: there as a whole, or as it was; steps between which the writer may be ended. Where it cannot be
    written nothing is kept, and nothing is lost.
    """
    body = msgspec.msgpack.encode(library)
    checksum = _checksum(memoryview(body))
    yield
    unfinished = path.with_suffix(path.suffix + ".new")
    with contextlib.suppress(OSError):
        with unfinished.open("wb") as file:
            file.writelines((_OPENING, checksum, body))
        unfinished.replace(path)
    yield


def _checksum(body: memoryview) -> bytes:
    return blake2b(body, key=version_of(), digest_size=_CHECKSUM).digest()


@cache
def version_of() -> bytes:
    """What decides which groups there are: the extractor, all of the comparison with its word lists, and by which
    Python it is run, on what machine (the keys of the index are its hashes).
    """
    version = blake2b(f"{VERSION}\n{sys.version}\n{sys.byteorder}\n{sys.maxsize}".encode(), digest_size=_CHECKSUM)
    for folder in comparison.__path__:
        for file in sorted(each for each in Path(folder).rglob("*") if each.suffix in (".py", ".txt")):
            version.update(file.name.encode() + b"\0" + file.read_bytes())
    return version.digest()
