"""What was found in the articles asked for lately, at hand: as it was found, and with the reader's corrections made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.library.protocol import Findings

HELD = 250
"""Articles of which what was found is at hand: a folder about one event. Of more, the catalogue is asked again, a tenth
of a millisecond each."""


class HeldFindings:
    """Findings by the id of their document; those held longest leave first."""

    def __init__(self) -> None:
        self.corrector: Callable[[str, Findings], Findings] | None = None
        """Makes the reader's corrections in what was found in the article of a key."""
        self._found: dict[str, Findings] = {}
        self._corrected: dict[str, Findings] = {}
        self._only_here: set[str] = set()

    def as_found(self, document_id: str) -> Findings | None:
        """What was found, before any correction."""
        return self._found.get(document_id)

    def corrected(self, document_id: str) -> Findings | None:
        """What was found, with the corrections; the same object as `as_found` where there are none."""
        return self._corrected.get(document_id)

    def hold(self, found: Findings, key: str) -> Findings:
        """Keep what was found in the article of a key; what is to be shown of it, with the corrections made."""
        identifier = found.analysis.document_id
        while len(self._found) >= HELD and identifier not in self._found:
            oldest = next(each for each in self._found if each not in self._only_here)
            self._found.pop(oldest)
            self._corrected.pop(oldest, None)
        self._found[identifier] = found
        if self.corrector is not None:
            found = self.corrector(key, found)
        self._corrected[identifier] = found
        return found

    def forget(self, document_id: str) -> None:
        """What was found is to be asked for again."""
        self._corrected.pop(document_id, None)

    def keep_here(self, document_id: str) -> None:
        """The findings of a document never leave: the catalogue keeps nothing of what has no file."""
        self._only_here.add(document_id)
