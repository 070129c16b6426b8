"""Changes on the disk, as the system tells of them while they happen."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.documents.formats import SUFFIXES
from tui.documents.naming import file_of
from tui.documents.sources import NOTES_FOLDER, folders_below
from tui.library.mounts import is_remote
from tui.light_start import later

if TYPE_CHECKING:
    from watchfiles import Change

_STEP = 100
"""Milliseconds of quiet after which changes are told: a file that is being written is told once. A thread sees as late
that it is to stop."""


_UNTOLD = 500
"""Milliseconds after which it is looked whether something is still to be told."""

_LONGEST_STOP = 1.0
"""Seconds."""

_MAY_POLL = (
    not sys.platform.startswith("linux")
    or "WATCHFILES_FORCE_POLLING" in os.environ
    or "microsoft" in os.uname().release.lower()
)
"""Where watchfiles is to find out whether the system gives notices at all; it loads `platform` for that."""

_FOLDER_BY_FOLDER = sys.platform.startswith("linux")
"""Where the system gives notices of one folder only, those below it are found here: watchfiles looks at every file for
that, and holds the interpreter for as long; 100,000 files took half a second.
"""


class Changes(NamedTuple):
    """What happened of late."""

    files: set[str]
    """Files of articles, or such as may hold some, that came, changed or went, as the library calls them."""
    folders: set[str]
    """What may be a folder of articles that came or went."""


class Watcher:
    """Watches the places of a library, in threads of its own, until it is stopped.

    `told` and `failed` are called in these threads: with what has changed, and with the reason, in one line, why some
    place cannot be watched. Nothing is told of hidden files and folders, nor of notes.
    """

    def __init__(self, roots: Iterable[Path], told: Callable[[Changes], None], failed: Callable[[str], None]) -> None:
        self._told, self._failed = told, failed
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._folders: list[tuple[str, str]] = []
        """The place of each folder, as the system names it, and the name that the library gives it."""
        self._files: dict[str, str] = {}
        """The same of files that were named themselves."""
        for root in roots:
            name = file_of(os.path.normpath(root))
            places = dict.fromkeys((os.path.abspath(name), os.path.realpath(name)))  # noqa: PTH100
            if root.is_dir():
                self._folders += [(place, name) for place in places]
            else:
                self._files.update((place, name) for place in places)

    def start(self) -> None:
        """Begin to watch."""
        folders, files = [], [str(Path(place).parent) for place in self._files]
        for place in dict.fromkeys(name for _, name in self._folders):
            if is_remote(Path(place)):
                self._failed(f"{place} is on another machine: what changes there is not seen at once")
            else:
                folders.append(os.path.abspath(place))  # noqa: PTH100
        for places, recursive in ((folders, True), (sorted(set(files)), False)):
            if places:
                thread = threading.Thread(target=self._watch, args=(places, recursive), daemon=True)
                self._threads.append(thread)
                thread.start()

    def stop(self) -> None:
        """Watch no more, from a moment on."""
        self._stop.set()

    def wait(self) -> None:
        """Wait until nothing is watched: a thread that is not Python's own must not be there when Python ends."""
        for thread in self._threads:
            thread.join(_LONGEST_STOP)

    def _watch(self, places: Sequence[str], recursive: bool) -> None:
        untold: Changes | None = None
        by_folder = recursive and _FOLDER_BY_FOLDER
        try:
            while not self._stop.is_set():
                try:
                    watched = _with_all_below(places) if by_folder else places
                    untold = self._watch_these(watched, untold, recursive=recursive, by_folder=by_folder)
                except FileNotFoundError:  # a folder that went before it was watched
                    if not (by_folder and all(map(os.path.isdir, places))):
                        raise
        except (OSError, RuntimeError) as error:  # no notices left to give (inotify), a folder that is gone
            if not self._stop.is_set():
                self._failed(f"changes on the disk are not seen at once ({_reason(error)})")

    def _watch_these(
        self, places: Sequence[str], untold: Changes | None, *, recursive: bool, by_folder: bool
    ) -> Changes | None:
        """Watch until told to stop or, `by_folder`, until folders have come that are not watched. What came with them
        is told when they are: then what is in them is looked for, and all that comes after it is noticed.
        """
        with later("anyio", "logging", "watchfiles.run"):
            from watchfiles import watch

        for raw in watch(
            *places,
            watch_filter=None,
            force_polling=None if _MAY_POLL else False,
            step=_STEP,
            rust_timeout=_UNTOLD,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
            recursive=recursive and not by_folder,
            ignore_permission_denied=True,
        ):
            changes = self.sorted_out(raw)
            is_more = by_folder and any(map(os.path.isdir, changes.folders))
            if untold is not None:
                changes, untold = Changes(changes.files | untold.files, changes.folders | untold.folders), None
            if is_more:
                return changes
            if changes.files or changes.folders:
                self._told(changes)
        return None

    def sorted_out(self, raw: Iterable[tuple[Change, str]]) -> Changes:
        """What of the system's notices is about articles."""
        changes = Changes(set(), set())
        for change, path in raw:
            name = self._name(path)
            if not name:
                continue
            if path in self._files or path.lower().endswith(SUFFIXES):
                changes.files.add(name)
            elif change.name == "deleted" or (change.name == "added" and os.path.isdir(path)):  # noqa: PTH112
                changes.folders.add(name)
        return changes

    def _name(self, path: str) -> str:
        """What the library calls a file or folder; "" for what is none of its."""
        if path in self._files:
            return self._files[path]
        for place, name in self._folders:
            if path.startswith(place + os.sep):
                below = path[len(place) + 1 :]
                parts = Path(below).parts
                ours = NOTES_FOLDER not in parts and not any(part.startswith(".") for part in parts)
                return os.path.normpath(os.path.join(name, below)) if ours else ""  # noqa: PTH118
        return ""


def _with_all_below(places: Sequence[str]) -> list[str]:
    seen: set[tuple[int, int]] = set()
    return [folder for place in places for folder in folders_below(place, seen)] or [*places]


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return " ".join(str(text).split()) or type(error).__name__
