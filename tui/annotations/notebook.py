"""The notes of one open document: each change is saved at once, can be undone, and is never lost on the
way."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from tui.annotations import codec
from tui.annotations.anchoring import Anchor, anchor_all
from tui.annotations.files import ChangedMeanwhileError, Files, Stamp, is_temporary_of, write_whole
from tui.annotations.header import SCHEMA, Header
from tui.annotations.journal import Entry, Journal, new_entry
from tui.annotations.merging import merged
from tui.annotations.model import Annotation, new_id
from tui.annotations.nodes import NodeError
from tui.annotations.notesfile import Edit, NotesFile, Position, read_notes, with_edits
from tui.documents.model import Document

HIDDEN = ".briefing-tui"
"""The folder inside the notes folder for locks, journals and backups; it tells git to leave it alone."""
_REMEMBERED = 50
"""Saves of this run that are held against a file written over from outside."""
_TRIES = 20
"""How often a save begins anew because an editor has written the file meanwhile."""
_PATIENCE = 10.0
"""Seconds to wait for another program that writes the same file."""


class StoreError(Exception):
    """A save that failed; one line that names the file and what was wrong. The change stays in memory."""


@dataclass(frozen=True, slots=True)
class StoreProblem:
    """Something damaged: the file, the line (from 1; 0 where it concerns the whole file), and what it is."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}: {self.what}" if self.line else f"{self.file.name}: {self.what}"


class ChangeKind(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """What a call did. `conflict` is the second version, where another program changed the same note
    meanwhile."""

    kind: ChangeKind
    before: Annotation | None
    after: Annotation | None
    conflict: Annotation | None = None

    @property
    def annotation(self) -> Annotation:
        """The note it is about, as it is now or as it was before it went."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class _Wish:
    """A change made in memory that is not yet on disk. `entry` is the change it takes back or makes again."""

    note: str
    before: Annotation | None
    after: Annotation | None
    raw_before: str | None = None
    raw_after: str | None = None
    position: Position | None = None
    entry: Entry | None = None
    undoes: bool = False


class Notebook:
    """The notes of `document`. Not for use by two threads at once."""

    def __init__(
        self,
        document: Document,
        path: Path,
        header: Header,
        files: Files,
        clock: Callable[[], datetime],
    ) -> None:
        self._document = document
        self._header = header
        self._files = files
        self._clock = clock
        self.path = path
        self._file = read_notes(b"")
        self._stamp: Stamp | None = None
        self._wishes: list[_Wish] = []
        self._promised: dict[str, Entry] = {}
        self._recent: list[tuple[str, bytes | None, bytes | None]] = []
        self._anchors: tuple[tuple[Annotation, ...], dict[str, Anchor]] | None = None
        self._trouble = ""
        self._tidied = False
        self._journal = Journal(self._journal_path(), files)
        self._open()

    @property
    def document_id(self) -> str:
        return self._document.id

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """All notes, in the order of the file, with the changes not yet saved."""
        return tuple(self._current().values())

    @property
    def anchors(self) -> Mapping[str, Anchor]:
        """Where each note stands in the document's text now, by id."""
        annotations = self.annotations
        if self._anchors is None or self._anchors[0] != annotations:
            self._anchors = (annotations, self._anchored(annotations))
        return self._anchors[1]

    @property
    def problems(self) -> tuple[StoreProblem, ...]:
        """What is damaged in the file. It stays there as it is."""
        whole = (StoreProblem(self.path, 0, self._trouble),) if self._trouble else ()
        return whole + tuple(StoreProblem(self.path, flaw.line, flaw.what) for flaw in self._file.flaws)

    @property
    def unsaved(self) -> bool:
        """True while a change is in memory only."""
        return bool(self._wishes)

    @property
    def read_only(self) -> bool:
        """True where the file was written by a newer version or cannot be understood at all."""
        return not self._file.writable

    @property
    def can_undo(self) -> bool:
        return bool(self._wishes or self._journal.done)

    @property
    def can_redo(self) -> bool:
        return not self._wishes and bool(self._journal.undone)

    def get(self, identity: str) -> Annotation | None:
        return self._current().get(identity)

    def add(self, annotation: Annotation) -> Change:
        """Keep a new note. Raises ValueError for an id that is taken, StoreError where it cannot be saved."""
        if annotation.id in self._current():
            raise ValueError(f"a note with the id {annotation.id} is there already")
        return self._wish(annotation.id, None, _canonical(annotation))

    def replace(self, annotation: Annotation) -> Change:
        """Keep a new version of a note. Raises KeyError for an unknown id, StoreError where it cannot be
        saved."""
        return self._wish(annotation.id, self._current()[annotation.id], _canonical(annotation))

    def remove(self, identity: str) -> Change:
        """Delete a note. Raises KeyError for an unknown id, StoreError where it cannot be saved."""
        return self._wish(identity, self._current()[identity], None)

    def undo(self) -> Change | None:
        """Take back the latest change, of this run or an earlier one; None where there is none to take
        back."""
        if self._wishes:
            wish = self._wishes.pop()
            return _change(wish.after, wish.before)
        return self._turn(undo=True)

    def redo(self) -> Change | None:
        """Make the change again that was taken back last; None where there is none."""
        return None if self._wishes else self._turn(undo=False)

    def deleted(self) -> tuple[Annotation, ...]:
        """Notes removed in the last 30 days, the latest first; `add` brings one back."""
        found = []
        for entry in self._journal.deleted(self._clock(), self._current()):
            with contextlib.suppress(NodeError):
                found.append(codec.decode(entry.before or ""))
        return tuple(found)

    def retry(self) -> None:
        """Save what could not be saved. Raises StoreError where it still cannot."""
        if self._wishes:
            self._save()

    def save_elsewhere(self, folder: Path) -> Path:
        """Save all notes, with the changes not yet saved, in another folder, and go on there. Returns the
        file.

        Raises StoreError; the notebook then stays where it was.
        """
        old = (self.path, self._journal, self._stamp, self._file, self._wishes, self._trouble)
        notes = self.annotations
        self.path = folder / self.path.name
        self._journal = Journal(self._journal_path(), self._files)
        try:
            with self._translated():
                self._journal.load()
                if self.read_only or self._trouble or self._files.stamp(self._real_path()) is not None:
                    self._file, self._trouble = read_notes(b""), ""
                    self._wishes = [_Wish(note.id, None, note) for note in notes]
            self._save()
        except StoreError:
            self.path, self._journal, self._stamp, self._file, self._wishes, self._trouble = old
            raise
        return self.path

    def reload(self) -> bool:
        """Read the file again where another program changed it. True where the notes or problems are other
        now.

        Where an editor has written over what this notebook saved last, that is saved again. Raises StoreError
        where the file cannot be read or written; the notes stay as they were."""
        with self._translated():
            stamp = self._files.stamp(self._real_path())
            if stamp == self._stamp:
                return False
            before, problems = self.annotations, self.problems
            self._read(self._files.read(self._real_path()) or b"", stamp)
            self._journal.catch_up()
            lost = self._overwritten(self._file)
        if lost:
            self._wishes = lost + self._wishes
            self._save()
        return (before, problems) != (self.annotations, self.problems)

    def _open(self) -> None:
        try:
            real = self._real_path()
            stamp = self._files.stamp(real)
            self._read(self._files.read(real) or b"", stamp)
            self._journal.load()
        except OSError as error:
            self._trouble = _reason(error)

    def _read(self, data: bytes, stamp: Stamp | None) -> None:
        self._trouble = ""
        self._stamp = stamp
        if data != self._file.data:
            self._file = read_notes(data)

    def _current(self) -> dict[str, Annotation]:
        found = {identity: record.annotation for identity, record in self._file.records.items()}
        for wish in self._wishes:
            if wish.after is None:
                found.pop(wish.note, None)
            else:
                found[wish.note] = wish.after
        return found

    def _anchored(self, annotations: tuple[Annotation, ...]) -> dict[str, Anchor]:
        known = self._anchors
        if known is None:
            return anchor_all(self._document.text, annotations)
        targets = {each.id: each.target for each in known[0]}
        fresh = [each for each in annotations if targets.get(each.id) != each.target]
        made = anchor_all(self._document.text, fresh)
        return {each.id: made.get(each.id) or known[1][each.id] for each in annotations}

    def _wish(self, note: str, before: Annotation | None, after: Annotation | None) -> Change:
        self._wishes.append(_Wish(note, before, after))
        conflict = self._save()
        return replace(_change(before, after), conflict=conflict)

    def _turn(self, *, undo: bool) -> Change | None:
        """Undo or redo the latest entry that still means something."""
        stack = self._journal.done if undo else self._journal.undone
        while stack:
            entry = stack[-1]
            raw_from, raw_to = (entry.after, entry.before) if undo else (entry.before, entry.after)
            there, wanted = _note_of(raw_from, entry.note), _note_of(raw_to, entry.note)
            now = self.get(entry.note)
            goal = merged(there, wanted, now)
            if goal.kept == now or goal.copy is not None:
                self._journal.mark(entry, undone=undo)
                continue
            exact = raw_to if goal.kept == wanted else None
            self._wishes.append(
                _Wish(entry.note, now, goal.kept, raw_from, exact, entry.position, entry, undo)
            )
            self._save()
            return _change(now, goal.kept)
        return None

    def _save(self) -> Annotation | None:
        """Bring all wishes to disk. Returns the copy a conflict has made, if any."""
        with self._translated():
            if self._trouble:
                self._open()
            if self._trouble:
                raise StoreError(f"{self.path.name}: {self._trouble}")
            real = self._real_path()
            hidden = self._make_folders(real.parent)
            with FileLock(hidden / f"{real.name}.lock", timeout=_PATIENCE):
                self._remove_leftovers(real)
                for _ in range(_TRIES):
                    with contextlib.suppress(ChangedMeanwhileError):
                        return self._save_locked(real)
                raise StoreError(f"{self.path.name}: another program writes it all the time")

    def _save_locked(self, real: Path) -> Annotation | None:
        stamp = self._files.stamp(real)
        data = self._files.read(real)
        disk = self._disk(data)
        self._journal.catch_up()
        if disk is not self._file:
            wished = {wish.note for wish in self._wishes}
            self._wishes += [wish for wish in self._overwritten(disk) if wish.note not in wished]
        if not disk.writable:
            raise StoreError(f"{self.path.name}: {disk.flaws[0].what}")
        header = self._header_for(disk)
        if disk.header is not None and disk.header.schema < SCHEMA:
            self._back_up(real, disk)
        edits, entries, copy = self._edits(disk)
        made = with_edits(disk, edits, header)
        entries = [self._filled(entry, disk, made) for entry in entries]
        self._journal.write(entries, durable=any(entry.after is None for entry in entries))
        self._promised.update((entry.note, entry) for entry in entries)
        if made.data != (data or b""):
            write_whole(self._files, real, made.data, token=secrets.token_hex(4), instead_of=stamp)
        self._file = made
        self._stamp = self._files.stamp(real)
        for note in edits:
            self._recent.append((note, _raw_of(disk, note), _raw_of(made, note)))
        del self._recent[:-_REMEMBERED]
        turned = [wish for wish in self._wishes if wish.entry is not None]
        self._wishes.clear()
        self._book(turned)
        return copy

    def _book(self, turned: list[_Wish]) -> None:
        """Move what was done, undone and redone between the stacks. The notes are safe by now, so a journal
        that cannot be written is no failure: an entry that lost its mark is known by the record it speaks
        of."""
        for entry in self._promised.values():
            self._journal.did(entry)
        self._promised.clear()
        for wish in turned:
            assert wish.entry is not None
            self._journal.mark(wish.entry, undone=wish.undoes)
        with contextlib.suppress(OSError):
            self._journal.tidy(self._clock())

    def _disk(self, data: bytes | None) -> NotesFile:
        """What is on disk. A file that has vanished with notes in it counts as unchanged: they are written
        again."""
        if data is None or data == self._file.data:
            return self._file
        return read_notes(data)

    def _overwritten(self, disk: NotesFile) -> list[_Wish]:
        """Our latest changes that the file has lost, as wishes.

        A program that knows nothing of the lock, such as an editor, may write what it had read before our
        last saves. It is known by the file being, in all that those saves changed, as it was before them,
        while no other program of ours has touched those notes. A deletion is not wished again."""
        expected: dict[str, bytes | None] = {}
        lost = 0
        for count, (note, before, _) in enumerate(reversed(self._recent), 1):
            expected[note] = before
            if all(_raw_of(disk, each) == raw for each, raw in expected.items()):
                lost = count
        wanted = {note: after for note, _, after in self._recent[len(self._recent) - lost :]}
        return [
            _Wish(note, disk.annotation(note), _note_of(raw.decode("utf-8"), note), None, raw.decode("utf-8"))
            for note, raw in wanted.items()
            if raw is not None and note not in self._journal.touched
        ]

    def _edits(self, disk: NotesFile) -> tuple[dict[str, Edit], list[Entry], Annotation | None]:
        """The wishes as edits of what is on disk, and as entries of the journal, whose raw records are still
        to fill."""
        edits: dict[str, Edit] = {}
        entries: list[Entry] = []
        copy: Annotation | None = None
        now = self._clock()
        for wish in self._last_wishes():
            theirs = disk.annotation(wish.note)
            goal = merged(wish.before, wish.after, theirs)
            if goal.kept != theirs:
                edits[wish.note] = Edit(goal.kept, self._raw(wish, goal.kept, disk), wish.position)
            if goal.copy is not None:
                copy = replace(goal.copy, id=new_id(), conflict_with=wish.note)
                edits[copy.id] = Edit(copy)
            if wish.entry is None:
                touched = (wish.note, copy.id) if goal.copy is not None and copy is not None else (wish.note,)
                entries += [new_entry(each, None, None, None, now) for each in touched if each in edits]
        return edits, entries, copy

    def _last_wishes(self) -> list[_Wish]:
        """One wish for each note: from what it was before the first to what the last made of it."""
        found: dict[str, _Wish] = {}
        for wish in self._wishes:
            first = found.get(wish.note, wish)
            found[wish.note] = replace(wish, before=first.before, raw_before=first.raw_before)
        return list(found.values())

    def _raw(self, wish: _Wish, kept: Annotation | None, disk: NotesFile) -> bytes | None:
        """The exact bytes that undo puts back, where the record is still as the change had left it."""
        if wish.raw_after is None or kept != wish.after:
            return None
        record = disk.records.get(wish.note)
        there = record.raw.decode("utf-8") if record is not None else None
        return wish.raw_after.encode("utf-8") if there == wish.raw_before else None

    def _filled(self, entry: Entry, disk: NotesFile, made: NotesFile) -> Entry:
        old, new = disk.records.get(entry.note), made.records.get(entry.note)
        return replace(
            entry,
            before=old.raw.decode("utf-8") if old is not None else None,
            after=new.raw.decode("utf-8") if new is not None else None,
            position=disk.position(entry.note) if new is None else None,
        )

    def _header_for(self, disk: NotesFile) -> Header:
        there = disk.header
        if there is None:
            return self._header
        if there.document == self._document.id or self._document.id in there.earlier:
            return replace(there, schema=SCHEMA)
        earlier = tuple(dict.fromkeys((*there.earlier, there.document))) if there.document else there.earlier
        return replace(there, schema=SCHEMA, document=self._document.id, earlier=earlier)

    def _back_up(self, real: Path, disk: NotesFile) -> None:
        """Keep the file as it was before its schema is brought up."""
        assert disk.header is not None
        backup = real.parent / HIDDEN / f"{real.name}.schema-{disk.header.schema}"
        if self._files.stamp(backup) is None:
            write_whole(self._files, backup, disk.data, token=secrets.token_hex(4))

    def _real_path(self) -> Path:
        return self._files.real(self.path)

    def _journal_path(self) -> Path:
        real = self.path
        with contextlib.suppress(OSError):  # told when the notes themselves are read
            real = self._real_path()
        return real.parent / HIDDEN / f"{real.name}.journal"

    def _make_folders(self, folder: Path) -> Path:
        hidden = folder / HIDDEN
        if self._files.stamp(hidden) is None:
            self._files.make_folder(hidden, parents=True)
        ignore = hidden / ".gitignore"
        if self._files.stamp(ignore) is None:
            write_whole(self._files, ignore, b"*\n", token=secrets.token_hex(4))
        return hidden

    def _remove_leftovers(self, real: Path) -> None:
        """Remove what an interrupted save left behind; the lock is held, so nobody is writing it."""
        if self._tidied:
            return
        for found in self._files.list_folder(real.parent):
            if is_temporary_of(real.name, found.name):
                self._files.remove(found)
        self._tidied = True

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """Failures of the system as StoreError, in one line that names the file."""
        try:
            yield
        except Timeout as error:
            raise StoreError(
                f"{self.path.name}: another program has been writing it for {_PATIENCE:g} s"
            ) from error
        except OSError as error:
            raise StoreError(f"{self.path.name}: {_reason(error)}") from error
        except NodeError as error:
            raise StoreError(f"{self.path.name}: {error.what}") from error


def _canonical(annotation: Annotation) -> Annotation:
    """The note as a file gives it back: times with a zone, each tag and link once."""
    created, modified = (
        moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        for moment in (annotation.created, annotation.modified)
    )
    return replace(
        annotation,
        created=created,
        modified=modified,
        tags=tuple(dict.fromkeys(annotation.tags)),
        links=tuple(dict.fromkeys(annotation.links)),
    )


def _raw_of(file: NotesFile, note: str) -> bytes | None:
    record = file.records.get(note)
    return record.raw if record is not None else None


def _note_of(raw: str | None, identity: str) -> Annotation | None:
    if raw is None:
        return None
    try:
        return replace(codec.decode(raw), id=identity)
    except NodeError:
        return None


def _change(before: Annotation | None, after: Annotation | None) -> Change:
    kind = (
        ChangeKind.ADDED if before is None else ChangeKind.REMOVED if after is None else ChangeKind.REPLACED
    )
    return Change(kind, before, after)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error) or type(error).__name__).splitlines()[0]
