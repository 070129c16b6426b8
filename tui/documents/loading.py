"""From a path, text or standard input to a Document."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.documents.formats import (
    CONTAINERS,
    LARGEST,
    SUFFIXES,
    TEXTS,
    FormatError,
    NotInstalledError,
    draft_of,
    is_container,
    size_told,
    suffix_of,
)
from tui.documents.naming import STDIN, member_key, parted
from tui.documents.sniffing import sniffed
from tui.text import normalise

if TYPE_CHECKING:
    from tui.documents.draft import Draft
    from tui.documents.model import Document
    from tui.documents.terms import Plain


_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_SURE = (".html", ".pdf", ".docx", ".epub")
"""Formats that nothing else begins like: a file of another suffix is read as one of them where it does."""
_PIECE = 1 << 20
"""Bytes that are read at once of a file that changes its size meanwhile."""


class DocumentError(Exception):
    """An article that cannot be read. `str()` is one line for the screen: the path, from where the program was started
    on if it lies there, and the reason.

    `passing` is True where the article may be read another time though its file is the same.
    """

    def __init__(self, path: Path | str, reason: str, *, passing: bool = False) -> None:
        super().__init__(path, reason)
        self.path = Path(path)
        self.reason = reason
        self.passing = passing

    def __str__(self) -> str:
        path = self.path
        with contextlib.suppress(ValueError, OSError):  # elsewhere; a folder that is gone
            path = path.relative_to(Path.cwd())
        shown = normalise(str(path)).replace("\n", " ")
        return f"{shown}: {self.reason}"


class Loaded(NamedTuple):
    """A document, and its text as it is looked through."""

    document: Document
    plain: Plain


def parse(text: str, *, path: str, format: str = "txt") -> Document:
    """The document of `text` as decoded; `format` is a suffix of `TEXTS` without its stop."""
    return _assembled(TEXTS[f".{format}"](text), path).document


def load(path: Path, *, limit: int = LARGEST) -> Document:
    """The document in a file, as `loaded` reads it."""
    return loaded(str(path), limit=limit).document


def loaded(key: str, *, limit: int = LARGEST, status: os.stat_result | None = None) -> Loaded:
    """The document in a file, read by its suffix (one that is not known is plain text, unless it begins
    like a page or a document); or one of several in a
    file, by its key as a path. `status` is what the system has told of the file, where that was asked already.

    Raises DocumentError: missing, no file, not readable, larger than `limit` bytes, binary, damaged, empty, or what
    reads it is not installed.
    """
    file, member = parted(key)
    try:
        if member:
            from tui.documents.containers.shelf import draft_in

            return _loaded(draft_in(Path(file), member), key)
        size = _checked(file, status)
        if is_container(file):
            return _loaded(_only(Path(file)), key)
        if size > limit:
            raise FormatError(f"is too large: {size_told(size)}, at most {size_told(limit)} are read")
        data = _read(file, size)
        suffix = suffix_of(file)
        if suffix not in SUFFIXES and sniffed(data) in _SURE:
            suffix = sniffed(data)
        return _loaded(draft_of(data, suffix), key)
    except (FormatError, OSError, ValueError) as error:
        raise _told(error, key) from None


def keys_in(file: str) -> list[str]:
    """The keys of the articles in a file that may hold several: of none where it is of another kind. The file's own
    where it cannot be opened, so that whoever loads that says why.
    """
    from tui.documents.containers.shelf import names_in

    try:
        return [member_key(file, name) for name in names_in(Path(file))]
    except (OSError, ValueError, FormatError):
        return [file]


def keys_given(data: bytes) -> list[str]:
    """The keys of the articles in bytes from standard input: one, unless they are of a file that holds several."""
    suffix = sniffed(data)
    if suffix not in CONTAINERS:
        return [STDIN]
    from tui.documents.containers.shelf import names_given

    try:
        return [member_key(STDIN, name) for name in names_given(data, suffix)] or [STDIN]
    except FormatError:
        return [STDIN]


def load_given(data: bytes, key: str = STDIN) -> Document:
    """The document of bytes that were read elsewhere, as `loaded_given` reads it."""
    return loaded_given(data, key).document


def loaded_given(data: bytes, key: str = STDIN) -> Loaded:
    """The document of bytes that were read elsewhere: by the suffix of the key's file, and of standard input by what
    they begin like; one of several by its key. Bytes of a file of several that hold but one are that one.

    Raises DocumentError where they are binary, damaged or empty.
    """
    file, member = parted(key)
    suffix = sniffed(data) if file == STDIN else suffix_of(file)
    try:
        if suffix not in CONTAINERS:
            return _loaded(draft_of(data, suffix), key)
        from tui.documents.containers.shelf import draft_given, names_given

        names = names_given(data, suffix)
        if member and len(names) == 1:
            member = names[0]
        if member:
            return _loaded(draft_given(data, suffix, member), key)
        raise FormatError(_not_one(len(names)))
    except (FormatError, OSError, ValueError) as error:
        raise _told(error, key) from None


def _only(file: Path) -> Draft:
    """The one article in a file that may hold several. Raises FormatError where it is not one."""
    from tui.documents.containers.shelf import draft_in, names_in

    names = names_in(file)
    if len(names) != 1:
        raise FormatError(_not_one(len(names)))
    return draft_in(file, names[0])


def _not_one(number: int) -> str:
    return f"holds {number:,} articles, not one" if number else "holds no articles"


def _told(error: Exception, key: str) -> DocumentError:
    """What went wrong with an article."""
    path = Path(key)
    if isinstance(error, FormatError):
        return DocumentError(path, str(error), passing=isinstance(error, NotInstalledError))
    if isinstance(error, FileNotFoundError):
        reason = "is a link to what does not exist" if path.is_symlink() else "does not exist"
        return DocumentError(path, reason, passing=True)
    if isinstance(error, PermissionError):
        return DocumentError(path, "may not be read (permission denied)", passing=True)
    reason = getattr(error, "strerror", None) or str(error)
    return DocumentError(path, f"cannot be read ({reason})", passing=isinstance(error, OSError))


def _checked(file: str, status: os.stat_result | None) -> int:
    """The size of a file in bytes. Raises FormatError where it is none."""
    status = status or os.stat(file)  # noqa: PTH116  (a hundred thousand strings need not become paths)
    if stat.S_ISDIR(status.st_mode):
        raise FormatError("is a folder, not an article")
    if not stat.S_ISREG(status.st_mode):
        raise FormatError("is not a regular file")
    return status.st_size


def _read(file: str, size: int) -> bytes:
    """All bytes of a file of this size, or of what it has become since: in two thirds of the time that `open` takes."""
    opened = os.open(file, _READING)
    try:
        data = os.read(opened, size + 1)
        if len(data) != size:
            while piece := os.read(opened, _PIECE):
                data += piece
        return data
    finally:
        os.close(opened)


def _loaded(draft: Draft, key: str) -> Loaded:
    found = _assembled(draft, key)
    if not found.document.blocks:
        raise FormatError("holds no text")
    return found


def _assembled(draft: Draft, path: str) -> Loaded:
    from tui.documents.assembly import assemble

    return Loaded(*assemble(draft, path))
