"""Notes that could not be saved where they belong, when nobody is left to ask where else: written where it is possible,
and found there again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from tui.annotations.changes import StoreError, reason
from tui.annotations.notebook import Notebook
from tui.annotations.store import notes_files

TAKEN_IN_BY = "briefing-tui annotations merge ARTICLES FOLDER"
"""The command that brings the notes of such a folder to where they belong."""


def save_somewhere(notebook: Notebook, folders: Iterable[Path]) -> Path:
    """Save all notes of a notebook in the first of some folders where that is possible; the file. Raises StoreError
    with what failed in the last of them.
    """
    failed = StoreError("there is no other place")
    for folder in folders:
        try:
            if not _is_ours(folder):
                raise StoreError(f"{folder}: is another user's, or no folder")
            return notebook.save_elsewhere(folder)
        except OSError as error:
            failed = StoreError(f"{folder}: {reason(error)}")
        except StoreError as error:
            failed = error
    raise failed


def left_behind(folders: Iterable[Path]) -> list[Path]:
    """Those of the folders in which notes lie."""
    found = []
    for folder in folders:
        try:
            if folder.is_dir() and notes_files(folder):
                found.append(folder)
        except OSError:
            continue
    return found


def _is_ours(folder: Path) -> bool:
    """Makes the folder, where there is none; False for what is another user's, as it may be among temporary files.
    Raises OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        return stat.S_ISDIR(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())
    return True
