"""A place whose files are read in ranges, by the class of fsspec that the drivers of object stores build on."""

from __future__ import annotations

from typing import Any

import fsspec
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.spec import AbstractBufferedFile

PROTOCOL = "ranged"
REFUSING = "refusing"


class _File(AbstractBufferedFile):  # type: ignore[misc]
    def _fetch_range(self, start: int, end: int) -> bytes:
        found: bytes = self.fs.cat_file(self.path, start, end)
        return found


class RangedFileSystem(MemoryFileSystem):  # type: ignore[misc]
    """What was piped to `memory://`."""

    protocol = PROTOCOL

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(MemoryFileSystem._strip_protocol(path.replace(f"{PROTOCOL}://", "memory://")))

    def open(self, path: str, mode: str = "rb", **kwargs: Any) -> Any:
        if mode != "rb":
            return super().open(path, mode, **kwargs)
        return _File(self, self._strip_protocol(path), mode, size=self.size(path))


class RefusedError(Exception):
    """An error as drivers have them: of no kind that Python knows."""


class RefusingFileSystem(RangedFileSystem):
    """A store without credentials."""

    protocol = REFUSING

    def info(self, *_: Any, **__: Any) -> Any:
        raise RefusedError("Unable to locate credentials")

    exists = isdir = ls = cat_file = cat_ranges = makedirs = pipe_file = info


fsspec.register_implementation(PROTOCOL, RangedFileSystem, clobber=True)
fsspec.register_implementation(REFUSING, RefusingFileSystem, clobber=True)
