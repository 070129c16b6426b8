"""The quotations of a draft, held against the articles of the library."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from tui.comparison.drafts import Checked, DraftCheck, Verdict
from tui.documents.loading import DocumentError, load
from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.screens.list_screen import ListScreen
from tui.text import counted
from tui.widgets.check_list import CheckList, remarks

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_TELL = 50
"""Articles between two words on how far it is."""


class CheckScreen(ListScreen):
    """Reads the draft and the articles beside the keys, then lists the quotations with what became of them."""

    def __init__(self, desk: DeskScreen, draft: Path) -> None:
        self.list = CheckList(id="check")
        super().__init__(desk, self.list)
        self._draft = draft
        self._problems: list[str] = []

    def on_mount(self) -> None:
        self._tell("reading the draft …")
        self.run_worker(self._check(), exclusive=True)

    def _tell(self, progress: str) -> None:
        if self.is_mounted:
            self.list.progress = progress
            self.list.update_title()
            self.list.refresh()

    async def _check(self) -> None:
        try:
            check = await asyncio.to_thread(_read, self._draft)
        except DocumentError as error:
            self.app.notify(str(error), title="The draft cannot be read", severity="error", markup=False, timeout=8)
            self.dismiss(None)
            return
        await self._look_through(check)
        known = {key: self._analysis(key, article) for key, article in check.articles.items()}
        self._tell("comparing …")
        checked = await asyncio.to_thread(check.told, lambda key, article: known[key] or _extracted(article))
        if self.is_mounted:
            self.list.show(checked)
            self.update_status()

    async def _look_through(self, check: DraftCheck) -> None:
        library = self.session.library
        keys = library.keys
        given = {key: library.document(key) for key in library.given}
        loop = asyncio.get_running_loop()

        def look() -> None:
            for number, key in enumerate(keys):
                if not self.is_running:
                    return
                if number % _TELL == 0:
                    loop.call_soon_threadsafe(self._tell, f"looking through the articles {number:,}/{len(keys):,}")
                try:
                    check.take(key, given.get(key) or load(Path(key)))
                except DocumentError as error:
                    self._problems.append(str(error))

        await asyncio.to_thread(look)

    def _analysis(self, key: str, article: Document) -> Analysis | None:
        """What was found in an article, corrected; None where that is not known of this text."""
        analysis = self.session.library.analysis(key)
        return analysis if analysis is not None and analysis.document_id == article.id else None

    @on(CheckList.SourceWanted)
    def pick_source(self, event: CheckList.SourceWanted) -> None:
        from tui.screens.pick_screen import PickScreen

        sources = event.row.sources

        def picked(number: int | None) -> None:
            if number is not None:
                self.list.go_to(sources[number])

        rows = [
            f"{source.verdict}  {source.document.outlet or source.document.title}  “{' '.join(source.words.split())}”"
            for source in sources
        ]
        self.app.push_screen(PickScreen(f"{counted(len(sources), 'passage')} that it can come from", rows), picked)

    def status(self) -> tuple[str, str]:
        row = self.list.checked[self.list.index] if self.list.index is not None and self.list.checked else None
        counts = Counter(each.verdict for each in self.list.checked)
        told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
        problems = f" · {counted(len(self._problems), 'article')} could not be read" if self._problems else ""
        return remarks(row) if row else "", told + problems

    @property
    def checked(self) -> tuple[Checked, ...]:
        """What the list shows, without its filter."""
        return tuple(self.list.checked)


def _read(path: Path) -> DraftCheck:
    return DraftCheck.of(load(path))


def _extracted(article: Document) -> Analysis:
    from tui.extraction.pipeline import extract

    return extract(article)
