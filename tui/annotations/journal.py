"""What was done to the notes of one document: the ground for undo, redo and bringing back what was deleted.

One JSON object a line, only ever added to; a line cut short by a crash is passed over. A change is written
here before the notes file is replaced, with the raw record before and after, so that nothing is lost between
the two and an undone change comes back byte for byte. An entry whose change never reached the notes file is
known by the record still being what it was before."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from tui.annotations.files import Files, write_whole
from tui.annotations.notesfile import Position

MOST_UNDO = 200
KEPT_DELETED = timedelta(days=30)
_ROOMY = 3 * MOST_UNDO
"""Lines above which a journal is written anew without what nobody can ask for any more; twice what was kept then, where
that is more."""


class Entry(msgspec.Struct, frozen=True):
    """One change: the raw record before and after (None where there was none), and where it stood.

    Entries of one `batch` were made in one step, and are taken back in one."""

    entry: str
    at: datetime
    note: str
    before: str | None
    after: str | None
    position: Position | None
    batch: str = ""

    def line(self) -> str:
        where = [self.position.behind, self.position.skip] if self.position is not None else None
        told = {
            "entry": self.entry,
            "at": self.at.isoformat(),
            "note": self.note,
            "before": self.before,
            "after": self.after,
            "where": where,
        }
        return json.dumps(told | {"batch": self.batch} if self.batch else told)


def new_entry(
    note: str, before: str | None, after: str | None, position: Position | None, at: datetime, batch: str = ""
) -> Entry:
    return Entry(os.urandom(6).hex(), at, note, before, after, position, batch)


def last_step(stack: Sequence[Entry]) -> list[Entry]:
    """The entries at the end of a stack that are one step, in the order of the stack."""
    first = len(stack) - 1
    while first > 0 and stack[-1].batch and stack[first - 1].batch == stack[-1].batch:
        first -= 1
    return list(stack[max(first, 0) :])


class Journal:
    """The changes of one notes file. `done` and `undone` are stacks, the latest last."""

    def __init__(self, path: Path, files: Files) -> None:
        self.path = path
        self._files = files
        self.done: list[Entry] = []
        self.undone: list[Entry] = []
        self._all: dict[str, Entry] = {}
        self._loaded = True
        self._lines = 0
        self._roomy = _ROOMY
        self._torn = False
        self._seen = 0
        self.touched: set[str] = set()
        """Notes that other programs have changed since this one last did."""

    def open(self) -> None:
        """Note where what earlier runs left ends; it is read when it is first asked for. Raises OSError."""
        stamp = self._files.stamp(self.path)
        self._seen = stamp.size if stamp is not None else 0
        self._loaded = not self._seen

    def ready(self) -> None:
        """Read what earlier runs left, unless that was done. Raises OSError; a damaged line is passed over."""
        if self._loaded:
            return
        data = (self._files.read(self.path) or b"")[: self._seen]
        self._seen = len(data)
        self._torn = bool(data) and not data.endswith(b"\n")
        lines = data.split(b"\n")
        self._lines = len(lines) - 1
        for line in lines:
            if line:
                self._take(line)
        self._forget_oldest()
        self._loaded = True

    def catch_up(self) -> None:
        """Note what other programs have done meanwhile: it is theirs to undo, so the stacks stay. Raises
        OSError."""
        self.ready()
        stamp = self._files.stamp(self.path)
        if stamp is None or stamp.size == self._seen:
            return
        data = self._files.read(self.path) or b""
        news = data[self._seen :] if len(data) > self._seen else data
        self._seen = len(data)
        for line in news.split(b"\n"):
            try:
                found = json.loads(line or b"{}")
                if "entry" in found:
                    entry = _entry(found)
                    self._all[entry.entry] = entry
                    self.touched.add(entry.note)
                else:
                    for name in found.values():
                        self.touched.update({self._all[name].note} if name in self._all else ())
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                continue

    def write(self, entries: Iterable[Entry], *, durable: bool) -> None:
        """Put changes on disk, before they are made. Raises OSError."""
        lines = []
        for entry in entries:
            lines.append(entry.line())
            self.touched.discard(entry.note)
        self._append(lines, durable=durable)

    def did(self, entries: Iterable[Entry]) -> None:
        """The changes were made: they can be undone now, and what had been undone cannot be redone."""
        for entry in entries:
            self._push(entry)
        self._forget_oldest()

    def _push(self, entry: Entry) -> None:
        self._all[entry.entry] = entry
        self.done.append(entry)
        self.undone.clear()

    def _forget_oldest(self) -> None:
        """Keep the last steps only; a step that is many entries counts once."""
        if len(self.done) <= MOST_UNDO:
            return
        steps, kept = 0, len(self.done)
        while kept and steps <= MOST_UNDO:
            kept -= 1
            batch = self.done[kept].batch
            steps += not batch or kept + 1 == len(self.done) or self.done[kept + 1].batch != batch
        if steps > MOST_UNDO:
            del self.done[: kept + 1]

    def mark(self, entries: Sequence[Entry], *, undone: bool) -> None:
        """Move changes between the stacks, on disk too where that can be written."""
        for entry in entries:
            self._move(entry, undone=undone)
        with contextlib.suppress(OSError):
            word = "undone" if undone else "redone"
            self._append([json.dumps({word: entry.entry}) for entry in entries], durable=False)

    def deleted(self, now: datetime, there: Iterable[str]) -> list[Entry]:
        """The removals younger than 30 days of notes that are not `there` now, the latest first."""
        present = set(there)
        found: dict[str, Entry] = {}
        for entry in self._all.values():
            if entry.after is None and entry.before is not None and now - entry.at <= KEPT_DELETED:
                found[entry.note] = entry
        wanted = [entry for note, entry in found.items() if note not in present]
        return sorted(wanted, key=lambda entry: entry.at, reverse=True)

    def tidy(self, now: datetime) -> None:
        """Write the journal anew where it has grown long. Raises OSError; nothing is lost then."""
        if self._lines <= self._roomy:
            return
        kept = {entry.entry for entry in (*self.done, *self.undone)}
        kept |= {entry.entry for entry in self._all.values() if entry.after is None and now - entry.at <= KEPT_DELETED}
        self._all = {name: entry for name, entry in self._all.items() if name in kept}
        lines = [entry.line() for entry in self._all.values()]
        stacked = {entry.entry for entry in self.done}
        lines += [json.dumps({"undone": name}) for name in self._all if name not in stacked]
        lines += [json.dumps({"shelved": True})]
        lines += [json.dumps({"again": entry.entry}) for entry in self.undone]
        data = "".join(line + "\n" for line in lines).encode("ascii")
        write_whole(self._files, self.path, data)
        self._lines = len(lines)
        self._roomy = max(_ROOMY, 2 * len(lines))
        self._seen = len(data)

    def _append(self, lines: list[str], *, durable: bool) -> None:
        if not lines:
            return
        data = "".join(line + "\n" for line in lines).encode("ascii")
        torn, self._torn = self._torn, True
        data = b"\n" + data if torn else data
        self._files.append(self.path, data, durable=durable)
        self._seen += len(data)
        self._torn = False
        self._lines += len(lines)

    def _take(self, line: bytes) -> None:
        try:
            found = json.loads(line)
            if "entry" in found:
                self._push(_entry(found))
            elif "shelved" in found:
                self.undone.clear()
            elif "again" in found:
                self.undone.append(self._all[found["again"]])
            else:
                undone = "undone" in found
                self._move(self._all[found["undone" if undone else "redone"]], undone=undone)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return

    def _move(self, entry: Entry, *, undone: bool) -> None:
        source, target = (self.done, self.undone) if undone else (self.undone, self.done)
        if source and source[-1] is entry:
            source.pop()
        elif entry in source:
            source.remove(entry)
        target.append(entry)


def _entry(found: dict[str, Any]) -> Entry:
    where = found["where"]
    at = datetime.fromisoformat(found["at"])
    position = Position(str(where[0]), int(where[1])) if where is not None else None
    for key in ("before", "after"):
        if not isinstance(found[key], str | None):
            raise TypeError(key)
    return Entry(
        str(found["entry"]),
        at.replace(tzinfo=UTC) if at.tzinfo is None else at,
        str(found["note"]),
        found["before"],
        found["after"],
        position,
        str(found.get("batch", "")),
    )
