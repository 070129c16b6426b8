"""Messages between the desk and a process of its own, of one installation: pickled, each with its length before it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any, BinaryIO

from tui.library.protocol import HEADER


def frame(message: object) -> bytes:
    """A message as it goes through a pipe: a `HEADER` that tells its length, and then as much."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return HEADER.pack(len(body)) + body


def message_of(body: bytes) -> Any:
    """The message in a frame, without its header."""
    return pickle.loads(body)


def messages(pipe: BinaryIO) -> Iterator[Any]:
    """The messages in a pipe, up to its end."""
    while header := pipe.read(HEADER.size):
        yield message_of(pipe.read(HEADER.unpack(header)[0]))
