"""Which files are articles: the walk through the paths that the reader gave."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from tui.documents.loading import FORMATS, DocumentError

NOTES_FOLDER = "annotations"
"""The folder beside the articles that holds their notes; never searched for articles."""

_DIGITS = re.compile(r"([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Found:
    """The articles' files in the order of the paths given, inside a folder by name; what went wrong."""

    files: tuple[Path, ...]
    problems: tuple[DocumentError, ...]


class TooManyFilesError(Exception):
    """There is more in the folders than the caller wants to wait for."""


def find_articles(paths: Sequence[Path], *, limit: int | None = None) -> Found:
    """The files of all articles in `paths`. Nothing is opened.

    Raises TooManyFilesError as soon as a folder holds more than `limit` entries, or `paths` more than `limit` articles.

    A file that is named is taken whatever its suffix. Folders are searched to any depth for the suffixes of
    `FORMATS`, names in natural order ("2" before "10"), but not hidden ones and not the notes' folder; a
    folder reached twice through links is searched once. What has such a suffix and cannot be read (a link to
    nothing, a pipe) is listed too, so that whoever loads it says so. A path that is missing or a folder
    without articles is a problem.
    """
    files: dict[str, None] = {}
    problems: list[DocumentError] = []
    seen: set[tuple[int, int]] = set()
    for path in paths:
        try:
            is_folder = path.is_dir()
            exists = is_folder or path.exists()
        except (OSError, ValueError) as error:
            problems.append(DocumentError(path, f"cannot be read ({getattr(error, 'strerror', None) or error})"))
            continue
        if not exists:
            problems.append(DocumentError(path, "does not exist"))
        elif not is_folder:
            files.setdefault(os.path.normpath(path))
        else:
            before, wrong = len(files), len(problems)
            again = _identity(str(path)) in seen
            for name in _walk(os.path.normpath(path), seen, problems, limit):
                files.setdefault(name)
                if limit is not None and len(files) > limit:
                    raise TooManyFilesError
            if len(files) == before and len(problems) == wrong and not again:
                kinds = ", ".join(FORMATS)
                problems.append(DocumentError(path, f"holds no articles ({kinds})"))
    return Found(tuple(map(Path, files)), tuple(problems))


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
    suffixes = tuple(FORMATS)
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
                        rows.append((_natural(name), entry.path, True))
                elif name.lower().endswith(suffixes):
                    rows.append((_natural(name), entry.path, False))
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


def _natural(name: str) -> list[str | int]:
    """A key that sorts names as people count: words and numbers by turns."""
    return [int(part) if place % 2 else part for place, part in enumerate(_DIGITS.split(name.casefold()))]


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
