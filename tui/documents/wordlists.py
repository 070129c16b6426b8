"""The word lists in `data/`: plain text, an item to a line, in sections; `#` opens a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent / "data"
_LONGEST = 160
_EDGES = " \t.,:;!?…»«›‹>|→←*•·-–—_\u00a0"


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """The sections of `data/<name>.txt`, read once, at the first call."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            found[section] = []
        elif line and not line.startswith("#"):
            found[section].append(line)
    return MappingProxyType({key: tuple(items) for key, items in found.items()})


def folded(line: str) -> str:
    """A line for comparison with a phrase: without case, and without marks at its ends."""
    return line.strip(_EDGES).casefold()


@cache
def words_of(name: str, section: str) -> tuple[str, ...]:
    """The words of a section whose lines hold several each."""
    return tuple(word for line in sections(name)[section] for word in line.split())


@cache
def folded_set(name: str, section: str) -> frozenset[str]:
    """The items of a section, each as `folded` gives it."""
    return frozenset(folded(item) for item in sections(name)[section])


def is_listed(line: str, name: str, section: str) -> bool:
    """True where the line, as `folded` gives it, is an item of a section."""
    return len(line) <= _LONGEST and folded(line) in folded_set(name, section)


def alternatives(items: Iterable[str]) -> str:
    """A regular expression for any of the items, the longest first; a space stands for any run of spaces."""
    ordered = sorted(items, key=len, reverse=True)
    return "|".join(re.escape(item).replace(r"\ ", r"\s+") for item in ordered)
