"""The lists beside the text: quotes, actors and notes of the open article, or quotes and actors of many."""

from __future__ import annotations

import asyncio
from itertools import chain
from typing import TYPE_CHECKING

from tui.library.found import ArticleQuotes, actors_in, quotes_in
from tui.screens.slices import go_on
from tui.text import counted

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen
    from tui.widgets.actor_list import ActorList
    from tui.widgets.note_list import NoteList

_MOST = 200
"""Articles of a large library whose quotes and actors are listed together."""


class SideLists:
    """Keeps the lists true to what is known of the articles that they are of."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self.everywhere = False
        """Quotes and actors of all articles, not only of the open one."""
        self.is_awaited = False
        """True until they are shown anew, and with them the status line."""
        self._gathering = False

    def articles(self) -> list[str]:
        """The articles whose quotes and actors are listed, copies once: of a large library the first that are shown."""
        desk = self._desk
        if not self.everywhere:
            return [desk.article.path] if desk.article else []
        library = desk.session.library
        if not library.is_lazy:
            keys = library.keys  # made of the rows, each time it is asked for
            return [keys[row] for row in library.folding.standing(len(library))]
        return [library.records[row].key for row in desk.article_list.shown[:_MOST]]

    def show(self) -> None:
        """Have the lists shown anew, once, however often this is asked for before the next frame."""
        if not self.is_awaited:
            self.is_awaited = True
            self._desk.call_next(self._show)

    def _show(self) -> None:
        self.is_awaited = False
        desk, library = self._desk, self._desk.session.library
        if not desk.is_mounted:
            return
        if desk.article is not None:
            desk.quotes.pending = desk.article.analysis is None
        else:  # a large one that is being read, or one that cannot be
            desk.quotes.pending = desk.locus is not None and not library.record(desk.locus.path).problem
        if self.everywhere:
            desk.quotes.show(list(quotes_in(library, self.articles())), self._article_name)
        else:
            desk.quotes.show(ArticleQuotes(library, desk.article.path) if desk.article else (), None)
        if desk.has_pane("actors"):
            self.show_actors(desk.actors)
        if desk.has_pane("notes"):
            self.show_notes(desk.note_list)
        if desk.article is not None:
            desk.article_list.refresh_row(desk.article_list.cursor)
        desk.update_status()

    def show_actors(self, actors: ActorList) -> None:
        actors.show(actors_in(self._desk.session.library, self.articles()))

    def show_notes(self, notes: NoteList) -> None:
        article = self._desk.article
        notebook = self._desk.session.opened(article.document) if article is not None else None
        damaged = len(notebook.problems) if notebook is not None else 0
        if article is None or not article.annotations:
            notes.show([], damaged)
            return
        from tui.screens.note_rows import note_rows

        notes.show(note_rows(article), damaged)

    def _article_name(self, key: str) -> str:
        return self._desk.session.library.record(key).known_as

    def do_toggle_scope(self, count: int) -> None:
        self.everywhere = not self.everywhere
        if not self.everywhere:
            self.show()
            self._desk.notify("Quotes and actors of this article", timeout=2)
        elif not self._gathering:
            self._desk.run_worker(self._gather())

    async def _gather(self) -> None:
        """Have what was found in the articles at hand, a little at a time, then list it."""
        library, keys = self._desk.session.library, self.articles()
        self._gathering = True
        steps = chain(map(library.findings, keys), library.registry.settle())
        while go_on(steps):
            await asyncio.sleep(0)
        self._gathering = False
        if not self.everywhere:
            return
        self.show()
        of = "all articles"
        if library.is_lazy:
            of = f"the first {counted(len(keys), 'article')} in the list: filter it, or search all of them"
        self._desk.notify(f"Quotes and actors of {of}", timeout=4 if library.is_lazy else 2)
