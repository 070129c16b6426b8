"""Where files that came stand in the list of articles, without a look at all the folders."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

from tui.documents.formats import is_container
from tui.documents.naming import file_of, natural


def with_changes(keys: Sequence[str], names: Iterable[str]) -> list[str] | None:
    """The keys as `find_articles` would list them, where of all files only these may have come or gone; None where that
    cannot be told so: of files that hold several, of the first one in its folder, and where the folder is gone too.
    """
    found = list(keys)
    known = set(found)
    for name in dict.fromkeys(str(Path(name)) for name in names):
        if is_container(name) or not os.path.isdir(os.path.dirname(name) or "."):  # noqa: PTH112, PTH120
            return None
        if name in known and not os.path.lexists(name):
            found.remove(name)
        elif name not in known and os.path.lexists(name):
            place = _place(found, name)
            if place is None:
                return None
            found.insert(place, name)
    return found


def _place(keys: Sequence[str], name: str) -> int | None:
    """Where a file stands among those of its folder, which stand together."""
    folder = name[: -len(os.path.basename(name))]  # noqa: PTH119
    below = [place for place, key in enumerate(keys) if key.startswith(folder)]
    if not folder or not below or below[-1] - below[0] >= len(below):
        return None
    return bisect_left(keys, _rank(name, folder), below[0], below[-1] + 1, key=lambda key: _rank(key, folder))


def _rank(key: str, folder: str) -> tuple[list[str | int], str]:
    """By what each level of a folder is in order."""
    name = file_of(key)[len(folder) :].partition(os.sep)[0]
    return natural(name), folder + name
