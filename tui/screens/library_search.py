"""Searching all articles from the desk: what is kept from one showing of the screen to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui import paths
from tui.library.search.searcher import Searcher, SearchError
from tui.searching.corrected import CorrectedFindings
from tui.searching.marks import Marks
from tui.searching.saved import SavedQueries

if TYPE_CHECKING:
    from tui.linking import Locus
    from tui.screens.desk import DeskScreen


class LibrarySearch:
    """Opens the search, and goes to what was found."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self.text = ""
        self.cursor = 0
        self.saved = SavedQueries(paths.user_queries())

    def open(self, text: str | None = None) -> None:
        """Show the screen with this query, or with that of last time."""
        from tui.screens.search_screen import SearchScreen

        if text is not None and text != self.text:
            self.text, self.cursor = text, 0
        marks = self._marks()
        searcher = self.searcher(marks)
        if searcher is None:
            return
        self._desk.app.push_screen(SearchScreen(self._desk, self, searcher, marks), self._go)

    def searcher(self, marks: Marks | None = None) -> Searcher | None:
        """Reads the library's index beside the desk, to be closed by who asks for it; None, and a message, where that
        cannot be.
        """
        library = self._desk.session.library
        try:
            if library.catalogue.in_memory:
                raise SearchError(library.catalogue.message)
            return Searcher(
                library.catalogue.path,
                marks or self._marks(),
                holds=lambda key: key in library,
                revisions=CorrectedFindings(self._folders(), library.catalogue.path),
            )
        except SearchError as error:
            self._desk.notify(str(error), severity="error", markup=False, timeout=8)
            return None

    def _marks(self) -> Marks:
        return Marks(paths.user_reading(), self._folders(), self._desk.session.library.catalogue.path)

    def _folders(self) -> list[Path]:
        return [store.folder for store in self._desk.session.note_stores()]

    def saved_queries(self) -> Sequence[tuple[str, str]]:
        """Name and query of each; none, and a message, where the file cannot be read."""
        from tui.checking import ConfigError

        try:
            return list(self.saved.all().items())
        except (ConfigError, OSError) as error:
            self._desk.notify(str(error), title="Saved queries", severity="warning", markup=False, timeout=8)
            return []

    def _go(self, locus: Locus | None) -> None:
        if locus is not None:
            self._desk.links.go(locus, visit=True)
