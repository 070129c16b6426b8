"""Files by url, as fsspec knows them: local paths, `file://`, `memory://`, `s3://` and whatever it has a driver for."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tui.text import normalise

_MAGIC = frozenset("*?[")


class ClusterError(Exception):
    """What keeps the whole work from being done. `str()` is one line for the screen."""


@contextmanager
def from_the_extra() -> Iterator[None]:
    """What is imported here comes with the extra `cluster`; ClusterError says so where it is not installed."""
    try:
        yield
    except ImportError:
        raise ClusterError("work on a cluster needs pip install 'briefing-tui[cluster]'") from None


def opened(url: str) -> tuple[Any, str]:
    """The file system of a url, and the path in it. Raises ClusterError: no such kind of place, or its driver is not
    installed."""
    with from_the_extra():
        from fsspec.core import url_to_fs
    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError, OSError) as error:
        raise ClusterError(f"{shown(url)}: {reason(error)}") from None
    return system, path


@contextmanager
def as_files() -> Iterator[None]:
    """What goes wrong in a place is an OSError here. Drivers tell it by the errors of what they are built on, too."""
    try:
        yield
    except (OSError, ClusterError):
        raise
    except Exception as error:
        raise OSError(reason(error)) from error


def is_pattern(system: Any, path: str) -> bool:
    """True for a path that means others, and is none itself."""
    return bool(_MAGIC & set(path)) and not system.exists(path)


def url_of(system: Any, path: str) -> str:
    """What an article in a place is called: a local file by its path, as everywhere else."""
    if system.protocol == "file" or "file" in system.protocol:
        return os.path.normpath(path)
    return str(system.unstrip_protocol(path))


def written(system: Any, path: str, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    folder, _, name = path.rpartition("/")
    beside = f"{folder}/.{name}.{uuid.uuid4().hex}"
    with as_files():
        system.makedirs(folder, exist_ok=True)
        system.pipe_file(beside, data)
        system.mv(beside, path)


def reason(error: Exception) -> str:
    """What went wrong, in one line."""
    told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return normalise(told).strip().replace("\n", " ")


def shown(url: str) -> str:
    """A url in one line."""
    return normalise(url).replace("\n", " ")
