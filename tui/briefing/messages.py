"""What is said to the process that puts a briefing together, and what it answers."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from tui.briefing.article import Article
from tui.briefing.choosing import Choice
from tui.library.protocol import HEADER


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written, and where: the first message. Its articles follow."""

    file: Path
    format: str
    title: str
    made: datetime
    choice: Choice


class Outcome(NamedTuple):
    """How many statements were written, or why nothing was."""

    statements: int
    fault: str = ""


def frame(message: Order | Article) -> bytes:
    """A message as the process takes it. Both ends are one program, of one installation."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return HEADER.pack(len(body)) + body


def messages(pipe: BinaryIO) -> Iterator[object]:
    """The messages in a pipe, up to its end."""
    while header := pipe.read(HEADER.size):
        yield pickle.loads(pipe.read(HEADER.unpack(header)[0]))


def encode_outcome(outcome: Outcome) -> bytes:
    return msgspec.msgpack.encode(outcome)


def outcome_of(data: bytes) -> Outcome:
    """What the process said. Raises EOFError where it has ended before."""
    try:
        return msgspec.msgpack.decode(data, type=Outcome)
    except msgspec.MsgspecError:
        raise EOFError from None
