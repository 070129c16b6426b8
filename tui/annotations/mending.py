"""Mending what is safe to mend in a notes file: nothing is taken away that is not there a second time."""

from __future__ import annotations

import os
import re
from pathlib import Path

from msgspec.structs import replace

from tui.annotations import codec
from tui.annotations.changes import StoreError, reason
from tui.annotations.chunks import Chunk, ChunkKind, count_lines, split
from tui.annotations.editing import rewritten
from tui.annotations.files import Files, write_whole
from tui.annotations.model import Annotation, new_id
from tui.annotations.nodes import NodeError
from tui.annotations.notesfile import read_notes
from tui.annotations.saving import HIDDEN, locked

_SIDES = re.compile(
    rb"^<{7}[^\n]*\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}[^\n]*\n(?P<theirs>.*?)^>{7}[^\n]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_CONFLICT_LINE = re.compile(rb"(?:<{7}|={7}|>{7}|\|{7})[^\n]*\n?")
_BEGIN = re.compile(rb"^<{7}", re.MULTILINE)
_END = re.compile(rb"^>{7}", re.MULTILINE)
_MERGE_LINE = re.compile(rb"(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|\Z)")
_NEXT = {
    ("", b"<"): "ours",
    ("ours", b"|"): "base",
    ("ours", b"="): "theirs",
    ("base", b"="): "theirs",
    ("theirs", b">"): "",
}
"""Which side of a merge follows on which line of it."""
_INNER = re.compile(rb"(?<=\n)(?:<{7}|={7}|>{7})")


def mended(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A file's bytes with what is safe mended, and what was done, a line each.

    A note that stands twice, the same both times, is kept once; of two that differ the second gets an id of
    its own and is marked. A merge that git left open is closed by keeping both sides as notes. All else stays
    byte for byte."""
    told: list[str] = []
    parts: list[bytes] = []
    seen: dict[str, Annotation] = {}
    line = 1
    pieces = _whole(split(data))
    is_open = any(_INNER.search(piece) and len(_sides(piece)) == 1 for piece in pieces)
    both = two_sides(data) if is_open else None
    if both is not None:
        return _joined(*both)
    for piece in pieces:
        versions = _sides(piece)
        if len(versions) == 2:
            told.append(f"{line}: an open merge closed, both versions kept")
        elif _CONFLICT_LINE.fullmatch(piece) and not is_open:
            told.append(f"{line}: a line of a merge between notes removed")
            versions = []
        for version in versions:
            parts += _once(version, line, seen, told)
        line += count_lines(piece)
    return b"".join(parts), tuple(told)


def _joined(ours: bytes, theirs: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The file as one side of a merge has it, with the notes that only the other has behind its own."""
    told = ["1: an open merge closed, the notes of both sides kept"]
    parts: list[bytes] = []
    seen: dict[str, Annotation] = {}
    line = 1
    for chunk in split(ours):
        parts += _once(chunk.raw, line, seen, told)
        line += chunk.lines
    there = {chunk.raw for chunk in split(ours)}
    header = read_notes(theirs).header_place
    for place, chunk in enumerate(split(theirs)):
        if place == header or chunk.raw in there or not chunk.raw.strip():
            continue
        if parts and not parts[-1].endswith((b"\n", b"\r")):
            parts.append(b"\n")
        note = _read(chunk.raw)
        if note is None or seen.get(note.id) != note:
            parts += _once(chunk.raw, line, seen, told)
    return b"".join(parts), tuple(told)


def two_sides(data: bytes) -> tuple[bytes, bytes] | None:
    """The file as either side of the merges left open in it has it; None where their lines do not fit together, or a
    merge stands within a merge."""
    ours: list[bytes] = []
    theirs: list[bytes] = []
    state = ""
    for line in data.splitlines(keepends=True):
        mark = _MERGE_LINE.match(line)
        sign = mark[0][:1] if mark else b""
        if sign:
            state = _NEXT.get((state, sign), "lost")
            if state == "lost":
                return None
        elif state != "base":
            if state != "theirs":
                ours.append(line)
            if state != "ours":
                theirs.append(line)
    return (b"".join(ours), b"".join(theirs)) if not state else None


def _whole(chunks: list[Chunk]) -> list[bytes]:
    """The pieces of a file; a record in which a merge is open has the lines that end it."""
    pieces: list[bytes] = []
    for chunk in chunks:
        last = pieces[-1] if pieces else b""
        if chunk.kind is ChunkKind.CONFLICT and len(_BEGIN.findall(last)) > len(_END.findall(last)):
            pieces[-1] += chunk.raw
        else:
            pieces.append(chunk.raw)
    return pieces


def repair(path: Path) -> tuple[str, ...]:
    """Mend the file in place, its old form kept beside it. Returns what was done. Raises StoreError."""
    files = Files()
    try:
        hidden = path.parent / HIDDEN
        files.make_folder(hidden, parents=False)
        with locked(hidden, path.name):
            data = files.read(path) or b""
            if not read_notes(data).writable:
                raise StoreError(f"{path.name}: {read_notes(data).flaws[0].what}")
            better, told = mended(data)
            if better != data:
                token = os.urandom(4).hex()
                write_whole(files, hidden / f"{path.name}.before-repair-{token}", data)
                write_whole(files, path, better)
            return tuple(f"{path.name}:{each}" for each in told)
    except OSError as error:
        raise StoreError(f"{path.name}: {reason(error)}") from error


def _sides(piece: bytes) -> list[bytes]:
    """The two versions of a record that a merge was left open in, where both can be read; else the record."""
    if not _INNER.search(piece):
        return [piece]
    versions = [_SIDES.sub(side, piece) for side in (rb"\g<ours>", rb"\g<theirs>")]
    return [piece] if any(_read(version) is None for version in versions) else versions


def _once(raw: bytes, line: int, seen: dict[str, Annotation], told: list[str]) -> list[bytes]:
    """The record, unless it is there already; under another id where a different one has its own."""
    note = _read(raw)
    if note is None:
        return [raw]
    first = seen.setdefault(note.id, note)
    if first is note:
        return [raw]
    if first == note:
        told.append(f"{line}: the note {note.id} stood twice, kept once")
        return []
    own = replace(note, id=new_id(), conflict_with=note.id)
    seen[own.id] = own
    try:
        fresh = rewritten(raw.decode("utf-8"), own).encode("utf-8")
    except NodeError:
        return [raw]
    told.append(f"{line}: the second note {note.id} is {own.id} now")
    return [fresh]


def _read(raw: bytes) -> Annotation | None:
    try:
        return codec.decode(raw.decode("utf-8"))
    except (NodeError, UnicodeDecodeError):
        return None
