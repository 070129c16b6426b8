"""The lists of words that the comparison keeps as data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def lines_of(name: str) -> Iterator[tuple[str, str]]:
    """(section, line) for every line of `data/<name>` that is neither blank nor a comment."""
    section = ""
    for raw in (_DATA / name).read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            yield section, line
