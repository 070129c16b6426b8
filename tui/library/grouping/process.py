"""The grouping process: takes what was found in articles, answers which attributions are one statement.

Started as `python -m tui.library.grouping.process`; ends when its input does. It lets others go first: grouping a large
library takes minutes, and nobody waits for all of it to read on.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from tui.comparison.actors import ActorRegistry
from tui.comparison.variants import VariantGroup, VariantIndex
from tui.library.grouping.messages import Find, Found, Left, Message, Take, frame, message_of
from tui.library.protocol import HEADER, decode_findings
from tui.memory import collect_seldom

_PIECE = 200
"""Statements that are told at once: a millisecond's work for who reads them."""
_NICE = 5


class Grouper:
    """The statements of the documents taken so far."""

    def __init__(self) -> None:
        self._registry = ActorRegistry()
        self._index = VariantIndex(self._registry.canonical_id, forking=True)

    def answer(self, message: Message) -> Iterator[Left | Found]:
        """Do what a message wants; gives what is to be told."""
        if isinstance(message, Take):
            self._take(message)
        elif isinstance(message, Find):
            yield from self._find(message)

    def _take(self, message: Take) -> None:
        try:
            found = decode_findings(message.findings) if message.findings else None
        except msgspec.MsgspecError:
            found = None
        if found is None:
            self._registry.discard(message.document_id)
            self._index.discard(message.document_id)
        else:
            self._registry.add(found.analysis)
            self._index.add(message.document_id, found.analysis, found.words, message.published)

    def _find(self, message: Find) -> Iterator[Left | Found]:
        self._index.speakers_changed(self._registry.moved())
        for left in self._index.settle():
            yield Left(left)
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


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer messages in turn until the input ends."""
    collect_seldom()
    grouper = Grouper()
    while header := requests.read(HEADER.size):
        for reply in grouper.answer(message_of(requests.read(HEADER.unpack(header)[0]))):
            replies.write(frame(reply))
            replies.flush()


if __name__ == "__main__":
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)
    with contextlib.suppress(BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
