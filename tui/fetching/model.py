"""What is fetched, within which limits, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from tui.config import Fetching
from tui.text import counted


class FetchError(Exception):
    """What cannot be fetched. `str()` is the reason, as it follows an address: "answers 404 (Not Found)"."""


class Limits(msgspec.Struct, frozen=True):
    """`timeout` is in seconds and for all of one answer, `largest` in bytes, unpacked."""

    timeout: float
    largest: int
    at_once: int
    per_host: int

    @classmethod
    def of(cls, settings: Fetching) -> Limits:
        """The limits that the reader has set."""
        return cls(settings.timeout, settings.largest * 1024 * 1024, settings.at_once, settings.per_host)


class Wanted(msgspec.Struct, frozen=True):
    """An address to fetch. `given` is False for one that a page named and not the reader: it may not be of a machine
    that only the reader's network can reach.
    """

    address: str
    given: bool = True


class Answer(msgspec.Struct, frozen=True):
    """What a server sent, from the address that it came from in the end. `unchanged`: nothing, it is as it was.

    `kind` is the content type without its parameters, `charset` the encoding that goes with it, `etag` and `modified`
    what tells the server the next time which version is here.
    """

    address: str
    data: bytes = b""
    kind: str = ""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What became of an address: the files that were saved, how many articles were there already, what went wrong."""

    address: str
    saved: tuple[Path, ...] = ()
    known: int = 0
    problem: str = ""


def summary(outcomes: Sequence[Outcome]) -> str:
    """ "2 articles saved, 1 there already" in one line."""
    saved = sum(len(outcome.saved) for outcome in outcomes)
    known = sum(outcome.known for outcome in outcomes)
    return f"{counted(saved, 'article')} saved{f', {known:,} there already' if known else ''}"
