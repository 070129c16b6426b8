"""What the reader did with documents, as a query asks for it: read, starred, noted, tags, the words of notes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tui.annotations.model import Annotation, Motivation
from tui.annotations.overview import Kept, Overview
from tui.library.query.folding import name, pattern_of
from tui.library.query.model import Holds, Is
from tui.library.reading_state import documents_with
from tui.library.search.owners import documents_now
from tui.searching.owning import owner_of


class Marks:
    """Asks the notes and the reading state themselves, at every query: a note that was just written is found.

    `state` is the file of the reading state, `catalogue` that of the library, which tells what an article has become
    since its notes were written. Notes are read again only where their files have changed.
    """

    def __init__(self, state: Path, notes_folders: Iterable[Path], catalogue: Path) -> None:
        self._state = state
        self._catalogue = catalogue
        self._overview = Overview(list(notes_folders))

    def __call__(self, condition: Holds | Is) -> set[str]:
        """The ids of the documents of which the condition holds."""
        if isinstance(condition, Is) and condition.value != "noted":
            return documents_with(self._state, condition.value)
        owners = dict.fromkeys(
            owner_of(kept.place.path, kept.place.header) for kept in self._notes() if _fits(condition, kept)
        )
        return set().union(*documents_now(self._catalogue, list(owners)))

    def tags(self) -> list[str]:
        """The tags in use, in the order of the alphabet."""
        return sorted({tag for kept in self._notes() for tag in kept.note.tags}, key=str.casefold)

    def _notes(self) -> list[Kept]:
        for _ in self._overview.refresh():
            pass
        return [kept for kept in self._overview.notes if not _corrects(kept.note)]


def _corrects(note: Annotation) -> bool:
    if note.motivation is not Motivation.EDITING:
        return False
    from tui.annotations.corrections import is_correction  # most readers correct nothing

    return is_correction(note)


def _fits(condition: Holds | Is, kept: Kept) -> bool:
    if isinstance(condition, Is):
        return True
    texts = kept.note.tags if condition.field == "tag" else (kept.note.body,)
    pattern = pattern_of(condition.term.words, prefix=condition.term.prefix)
    return any(pattern.search(name(text)) for text in texts)
