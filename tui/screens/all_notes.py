"""The notes of all articles on one screen: found, put in order and in groups, changed together."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on

from tui.actions import Context
from tui.annotations.arranging import Arrangement, Grouping, Order, arranged
from tui.annotations.overview import Kept, Overview
from tui.memory import uncollected
from tui.screens.bulk_changes import BulkChanges
from tui.screens.note_actors import NoteActors
from tui.screens.rows_screen import RowsScreen
from tui.text import counted
from tui.widgets.all_notes_list import AllNotesList
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui.annotations.model import Annotation
    from tui.screens.desk import DeskScreen

_Choice = TypeVar("_Choice", Order, Grouping)
_LOOK = 0.8
"""Seconds between looks at the files."""
_TELL = 20
"""Files between two words on how far the reading is."""
_SHOW = 1.0
"""Seconds of reading after which what was read so far is shown."""
_TAGS = "tags"


class AllNotes:
    """What is kept from one showing of the screen to the next: the notes read, their order, and the steps that can be
    undone."""

    def __init__(self, desk: DeskScreen) -> None:
        self.overview = Overview([store.folder for store in desk.session.note_stores()])
        self.order, self.grouping = Order.ARTICLE, Grouping.ARTICLE
        self.filter_text = ""
        self.cursor = 0
        self.actors = NoteActors(desk)
        self.changes = BulkChanges(desk.session)

    def look_again(self, desk: DeskScreen) -> None:
        """Folders of notes may have come since."""
        self.overview.folders = [store.folder for store in desk.session.note_stores()]


class AllNotesScreen(RowsScreen[Kept | None]):
    """Gives back the note whose passage is wanted, None for none."""

    CONTEXTS: ClassVar = (Context.ALL_NOTES, Context.LIST, Context.DESK)
    MEANINGS: ClassVar[Mapping[str, str]] = {
        **RowsScreen.MEANINGS,
        "cancel": "Drop the marks, then the filter; without either, go back to the desk.",
    }
    FOOTER: ClassVar = (
        "help", "follow", "mark-note", "mark-all-notes", "group-notes", "sort-notes", "filter", "edit-tags",
        "edit-note", "delete-note", "undo", "back-or-close",
    )  # fmt: skip
    FILTER: ClassVar = ("Find", "words, #tag, @who; all of them must be there")

    def __init__(self, desk: DeskScreen, model: AllNotes) -> None:
        self.list = AllNotesList(id="all-notes")
        super().__init__(desk, self.list)
        self._model = model
        self._revision = 0
        self._busy = False
        self._shown: object = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def on_mount(self) -> None:
        self.list.filter_text = self._model.filter_text
        self.list.progress = "reading notes …"
        super().on_mount()
        self.set_interval(_LOOK, self._look)
        self._look()

    def on_unmount(self) -> None:
        self._model.filter_text, self._model.cursor = self.list.filter_text, self.list.cursor

    def status(self) -> tuple[str, str]:
        kept, problems = self.list.kept, self._model.overview.problems
        return kept.place.article if kept else "", self._model.changes.told or (problems[0] if problems else "")

    # Reading

    def _look(self) -> None:
        """Read what has changed, beside the keys; not while many notes are being changed."""
        if not self._busy and not self._model.changes.told:
            self._busy = True
            self.run_worker(self._read(), exclusive=False)

    async def _read(self) -> None:
        overview = self._model.overview
        first = not overview.notes
        loop = asyncio.get_running_loop()

        def tell(done: int, total: int, notes: Sequence[Kept] | None) -> None:
            if self.is_mounted:
                self.list.progress = f"reading notes {done:,}/{total:,}"
                self.list.update_title()
                self.list.refresh()
                if notes is not None:
                    self._show(notes, arranged(notes, Order.ARTICLE, Grouping.ARTICLE))

        def read() -> None:
            shown = time.monotonic()
            with uncollected() if first else contextlib.nullcontext():
                for done, total in overview.refresh():
                    if done % _TELL == 0 and first:
                        some = None
                        if time.monotonic() - shown > _SHOW:
                            some, shown = overview.so_far(), time.monotonic()
                        loop.call_soon_threadsafe(tell, done, total, some)
                    if not self.is_running:
                        return

        try:
            await asyncio.to_thread(read)
        finally:
            self._busy = False
        if self.is_mounted:
            self.list.progress = ""
            await self._arrange()

    async def _arrange(self, *, anew: bool = False) -> None:
        """Put the notes in order, beside the keys, and show them; what came in meanwhile goes before."""
        model = self._model
        notes = model.overview.notes
        wanted = (notes, model.order, model.grouping, model.actors.revision)
        if wanted == self._shown and not anew:
            self.list.update_title()
            return
        self._revision += 1
        revision = self._revision
        if model.grouping is Grouping.ACTOR:
            await model.actors.find(notes, self._tell_actors)
        arrangement = await asyncio.to_thread(arranged, notes, model.order, model.grouping, model.actors.names)
        if revision == self._revision and self.is_mounted:
            self._show(notes, arrangement)
            self._shown = (notes, model.order, model.grouping, model.actors.revision)

    def _tell_actors(self, done: int, total: int) -> None:
        if self.is_mounted:
            self.list.progress = f"finding actors {done:,}/{total:,}" if done < total else ""
            self.list.update_title()

    def _show(self, notes: Sequence[Kept], arrangement: Arrangement) -> None:
        model = self._model
        by = f"by {model.grouping}, " if model.grouping is not Grouping.NONE else ""
        self.list.about = f"{by}{_ORDERS[model.order]}"
        first = not self.list.notes
        self.list.show(notes, arrangement, shows_article=model.grouping is not Grouping.ARTICLE)
        if first and model.cursor:
            self.list.move_to(model.cursor)
        self.update_status()

    def do_cancel(self, count: int) -> None:
        """Drop the marks, then the filter, then close."""
        if self.list.unmark():
            return
        if self.list.filter_text:
            self.list.set_filter("")
        else:
            self.dismiss(None)

    def do_reload(self, count: int) -> None:
        self._look()

    @on(AllNotesList.Chosen)
    def go(self, event: AllNotesList.Chosen) -> None:
        self.dismiss(event.kept)

    # Order and groups

    def do_group_notes(self, count: int) -> None:
        self._model.grouping = _next(self._model.grouping, list(Grouping), count)
        self.run_worker(self._arrange(), exclusive=False)

    def do_sort_notes(self, count: int) -> None:
        self._model.order = _next(self._model.order, list(Order), count)
        self.run_worker(self._arrange(), exclusive=False)

    def filter_told(self) -> str:
        return f"{self.list.notes_shown:,}"

    # Changing

    def do_edit_tags(self, count: int) -> None:
        """Ask for tags to add to the notes chosen, and to take away."""
        chosen = self._chosen()
        if chosen:
            from tui.screens.note_editor import TagSuggester

            known = sorted({tag for kept in self._model.overview.notes for tag in kept.note.tags})
            label = f"Tags of {len(chosen):,} notes" if len(chosen) > 1 else "Tags"
            now = " ".join(chosen[0].note.tags) if len(chosen) == 1 else ""
            hint = "tags to add, parted by spaces; -tag takes one away"
            self.ask(Prompt(_TAGS, label, text=now, hint=hint, suggester=TagSuggester(known)))

    def answered(self, purpose: str, text: str) -> None:
        """Change the tags."""
        from tui.screens.bulk_changes import retagged

        chosen = self._chosen()
        replace = len(chosen) == 1  # one note's tags were there to be changed
        changed = partial(retagged, words=text, replaces=replace)
        self._run(chosen, changed, "tagged")

    def do_delete_note(self, count: int) -> None:
        self._run(self._chosen(), None, "deleted")

    def do_undo(self, count: int) -> None:
        self._travel(undo=True)

    def do_redo(self, count: int) -> None:
        self._travel(undo=False)

    def do_edit_note(self, count: int) -> None:
        """Write the note under the cursor anew."""
        kept = self.list.kept
        if kept is None:
            return
        from tui.screens.note_editor import NoteEditor, NoteText, rewritten_note

        known = sorted({tag for each in self._model.overview.notes for tag in each.note.tags})

        def write(written: NoteText | None) -> None:
            if written is not None:
                self._run([kept], lambda note: rewritten_note(note, written), "changed")

        note = kept.note
        self.app.push_screen(
            NoteEditor(
                "Edit note", note.target.quote.exact, body=note.body, tags=note.tags, known_tags=known, write=write
            ),
            write,
        )

    def _chosen(self) -> list[Kept]:
        chosen = self.list.chosen_notes
        if not chosen:
            self.notify("There is no note here", severity="warning", timeout=2)
        return chosen

    def _run(self, chosen: Sequence[Kept], change: Callable[[Annotation], Annotation] | None, done: str) -> None:
        if chosen:
            self._work(lambda: self._model.changes.make(chosen, change, self._tell_change), done)

    def _travel(self, *, undo: bool) -> None:
        changes = self._model.changes
        if not (changes.done if undo else changes.undone):
            what = "undo" if undo else "redo"
            self.notify(f"Nothing to {what} here: what was done on the desk is undone there", timeout=3)
            return
        self._work(lambda: changes.travel(self._tell_change, undo=undo), "taken back" if undo else "made again")

    def _work(self, work: Callable[[], int], done: str) -> None:
        """Do it beside the keys; one at a time."""
        if self._model.changes.told:
            self.notify("Wait: the notes are being changed", timeout=2)
            return
        self._model.changes.told = "changing notes …"
        self.update_status()
        self.run_worker(self._worked(work, done), exclusive=False)

    async def _worked(self, work: Callable[[], int], done: str) -> None:
        changes = self._model.changes
        self._loop = asyncio.get_running_loop()
        try:
            count = await asyncio.to_thread(work)
        finally:
            changes.told = ""
        failures = changes.failures
        keys = self.session.keymap.keys_of("undo")
        if failures:
            more = f" (and {len(failures) - 1:,} more files)" if len(failures) > 1 else ""
            self.app.notify(
                f"{failures[0]}{more}: kept in memory", title="Not saved", severity="error", markup=False, timeout=10,
            )  # fmt: skip
        back = f" ({keys[0]} takes it back)" if keys and done in ("deleted", "tagged") and count else ""
        self.app.notify(f"{counted(count, 'note')} {done}{back}", timeout=4, markup=False)
        self.desk.flow.notes_changed_elsewhere(changes.corrected)
        if self.is_mounted:
            self.list.unmark()
            self._look()
            self.update_status()

    def _tell_change(self, done: int, total: int) -> None:
        """From the thread that changes them, which does not wait for it to be shown."""
        self._model.changes.told = f"changing notes {done:,}/{total:,} files"
        if self._loop is not None and done % _TELL == 1:
            self._loop.call_soon_threadsafe(self.update_status)


_ORDERS = {
    Order.ARTICLE: "in the order of the text",
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.WORDS: "by their words",
}


def _next(now: _Choice, choices: Sequence[_Choice], count: int) -> _Choice:
    return choices[(choices.index(now) + count) % len(choices)]
