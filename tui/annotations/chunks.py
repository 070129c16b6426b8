"""A notes file as raw pieces: cut at its `---` lines, joined again byte for byte.

The cut is made in the bytes, before anything is decoded or parsed, so a damaged record cannot swallow its
neighbours. YAML itself allows `---` at the start of a line nowhere but between documents, so the cut agrees
with the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_BOM = b"\xef\xbb\xbf"
_MARKER = re.compile(rb"(?:\A(?:\xef\xbb\xbf)?|(?<=[\n\r]))---(?=[ \t\r\n]|\Z)")
_LINE_FEED_MARKER = re.compile(rb"\n---(?=[ \t\n]|\Z)")
_CONFLICT_MARKERS = tuple(character * 7 for character in (b"<", b"=", b">", b"|"))
_BEGUN_MARKER = re.compile(rb"(?<=[\n\r])--?\Z")  # a file cut off in the middle of a marker
_CONFLICT_LINE = re.compile(rb"(?:<{7}|={7}|>{7}|\|{7})(?:[ \t][^\r\n]*)?(?:\r\n|\r|\n|\Z)")
_INNER_CONFLICT = re.compile(rb"(?:\A|(?<=[\n\r]))(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|\Z)")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_BLANK = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z))*\Z")
_DIRECTIVE = re.compile(rb"%[^\r\n]*(?:\r\n|\r|\n|\Z)")


class ChunkKind(StrEnum):
    """What a raw piece is, as far as its bytes tell."""

    BLANK = "blank"
    """White space, comments and directives only."""
    RECORD = "record"
    CONFLICT = "conflict"
    """A line that git left between two versions."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of the file. `lines` is the number of line breaks in it."""

    kind: ChunkKind
    raw: bytes
    lines: int

    @property
    def holds_conflict(self) -> bool:
        """True for a record with lines of an unresolved merge inside it."""
        return _may_hold_conflict(self.raw) and _INNER_CONFLICT.search(self.raw) is not None


def split(data: bytes) -> list[Chunk]:
    """The pieces of a file, in order; joined, their bytes are `data`."""
    cuts = _cuts(data)
    chunks: list[Chunk] = []
    has_conflict = _may_hold_conflict(data)
    for start, end in zip(cuts, [*cuts[1:], len(data)], strict=True):
        whole = data[start:end]
        for raw, is_conflict in _without_conflict_lines(whole) if has_conflict else ((whole, False),):
            kind = ChunkKind.CONFLICT if is_conflict else ChunkKind.BLANK if _is_blank(raw) else ChunkKind.RECORD
            if raw:
                chunks.append(Chunk(kind, raw, count_lines(raw)))
    return chunks


def _may_hold_conflict(data: bytes) -> bool:
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
    return b"".join(chunk.raw for chunk in chunks)


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
    if raw.startswith(b"---\n") and raw[4:5].isalpha():
        return False
    body = raw.removeprefix(_BOM)
    if _MARKER.match(body):
        body = body[3:]
    while directive := _DIRECTIVE.match(body):
        body = body[directive.end() :]
    return _BLANK.match(body) is not None
