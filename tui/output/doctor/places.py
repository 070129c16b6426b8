"""Folders and files: the articles, the notes, and what the program keeps for itself."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui import paths, resources
from tui.config import Settings
from tui.documents.sources import find_articles
from tui.library.database import open_to_read
from tui.output.doctor.findings import Finding, fault, ok, warning
from tui.text import counted

_LONG_TO_CHECK = 200_000_000
"""Bytes of a database from which it takes many seconds to go through it."""
_MOST = 20
"""Faults of one kind that are told one by one; of more only their number."""


def library(given: Sequence[str], settings: Settings) -> Iterator[Finding]:
    """The articles that the desk would open."""
    roots = _roots(given, settings)
    if not roots:
        roots = [resources.seeds_dir()]
        yield ok("no articles are named: the bundled ones are opened (set library.paths, or name some)")
    for root in roots:
        found = find_articles([root])
        if found.files:
            yield ok(f"{root}: {counted(len(found.files), 'article')}")
        for problem in found.problems:
            tell = warning if found.files or root.is_dir() else fault
            yield tell(str(problem), "correct the path, its permissions or library.paths in your settings")


def notes(given: Sequence[str], settings: Settings) -> Iterator[Finding]:
    """The folders of notes: whether they can be written, and what is damaged in them."""
    from tui.annotations.places import BESIDE, notes_folder
    from tui.annotations.store import NoteStore
    from tui.annotations.unsaved import TAKEN_IN_BY, left_behind

    own = paths.user_notes()
    setting = settings.annotations.folder
    roots = _roots(given, settings)
    folders = [notes_folder(root, setting, own) for root in roots]
    if not roots:
        folders = [own if setting.strip() == BESIDE else notes_folder(own, setting, own)]
    for folder in dict.fromkeys(folders):
        advice = "change its permissions, or set annotations.folder to a folder of yours"
        if folder.exists() and not folder.is_dir():
            yield fault(f"{folder} is no folder", "move it away, or set annotations.folder to another place")
            continue
        if not _is_writable(folder):
            yield fault(f"{folder} cannot be written: notes would be lost", advice)
        elif not folder.exists():
            yield ok(f"{folder} is made with the first note")
            continue
        store = NoteStore(folder)
        problems = store.problems()
        for problem in problems[:_MOST]:
            yield fault(str(problem), "correct the file at this line by hand; its other notes can be used")
        if len(problems) > _MOST:
            yield fault(f"{folder}: {len(problems) - _MOST} more are damaged", "correct the first, then look again")
        if not problems:
            yield ok(f"{folder}: no damage found")
    for folder in left_behind(paths.unsaved_notes()):
        yield warning(
            f"{folder} holds notes that could not be saved where they belong",
            f"take them in ({TAKEN_IN_BY}), then delete the folder",
        )


def kept(name: str, folder: Path, loss: str) -> Iterator[Finding]:
    """One of the program's own folders: writable, its size, its databases; `loss` tells what a damaged one costs."""
    if not _is_writable(folder):
        yield fault(f"{name} {folder} cannot be written", "change its permissions, or free the disk")
    elif not folder.exists():
        yield ok(f"{name} {folder} is made when it is needed")
    if not folder.is_dir():
        return
    files = [each for each in folder.rglob("*") if each.is_file()]
    size = 0
    for file in files:
        with contextlib.suppress(OSError):
            size += file.stat().st_size
    yield ok(f"{name} {folder}: {size / 1024 / 1024:.1f} MB")
    for file in files:
        if file.suffix == ".sqlite":
            problem = _database_problem(file)
            if problem:
                yield fault(f"{file} is damaged ({problem})", f"{loss}; it is set aside at the next start")
        elif ".sqlite.damaged-" in file.name:
            yield warning(f"{file} was damaged and set aside", "delete it, unless you want to have it looked at")


def _roots(given: Sequence[str], settings: Settings) -> list[Path]:
    return [Path(path).expanduser() for path in given or settings.library.paths]


def _is_writable(folder: Path) -> bool:
    """True where a file could be made in the folder, which itself may have to be made."""
    place = folder.absolute()
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    return place.is_dir() and os.access(place, os.W_OK | os.X_OK)


def _database_problem(file: Path) -> str:
    """What SQLite says against a file, which stays as it is; "" when all is well. Of a large one only its beginning is
    read.
    """
    try:
        with contextlib.closing(open_to_read(file, timeout=1)) as database:
            if file.stat().st_size > _LONG_TO_CHECK:
                database.execute("SELECT count(*) FROM sqlite_master").fetchone()
                return ""
            answer = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return "" if answer == "ok" else str(answer)
