"""The grouping process: takes what was found in articles, answers which attributions are one statement.

Started as `python -m tui.library.grouping.process`; ends when its input does. It lets others go first: grouping a large
library takes minutes, and nobody waits for all of it to read on.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
from collections import deque
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from tui.comparison.actors import ActorRegistry
from tui.comparison.differences import align
from tui.comparison.helper import Helper, can_fork
from tui.comparison.variants import VariantGroup, VariantIndex
from tui.extraction.model import Analysis
from tui.extraction.version import VERSION
from tui.library.grouping.file import KeptLibrary, read, write
from tui.library.grouping.messages import (
    Align,
    Aligned,
    Find,
    Found,
    Held,
    Left,
    Message,
    Open,
    Take,
    frame,
    message_of,
)
from tui.library.protocol import HEADER, decode_findings
from tui.memory import collect_seldom, stay

_PIECE = 200
"""Statements that are told at once: a millisecond's work for who reads them."""
_READ = 1 << 16
"""Bytes that are read at once: more than a buffered stream keeps to itself, so that none lie where nobody looks."""
_NICE = 5
_OFTEN = 50
"""The file is written again when one document in so many is new."""


class Grouper:
    """The statements of the documents taken so far. `forking` says that this process has no other threads."""

    def __init__(self, *, forking: bool = False) -> None:
        self._forking = forking and can_fork()
        self._begin()
        self._file: Path | None = None
        self._changed = 0
        """Documents taken since the file was read or written."""
        self._writer: Helper | None = None

    def _begin(self) -> None:
        self._registry = ActorRegistry()
        self._index = VariantIndex(self._registry.canonical_id, forking=self._forking)
        self._marks: dict[str, str] = {}

    def answer(self, message: Message) -> Iterator[Held | Left | Found | Aligned | None]:
        """Do what a message wants; gives what is to be told, and now and then None: another may be answered between."""
        if isinstance(message, Open):
            self._open(Path(os.fsdecode(message.file)))
            yield Held(self._marks)
        elif isinstance(message, Take):
            self._take(message)
        elif isinstance(message, Find):
            yield from self._find(message)
        elif isinstance(message, Align):
            yield Aligned(message.question, align(message.texts, message.pivot).rows)

    def _open(self, file: Path) -> None:
        self._file = file
        kept = read(file)
        if kept is None:
            return
        try:
            for document_id, actors in kept.actors.items():
                self._registry.add(Analysis(document_id, VERSION, (), tuple(actors)))
            self._registry.moved()
            self._index.restore(kept.index)
            self._marks = kept.marks
        except (ValueError, LookupError):
            self._begin()

    def keep(self) -> None:
        """Write the file, beside all else, where enough is new."""
        if self._writer is not None and not self._writer.has_ended():
            return
        if self._file is None or not self._changed or self._changed * _OFTEN < len(self._marks):
            return
        self._changed = 0
        if self._writer is not None:
            self._writer.end()
            self._writer = None
        if not self._forking:
            for _ in self._write(self._file):
                pass
            return
        file = self._file
        with contextlib.suppress(OSError):
            self._writer = Helper(lambda: self._write(file))

    def _write(self, file: Path) -> Iterator[None]:
        return write(file, KeptLibrary(self._marks, self._registry.kept(), self._index.kept()))

    def _take(self, message: Take) -> None:
        self._changed += 1
        try:
            found = decode_findings(message.findings) if message.findings else None
        except msgspec.MsgspecError:
            found = None
        if found is None:
            self._registry.discard(message.document_id)
            self._index.discard(message.document_id)
            self._marks.pop(message.document_id, None)
        else:
            self._registry.add(found.analysis)
            self._index.add(message.document_id, found.analysis, found.words, message.published)
            self._marks[message.document_id] = message.mark

    def _find(self, message: Find) -> Iterator[Left | Found | None]:
        self._index.speakers_changed(self._registry.moved())
        for left in self._index.settle():
            yield Left(left) if left else None
        if message.place is not None:
            group = self._index.group_of(*message.place)
            yield Found(message.question, (_places(group),) if group else (), last=True)
            return
        groups = self._index.groups()
        for start in range(0, len(groups), _PIECE):
            yield Found(message.question, tuple(map(_places, groups[start : start + _PIECE])), last=False)
        yield Found(message.question, (), last=True)


def _places(group: VariantGroup) -> tuple[tuple[str, str], ...]:
    return tuple((member.document_id, member.attribution_id) for member in group.members)


class Inbox:
    """What is asked, in turn."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._data = bytearray()
        self._waiting: deque[Message] = deque()

    def next(self) -> Message | None:
        """The next message, waited for; None at the end of the input."""
        while not self._waiting:
            if not self._read():
                return None
        return self._waiting.popleft()

    def short(self, *, settled: bool) -> Iterator[Message]:
        """What has come and is answered at once, whatever else is being done: an alignment; where all is `settled`, the
        statement of one place too, unless something that changes the answer was given before.
        """
        while self._has_come() and self._read():
            pass
        left: deque[Message] = deque()
        for message in self._waiting:
            if isinstance(message, Find):
                is_short = settled and message.place is not None
            else:
                is_short = isinstance(message, Align)
                settled = settled and is_short
            if is_short:
                yield message
            else:
                left.append(message)
        self._waiting = left

    def _has_come(self) -> bool:
        try:
            return bool(select.select([self._stream], [], [], 0)[0])
        except (OSError, ValueError):  # where a pipe cannot be asked, all is answered in turn
            return False

    def _read(self) -> bool:
        more = self._stream.read1(_READ)
        self._data += more
        while len(self._data) >= HEADER.size:
            end = HEADER.size + HEADER.unpack_from(self._data)[0]
            if len(self._data) < end:
                break
            self._waiting.append(message_of(bytes(self._data[HEADER.size : end])))
            del self._data[:end]
        return bool(more)


def serve(requests: BufferedReader, replies: BinaryIO) -> None:
    """Answer messages in turn until the input ends; what is short does not wait for what takes long."""
    collect_seldom()
    grouper = Grouper(forking=True)
    inbox = Inbox(requests)

    def tell(reply: Message | None) -> None:
        if reply is not None:
            replies.write(frame(reply))
            replies.flush()

    while (message := inbox.next()) is not None:
        for reply in grouper.answer(message):
            tell(reply)
            for short in inbox.short(settled=isinstance(reply, Found)):
                for other in grouper.answer(short):
                    tell(other)
        if isinstance(message, Find):
            stay()  # a look through a million statements takes seconds, and came with any article that was added
            grouper.keep()


if __name__ == "__main__":
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)
    with contextlib.suppress(BrokenPipeError):
        serve(cast(BufferedReader, sys.stdin.buffer), sys.stdout.buffer)
