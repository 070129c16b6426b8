"""The rows of the list of notes."""

from __future__ import annotations

from tui.annotations.anchoring import AnchorState
from tui.linking import ArticleLinks
from tui.widgets.note_list import NoteRow
from tui.widgets.tags import note_heading

_STATES = {
    AnchorState.EXACT: "",
    AnchorState.MOVED: "moved",
    AnchorState.CHANGED: "words changed",
    AnchorState.AMBIGUOUS: "several places fit: Enter",
    AnchorState.ORPHAN: "its words are gone",
}
_GUESSED = "its words are gone; a guess: Enter"


def note_rows(article: ArticleLinks) -> list[NoteRow]:
    """One row for each note on the article."""
    rows = []
    for note in article.annotations:
        anchor = article.anchors[note.id]
        state = _GUESSED if anchor.guess is not None else _STATES[anchor.state]
        row = NoteRow(note, note_heading(note), state, anchor.span, article.note_locus(note.id))
        rows.append(row)
    return rows
