"""What was done to the notes of one document: the ground for undo, redo and bringing back what was deleted.

One JSON object a line, only ever added to; a line cut short by a crash is passed over. A change is written
here before the notes file is replaced, with the raw record before and after, so that nothing is lost between
the two and an undone change comes back byte for byte. An entry whose change never reached the notes file is
known by the record still being what it was before."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tui.annotations.files import Files, write_whole
from tui.annotations.notesfile import Position

MOST_UNDO = 200
KEPT_DELETED = timedelta(days=30)
_ROOMY = 3 * MOST_UNDO
"""Lines above which a journal is written anew without what nobody can ask for any more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: the raw record before and after (None where there was none), and where it stood."""

    entry: str
    at: datetime
    note: str
    before: str | None
    after: str | None
    position: Position | None

    def line(self) -> str:
        where = [self.position.behind, self.position.skip] if self.position is not None else None
        return json.dumps(
            {
                "entry": self.entry,
                "at": self.at.isoformat(),
                "note": self.note,
                "before": self.before,
                "after": self.after,
                "where": where,
            }
        )


def new_entry(note: str, before: str | None, after: str | None, position: Position | None, at: datetime) -> Entry:
    return Entry(os.urandom(6).hex(), at, note, before, after, position)


class Journal:
    """The changes of one notes file. `done` and `undone` are stacks, the latest last."""

    def __init__(self, path: Path, files: Files) -> None:
        self.path = path
        self._files = files
        self.done: list[Entry] = []
        self.undone: list[Entry] = []
        self._all: dict[str, Entry] = {}
        self._lines = 0
        self._torn = False
        self._seen = 0
        self.touched: set[str] = set()
        """Notes that other programs have changed since this one last did."""

    def load(self) -> None:
        """Read what earlier runs left. Raises OSError; a damaged line is passed over."""
        data = self._files.read(self.path) or b""
        self._seen = len(data)
        self._torn = bool(data) and not data.endswith(b"\n")
        lines = data.split(b"\n")
        self._lines = len(lines) - 1
        for line in lines:
            if line:
                self._take(line)
        del self.done[:-MOST_UNDO]

    def catch_up(self) -> None:
        """Note what other programs have done meanwhile: it is theirs to undo, so the stacks stay. Raises
        OSError."""
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

    def did(self, entry: Entry) -> None:
        """The change was made: it can be undone now, and what had been undone cannot be redone."""
        self._all[entry.entry] = entry
        self.done.append(entry)
        del self.done[:-MOST_UNDO]
        self.undone.clear()

    def mark(self, entry: Entry, *, undone: bool) -> None:
        """Move a change between the stacks, on disk too where that can be written."""
        self._move(entry, undone=undone)
        with contextlib.suppress(OSError):
            self._append([json.dumps({"undone" if undone else "redone": entry.entry})], durable=False)

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
        if self._lines <= _ROOMY:
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
                self.did(_entry(found))
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
        if entry in source:
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
    )
