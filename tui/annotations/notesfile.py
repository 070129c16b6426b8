"""A notes file read as a whole: its header, its annotations, what is damaged, and the same file with changes
made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from tui.annotations import codec
from tui.annotations.chunks import Chunk, ChunkKind, count_lines, join, line_break, may_hold_conflict, split
from tui.annotations.editing import rewritten
from tui.annotations.header import Header, decode_header
from tui.annotations.model import Annotation
from tui.annotations.nodes import NodeError
from tui.annotations.quick import quick_decode

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Flaw(msgspec.Struct, frozen=True):
    """Something in a file that could not be read, or not as it stands. `line` counts from 1."""

    line: int
    what: str


class Record(msgspec.Struct, frozen=True):
    """An annotation, the raw piece it was read from, and that piece's number in the file."""

    annotation: Annotation
    raw: bytes
    place: int


class Position(msgspec.Struct, frozen=True):
    """Where a record stands: how many pieces behind the record `behind` ("" for the header)."""

    behind: str
    skip: int


class Edit(msgspec.Struct, frozen=True):
    """What one id is to become; None removes it.

    `raw` is the record's exact bytes where they are known already. `position` tells where a record goes that
    is not in the file; without it, to the end."""

    annotation: Annotation | None
    raw: bytes | None = None
    position: Position | None = None


class NotesFile(msgspec.Struct, frozen=True):
    """The content of one file; `records` by id, in the order of the file."""

    data: bytes
    chunks: tuple[Chunk, ...]
    header: Header | None
    header_place: int
    """The number of the header's piece; -1 where there is none."""
    records: Mapping[str, Record]
    troubles: tuple[tuple[int, int, str], ...]
    """Piece, line within it from 0, and what is wrong."""
    writable: bool
    """False where nothing can be added without harm: another encoding, or a newer schema."""

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """What is wrong in the file, by line."""
        if not self.troubles:
            return ()
        first = [1]
        for chunk in self.chunks:
            first.append(first[-1] + chunk.lines)
        return tuple(Flaw(first[place] + line, what) for place, line, what in self.troubles)

    def annotation(self, identity: str) -> Annotation | None:
        record = self.records.get(identity)
        return record.annotation if record is not None else None

    def raw(self, identity: str) -> bytes | None:
        """The bytes of a note's record."""
        record = self.records.get(identity)
        return record.raw if record is not None else None

    def parsed(self) -> dict[bytes, Annotation]:
        """The notes by the bytes of their records, but for those that stand twice."""
        odd = {place for place, _, _ in self.troubles}
        return {each.raw: each.annotation for each in self.records.values() if each.place not in odd}

    def line(self, identity: str) -> int:
        """The number of the line, from 1, at which a note's record begins."""
        return 1 + sum(chunk.lines for chunk in self.chunks[: self.records[identity].place])

    def positions(self, identities: Iterable[str]) -> dict[str, Position]:
        """Where records of this file stand, told so that they can be put back there."""
        wanted = {self.records[each].place: each for each in identities if each in self.records}
        owners = {record.place: identity for identity, record in self.records.items()} if wanted else {}
        found: dict[str, Position] = {}
        behind, skip = "", 0
        for place in range(self.header_place + 1, max(wanted, default=-1) + 1):
            if place in wanted:
                found[wanted[place]] = Position(behind, skip)
            if place in owners:
                behind, skip = owners[place], 0
            else:
                skip += bool(self.chunks[place].raw)
        return found


def read_notes(data: bytes, known: NotesFile | None = None) -> NotesFile:
    """The file whose bytes are `data`. Never raises: what cannot be read is told in `flaws` and kept in
    `chunks`.

    `known` is an earlier state of the file; records that are still the same are not parsed again.
    """
    parsed = known.parsed() if known is not None else {}
    if data.startswith(_UTF16):
        chunk = Chunk(ChunkKind.RECORD, data)
        trouble = (0, 0, "the file is in UTF-16; save it as UTF-8")
        return NotesFile(data, (chunk,), None, -1, {}, (trouble,), False)
    may_conflict = may_hold_conflict(data)
    chunks = split(data, may_conflict=may_conflict)
    header: Header | None = None
    header_place = -1
    records: dict[str, Record] = {}
    troubles: list[tuple[int, int, str]] = []
    for place, chunk in enumerate(chunks):
        if chunk.kind is ChunkKind.BLANK:
            continue
        if chunk.kind is ChunkKind.CONFLICT:
            troubles.append((place, 0, "a line of an unresolved merge"))
            continue
        try:
            if chunk.raw in parsed:
                _keep(parsed[chunk.raw], chunk.raw, place, records, troubles)
                continue
            text = _decoded(chunk, may_conflict=may_conflict)
            if header is None and not records and (header := decode_header(text)) is not None:
                header_place = place
                if not header.is_known_schema:
                    what = f"written by a newer version (schema {header.schema}): it can be read, not changed"
                    troubles.append((place, 0, what))
                continue
            annotation = quick_decode(text) or codec.decode(text)
        except NodeError as error:
            troubles.append((place, error.line, error.what))
            continue
        _keep(annotation, chunk.raw, place, records, troubles)
    writable = header is None or header.is_known_schema
    return NotesFile(data, tuple(chunks), header, header_place, records, tuple(troubles), writable)


def _keep(
    annotation: Annotation,
    raw: bytes,
    place: int,
    records: dict[str, Record],
    troubles: list[tuple[int, int, str]],
) -> None:
    """Put a note among the records; of one that stands there already in other words, a version of its own."""
    twin = records.get(annotation.id)
    if twin is not None:
        if twin.annotation == annotation:
            troubles.append((place, 0, f"the note {annotation.id} stands twice, the same both times"))
            return
        own = _free_id(annotation.id, records)
        troubles.append((place, 0, f"the note {annotation.id} stands twice; this one is shown as {own}"))
        annotation = replace(annotation, id=own, conflict_with=annotation.id)
    records[annotation.id] = Record(annotation, raw, place)


def with_edits(file: NotesFile, edits: Mapping[str, Edit], header: Header) -> NotesFile:
    """The file with the edits made, each in its own record only.

    `header` opens a file that is empty, and takes the place of the header that stands there where it differs
    in schema, document or earlier ids. Raises NodeError where a record cannot be changed."""
    breaks = line_break(file.data)
    chunks = list(file.chunks)
    records = dict(file.records)
    fresh: list[tuple[int, Record]] = []
    own_header, header_place = file.header, file.header_place
    if not chunks:
        chunks.append(_chunk(header.encode().encode("utf-8")))
        own_header, header_place = header, 0
    elif file.header is not None and _tells_more(header, file.header):
        chunks[header_place] = _chunk(header.rewritten(_decoded(chunks[header_place])).encode("utf-8"))
        own_header = header
    gone: set[int] = set()
    places: dict[str, int] = {}
    for identity, edit in edits.items():
        record = file.records.get(identity)
        if edit.annotation is None:
            if record is not None:
                chunks[record.place] = _NOTHING  # its place stays, so that those of the others do not change
                gone.add(record.place)
                del records[identity]
            continue
        raw = edit.raw if edit.raw is not None else _written(edit.annotation, record, header, breaks)
        if record is not None:
            chunks[record.place] = _chunk(raw)
            records[identity] = Record(edit.annotation, raw, record.place)
        else:
            places[identity] = _place(file, edit.position, len(chunks) - 1, places)
            fresh.append((places[identity], Record(edit.annotation, raw, -1)))
    troubles = tuple(trouble for trouble in file.troubles if trouble[0] not in gone)
    if any(place < len(chunks) - 1 for place, _ in fresh):
        return read_notes(join(_inserted(chunks, fresh, breaks)), file)
    for _, record in fresh:
        _end_line(chunks, len(chunks) - 1, breaks)
        chunks.append(_chunk(record.raw))
        records[record.annotation.id] = Record(record.annotation, record.raw, len(chunks) - 1)
    return NotesFile(join(chunks), tuple(chunks), own_header, header_place, records, troubles, file.writable)


_NOTHING = Chunk(ChunkKind.BLANK, b"")


def _chunk(raw: bytes) -> Chunk:
    return Chunk(ChunkKind.RECORD, raw)


def _inserted(chunks: list[Chunk], fresh: list[tuple[int, Record]], breaks: bytes) -> list[Chunk]:
    """The pieces with new ones behind the places told, the order of those for one place kept."""
    made: list[Chunk] = []
    behind: defaultdict[int, list[Record]] = defaultdict(list)
    for place, record in fresh:
        behind[place].append(record)
    for place in range(-1, len(chunks)):
        if place >= 0:
            made.append(chunks[place])
        for record in behind.get(place, ()):
            _end_line(made, len(made) - 1, breaks)
            made.append(_chunk(record.raw))
    return made


def _end_line(chunks: list[Chunk], place: int, breaks: bytes) -> None:
    """Give the last piece up to `place` that holds anything the line break that the next one needs before
    it."""
    while place >= 0 and not chunks[place].raw:
        place -= 1
    if place >= 0 and chunks[place].raw[-1:] not in (b"\n", b"\r"):
        last = chunks[place]
        chunks[place] = Chunk(last.kind, last.raw + breaks)


def _written(annotation: Annotation, record: Record | None, header: Header, breaks: bytes) -> bytes:
    """The raw record of an annotation, read back before it is believed."""
    if record is not None:
        return rewritten(record.raw.decode("utf-8"), annotation).encode("utf-8")
    text = codec.encode(annotation, header.source)
    if codec.decode(text) != annotation:
        raise NodeError("the note cannot be written without loss", 0)
    return text.replace("\n", breaks.decode("ascii")).encode("utf-8")


def _tells_more(header: Header, there: Header) -> bool:
    return (header.schema, header.document, header.earlier) != (there.schema, there.document, there.earlier)


def _place(file: NotesFile, position: Position | None, last: int, fresh: Mapping[str, int]) -> int:
    """The number of the piece behind which a record goes; `last` where it is not told or the place is gone.
    `fresh` are those of records that are put in with it."""
    if position is None:
        return last
    record = file.records.get(position.behind)
    if record is not None:
        place = record.place
    elif position.behind in fresh:
        place = fresh[position.behind]
    elif position.behind:
        return last
    else:
        place = file.header_place
    skip = position.skip
    while skip and place < len(file.chunks) - 1:
        place += 1
        skip -= bool(file.chunks[place].raw)
    return min(place, last)


def _free_id(identity: str, taken: Mapping[str, Record]) -> str:
    number = 2
    while f"{identity}-{number}" in taken:
        number += 1
    return f"{identity}-{number}"


def _decoded(chunk: Chunk, *, may_conflict: bool = True) -> str:
    if may_conflict and chunk.holds_conflict:
        raise NodeError("an unresolved merge inside this note", 0)
    try:
        return chunk.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NodeError("bytes that are not UTF-8", count_lines(chunk.raw[: error.start])) from error
