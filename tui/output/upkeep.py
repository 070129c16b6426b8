"""Looking after notes without the screen: what is wrong in them, mending, joining folders, their versions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from tui import paths
from tui.annotations.changes import StoreError
from tui.annotations.mending import mended, repair
from tui.annotations.notesfile import read_notes
from tui.annotations.places import notes_folder
from tui.annotations.store import NoteStore, notes_files
from tui.annotations.upkeep import Finding, Version, check, history, merge
from tui.config import Annotations
from tui.documents.model import Document
from tui.documents.sources import NOTES_FOLDER
from tui.output.formats import one_line
from tui.output.reading import read_articles

_SHORT_COMMIT = 8


class Outcome(msgspec.Struct, frozen=True):
    """What a command prints, what it says beside that, and what went wrong; `failed` makes its exit status 1."""

    printed: str = ""
    notices: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    failed: bool = False


def folder_of(path: Path, setting: Annotations) -> Path:
    """The folder with the notes on the articles at `path`, as the desk has it."""
    return notes_folder(path, setting.folder, paths.user_notes())


def documents_at(path: Path, problems: list[str]) -> list[Document]:
    """The articles at `path`, each text once."""
    found = {document.id: document for _, document in reversed(list(read_articles([str(path)], problems)))}
    return list(reversed(found.values()))


def checked(path: Path, setting: Annotations) -> Outcome:
    """A line for each thing that is wrong in the notes on the articles at `path`. Nothing is changed."""
    problems: list[str] = []
    folder = folder_of(path, setting)
    documents = documents_at(path, problems)
    try:
        found = check(folder, documents)
    except OSError as error:
        return Outcome(problems=(*problems, f"{folder}: {error.strerror}"), failed=True)
    if not path.is_dir():  # of one article, nothing is said about the notes on others
        own = {NoteStore(folder).open(document).path for document in documents}
        found = tuple(each for each in found if each.file in own)
    return Outcome(_lines(map(_finding, found)), problems=tuple(problems), failed=bool(found))


def repaired(path: Path, setting: Annotations, *, dry_run: bool) -> Outcome:
    """Mend what is safe, in all notes on the articles at `path`, and say what was done, or would be."""
    problems: list[str] = []
    told: list[str] = []
    folder = folder_of(path, setting)
    try:
        files = notes_files(folder)
        if not path.is_dir():
            own = {NoteStore(folder).open(document).path for document in documents_at(path, problems)}
            files = [file for file in files if file in own]
        for file in files:
            try:
                told += (
                    [f"{file.name}:{each}" for each in mended(file.read_bytes())[1]]
                    if dry_run
                    else repair(file.resolve())
                )
                left = read_notes(mended(file.read_bytes())[0]).flaws
                problems += [f"{file.name}:{flaw.line}: left as it is, for you to mend: {flaw.what}" for flaw in left]
            except StoreError as error:
                problems.append(str(error))
    except OSError as error:
        problems.append(f"{error.filename or folder}: {error.strerror}")
    if not told and not problems:
        told = ["nothing to mend"]
    return Outcome(_lines(told), problems=tuple(problems), failed=bool(problems))


def merged_folders(mine: Path, theirs: Path) -> Outcome:
    """Bring the notes of one folder into another; each is a folder of notes, or of articles with notes beside them."""
    for path in (mine, theirs):
        if not path.is_dir():
            return Outcome(problems=(f"{path}: no such folder",), failed=True)
    mine, theirs = (path / NOTES_FOLDER if (path / NOTES_FOLDER).is_dir() else path for path in (mine, theirs))
    try:
        if not notes_files(theirs):
            return Outcome(problems=(f"{theirs}: holds no notes",), failed=True)
        return Outcome(_lines(merge(mine, theirs)))
    except StoreError as error:
        return Outcome(problems=(str(error),), failed=True)
    except OSError as error:
        return Outcome(problems=(f"{error.filename}: {error.strerror}",), failed=True)


def told_history(identity: str, path: Path, setting: Annotations) -> Outcome:
    """The versions of a note on an article at `path`, the latest first."""
    folder = folder_of(path, setting)
    problem = f"{identity}: no such note in {folder}, now or in its history"
    try:
        for file in notes_files(folder):
            versions = history(file, identity)
            if versions:
                return Outcome("\n".join(map(_version, versions)))
    except StoreError as error:
        problem = str(error)
    except OSError as error:
        problem = f"{folder}: {error.strerror}"
    return Outcome(problems=(problem,), failed=True)


def _finding(found: Finding) -> str:
    place = f"{found.file.name}:{found.line}" if found.line else found.file.name
    note = f" (note {found.note})" if found.note else ""
    return f"{place}: {found.kind.value}: {found.what}{note}"


def _version(version: Version) -> str:
    lines = [f"{version.at:%Y-%m-%d %H:%M}  {version.commit[:_SHORT_COMMIT]}  {one_line(version.author)}"]
    note = version.annotation
    if note is None:
        lines.append("    removed")
    else:
        lines += [f"    {note.motivation.value}: “{one_line(note.target.quote.exact)}”"]
        lines += [f"    {one_line(line)}" for line in note.body.splitlines() if line.strip()]
        lines += [f"    [{one_line(', '.join(note.tags))}]"] if note.tags else []
    return _lines(lines)


def _lines(told: Sequence[str] | map[str]) -> str:
    return "".join(f"{one_line(each) if not each.startswith(' ') else each}\n" for each in told)
