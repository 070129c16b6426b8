"""A mailbox in one file (mbox, RFC 4155): each message is an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import BinaryIO

from tui.documents import mail
from tui.documents.containers.model import MOST, Names
from tui.documents.draft import Draft
from tui.documents.formats import LARGEST, FormatError, size_told
from tui.documents.naming import made_name

_POSTMARK = b"From "
_BETWEEN = re.compile(rb"\n\r?\n(?=From )")
_PIECE = 4 * 1024 * 1024
_OVERLAP = 8
"""Bytes in which a blank line and the beginning of a postmark stand."""
_SHORT_HEAD, _LONGEST_HEAD = 4096, 64 * 1024
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


class MboxContainer:
    """The messages of a mailbox, in their order. Only where each begins and ends is kept."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[str, tuple[int, int]] = {}
        names = Names()
        for start, end in _bounds(file):
            file.seek(start)
            head = file.read(min(end - start, _SHORT_HEAD))
            if b"\n\n" not in head and b"\r\n\r\n" not in head:
                head += file.read(min(end - start, _LONGEST_HEAD) - len(head))
            subject, identity = mail.known_by(head.partition(b"\n")[2])
            self._places[names.free(made_name(subject, identity))] = (start, end)
        self.names: Sequence[str] = tuple(self._places)

    def draft(self, name: str) -> Draft:
        start, end = self._places[name]
        if end - start > LARGEST:
            raise FormatError(f"is too large: {size_told(end - start)}")
        self._file.seek(start)
        message = self._file.read(end - start).partition(b"\n")[2]
        return mail.read(_QUOTED.sub(rb"\1", message))

    def close(self) -> None:
        self._file.close()


def _bounds(file: BinaryIO) -> list[tuple[int, int]]:
    """Where each message begins (with its postmark) and ends. Raises FormatError where a file has none."""
    if not (piece := file.read(_PIECE)):
        raise FormatError("is empty")
    if not piece.startswith(_POSTMARK):
        raise FormatError("is damaged (no mailbox)")
    starts, at, before = [0], 0, b""
    while piece:
        data = before + piece
        for match in _BETWEEN.finditer(data):
            start = at - len(before) + match.end()
            if start > starts[-1]:  # what overlaps was seen before
                starts.append(start)
        if len(starts) > MOST:
            raise FormatError(f"holds more than {MOST:,} messages")
        at += len(piece)
        before = data[-_OVERLAP:]
        piece = file.read(_PIECE)
    return list(zip(starts, [*starts[1:], at], strict=True))
