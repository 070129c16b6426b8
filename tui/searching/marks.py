"""What the reader did with documents, as a query asks for it: read, starred, noted, tags, the words of notes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tui.annotations.corrections import is_correction
from tui.annotations.overview import Kept, Overview
from tui.library.query.folding import name, pattern_of
from tui.library.query.model import Holds, Is
from tui.library.reading_state import documents_with


class Marks:
    """Asks the notes and the reading state themselves, at every query: a note that was just written is found.

    `state` is the file of the reading state. Notes are read again only where their files have changed.
    """

    def __init__(self, state: Path, notes_folders: Iterable[Path]) -> None:
        self._state = state
        self._overview = Overview(list(notes_folders))

    def __call__(self, condition: Holds | Is) -> set[str]:
        """The ids of the documents of which the condition holds."""
        if isinstance(condition, Is) and condition.value != "noted":
            return documents_with(self._state, condition.value)
        return {identifier for kept in self._notes() if _fits(condition, kept) for identifier in _documents(kept)}

    def tags(self) -> list[str]:
        """The tags in use, in the order of the alphabet."""
        return sorted({tag for kept in self._notes() for tag in kept.note.tags}, key=str.casefold)

    def _notes(self) -> list[Kept]:
        for _ in self._overview.refresh():
            pass
        return [kept for kept in self._overview.notes if not is_correction(kept.note)]


def _fits(condition: Holds | Is, kept: Kept) -> bool:
    if isinstance(condition, Is):
        return True
    texts = kept.note.tags if condition.field == "tag" else (kept.note.body,)
    pattern = pattern_of(condition.term.words, prefix=condition.term.prefix)
    return any(pattern.search(name(text)) for text in texts)


def _documents(kept: Kept) -> tuple[str, ...]:
    header = kept.place.header
    return (header.document, *header.earlier)
