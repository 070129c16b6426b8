"""What the desk and its grouping process say to each other: length-prefixed msgpack frames."""

from __future__ import annotations

from datetime import datetime

import msgspec

from tui.comparison.bundles import Place
from tui.comparison.pieces import Piece
from tui.library.protocol import HEADER


class Open(msgspec.Struct, tag="open", frozen=True):
    """Where the groups are kept, as the system knows the file; the answer is `Held`."""

    file: bytes


class Held(msgspec.Struct, tag="held", frozen=True):
    """The mark of each document that is known from before."""

    marks: dict[str, str]


class Take(msgspec.Struct, tag="take", frozen=True):
    """A document and what was found in it, encoded, in place of what was there; without findings it is forgotten.
    `mark` is another where the findings, or the time, are others.
    """

    document_id: str
    published: datetime | None = None
    findings: bytes = b""
    mark: str = ""


class Find(msgspec.Struct, tag="find", frozen=True):
    """Asks for the statement that an attribution gives; without a place, for all that several attributions give."""

    question: int
    place: Place | None = None


class Left(msgspec.Struct, tag="left", frozen=True):
    """How many wordings are still to be compared before the answer."""

    number: int


class Found(msgspec.Struct, tag="found", frozen=True):
    """A part of an answer: some statements, each with its places, the most typical first."""

    question: int
    statements: tuple[tuple[Place, ...], ...]
    last: bool


class Align(msgspec.Struct, tag="align", frozen=True):
    """Asks for the differences between a text and all of them, as `differences.align` gives them."""

    question: int
    texts: tuple[str, ...]
    pivot: int


class Aligned(msgspec.Struct, tag="aligned", frozen=True):
    """The answer: the rows of an `Alignment`, whose texts who asks has."""

    question: int
    rows: tuple[tuple[Piece, ...], ...]


Message = Open | Held | Take | Find | Left | Found | Align | Aligned
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Message)


def frame(message: Message) -> bytes:
    """A message with its length before it."""
    body = _encoder.encode(message)
    return HEADER.pack(len(body)) + body


def message_of(body: bytes) -> Message:
    """Raises `msgspec.MsgspecError` where the bytes are no message."""
    message: Message = _decoder.decode(body)
    return message
