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
_LONGEST_HEAD = 256 * 1024
_LONGEST_LINE = 64 * 1024
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


class MboxContainer:
    """The messages of a mailbox, in their order. Only where each begins and ends is kept."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[str, tuple[int, int]] = {}
        names = Names()
        for start, end in _bounds(file):
            file.seek(start)
            subject, identity = mail.known_by(file.read(min(end - start, _LONGEST_HEAD)))
            self._places[names.free(made_name(subject, identity))] = (start, end)
        self.names: Sequence[str] = tuple(self._places)

    def draft(self, name: str) -> Draft:
        start, end = self._places[name]
        if end - start > LARGEST:
            raise FormatError(f"is too large: {size_told(end - start)}")
        self._file.seek(start)
        return mail.read(_QUOTED.sub(rb"\1", self._file.read(end - start)))

    def close(self) -> None:
        self._file.close()


def _bounds(file: BinaryIO) -> list[tuple[int, int]]:
    """Where each message begins (after its postmark) and ends. Raises FormatError where a file has none."""
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    after_blank = True
    while line := file.readline(_LONGEST_LINE):
        if after_blank and line.startswith(_POSTMARK):
            starts.append(at + len(line))
            ends.append(at)
            if len(starts) > MOST:
                raise FormatError(f"holds more than {MOST:,} messages")
        at += len(line)
        after_blank = line in (b"\n", b"\r\n")
    if not starts:
        raise FormatError("is damaged (no mailbox)" if at else "is empty")
    return list(zip(starts, [*ends[1:], at], strict=True))
