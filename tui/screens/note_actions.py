"""Making, changing and taking back notes; each change is on disk before the next key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.screens.choice import Choice, Chosen, told_passage
from tui.text import Span

if TYPE_CHECKING:
    from tui.annotations.model import Annotation, Motivation
    from tui.annotations.store import Notebook
    from tui.extraction.model import Attribution
    from tui.linking import ArticleLinks
    from tui.screens.desk import DeskScreen
    from tui.screens.note_links import NoteLinks


class NoteActions:
    """Acts on the notes of the open article."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self._path_told = False

    def passage(self) -> Span | None:
        """What a new note would be about: the selection, else the quote or note the reader is at, else the sentence."""
        desk = self._desk
        if desk.reading.selected is not None:
            return desk.reading.selected
        article = desk.article
        if article is None:
            return None
        if desk.focused_pane().id == "notes":
            note = desk.note_list.annotation
            anchor = article.anchors.get(note.id) if note is not None else None
            if anchor is not None and anchor.span is not None:
                return anchor.span
        quote = self.quote()
        if quote is not None:
            return quote.span
        return desk.reading.sentence_at(desk.reading.caret)

    def quote(self) -> Attribution | None:
        """The quote of the open article that the reader is at: under the cursor in the list of quotes, else that of the
        locus.
        """
        desk, article = self._desk, self._desk.article
        if article is None:
            return None
        row = desk.quotes.row if desk.focused_pane() is desk.quotes else None
        if row is not None and row.key == article.path:
            return article.attribution(row.attribution.id)
        return article.attribution(desk.locus.attribution if desk.locus else None)

    def current(self) -> Annotation | None:
        """The note the reader is at: under the cursor in the list of notes, else the one of the locus."""
        desk = self._desk
        if desk.focused_pane().id == "notes":
            return desk.note_list.annotation
        if desk.article is None:
            return None
        under = desk.article.notes.at(desk.reading.caret) if desk.focused_pane() is desk.reading else None
        identifier = under[1] if under else desk.locus.annotation if desk.locus else None
        return desk.article.annotation(identifier)

    def do_annotate(self, count: int) -> None:
        from tui.annotations.model import Motivation
        from tui.screens.note_editor import NoteEditor, NoteText

        desk, article, span = self._desk, self._desk.article, self.passage()
        if article is None or span is None:
            desk.notify("Nothing to annotate here", severity="warning", timeout=2)
            return

        def write(written: NoteText | None) -> None:
            if written is not None:
                self._add(article, span, Motivation.COMMENTING, written.body, written.tags)

        desk.app.push_screen(
            NoteEditor("New note", span.of(article.document.text), known_tags=self.known_tags(), write=write), write
        )

    def do_highlight(self, count: int) -> None:
        from tui.annotations.model import Motivation

        article, span = self._desk.article, self.passage()
        if article is None or span is None:
            self._desk.notify("Nothing to highlight here", severity="warning", timeout=2)
            return
        self._add(article, span, Motivation.HIGHLIGHTING, "", ())

    def do_bookmark(self, count: int) -> None:
        """Mark where the reader is, to come back to."""
        from tui.annotations.model import Motivation

        article, span = self._desk.article, self.passage()
        if article is None or span is None:
            self._desk.notify("Nothing to mark here", severity="warning", timeout=2)
            return
        self._add(article, span, Motivation.BOOKMARKING, "", ())

    def do_set_motivation(self, count: int) -> None:
        """Say what the note is for."""
        from tui.annotations.corrections import is_correction
        from tui.annotations.model import Motivation
        from tui.screens.choice_screen import ChoiceScreen

        note, article = self.needed(), self._desk.article
        if note is None:
            return
        if is_correction(note):
            self._desk.notify("This note is a correction, and stays one", severity="warning", timeout=3)
            return
        offered = [each for each in Motivation if each is not Motivation.EDITING]  # which are corrections
        choices = [Choice(each[0], f"{each}{'  (now)' if each is note.motivation else ''}") for each in offered]

        def take(chosen: Chosen | None) -> None:
            motivation = next((each for each in offered if chosen is not None and each[0] == chosen.letter), None)
            if motivation is not None and motivation is not note.motivation:
                changed = replace(note, motivation=motivation, modified=datetime.now(UTC))
                self.change(lambda notebook: notebook.replace(changed), changed.id, article)

        passage = told_passage(note.body or note.target.quote.exact)
        self._desk.app.push_screen(ChoiceScreen("What the note is for", passage, choices), take)

    @cached_property
    def _links(self) -> NoteLinks:
        from tui.screens.note_links import NoteLinks

        return NoteLinks(self._desk)

    def do_link_note(self, count: int) -> None:
        self._links.do_link_note(count)

    def do_note_links(self, count: int) -> None:
        self._links.do_note_links(count)

    def do_edit_note(self, count: int) -> None:
        self._edit("Edit note", tags_first=False)

    def do_edit_tags(self, count: int) -> None:
        self._edit("Tags", tags_first=True)

    def _edit(self, heading: str, *, tags_first: bool) -> None:
        from tui.screens.note_editor import NoteEditor, NoteText, rewritten_note

        note, article = self.needed(), self._desk.article
        if note is None:
            return

        def write(written: NoteText | None) -> None:
            changed = rewritten_note(note, written) if written is not None else note
            if changed == note:
                return
            self.change(lambda notebook: notebook.replace(changed), changed.id, article)

        editor = NoteEditor(
            heading, note.target.quote.exact, body=note.body, tags=note.tags, tags_first=tags_first,
            known_tags=self.known_tags(), write=write,
        )  # fmt: skip
        self._desk.app.push_screen(editor, write)

    def do_delete_note(self, count: int) -> None:
        note = self.needed()
        if note is not None and self.change(lambda notebook: notebook.remove(note.id), None):
            keys = self._desk.session.keymap.keys_of("undo")
            self._desk.notify(f"Note deleted{f' ({keys[0]} brings it back)' if keys else ''}", timeout=4, markup=False)

    def do_undo(self, count: int) -> None:
        self._travel(lambda notebook: notebook.undo(), "Nothing to undo in this article", "Undone")

    def do_redo(self, count: int) -> None:
        self._travel(lambda notebook: notebook.redo(), "Nothing to redo in this article", "Done again")

    def do_repair_anchor(self, count: int) -> None:
        """Lay the note under the cursor to the selected words."""
        from tui.annotations.model import retargeted

        desk, note, article = self._desk, self.current(), self._desk.article
        span = desk.reading.selected
        if note is None or article is None or span is None:
            keys = desk.session.keymap.keys_of("select-characters")
            how = f" ({keys[0]})" if keys else ""
            desk.notify(f"Select the new place in the text{how}, come back here, then do this again", timeout=5)
            return
        moved = retargeted(note, article.document.text, span)
        if self.change(lambda notebook: notebook.replace(moved), moved.id):
            desk.reading.cancel_selection()
            desk.notify("The note is laid to the selected words", timeout=3)

    def offer_place(self, identifier: str) -> bool:
        """Select where a note without a place may belong, one place after the other; False where nothing is like it."""
        desk, article = self._desk, self._desk.article
        anchor = article.anchors.get(identifier) if article else None
        if article is None or anchor is None:
            return False
        places = anchor.candidates or ((anchor.guess,) if anchor.guess is not None else ())
        if not places:
            return False
        now = desk.reading.selected
        at = (places.index(now) + 1) % len(places) if now in places else 0
        desk.locus = article.note_locus(identifier)
        desk.reading.select(places[at])
        keys = desk.session.keymap.keys_of("repair-anchor")
        which = f"Place {at + 1} of {len(places)}" if len(places) > 1 else "Perhaps here"
        does = f": {keys[0]} lays the note to these words" if keys else ""
        desk.notify(f"{which}{does}{', Enter shows the next' if len(places) > 1 else ''}", timeout=6, markup=False)
        desk.update_status()
        return True

    def known_tags(self) -> list[str]:
        """The tags in use, for completion: those of the open article now, those of all others as soon as they are
        found."""
        article = self._desk.article
        known = sorted({tag for note in article.annotations for tag in note.tags}) if article else []
        folders = [store.folder for store in self._desk.session.note_stores()]

        def find() -> None:
            from tui.annotations.overview import tags_in

            for folder in folders:
                known.extend(sorted(tags_in(folder) - set(known)))

        self._desk.run_worker(find, thread=True, exclusive=False, exit_on_error=False)
        return known

    def needed(self) -> Annotation | None:
        """The note the reader is at; None, and a message, without one."""
        note = self.current()
        if note is None:
            self._desk.notify("There is no note here", severity="warning", timeout=2)
        return note

    def _add(self, article: ArticleLinks, span: Span, motivation: Motivation, body: str, tags: tuple[str, ...]) -> None:
        from tui.annotations.model import new_annotation

        note = new_annotation(
            article.document.text, span, motivation=motivation, body=body, tags=tags,
            creator=self._desk.session.creator,
        )  # fmt: skip
        self.change(lambda notebook: notebook.add(note), note.id, article)
        self._desk.reading.cancel_selection()

    def change(self, change: Callable[[Notebook], object], show: str | None, on: ArticleLinks | None = None) -> bool:
        """Make a change, show the note it made, and say where it was saved or why it was not. `on` is the article that
        was open when the reader was asked, which may have gone since; without it the open one is meant.
        """
        from tui.annotations.store import StoreError

        desk, article = self._desk, on or self._desk.article
        notebook = desk.flow.notebook(article.document) if article else None
        if notebook is None:
            return False
        failure = ""
        try:
            change(notebook)
        except StoreError as error:
            failure = str(error)
        desk.flow.notes_changed()
        if show is not None and desk.article is not None and desk.article.annotation(show) is not None:
            desk.locus = desk.article.note_locus(show)
        if failure:
            self._ask_where(notebook, failure)
        elif not self._path_told:
            self._path_told = True
            desk.notify(f"Saved in {notebook.path}", timeout=6, markup=False)
        desk.update_status()
        return not failure

    def do_save_notes(self, count: int) -> None:
        """Try again to save what could not be saved."""
        unsaved = self._desk.session.unsaved()
        if not unsaved:
            self._desk.notify("All notes are saved", timeout=2)
        for notebook in unsaved:
            self._retry(notebook)

    def _retry(self, notebook: Notebook) -> None:
        from tui.annotations.store import StoreError

        try:
            notebook.retry()
        except StoreError as error:
            self._ask_where(notebook, str(error))
        else:
            self._desk.notify(f"Saved in {notebook.path}", timeout=6, markup=False)
        self._desk.update_status()

    def _ask_where(self, notebook: Notebook, failure: str) -> None:
        """A note is in memory only: try again, another folder, or go on and try later."""
        if self._desk.session.is_ending:
            return
        from tui.screens.choice_screen import ChoiceScreen

        choices = [
            Choice("r", "retry"),
            Choice("e", "save elsewhere …", "a folder for these notes"),
            Choice("k", "keep it in memory and go on; any further change tries again"),
        ]

        def take(chosen: Chosen | None) -> None:
            if chosen is not None and chosen.letter == "r":
                self._retry(notebook)
            elif chosen is not None and chosen.letter == "e":
                self._save_elsewhere(notebook, Path(chosen.text).expanduser())

        self._desk.app.push_screen(ChoiceScreen("Not saved", failure, choices), take)

    def _save_elsewhere(self, notebook: Notebook, folder: Path) -> None:
        from tui.annotations.store import StoreError

        try:
            file = notebook.save_elsewhere(folder)
        except StoreError as error:
            self._ask_where(notebook, str(error))
            return
        self._desk.notify(f"Saved in {file}", timeout=8, markup=False)
        self._desk.update_status()

    def do_restore_note(self, count: int) -> None:
        """Bring back one of the notes that were deleted in the last 30 days."""
        from tui.screens.pick_screen import PickScreen

        desk, article = self._desk, self._desk.article
        notebook = desk.flow.notebook(article.document) if article else None
        deleted = notebook.deleted() if notebook else ()
        if not deleted:
            desk.notify("No deleted notes on this article", timeout=2)
            return

        def take(picked: int | None) -> None:
            if picked is not None:
                note = deleted[picked]
                self.change(lambda notebook: notebook.add(note), note.id, article)

        rows = [" ".join((note.body or note.target.quote.exact).split()) for note in deleted]
        desk.app.push_screen(PickScreen("Bring back a deleted note", rows), take)

    def _travel(self, step: Callable[[Notebook], object | None], otherwise: str, done: str) -> None:
        made: list[object | None] = []
        if self.change(lambda notebook: made.append(step(notebook)), None):
            self._desk.notify(done if made and made[0] is not None else otherwise, timeout=2)
