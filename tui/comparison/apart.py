"""Things of one name told apart, in the same words wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime


def day_of(when: datetime | None) -> str:
    """A day in words, "7 Feb 2022"; "" for one that is not known."""
    return f"{when:%-d %b %Y}" if when else ""


def told_apart(hints: Sequence[Sequence[str]]) -> list[str]:
    """What tells each of several things of one name apart. `hints` are what is known of each, as many of each, the best
    first: the first that all have ("" is none) and no two have in common, else a number, "no. 1", "no. 2".
    """
    for found in zip(*hints, strict=True):
        if all(found) and len(set(found)) == len(found):
            return list(found)
    return [f"no. {number}" for number in range(1, len(hints) + 1)]
