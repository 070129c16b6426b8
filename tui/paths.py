"""Per-user places, as each system wants them. None is created here."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui.light_start import later

if TYPE_CHECKING:
    from platformdirs import PlatformDirs


@cache
def _dirs() -> PlatformDirs:
    with later("tempfile"):  # and with it chance: where what runs as a service is put
        from platformdirs import PlatformDirs

    return PlatformDirs("briefing-tui", appauthor=False)


def user_config() -> Path:
    """The user's settings file; it need not exist."""
    return Path(_dirs().user_config_dir) / "config.yaml"


def user_themes() -> Path:
    """The folder of the user's own themes."""
    return Path(_dirs().user_config_dir) / "themes"


def user_queries() -> Path:
    """The queries that the user has saved; it need not exist."""
    return Path(_dirs().user_config_dir) / "queries.yaml"


def user_data() -> Path:
    """What must be kept: notes that could not lie beside their articles."""
    return Path(_dirs().user_data_dir)


def user_notes() -> Path:
    """Where notes lie that cannot lie beside their articles."""
    return user_data() / "annotations"


def user_state() -> Path:
    """What the reader has done: read marks, stars, places."""
    return Path(_dirs().user_state_dir)


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
    return Path(_dirs().user_cache_dir)


def from_the_root(given: Iterable[str | Path]) -> list[Path]:
    """Paths of articles from the root of the file system on: programs that were started in different folders know an
    article by one name.
    """
    return [Path(path).absolute() for path in given]
