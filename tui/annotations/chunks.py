"""A notes file as raw pieces: cut at its `---` lines, joined again byte for byte.

The cut is made in the bytes, before anything is decoded or parsed, so a damaged record cannot swallow its
neighbours. YAML itself allows `---` at the start of a line nowhere but between documents, so the cut agrees
with the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

_BOM = b"\xef\xbb\xbf"
_MARKER = re.compile(rb"(?:\A(?:\xef\xbb\xbf)?|(?<=[\n\r]))---(?=[ \t\r\n]|\Z)")
_LINE_FEED_MARKER = re.compile(rb"\n---(?=[ \t\n]|\Z)")
_CONFLICT_MARKERS = tuple(character * 7 for character in (b"<", b"=", b">", b"|"))
_BEGUN_MARKER = re.compile(rb"(?<=[\n\r])--?\Z")  # a file cut off in the middle of a marker
_CONFLICT_LINE = re.compile(rb"(?:<{7}|={7}|>{7}|\|{7})(?:[ \t][^\r\n]*)?(?:\r\n|\r|\n|\Z)")
_INNER_CONFLICT = re.compile(rb"(?:\A|(?<=[\n\r]))(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|\Z)")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_BLANK = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z))*\Z")
_PLAINLY_RECORD = re.compile(rb"---\n[a-z]")
_DIRECTIVE = re.compile(rb"%[^\r\n]*(?:\r\n|\r|\n|\Z)")


_RAW = attrgetter("raw")


class ChunkKind(StrEnum):
    """What a raw piece is, as far as its bytes tell."""

    BLANK = "blank"
    """White space, comments and directives only."""
    RECORD = "record"
    CONFLICT = "conflict"
    """A line that git left between two versions."""


class Chunk(NamedTuple):
    """One piece of the file."""

    kind: ChunkKind
    raw: bytes

    @property
    def lines(self) -> int:
        """The number of line breaks in it."""
        return count_lines(self.raw)

    @property
    def holds_conflict(self) -> bool:
        """True for a record with lines of an unresolved merge inside it."""
        return may_hold_conflict(self.raw) and _INNER_CONFLICT.search(self.raw) is not None


def split(data: bytes, *, may_conflict: bool | None = None) -> list[Chunk]:
    """The pieces of a file, in order; joined, their bytes are `data`. `may_conflict` is what `may_hold_conflict` says
    of it, where that is known already."""
    cuts = _cuts(data)
    pieces = [data[start:end] for start, end in zip(cuts, [*cuts[1:], len(data)], strict=True)]
    if not (may_hold_conflict(data) if may_conflict is None else may_conflict):
        blank, record = ChunkKind.BLANK, ChunkKind.RECORD
        return [Chunk(blank if _is_blank(raw) else record, raw) for raw in pieces if raw]
    chunks: list[Chunk] = []
    for whole in pieces:
        for raw, is_conflict in _without_conflict_lines(whole):
            kind = ChunkKind.CONFLICT if is_conflict else ChunkKind.BLANK if _is_blank(raw) else ChunkKind.RECORD
            if raw:
                chunks.append(Chunk(kind, raw))
    return chunks


def first_record(data: bytes) -> tuple[bytes, int]:
    """The first record of a file, and how many there are: as `split` tells, without keeping the pieces."""
    if b"\r" in data or may_hold_conflict(data):
        records = [chunk.raw for chunk in split(data) if chunk.kind is ChunkKind.RECORD]
        return (records[0] if records else b""), len(records)
    cuts = [*_cuts(data), len(data)]
    first, count = b"", 0
    for at, start in enumerate(cuts[:-1]):
        if not _PLAINLY_RECORD.match(data, start) and _is_blank(data[start : cuts[at + 1]]):
            continue
        first = first or data[start : cuts[at + 1]]
        count += 1
    return first, count


def may_hold_conflict(data: bytes) -> bool:
    """False where there is surely no line of a merge: found much faster than those lines."""
    return any(marker in data for marker in _CONFLICT_MARKERS)


def _cuts(data: bytes) -> list[int]:
    """Where the pieces begin."""
    if b"\r" in data:
        cuts = [found.start() for found in _MARKER.finditer(data)]
    else:  # the same, in a tenth of the time
        first = _MARKER.match(data)
        cuts = [first.start()] if first else []
        cuts += [found.start() + 1 for found in _LINE_FEED_MARKER.finditer(data)]
    if not cuts or cuts[0] > 0:
        cuts.insert(0, 0)
    begun = _BEGUN_MARKER.search(data, max(0, len(data) - 3))
    if begun is not None:
        cuts.append(begun.start())
    return cuts


def join(chunks: Iterable[Chunk]) -> bytes:
    """The bytes of the pieces in a row."""
    return b"".join(map(_RAW, chunks))


def line_break(data: bytes) -> bytes:
    """The line break a file uses: that of its first line; LF where it has none."""
    found = _LINE_END.search(data)
    return found[0] if found else b"\n"


def count_lines(raw: bytes) -> int:
    """How many line breaks stand in the bytes, of whichever kind."""
    return len(_LINE_END.findall(raw)) if b"\r" in raw else raw.count(b"\n")


def _without_conflict_lines(raw: bytes) -> list[tuple[bytes, bool]]:
    """The piece, with the merge lines at its end cut off: git puts them between whole records where it
    can."""
    lines = _lines(raw)
    keep = len(lines)
    while keep and _CONFLICT_LINE.fullmatch(lines[keep - 1]):
        keep -= 1
    return [(b"".join(lines[:keep]), False), *((line, True) for line in lines[keep:])]


def _lines(raw: bytes) -> list[bytes]:
    ends = [found.end() for found in _LINE_END.finditer(raw)]
    starts = [0, *ends]
    return [raw[start:end] for start, end in zip(starts, [*ends, len(raw)], strict=True) if end > start]


def _is_blank(raw: bytes) -> bool:
    if _PLAINLY_RECORD.match(raw):
        return False
    body = raw.removeprefix(_BOM)
    if _MARKER.match(body):
        body = body[3:]
    while directive := _DIRECTIVE.match(body):
        body = body[directive.end() :]
    return _BLANK.match(body) is not None
