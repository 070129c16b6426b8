"""What a file that holds several articles can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tui.documents.draft import Draft

MOST = 200_000
"""Articles that a file may hold."""


class Container(Protocol):
    """An open file with articles in it. Its names stay the same as long as the file does."""

    @property
    def names(self) -> Sequence[str]:
        """The names of the articles, each once, in their order."""

    def draft(self, name: str) -> Draft:
        """The draft of one of the articles. Raises FormatError where it cannot be read, KeyError where it is none."""

    def close(self) -> None:
        """Let go of the file."""


class Names:
    """Gives each article of a file a name of its own."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def free(self, name: str) -> str:
        """The same name, or with a number where it is taken."""
        number = self._taken[name] = self._taken.get(name, 0) + 1
        return name if number == 1 else self.free(f"{name}~{number}")
