"""The notes of one open document: each change is saved at once, can be undone, and is never lost on the
way."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from threading import RLock

from msgspec.structs import replace

from tui.annotations import codec
from tui.annotations.anchoring import Anchor, anchor_all
from tui.annotations.changes import Change, StoreError, StoreProblem, Wish, canonical, change_of, note_of
from tui.annotations.files import Files
from tui.annotations.header import Header
from tui.annotations.journal import last_step
from tui.annotations.merging import merged
from tui.annotations.model import Annotation, new_id
from tui.annotations.nodes import NodeError
from tui.annotations.notesfile import NotesFile
from tui.annotations.saving import NotesOnDisk
from tui.documents.model import Document


class Notebook:
    """The notes of `document`. May be used from several threads; each call is made as a whole."""

    def __init__(
        self,
        document: Document,
        path: Path,
        header: Header,
        files: Files,
        clock: Callable[[], datetime],
    ) -> None:
        self._document = document
        self._clock = clock
        self._disk = NotesOnDisk(document.id, path, header, files, clock)
        self._guard = RLock()
        self._wishes: list[Wish] = []
        self._anchors: tuple[tuple[Annotation, ...], dict[str, Anchor]] | None = None
        self._view: tuple[NotesFile, tuple[Wish, ...], dict[str, Annotation]] | None = None

    @property
    def document_id(self) -> str:
        """The id of the document the notes are on."""
        return self._document.id

    @property
    def path(self) -> Path:
        """The notes file; it need not exist yet."""
        return self._disk.path

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """All notes, in the order of the file, with the changes not yet saved."""
        return tuple(self._current().values())

    @property
    def anchors(self) -> Mapping[str, Anchor]:
        """Where each note stands in the document's text now, by id."""
        with self._guard:
            annotations = self.annotations
            if self._anchors is None or self._anchors[0] != annotations:
                self._anchors = (annotations, self._anchored(annotations))
            return self._anchors[1]

    @property
    def problems(self) -> tuple[StoreProblem, ...]:
        """What is damaged in the file. It stays there as it is."""
        disk = self._disk
        whole = tuple(StoreProblem(self.path, 0, what) for what in (disk.trouble, disk.gone) if what)
        return whole + tuple(StoreProblem(self.path, flaw.line, flaw.what) for flaw in disk.file.flaws)

    @property
    def unsaved(self) -> bool:
        """True while a change is in memory only."""
        return bool(self._wishes)

    @property
    def read_only(self) -> bool:
        """True where the file was written by a newer version or cannot be understood at all."""
        return not self._disk.file.writable

    @property
    def can_undo(self) -> bool:
        """True where `undo` may have something to take back."""
        return bool(self._wishes) or self._remembers("done")

    @property
    def can_redo(self) -> bool:
        """True where `redo` may have something to make again."""
        return not self._wishes and self._remembers("undone")

    def _remembers(self, stack: str) -> bool:
        with contextlib.suppress(StoreError):
            self._disk.remember()
        return bool(getattr(self._disk.journal, stack))

    def get(self, identity: str) -> Annotation | None:
        """The note of that id."""
        with self._guard:
            for wish in reversed(self._wishes):
                if wish.note == identity:
                    return wish.after
            return self._disk.file.annotation(identity)

    def add(self, annotation: Annotation) -> Change:
        """Keep a new note. Raises ValueError for an id that is taken, StoreError where it cannot be saved."""
        with self._guard:
            if self.get(annotation.id) is not None:
                raise ValueError(f"a note with the id {annotation.id} is there already")
            return self._wish(annotation.id, None, canonical(annotation))

    def replace(self, annotation: Annotation) -> Change:
        """Keep a new version of a note. Raises KeyError for an unknown id, StoreError where it cannot be
        saved."""
        with self._guard:
            return self._wish(annotation.id, self._there(annotation.id), canonical(annotation))

    def remove(self, identity: str) -> Change:
        """Delete a note. Raises KeyError for an unknown id, StoreError where it cannot be saved."""
        with self._guard:
            return self._wish(identity, self._there(identity), None)

    def change_all(self, changed: Iterable[Annotation] = (), removed: Iterable[str] = (), *, batch: str = "") -> int:
        """Keep new versions of several notes and delete others, in one save and as one step to undo, which can be named
        by `batch`. Returns how many that are; notes that are gone are passed over. Raises StoreError where they cannot
        be saved."""
        with self._guard:
            batch = batch or new_id()
            goals: dict[str, Annotation | None] = {each.id: canonical(each) for each in changed}
            goals |= dict.fromkeys(removed)
            wishes = []
            for identity, goal in goals.items():
                before = self.get(identity)
                if before is not None and goal != before:
                    wishes.append(Wish(identity, before, goal, batch=batch))
            if wishes:
                self._wishes += wishes
                self._save()
            return len(wishes)

    def undo(self, batch: str = "") -> Change | None:
        """Take back the latest step, of this run or an earlier one, or that of `batch`; None where there is none to
        take back. Of a step that changed several notes one change is told. Raises StoreError."""
        with self._guard:
            if self._wishes and batch in ("", self._wishes[-1].batch):
                wish = self._wishes.pop()
                while wish.batch and self._wishes and self._wishes[-1].batch == wish.batch:
                    wish = self._wishes.pop()
                return change_of(wish.after, wish.before)
            return self._turn(undo=True, batch=batch)

    def redo(self, batch: str = "") -> Change | None:
        """Make the step again that was taken back last, or that of `batch`; None where there is none. Raises
        StoreError."""
        with self._guard:
            return None if self._wishes else self._turn(undo=False, batch=batch)

    def deleted(self) -> tuple[Annotation, ...]:
        """Notes removed in the last 30 days, the latest first; `add` brings one back. Raises StoreError."""
        found = []
        self._disk.remember()
        for entry in self._disk.journal.deleted(self._clock(), self._current()):
            with contextlib.suppress(NodeError):
                found.append(codec.decode(entry.before or ""))
        return tuple(found)

    def retry(self) -> None:
        """Save what could not be saved. Raises StoreError where it still cannot."""
        with self._guard:
            if self._wishes:
                self._save()

    def save_elsewhere(self, folder: Path) -> Path:
        """Save all notes, with the changes not yet saved, in another folder, and go on there. Returns the
        file.

        Notes that are there already stay. Raises StoreError; the notebook then stays where it was.
        """
        with self._guard:
            return self._save_elsewhere(folder)

    def _save_elsewhere(self, folder: Path) -> Path:
        there = self._disk.elsewhere(folder)
        if there.file.chunks or there.trouble or self.read_only or self._disk.trouble:
            wishes = [Wish(note.id, None, note) for note in self.annotations]
        else:
            there.file, wishes = self._disk.file, self._wishes
        there.save(wishes)
        self._disk, self._wishes = there, []
        return self.path

    def reload(self) -> bool:
        """Read the file again where another program changed it. True where the notes or problems are other
        now.

        Where an editor has written over what this notebook saved last, that is saved again. Raises StoreError
        where the file cannot be read or written; the notes stay as they were."""
        with self._guard:
            before = (self.annotations, self.problems)
            lost = self._disk.news()
            if lost is None:
                return False
            if lost:
                self._wishes = lost + self._wishes
                self._save()
            return before != (self.annotations, self.problems)

    def _there(self, identity: str) -> Annotation:
        found = self.get(identity)
        if found is None:
            raise KeyError(identity)
        return found

    def _current(self) -> dict[str, Annotation]:
        with self._guard:
            file, wishes = self._disk.file, tuple(self._wishes)
            if self._view is None or self._view[0] is not file or self._view[1] != wishes:
                found = {identity: record.annotation for identity, record in file.records.items()}
                for wish in wishes:
                    if wish.after is None:
                        found.pop(wish.note, None)
                    else:
                        found[wish.note] = wish.after
                self._view = (file, wishes, found)
            return self._view[2]

    def _anchored(self, annotations: tuple[Annotation, ...]) -> dict[str, Anchor]:
        known = self._anchors
        if known is None:
            return anchor_all(self._document.text, annotations)
        targets = {each.id: each.target for each in known[0]}
        fresh = [each for each in annotations if targets.get(each.id) != each.target]
        made = anchor_all(self._document.text, fresh)
        return {each.id: made.get(each.id) or known[1][each.id] for each in annotations}

    def _wish(self, note: str, before: Annotation | None, after: Annotation | None) -> Change:
        self._wishes.append(Wish(note, before, after))
        conflict = self._save()
        return replace(change_of(before, after), conflict=conflict)

    def _turn(self, *, undo: bool, batch: str) -> Change | None:
        """Undo or redo the latest step that still means something."""
        self._disk.remember()
        journal = self._disk.journal
        stack = journal.done if undo else journal.undone
        while step := [entry for entry in stack if entry.batch == batch] if batch else last_step(stack):
            wishes: list[Wish] = []
            for entry in reversed(step):
                raw_from, raw_to = (entry.after, entry.before) if undo else (entry.before, entry.after)
                there, wanted = note_of(raw_from, entry.note), note_of(raw_to, entry.note)
                now = self.get(entry.note)
                goal = merged(there, wanted, now)
                if goal.kept == now or goal.copy is not None:
                    journal.mark([entry], undone=undo)
                    continue
                exact = raw_to if goal.kept == wanted else None
                wishes.append(
                    Wish(entry.note, now, goal.kept, raw_from, exact, entry.position, entry, undo, entry.batch)
                )
            if wishes:
                self._wishes += wishes
                self._save()
                return change_of(wishes[0].before, wishes[0].after)
        return None

    def _save(self) -> Annotation | None:
        copy = self._disk.save(self._wishes)
        self._wishes.clear()
        return copy
