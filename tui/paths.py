"""Per-user places, as each system wants them. None is created here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

_NAME = "briefing-tui"
_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}
"""The variable that names a place, and the place in the home folder where it does not."""


@cache
def _dirs() -> PlatformDirs:
    from platformdirs import PlatformDirs

    return PlatformDirs(_NAME, appauthor=False)


def _user(kind: str) -> Path:
    """The place of one kind. The plain cases of Linux are told here, as platformdirs tells them: to load it takes .4
    megabytes at every start.
    """
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        variable, below = _XDG[kind]
        named, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
        if named.startswith("/") and named == named.strip():
            return Path(named, _NAME)
        if not named and home.startswith("/"):
            return Path(home, below, _NAME)
    return Path(getattr(_dirs(), f"user_{kind}_dir"))


def user_config() -> Path:
    """The user's settings file; it need not exist."""
    return _user("config") / "config.yaml"


def user_themes() -> Path:
    """The folder of the user's own themes."""
    return _user("config") / "themes"


def user_queries() -> Path:
    """The queries that the user has saved; it need not exist."""
    return _user("config") / "queries.yaml"


def user_data() -> Path:
    """What must be kept: notes that could not lie beside their articles."""
    return _user("data")


def user_notes() -> Path:
    """Where notes lie that cannot lie beside their articles."""
    return user_data() / "annotations"


def user_state() -> Path:
    """What the reader has done: read marks, stars, places."""
    return _user("state")


def user_reading() -> Path:
    """The file of the reading state."""
    return user_state() / "reading.sqlite"


def unsaved_notes() -> tuple[Path, Path]:
    """Where notes go that cannot be saved where they belong when the program is ended: the better place first."""
    mine = f"-{os.getuid()}" if hasattr(os, "getuid") else ""
    return user_state() / "unsaved-notes", Path(_temporary()) / f"briefing-tui-unsaved-notes{mine}"


def _temporary() -> str:
    """The folder of temporary files. Every start looks there, and most can do without `tempfile`, which makes a file to
    see whether it can, and takes .3 megabytes.
    """
    for name in (*map(os.environ.get, ("TMPDIR", "TEMP", "TMP")), "/tmp"):
        if name and os.path.isdir(name) and os.access(name, os.W_OK | os.X_OK):  # noqa: PTH112
            return os.path.abspath(name)  # noqa: PTH100
    import tempfile

    try:
        return tempfile.gettempdir()
    except FileNotFoundError:  # none can be written: told when something is to be
        return "/tmp"


def user_cache() -> Path:
    """What can be made again: the catalogue of analyses."""
    return _user("cache")


def from_the_root(given: Iterable[str | Path]) -> list[Path]:
    """Paths of articles from the root of the file system on: programs that were started in different folders know an
    article by one name.
    """
    return [Path(path).absolute() for path in given]
