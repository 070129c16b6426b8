"""What is done to notes, and what can go wrong: the terms between the notebook and its file."""

from __future__ import annotations

from datetime import UTC
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tui.annotations import codec
from tui.annotations.journal import Entry
from tui.annotations.model import Annotation
from tui.annotations.nodes import NodeError
from tui.annotations.notesfile import Position
from tui.annotations.quick import quick_decode


class StoreError(Exception):
    """A save that failed; one line that names the file and what was wrong. The change stays in memory."""


class StoreProblem(msgspec.Struct, frozen=True):
    """Something damaged: the file, the line (from 1; 0 where it concerns the whole file), and what it is."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}: {self.what}" if self.line else f"{self.file.name}: {self.what}"


class ChangeKind(StrEnum):
    """What happened to a note."""

    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"


class Change(msgspec.Struct, frozen=True):
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


class Wish(msgspec.Struct, frozen=True):
    """A change made in memory that is not yet on disk.

    `raw_before` and `raw_after` are the records to the byte, where it takes back or makes again the change
    `entry`. Wishes of one `batch` are one step to undo."""

    note: str
    before: Annotation | None
    after: Annotation | None
    raw_before: str | None = None
    raw_after: str | None = None
    position: Position | None = None
    entry: Entry | None = None
    undoes: bool = False
    batch: str = ""
    regains: bool = False


def canonical(annotation: Annotation) -> Annotation:
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


def note_of(raw: str | None, identity: str) -> Annotation | None:
    """The note in a raw record, under the id it goes by; None where there is none."""
    if raw is None:
        return None
    try:
        found = quick_decode(raw) or codec.decode(raw)
        return found if found.id == identity else replace(found, id=identity)
    except NodeError:
        return None


def change_of(before: Annotation | None, after: Annotation | None) -> Change:
    """What happened to a note that was `before` and is `after` now."""
    kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED if after is None else ChangeKind.REPLACED
    return Change(kind, before, after)


def reason(error: OSError) -> str:
    """Why a call to the system failed, in one line."""
    return (error.strerror or str(error) or type(error).__name__).splitlines()[0]
