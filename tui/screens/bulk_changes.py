"""Changing many notes of many articles as one step, and taking it back. Runs beside the keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from tui.annotations.model import Annotation
    from tui.annotations.overview import Kept, NotesPlace
    from tui.screens.session import Session

_TAG_BREAK = re.compile(r"[\s,;]+")
Tell = Callable[[int, int], None]


class Step(msgspec.Struct, frozen=True):
    """One change of many notes: its name in the journals of these files, and how many notes it was."""

    batch: str
    files: tuple[Path, ...]
    count: int


class BulkChanges:
    """The steps of this run. `told` says what goes on, `failures` what the last step could not save."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.told = ""
        self.failures: list[str] = []
        self.corrected: set[NotesPlace] = set()
        """Where corrections were among the notes changed: what is found in those articles changes with them."""

    def make(self, chosen: Sequence[Kept], change: Callable[[Annotation], Annotation] | None, tell: Tell) -> int:
        """Change these notes, or delete them where `change` is None. One save a file; returns how many were changed."""
        from tui.annotations.model import Motivation, new_id
        from tui.annotations.store import StoreError

        self.failures = []
        batch, count, files = new_id(), 0, []
        now = datetime.now(UTC).replace(microsecond=0)
        self.corrected |= {kept.place for kept in chosen if kept.note.motivation is Motivation.EDITING}
        by_file = [(path, list(kept)) for path, kept in groupby(sorted(chosen, key=_path), key=_path)]
        for done, (path, notes) in enumerate(by_file, 1):
            tell(done, len(by_file))
            try:
                book = self._session.notebook_at(path)
                book.reload()
                there = [note for kept in notes if (note := book.get(kept.note.id)) is not None]
                if change is None:
                    made = book.change_all(removed=[note.id for note in there], batch=batch)
                else:
                    changed = [(note, change(note)) for note in there]
                    fresh = [replace(new, modified=now) for old, new in changed if new != old]
                    made = book.change_all(fresh, batch=batch)
            except (StoreError, OSError) as error:
                self.failures.append(str(error))
                continue
            self._session.let_go(path)
            if made:
                count += made
                files.append(path)
        if files:
            self.done.append(Step(batch, tuple(files), count))
            self.undone.clear()
        return count

    def travel(self, tell: Tell, *, undo: bool) -> int:
        """Take back the last step, or make it again, in each of its files."""
        from tui.annotations.store import StoreError

        self.failures = []
        source, target = (self.done, self.undone) if undo else (self.undone, self.done)
        step = source.pop()
        for done, path in enumerate(step.files, 1):
            tell(done, len(step.files))
            try:
                book = self._session.notebook_at(path)
                book.undo(step.batch) if undo else book.redo(step.batch)
                self._session.let_go(path)
            except (StoreError, OSError) as error:
                self.failures.append(str(error))
        target.append(step)
        return step.count


def retagged(note: Annotation, *, words: str, replaces: bool) -> Annotation:
    """The note with the tags in `words` added and those after a `-` taken away; with `replaces` no others stay."""
    named = [word.lstrip("#") for word in _TAG_BREAK.split(words)]
    gone = {word[1:].lstrip("#") for word in named if word.startswith("-")}
    added = [word for word in named if word and not word.startswith("-")]
    kept: Iterable[str] = () if replaces else note.tags
    return replace(note, tags=tuple(tag for tag in dict.fromkeys((*kept, *added)) if tag not in gone))


def _path(kept: Kept) -> Path:
    return kept.place.path
