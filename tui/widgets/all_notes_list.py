"""Notes of all articles, in groups where that is asked for. Some can be marked, to be changed together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.message import Message
from textual.strip import Strip

from tui.annotations.arranging import Arrangement, narrowed
from tui.annotations.overview import Kept
from tui.widgets.gutter import NOTE
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList
from tui.widgets.strips import fitted, line, spread
from tui.widgets.tags import note_facts, note_heading, tag_parts

NoteKey = tuple[Path, str]


class AllNotesList(RowList):
    """Rows of an arrangement of `notes`: a note, or the heading of a group."""

    ROW_HEIGHT = 3
    EMPTY = "No notes yet: select words in a text, then press a"

    class Chosen(Message):
        """The passage of a note is wanted."""

        def __init__(self, kept: Kept) -> None:
            super().__init__()
            self.kept = kept

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, title=PaneTitle(id, [(id, "", "All notes")]))
        self.notes: Sequence[Kept] = ()
        self.marked: set[NoteKey] = set()
        self.about = ""
        """What the title tells after the count: order and grouping, what is going on."""
        self._whole = Arrangement((), ())
        self._rows = self._whole
        self._many_creators = False
        self._shows_article = True

    def show(self, notes: Sequence[Kept], whole: Arrangement, *, shows_article: bool) -> None:
        """Show these notes in this arrangement; the cursor stays on its note, or where it was."""
        at = self.kept
        position = self.cursor
        were_none = not self.notes
        self.notes, self._whole = notes, whole
        self._many_creators = len({kept.note.creator for kept in notes}) > 1
        self._shows_article = shows_article
        if self.marked:
            self.marked &= {kept.key for kept in notes}
        self.rows_changed()
        if at is None or not self._put_on(at.key, position):
            self.cursor = min(position, max(len(self.shown) - 1, 0))
        if were_none and self.kept is None and self.cursor + 1 < len(self.shown):
            self.cursor += 1  # under the heading
        self.show_cursor()

    def _put_on(self, key: NoteKey, near: int) -> bool:
        """Put the cursor on a note, where it stood if it stands there still (a note may have several rows)."""
        rows = self._rows.rows
        if near < len(rows) and rows[near] >= 0 and self.notes[rows[near]].key == key:
            self.cursor = near
            return True
        number = next((at for at, kept in enumerate(self.notes) if kept.key == key), None)
        found = next((at for at, row in enumerate(rows) if row == number), None) if number is not None else None
        if found is None:
            return False
        self.cursor = found
        return True

    @property
    def kept(self) -> Kept | None:
        """The note under the cursor."""
        row = self._rows.rows[self.index] if self.index is not None and self.index < len(self._rows.rows) else -1
        return self.notes[row] if row >= 0 else None

    @property
    def chosen_notes(self) -> list[Kept]:
        """The notes that a change is for: those marked, else the one (or the group) under the cursor."""
        if self.marked:
            return [kept for kept in self.notes if kept.key in self.marked]
        if self.index is None:
            return []
        return [self.notes[number] for number in self._rows.members(self.index)]

    def row_count(self) -> int:
        return len(self._rows.rows)

    @property
    def notes_shown(self) -> int:
        """How many notes pass the filter."""
        return len({row for row in self._rows.rows if row >= 0}) if self.filter_text else len(self.notes)

    def counted(self) -> str:
        parts = [f"{self.notes_shown:,} of {len(self.notes):,}" if self.filter_text else f"{len(self.notes):,}"]
        if self.filter_text:
            parts.append(f"“{self.filter_text}”")
        if self.marked:
            parts.append(f"{len(self.marked):,} marked")
        return " · ".join([*parts, *filter(None, [self.about, self.progress])])

    def empty_text(self) -> str:
        return self.progress or super().empty_text()

    def _filtered(self) -> Sequence[int]:
        words = self.filter_text.casefold().split()
        self._rows = self._whole
        if words:
            keep = {at for at, kept in enumerate(self.notes) if all(word in kept.words for word in words)}
            self._rows = narrowed(self._whole, keep)
        return range(len(self._rows.rows))

    def haystack(self, index: int) -> str:
        row = self._rows.rows[index]
        return self.notes[row].words if row >= 0 else ""

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        row = self._rows.rows[index]
        if row < 0:
            return self._heading(*self._rows.groups[~row], width, marks)
        kept = self.notes[row]
        note = kept.note
        plain, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        strong, mark = self.style_of("row--strong", *marks), self.style_of("row--mark", *marks)
        sign = (f"{'✓' if kept.key in self.marked else ' '}{NOTE} ", mark)
        heading = (note_heading(note)[: 4 * width], strong if note.body else dim)
        facts = [*tag_parts(note.tags, self.style_of, marks), *note_facts(note, dim, creator=self._many_creators)]
        if note.conflict_with:
            facts.append(("  another version", self.style_of("row--problem", *marks)))
        about = kept.place.article if self._shows_article else ""
        return [
            spread([sign, heading], [(f" {note.modified.astimezone():%-d %b %Y}", dim)], width, plain),
            line([("   “", dim), (note.target.quote.exact[:width], dim), ("”", dim)], width, plain),
            line([("   ", dim), *facts, ("  " if facts else "", dim), (about, dim)], width, plain),
        ]

    def _heading(self, name: str, count: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        strong, dim = self.style_of("row--strong", *marks), self.style_of("row--dim", *marks)
        told = f"  {count:,}"
        title = fitted(name, width - 2 - len(told))
        return [
            self.blank(width),
            line([("▾ ", self.style_of("row--mark", *marks)), (title, strong), (told, dim)], width, dim),
            line([("─" * width, dim)], width, dim),
        ]

    def chosen(self) -> None:
        if self.kept is not None:
            self.post_message(self.Chosen(self.kept))

    def do_mark_note(self, count: int) -> None:
        """Mark the note under the cursor, or all of a group under its heading, or take the marks away."""
        if self.index is None:
            return
        keys = {self.notes[number].key for number in self._rows.members(self.index)}
        self._toggle(keys)
        if self.kept is not None:
            self.move_to(self.cursor + 1)

    def do_mark_all_notes(self, count: int) -> None:
        """Mark all notes that the list shows, or none."""
        self._toggle({self.notes[row].key for row in self._rows.rows if row >= 0})

    def _toggle(self, keys: set[NoteKey]) -> None:
        self.marked = self.marked - keys if keys <= self.marked else self.marked | keys
        self.update_title()
        self.refresh()

    def unmark(self) -> bool:
        """Take all marks away; False where there were none."""
        had = bool(self.marked)
        self._toggle(set(self.marked))
        return had
