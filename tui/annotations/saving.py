"""One notes file on disk: read, merged with what other programs write, and replaced as a whole."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from tui.annotations.changes import StoreError, Wish, note_of, reason
from tui.annotations.files import ChangedMeanwhileError, Files, Stamp, is_temporary_of, write_whole
from tui.annotations.header import SCHEMA, Header
from tui.annotations.journal import Entry, Journal, new_entry
from tui.annotations.merging import merged
from tui.annotations.model import Annotation, new_id
from tui.annotations.nodes import NodeError
from tui.annotations.notesfile import Edit, NotesFile, read_notes, with_edits

HIDDEN = ".briefing-tui"
"""The folder inside the notes folder for locks, journals and backups; it tells git to leave it alone."""
_REMEMBERED = 50
"""Saves of this run that are held against a file written over from outside."""
_TRIES = 20
"""How often a save begins anew because an editor has written the file meanwhile."""
_WRITING = 0.3
"""Seconds for which a file that breaks off in the middle counts as being written."""
_AWAY = 3
"""Looks at a file that has vanished before it is written again: git removes one and makes it anew."""
_PATIENCE = 10.0
"""Seconds to wait for another program that writes the same file."""


class NotesOnDisk:
    """The file at `path`, as last seen (`file`), and its journal. `trouble` says why it could not be read."""

    def __init__(
        self, document_id: str, path: Path, header: Header, files: Files, clock: Callable[[], datetime]
    ) -> None:
        self.path = path
        self.file = read_notes(b"")
        self.trouble = ""
        self.gone = ""
        """Said where the file has vanished under the notes."""
        self._document_id = document_id
        self._header = header
        self._files = files
        self._clock = clock
        self._stamp: Stamp | None = None
        self._promised: dict[str, Entry] = {}
        self._recent: list[tuple[str, bytes | None, bytes | None]] = []
        self._tidied = False
        self.journal = Journal(self._journal_path(), files)
        self._open()

    def elsewhere(self, folder: Path) -> NotesOnDisk:
        """The file of the same name in another folder, as it is there."""
        path = folder / self.path.name
        return NotesOnDisk(self._document_id, path, self._header, self._files, self._clock)

    def news(self) -> list[Wish] | None:
        """Read the file again where it has changed; None where it has not.

        The wishes are our own latest changes that an editor has written over. Raises StoreError.
        """
        with self._translated():
            real = self._real_path()
            stamp = self._files.stamp(real)
            if stamp == self._stamp:
                return None
            data = self._files.read(real)
            if self._is_half_written(data, stamp):
                return None  # the next look will see it whole
            self._stamp = stamp
            if self._is_gone(data):
                self.gone = (
                    "the file is gone or empty: its notes are still here, and written again with the next change"
                )
                return []
            self._read(data or b"", stamp)
            self.journal.catch_up()
            return self._overwritten(self.file)

    def remember(self) -> None:
        """Have the journal read: what can be undone, and what was deleted. Raises StoreError."""
        with self._translated():
            self.journal.ready()

    def save(self, wishes: Sequence[Wish]) -> Annotation | None:
        """Bring wishes to disk, all or none. Returns the copy a conflict has made, if any. Raises
        StoreError."""
        with self._translated():
            if self.trouble:
                self._open()
            if self.trouble:
                raise StoreError(f"{self.path.name}: {self.trouble}")
            real = self._real_path()
            hidden = self._make_folders(real.parent)
            with locked(hidden, real.name):
                self._remove_leftovers(real)
                for attempt in range(_TRIES):
                    with contextlib.suppress(ChangedMeanwhileError):
                        return self._save_locked(real, wishes, attempt)
                raise StoreError(f"{self.path.name}: another program writes it all the time")

    def _save_locked(self, real: Path, wishes: Sequence[Wish], attempt: int) -> Annotation | None:
        stamp = self._files.stamp(real)
        data = self._files.read(real)
        is_away = data is None and self._is_gone(data) and attempt < _AWAY
        if is_away or self._is_half_written(data, stamp):
            time.sleep(_WRITING / 10)
            raise ChangedMeanwhileError
        disk = self._disk(data)
        self.journal.catch_up()
        if disk is not self.file:
            wished = {wish.note for wish in wishes}
            wishes = [*(wish for wish in self._overwritten(disk) if wish.note not in wished), *wishes]
        if not disk.writable:
            raise StoreError(f"{self.path.name}: {disk.flaws[0].what}")
        if disk.header is not None and disk.header.schema < SCHEMA:
            self._back_up(real, disk)
        edits, entries, copy = self._edits(disk, _joined(wishes))
        made = with_edits(disk, edits, self._header_for(disk))
        entries = _filled(entries, disk, made)
        self.journal.write(entries, durable=any(entry.after is None for entry in entries))
        self._promised.update((entry.note, entry) for entry in entries)
        if made.data != (data or b""):  # the state of what was written: another may stand there by now
            stamp = write_whole(self._files, real, made.data, instead_of=stamp)
        self.file = made
        self.gone = ""
        self._stamp = stamp
        # what was regained is among the changes already, as it was made first: the file may go further back yet
        known = {(note, after) for note, _, after in self._recent}
        regained = {wish.note for wish in wishes if wish.regains and (wish.note, made.raw(wish.note)) in known}
        self._recent += [(note, disk.raw(note), made.raw(note)) for note in edits if note not in regained]
        del self._recent[: -max(_REMEMBERED, len(edits))]
        self._book(wishes)
        return copy

    def _book(self, wishes: Sequence[Wish]) -> None:
        """Move what was done, undone and redone between the stacks. The notes are safe by now, so a journal
        that cannot be written is no failure: an entry that lost its mark is known by the record it speaks
        of."""
        if self._promised:
            self.journal.did(self._promised.values())
            self._promised.clear()
        for undoes in (True, False):
            made_again = [wish.entry for wish in wishes if wish.entry is not None and wish.undoes is undoes]
            if made_again:
                self.journal.mark(made_again, undone=undoes)
        with contextlib.suppress(OSError):
            self.journal.tidy(self._clock())

    def _open(self) -> None:
        try:
            real = self._real_path()
            stamp = self._files.stamp(real)
            self._read(self._files.read(real) or b"", stamp)
            self.journal.open()
        except OSError as error:
            self.trouble = reason(error)

    def _read(self, data: bytes, stamp: Stamp | None) -> None:
        self.trouble = self.gone = ""
        self._stamp = stamp
        if data != self.file.data:
            self.file = read_notes(data, self.file)

    def _disk(self, data: bytes | None) -> NotesFile:
        """What is on disk. A file that has vanished with notes in it, or was emptied, counts as unchanged: they are
        written again. Editors and git empty a file before they write it, or remove and make it anew."""
        if data is None or data == self.file.data or self._is_gone(data):
            return self.file
        return read_notes(data, self.file)

    def _is_gone(self, data: bytes | None) -> bool:
        return bool(self.file.records) and not (data or b"").strip()

    def _is_half_written(self, data: bytes | None, stamp: Stamp | None) -> bool:
        """True for a file that was written just now and is empty, or breaks off within a line or record: somebody is
        at it still."""
        if data is None or stamp is None or data == self.file.data:
            return False
        if not 0 <= time.time() - stamp.modified_ns / 1e9 < _WRITING:
            return False
        if self._is_gone(data) or not data.endswith((b"\n", b"\r")):
            return True
        found = read_notes(data, self.file)
        return any(place == len(found.chunks) - 1 for place, _, _ in found.troubles)

    def _overwritten(self, disk: NotesFile) -> list[Wish]:
        """Our latest changes that the file has lost, as wishes.

        A program that knows nothing of the lock, such as an editor, may write what it had read before our
        last saves. It is known by the file being, in all that those saves changed, as it was before them,
        while no other program of ours has touched those notes. A deletion is not wished again."""
        ours: dict[str, set[bytes | None]] = {}
        for note, before, after in self._recent:
            ours.setdefault(note, set()).update((before, after))
        expected: dict[str, bytes | None] = {}
        telling = other = lost = 0
        for count, (note, before, _) in enumerate(reversed(self._recent), 1):
            # a note in a state we never saw has been written by others since, and tells nothing
            there = disk.raw(note)
            if there in ours[note]:
                if note in expected:
                    other -= there != expected[note]
                else:
                    telling += 1
                other += there != before
            expected[note] = before
            if telling and not other:
                lost = count
        return [
            Wish(
                note,
                note_of(_text(before), note),
                note_of(_text(after), note),
                _text(before),
                _text(after),
                regains=True,
            )
            for note, (before, after) in _spans(self._recent[len(self._recent) - lost :]).items()
            if after is not None and note not in self.journal.touched and disk.raw(note) in ours[note]
        ]

    def _edits(self, disk: NotesFile, wishes: Sequence[Wish]) -> tuple[dict[str, Edit], list[Entry], Annotation | None]:
        """The wishes as edits of what is on disk, and as entries of the journal, whose raw records are still
        to fill."""
        edits: dict[str, Edit] = {}
        entries: list[Entry] = []
        copy: Annotation | None = None
        now = self._clock()
        for wish in wishes:
            theirs = disk.annotation(wish.note)
            goal = merged(wish.before, wish.after, theirs)
            if goal.kept != theirs:
                edits[wish.note] = Edit(goal.kept, self._raw(wish, goal.kept, disk), wish.position)
            if goal.copy is not None:
                copy = replace(goal.copy, id=new_id(), conflict_with=wish.note)
                edits[copy.id] = Edit(copy)
            if wish.entry is None:
                touched = (wish.note, copy.id) if goal.copy is not None and copy is not None else (wish.note,)
                entries += [new_entry(each, None, None, None, now, wish.batch) for each in touched if each in edits]
        return edits, entries, copy

    def _raw(self, wish: Wish, kept: Annotation | None, disk: NotesFile) -> bytes | None:
        """The exact bytes that undo puts back, where the record is still as the change had left it."""
        if wish.raw_after is None or kept != wish.after:
            return None
        record = disk.records.get(wish.note)
        there = record.raw.decode("utf-8") if record is not None else None
        return wish.raw_after.encode("utf-8") if there == wish.raw_before else None

    def _header_for(self, disk: NotesFile) -> Header:
        there = disk.header
        if there is None:
            return self._header
        if there.document == self._document_id or self._document_id in there.earlier:
            return replace(there, schema=SCHEMA)
        earlier = tuple(dict.fromkeys((*there.earlier, there.document))) if there.document else there.earlier
        return replace(there, schema=SCHEMA, document=self._document_id, earlier=earlier)

    def _back_up(self, real: Path, disk: NotesFile) -> None:
        """Keep the file as it was before its schema is brought up."""
        assert disk.header is not None
        backup = real.parent / HIDDEN / f"{real.name}.schema-{disk.header.schema}"
        if self._files.stamp(backup) is None:
            write_whole(self._files, backup, disk.data)

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
            if self.file.chunks and self._files.stamp(folder.parent) is None:  # a disk that was taken away
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
            self._files.make_folder(hidden, parents=True)
        ignore = hidden / ".gitignore"
        if self._files.stamp(ignore) is None:
            write_whole(self._files, ignore, b"*\n")
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
        except OSError as error:
            raise StoreError(f"{self.path.name}: {reason(error)}") from error
        except NodeError as error:
            raise StoreError(f"{self.path.name}: {error.what}") from error


@contextlib.contextmanager
def locked(hidden: Path, name: str) -> Iterator[None]:
    """Hold the lock of the notes file called `name`. Raises StoreError where another program keeps it too
    long."""
    from tui.locks import FileLock, Timeout  # only where notes are saved

    try:
        with FileLock(hidden / f"{name}.lock", timeout=_PATIENCE):
            yield
    except Timeout as error:
        raise StoreError(f"{name}: another program has been writing it for {_PATIENCE:g} s") from error


def _spans(
    changes: Sequence[tuple[str, bytes | None, bytes | None]],
) -> dict[str, tuple[bytes | None, bytes | None]]:
    """For each note, its record before the first of the changes and after the last."""
    found: dict[str, tuple[bytes | None, bytes | None]] = {}
    for note, before, after in changes:
        found[note] = (found[note][0] if note in found else before, after)
    return found


def _text(raw: bytes | None) -> str | None:
    return raw.decode("utf-8") if raw is not None else None


def _joined(wishes: Sequence[Wish]) -> list[Wish]:
    """One wish for each note: from what it was before the first to what the last made of it."""
    found: dict[str, Wish] = {}
    for wish in wishes:
        first = found.get(wish.note, wish)
        found[wish.note] = replace(wish, before=first.before, raw_before=first.raw_before)
    return list(found.values())


def _filled(entries: Sequence[Entry], disk: NotesFile, made: NotesFile) -> list[Entry]:
    """The entries with the raw records on either side of the change.

    Removals come from the end of the file to its beginning, so that each names a neighbour that was still there, and
    taking them back in turn finds it there again."""
    gone = [entry.note for entry in entries if made.raw(entry.note) is None]
    positions = disk.positions(gone)
    found = [
        replace(
            entry,
            before=_text(disk.raw(entry.note)),
            after=_text(made.raw(entry.note)),
            position=positions.get(entry.note),
        )
        for entry in entries
    ]
    last = len(disk.chunks)
    return sorted(found, key=lambda each: -disk.records[each.note].place if each.note in positions else -last)
