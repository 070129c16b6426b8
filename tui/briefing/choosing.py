"""Which statements a briefing is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from tui.annotations.model import Annotation
from tui.library.query.folding import name
from tui.library.query.matching import Facts, fits
from tui.library.query.model import Node, told
from tui.library.reading_state import documents_with
from tui.text import Span

Flagged = Callable[[str], Collection[str]]
"""The ids of the documents that the reader has "read", or "starred"."""


class FlaggedIn(msgspec.Struct):
    """Those of a file of the reading state, each looked for once, when it is first asked for."""

    file: Path
    _known: dict[str, Collection[str]] = msgspec.field(default_factory=dict)

    def __call__(self, flag: str) -> Collection[str]:
        if flag not in self._known:
            self._known[flag] = documents_with(self.file, flag)
        return self._known[flag]


def _none(_flag: str) -> Collection[str]:
    return ()


class Choice(msgspec.Struct, frozen=True):
    """Statements of which one wording fits: the query holds of it alone, and of its article (words are sought in the
    wording, its speaker, outlet and title); it has a note with each of `tags`, and, where `noted`, any note or
    highlight at all; and, where there are `marks` (places by document), one of them is in it.
    """

    query: Node | None = None
    tags: tuple[str, ...] = ()
    noted: bool = False
    flagged: Flagged = _none
    marks: Mapping[str, Sequence[int]] | None = None

    def fits(
        self, document_id: str, values: Mapping[str, Sequence[str]], day: date | None, notes: Sequence[Annotation]
    ) -> bool:
        """True for a wording in a document; `values` are those of the query's fields that it has itself."""
        if not self.takes(notes):
            return False
        if self.query is None:
            return True
        states = ["read" if document_id in self.flagged("read") else "unread"]
        states += ["starred"] * (document_id in self.flagged("starred")) + ["noted"] * bool(notes)
        folded = {field: [name(value) for value in each] for field, each in values.items()}
        folded["tag"] = [name(tag) for note in notes for tag in note.tags]
        folded["note"] = [name(note.body) for note in notes]
        return fits(self.query, Facts({**folded, "is": states}, day))

    def is_marked(self, document_id: str, span: Span) -> bool:
        """True for a passage with a mark in it, and for all where marks are not asked for."""
        return self.marks is None or any(span.start <= place <= span.end for place in self.marks.get(document_id, ()))

    def takes(self, notes: Sequence[Annotation]) -> bool:
        """True for what has such notes."""
        wanted = {tag.casefold().lstrip("#") for tag in self.tags}
        if wanted and not wanted <= {tag.casefold() for note in notes for tag in note.tags}:
            return False
        return bool(notes) or not self.noted

    def told(self) -> str:
        """The choice in words; "" where it leaves nothing out."""
        parts = [f"with “{told(self.query)}”"] if self.query is not None else []
        parts += [f"tagged #{tag.lstrip('#')}" for tag in self.tags]
        parts += ["with a note"] if self.noted else []
        parts += ["at a mark"] if self.marks is not None else []
        return ", ".join(parts)
