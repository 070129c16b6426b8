"""What is compared: statements, each one attribution, in bundles of the same words by one speaker."""

from __future__ import annotations

import math

import msgspec

from tui.comparison.wording import Wording
from tui.text import Span

Place = tuple[str, str]
"""A document's id and the id of an attribution in it."""


class Statement(msgspec.Struct):
    """One attribution. `day` is when its article was published, None where that is not known. `actor_id` is None for a
    speaker who is not known or has no name; `speaker` is that of the library. `headline` is that of the attribution.
    """

    place: Place
    span: Span
    wording: Wording
    day: float | None
    actor_id: str | None
    headline: bool
    bundle: int = -1
    speaker: str | None = None


class Bundle(msgspec.Struct):
    """One wording by one speaker, wherever it stands; `key` tells which. `first` and `last` are days; infinite where
    not known.
    """

    key: int
    wording: Wording
    speaker: str | None
    statements: list[int] = msgspec.field(default_factory=list)
    first: float = math.inf
    last: float = -math.inf


def overlap(a: Statement, b: Statement) -> bool:
    """Whether both stand in the same words of one article, or in some of them."""
    return a.place[0] == b.place[0] and a.span.overlaps(b.span)
