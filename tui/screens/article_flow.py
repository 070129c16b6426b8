"""Opening articles, and what comes in while the reader reads: analyses, notes, changed files."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.library.records import LARGE
from tui.linking import ArticleLinks, Locus
from tui.memory import give_back
from tui.screens.note_counts import count_notes, tell_shared
from tui.screens.reading_ahead import ReadingAhead
from tui.text import place_again

if TYPE_CHECKING:
    from tui.annotations.overview import NotesPlace
    from tui.annotations.store import Notebook
    from tui.documents import Document
    from tui.documents.loading import DocumentError
    from tui.screens.desk import DeskScreen

_LOOK_AT_NOTES = 0.7
"""Seconds between looks at the notes file, one `stat` each: an edit from outside is seen within a second."""

_PAINTED_AFTER = 0.01
"""Seconds after which a text is painted that was laid out: Textual's callbacks after a refresh come before that."""
_READY_AFTER = 0.6
"""Seconds after which the first key and the next start are made ready for."""
_TRIM_AFTER = 0.1
"""Seconds after which what reading a large article took is given back to the system."""


class ArticleFlow:
    """Keeps `desk.article` and the lists true to what is known. The first frame waits for the text alone."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self.text_alone = False
        """True while what is known of the open article is not shown yet, as it takes longer than the text."""
        self._told: set[str] = set()
        self._ahead = ReadingAhead(desk)

    def start(self) -> None:
        """Show the first article, then bring in what the first frame does not need."""
        library = self._desk.session.library
        if len(library):
            self._desk.locus = Locus(library.records[0].key)
            self._desk.call_after_refresh(self._read_first)
            return
        if library.is_lazy:
            self._desk.reading.problem = "Looking for articles …"
        else:
            from tui.screens.empty import nothing_to_read

            self._desk.reading.problem = nothing_to_read(self._desk.session)
            self._desk.panes.focus("reading")
        self._desk.call_after_refresh(self._read_first)

    def _read_first(self) -> None:
        """The list is on the screen: now the text and what is known of it, in one frame."""
        desk = self._desk
        desk.session.library.held.corrector = desk.session.corrected
        count_notes(self._desk)
        if desk.locus is not None and desk.article is None:
            self.open(desk.locus.path)
        # Not after the next refresh, which a widget may not have asked for yet: that would keep the text waiting.
        desk.set_timer(_PAINTED_AFTER, self._go_on)

    def _go_on(self) -> None:
        from tui.screens.ending import told_of_unsaved

        desk = self._desk
        library = desk.session.library
        for problem in desk.session.problems if desk.locus else ():  # else the text pane tells them
            desk.notify(problem, severity="warning", markup=False, timeout=8)
        for message in (library.catalogue.message, library.state.message, told_of_unsaved()):
            if message:
                desk.notify(message, severity="warning", markup=False, timeout=8)
        desk.intake.start()
        desk.set_interval(_LOOK_AT_NOTES, self._look_at_notes)
        desk.session.errands.add(self._ahead.make_ready, after=_READY_AFTER)
        desk.update_status()

    def _look_at_notes(self) -> None:
        """Take in what another program or an editor did to the notes on the open article."""
        article = self._desk.article
        if article is None:
            return
        notebook = self._desk.session.opened(article.document)
        if notebook is None:
            session = self._desk.session
            if session.has_notes(article.path, *session.copies(article.document)):
                self.refresh_article()
            return
        from tui.annotations.store import StoreError

        try:
            changed = notebook.reload()
        except StoreError:
            return  # told when a note is next saved
        if changed:
            self.notes_changed()
            self._tell_problems(notebook)

    def _tell_problems(self, notebook: Notebook) -> None:
        """Name damaged records once, by file and line; they stay in the file as they are."""
        for problem in notebook.problems:
            if str(problem) not in self._told:
                self._told.add(str(problem))
                self._desk.notify(str(problem), title="Notes", severity="warning", markup=False, timeout=10)

    async def close(self) -> None:
        self.remember_place()
        await self._desk.intake.close()

    def open(self, key: str, *, fresh: bool = False) -> bool:
        """Show an article in the text pane; False where it cannot be read (the pane says why)."""
        from tui.documents.loading import DocumentError

        desk, library = self._desk, self._desk.session.library
        self.remember_place()
        if library.is_slow(key):
            self._open_later(key)
            return False
        is_large = library.record(key).size > LARGE
        if is_large:
            give_back()  # and what the reading takes besides the text, too
        try:
            document = library.document(key, fresh=fresh)
        except DocumentError as error:
            self._say_problem(key, error, shown=True)
            return False
        newly = desk.article is None or desk.article.document is not document
        text_first = newly and is_large
        desk.article = ArticleLinks(key, document, None) if text_first else self._links(key, document)
        if newly or desk.locus is None or desk.locus.path != key:
            desk.locus = Locus(key)
        place = library.state.place(document.id) if newly else 0
        if place:
            desk.reading.show_offset(place)
        self.text_alone = text_first
        if text_first:
            asyncio.get_running_loop().call_later(_PAINTED_AFTER, self._complete, document)
            return True
        if desk.article.analysis is None:
            desk.intake.submit(key, first=True)
        self._desk.side.show()
        self._ahead.opened(key)
        return True

    def _complete(self, document: Document) -> None:
        """The text of a large article is on the screen: now what is known of it, which takes longer than the text."""
        desk = self._desk
        if not desk.is_mounted or desk.article is None or desk.article.document is not document:
            return
        self.text_alone = False
        desk.article = self._links(desk.article.path, document)
        if desk.article.analysis is None:
            desk.intake.submit(desk.article.path, first=True)
        self._desk.side.show()
        asyncio.get_running_loop().call_later(_TRIM_AFTER, self._rest)

    def _rest(self) -> None:
        """Give back what bringing a large article took."""
        self._desk.session.library.rest()
        give_back()

    def _open_later(self, key: str) -> None:
        """Read a large article in a thread, with the keys alive, and show it unless the reader has gone on."""
        from tui.documents.loading import DocumentError, load

        desk, library = self._desk, self._desk.session.library
        loop = asyncio.get_running_loop()
        path = library.record(key).path

        def read() -> None:
            result: Document | DocumentError
            give_back()  # and what the reading takes besides the text, too
            try:
                result = load(path)
            except DocumentError as error:
                result = error
            with contextlib.suppress(RuntimeError):  # the loop is closed: the reader has left
                loop.call_soon_threadsafe(show, result)

        def show(result: Document | DocumentError) -> None:
            if not desk.is_mounted:
                return
            wanted = desk.locus is not None and desk.locus.path == key
            if isinstance(result, DocumentError):
                self._say_problem(key, result, shown=wanted)
                return
            library.adopt(key, result)
            if wanted:
                self._open_at(desk.locus)
                loop.call_later(_TRIM_AFTER, self._rest)

        desk.article = None
        desk.reading.problem = f"Reading {library.record(key).title} …"
        desk.reading.refresh()
        desk.locus = Locus(key)
        self._desk.side.show()
        threading.Thread(target=read, daemon=True).start()  # leaving the program does not wait for it

    def _open_at(self, locus: Locus | None) -> None:
        """Show an article that can be shown now, at the place that the reader wanted meanwhile."""
        desk = self._desk
        if locus is not None and self.open(locus.path) and desk.article is not None and locus != Locus(locus.path):
            noted = locus.annotation if locus.span is None else None
            desk.locus = desk.article.note_locus(noted) if noted else desk.article.completed(locus)
            if desk.locus.span is not None:
                desk.reading.show_offset(desk.locus.span.start)

    def _say_problem(self, key: str, error: DocumentError, *, shown: bool) -> None:
        """An article cannot be read: its row says why, and the text pane where it would be shown."""
        desk, record = self._desk, self._desk.session.library.record(key)
        record.problem = error.reason
        desk.article_list.refresh()
        if shown:
            desk.reading.problem = f"{record.path.name}: {error.reason}"
            desk.reading.refresh()  # the article may have been none before
            desk.article = None
            desk.locus = Locus(key)
            self._desk.side.show()

    def remember_place(self) -> None:
        """Keep where the reader is in the open article, for the next time."""
        article = self._desk.article
        if article is not None and self._desk.reading.caret:
            self._desk.session.library.state.set_place(article.document.id, self._desk.reading.caret)

    def refresh_article(self) -> None:
        """Bring the open article's links up to date: its analysis came, or its notes changed."""
        article = self._desk.article
        if article is not None:
            notebook = self.notebook(article.document)
            self._desk.session.library.noted(article.path, len(notebook.annotations) if notebook else 0)
            self._desk.article = self._links(article.path, article.document)
            self._follow_actors(article)
            self._desk.side.show()

    def _follow_actors(self, before: ArticleLinks) -> None:
        """Actors that are told apart in another way than before have other ids: the reader stays at the same ones."""
        desk, after = self._desk, self._desk.article
        library = desk.session.library

        def now(actor: str) -> str | None:
            if after is None or library.registry.known(actor) is not None:
                return actor
            own = (own for own, canonical in before.canonical.items() if canonical == actor)
            return next((after.canonical[each] for each in own if each in after.canonical), None)

        meant = desk.locus.actor if desk.locus is not None else None
        if desk.locus is not None and meant is not None and (actor := now(meant)) != meant:
            desk.locus = replace(desk.locus, actor=actor)
        if desk.quotes.speaker is not None:
            actor = now(desk.quotes.speaker[0])
            desk.quotes.speaker = (actor, library.registry.actor(actor).name) if actor else None

    def read_in_background(self) -> None:
        """The open article was read by the background: show what was found, and the text where it is another now."""
        desk, article = self._desk, self._desk.article
        if article is None:
            return
        if desk.session.library.record(article.path).document_id in ("", article.document.id):
            self.refresh_article()
            return
        name, notebook = Path(article.path).name, desk.session.opened(article.document)
        busy = desk.app.screen is not desk or desk.reading.selection is not None
        if busy or (notebook is not None and notebook.unsaved):
            keys = desk.session.keymap.keys_of("reload")
            how = f": {keys[0]} reads it again" if keys else ""
            desk.notify(f"{name} has changed on the disk{how}", severity="warning", markup=False, timeout=8)
            return
        caret, before = desk.reading.caret, article.document.text
        if notebook is not None:
            desk.session.notebook(article.document, fresh=True)
        if self.open(article.path) and desk.article is not None:
            desk.reading.show_offset(place_again(before, caret, desk.article.document.text))
            desk.notify(f"{name} has changed on the disk", markup=False, timeout=4)

    def notes_changed(self) -> None:
        """The notes on the open article changed; where corrections are among them, so does what was found in it."""
        from tui.annotations.model import Motivation

        before = self._desk.article
        self.refresh_article()
        after = self._desk.article
        if before is None or after is None:
            return
        corrections = [
            {note for note in article.annotations if note.motivation is Motivation.EDITING}
            for article in (before, after)
        ]
        if corrections[0] != corrections[1]:
            self._desk.session.library.recorrect(after.path)
            self.refresh_article()

    def notes_changed_elsewhere(self, corrected: Iterable[NotesPlace]) -> None:
        """Notes of any article were changed, maybe those of the open one; corrections of the articles named."""
        from tui.screens.note_places import article_of

        count_notes(self._desk)
        for place in corrected:
            key = article_of(self._desk.session, place)
            if key is not None:
                self._desk.session.library.recorrect(key)
        if self._desk.article is not None:
            self.notes_changed()

    def _links(self, key: str, document: Document) -> ArticleLinks:
        library = self._desk.session.library
        found = library.analysis(key)
        analysis = found if found is None or found.document_id == document.id else None  # of a text that is newer
        session = self._desk.session
        noted = session.opened(document) is not None or session.has_notes(key, *session.copies(document))
        notebook = self.notebook(document) if noted else None
        if notebook is not None and notebook.annotations:
            tell_shared(self._desk, document, self._told)
        return ArticleLinks(
            key,
            document,
            analysis,
            notebook.annotations if notebook else (),
            notebook.anchors if notebook else {},
            library.canonical(analysis) if analysis else {},
        )

    def notebook(self, document: Document) -> Notebook | None:
        """The notes on a document; None (and a message) where they cannot be read."""
        from tui.annotations.store import StoreError

        try:
            notebook = self._desk.session.notebook(document)
        except StoreError as error:
            self._desk.notify(str(error), severity="error", markup=False, timeout=10)
            return None
        self._tell_problems(notebook)
        return notebook

    def do_reload(self, count: int) -> None:
        """Read the open article and its notes again, and look for articles that are new, changed or gone."""
        self._desk.intake.look_soon()
        article = self._desk.article
        key = article.path if article else self._desk.locus.path if self._desk.locus else None
        if key is None:
            return
        if article is not None:
            self._desk.session.notebook(article.document, fresh=True)
        if self.open(key, fresh=True):
            self._desk.notify("Read again from the disk", timeout=2)
