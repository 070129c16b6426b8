"""Which files are articles: the walk through the paths that the reader gave."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path

import msgspec

from tui.documents.formats import SUFFIXES, is_container
from tui.documents.loading import DocumentError, keys_in
from tui.documents.naming import SEPARATOR, member_key, natural, parted

NOTES_FOLDER = "annotations"
"""The folder beside the articles that holds their notes; never searched for articles."""

_KINDS = ".txt, .md, .html, .pdf and more"


class Found(msgspec.Struct, frozen=True):
    """The articles' files in the order of the paths given, inside a folder by name; what went wrong.

    An article that shares its file with others stands there by its key.
    """

    files: tuple[Path, ...]
    problems: tuple[DocumentError, ...]


class TooManyFilesError(Exception):
    """There is more in the folders than the caller wants to wait for."""


def find_articles(
    paths: Sequence[Path], *, limit: int | None = None, within: Callable[[str], Sequence[str]] = keys_in
) -> Found:
    """The files of all articles in `paths`. Nothing is opened but files that may hold several, of which `within` gives
    the keys.

    Raises TooManyFilesError as soon as a folder holds more than `limit` entries, or `paths` more than `limit` articles.

    A file that is named is taken whatever its suffix, an article in one by its key. Folders are searched to any depth
    for `SUFFIXES`, names in natural order ("2" before "10"), but not hidden ones and not the notes' folder; a folder
    reached twice through links is searched once. What has such a suffix and cannot be read (a link to nothing, a pipe)
    is listed too, so that whoever loads it says so. A path that is missing or a folder without articles is a problem.
    """
    files: dict[str, None] = {}
    problems: list[DocumentError] = []
    seen: set[tuple[int, int]] = set()
    for path in paths:
        file, member = parted(str(path))
        try:
            is_folder = not member and path.is_dir()
            exists = is_folder or Path(file).exists()
        except (OSError, ValueError) as error:
            problems.append(DocumentError(path, f"cannot be read ({getattr(error, 'strerror', None) or error})"))
            continue
        if not exists:
            problems.append(DocumentError(path, "does not exist"))
        elif not is_folder:
            name = os.path.normpath(file)
            keys = within(name) if is_container(name) else [name]
            if member:
                wanted = member_key(name, member)
                keys = [key for key in keys if key == wanted or key.startswith((f"{wanted}/", f"{wanted}{SEPARATOR}"))]
            files.update(dict.fromkeys(key for key in keys if key not in files))
            if not keys:
                problems.append(DocumentError(path, "holds no articles"))
        else:
            before, wrong = len(files), len(problems)
            again = _identity(str(path)) in seen
            for name in _walk(os.path.normpath(path), seen, problems, limit):
                if is_container(name):
                    files.update(dict.fromkeys(key for key in within(name) if key not in files))
                else:
                    files.setdefault(name)
                if limit is not None and len(files) > limit:
                    raise TooManyFilesError
            if len(files) == before and len(problems) == wrong and not again:
                problems.append(DocumentError(path, f"holds no articles ({_KINDS})"))
    return Found(tuple(map(Path, files)), tuple(problems))


def folders_below(folder: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    """A folder and all below it that articles are searched for in, but those `seen`: device and number of each."""
    identity = _identity(folder)
    if identity is None or identity in seen:
        return
    seen.add(identity)
    yield folder
    below: list[str] = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:  # else nothing in it can be read either
        below += (
            each.path
            for each in entries
            if not each.is_file(follow_symlinks=False)  # as most are
            and _is_folder(each)
            and each.name != NOTES_FOLDER
            and not each.name.startswith(".")
        )
    for each in below:
        yield from folders_below(each, seen)


def _walk(folder: str, seen: set[tuple[int, int]], problems: list[DocumentError], limit: int | None) -> Iterator[str]:
    """The files below a folder, depth first; each level is listed, sorted and then gone through."""
    levels = [iter(_listed(folder, seen, problems, limit))]
    while levels:
        entry = next(levels[-1], None)
        if entry is None:
            levels.pop()
        elif entry[1]:
            levels.append(iter(_listed(entry[0], seen, problems, limit)))
        else:
            yield entry[0]


def _listed(
    folder: str, seen: set[tuple[int, int]], problems: list[DocumentError], limit: int | None
) -> list[tuple[str, bool]]:
    """What a folder holds of articles and folders: (path, is a folder), in natural order of the names."""
    identity = _identity(folder)
    if identity is None or identity in seen:
        return []
    seen.add(identity)
    rows: list[tuple[list[str | int], str, bool]] = []
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if limit is not None and number >= limit:
                    raise TooManyFilesError
                name = entry.name
                if name.startswith("."):
                    continue
                if _is_folder(entry):
                    if name != NOTES_FOLDER:
                        rows.append((natural(name), entry.path, True))
                elif name.lower().endswith(SUFFIXES):
                    rows.append((natural(name), entry.path, False))
    except OSError as error:
        problems.append(DocumentError(folder, f"cannot be searched ({error.strerror or error})"))
    rows.sort(key=itemgetter(0, 1))
    return [(path, is_folder) for _, path, is_folder in rows]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """False for links in a circle, which the system refuses to follow."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
