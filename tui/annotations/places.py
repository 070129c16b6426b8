"""Where the notes of a set of articles lie."""

from __future__ import annotations

import os
from pathlib import Path

from tui.documents.naming import file_of
from tui.documents.sources import NOTES_FOLDER
from tui.text import slug

BESIDE = "beside"
"""The setting that asks for a folder beside the articles."""
_SLUG_LENGTH = 48


def notes_folder(article_root: Path, setting: str, fallback: Path) -> Path:
    """The folder for notes on the articles at `article_root`, a folder, a file or an article in one. Nothing is
    created.

    `setting` is "beside" (a folder `annotations` beside the articles, where that exists or can be made; else
    `fallback`, the user's own place) or a path, in which `~` stands for the home folder; a relative one is
    taken from the working folder."""
    if setting.strip() != BESIDE:
        return Path(setting).expanduser()
    root = article_root if article_root.is_dir() else Path(file_of(str(article_root))).parent
    beside = root / NOTES_FOLDER
    if beside.is_dir():
        return beside if os.access(beside, os.W_OK | os.X_OK) else fallback
    if beside.exists() or not root.is_dir():
        return fallback
    return beside if os.access(root, os.W_OK | os.X_OK) else fallback


def notes_file_name(title: str, document_id: str) -> str:
    """A file name that people can read: the title's words, then the document's id."""
    return f"{slug(title, _SLUG_LENGTH) or 'untitled'}-{document_id}.yaml"
