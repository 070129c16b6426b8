"""Which statements a briefing is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tui.annotations.model import Annotation


@dataclass(frozen=True, slots=True)
class Choice:
    """Statements of which one wording fits: it holds every word of `query` (with its speaker, outlet and article, in
    any case), has a note with each of `tags`, and, where `noted`, any note or highlight at all.
    """

    query: str = ""
    tags: tuple[str, ...] = ()
    noted: bool = False

    def fits(self, words: str, notes: Iterable[Annotation]) -> bool:
        """True for a wording; `words` is all that the query looks into."""
        notes = list(notes)
        text = words.casefold()
        if not all(word in text for word in self.query.casefold().split()):
            return False
        wanted = {tag.casefold().lstrip("#") for tag in self.tags}
        if wanted and not wanted <= {tag.casefold() for note in notes for tag in note.tags}:
            return False
        return bool(notes) or not self.noted

    def told(self) -> str:
        """The choice in words; "" where it leaves nothing out."""
        parts = [f"with “{self.query.strip()}”"] if self.query.strip() else []
        parts += [f"tagged #{tag.lstrip('#')}" for tag in self.tags]
        parts += ["with a note"] if self.noted else []
        return ", ".join(parts)
