"""What is said to the process that puts a briefing together, and what it answers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from tui.briefing.choosing import Choice


class Order(msgspec.Struct, frozen=True):
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


def encode_outcome(outcome: Outcome) -> bytes:
    return msgspec.msgpack.encode(outcome)


def outcome_of(data: bytes) -> Outcome:
    """What the process said. Raises EOFError where it has ended before."""
    try:
        return msgspec.msgpack.decode(data, type=Outcome)
    except msgspec.MsgspecError:
        raise EOFError from None
