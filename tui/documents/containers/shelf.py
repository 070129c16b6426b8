"""The articles in files that hold several. The files last used stay open: articles are read one after another."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from tui.documents.containers.model import Container
from tui.documents.draft import Draft
from tui.documents.formats import CONTAINERS, FormatError, suffix_of

_KEPT = 2

_lock = threading.RLock()
_open: OrderedDict[tuple[str, int, int], Container] = OrderedDict()


def names_in(file: Path) -> Sequence[str]:
    """The names of the articles in a file. Raises OSError, and FormatError where it is not what its suffix says."""
    with _lock:
        return _opened(file).names


def draft_in(file: Path, name: str) -> Draft:
    """One of the articles in a file. Raises OSError and FormatError."""
    with _lock:
        return _draft(_opened(file), name)


def names_given(data: bytes, suffix: str) -> Sequence[str]:
    """The names of the articles in a file's bytes. Raises FormatError."""
    with _lock:
        return _given(data, suffix).names


def draft_given(data: bytes, suffix: str, name: str) -> Draft:
    """One of the articles in a file's bytes. Raises FormatError."""
    with _lock:
        return _draft(_given(data, suffix), name)


def _draft(container: Container, name: str) -> Draft:
    try:
        return container.draft(name)
    except KeyError:
        raise FormatError("is no longer in the file") from None


def _opened(file: Path) -> Container:
    status = file.stat()
    key = (str(file), status.st_mtime_ns, status.st_size)
    if key not in _open:
        _keep(key, suffix_of(file.name), file.open("rb"))
    _open.move_to_end(key)
    return _open[key]


def _given(data: bytes, suffix: str) -> Container:
    key = ("", hash(data), len(data))
    if key not in _open:
        _keep(key, suffix, io.BytesIO(data))
    return _open[key]


def _keep(key: tuple[str, int, int], suffix: str, file: BinaryIO) -> None:
    try:
        _open[key] = CONTAINERS[suffix](file)
    except BaseException:
        file.close()
        raise
    while len(_open) > _KEPT:
        _open.popitem(last=False)[1].close()
