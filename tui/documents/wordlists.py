"""The word lists in `data/`: plain text, one item to a line, in sections headed `[name]`; `#` opens a comment line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent / "data"
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
def folded_set(name: str, section: str) -> frozenset[str]:
    """The items of a section, each as `folded` gives it."""
    return frozenset(folded(item) for item in sections(name)[section])


def alternatives(items: Iterable[str]) -> str:
    """A regular expression for any of the items, the longest first; a space stands for any run of spaces."""
    ordered = sorted(items, key=len, reverse=True)
    return "|".join(re.escape(item).replace(r"\ ", r"\s+") for item in ordered)
