"""A place whose files can be read, but for those named so: a worker that reads one of them is killed at once."""

from __future__ import annotations

import os
import signal
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

PROTOCOL = "deadly"


class DeadlyFileSystem(LocalFileSystem):
    """The files of this machine."""

    protocol = PROTOCOL

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **kwargs: Any) -> bytes:
        if "deadly" in path.rpartition("/")[2]:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().cat_file(path, start, end, **kwargs)


fsspec.register_implementation(PROTOCOL, DeadlyFileSystem, clobber=True)
