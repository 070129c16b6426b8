"""The quotations of a draft, held against the articles of the library."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from tui.comparison.checked import Checked, Verdict
from tui.library import child
from tui.library.drafts.messages import Job, Known, Looked, Outcome, Wanted
from tui.library.pickled import frame, message_of
from tui.library.protocol import HEADER
from tui.screens.list_screen import ListScreen
from tui.text import counted
from tui.widgets.check_list import CheckList, remarks

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_MODULE = "tui.library.drafts.process"


class CheckScreen(ListScreen):
    """Has a process of its own read the draft and the articles, then lists the quotations with what became of them."""

    def __init__(self, desk: DeskScreen, draft: Path) -> None:
        self.list = CheckList(id="check")
        super().__init__(desk, self.list)
        self._draft = draft
        self._unreadable = 0

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
            outcome = await self._outcome()
        except EOFError:
            self._give_up("The draft is not checked", "The process that checks it has ended")
            return
        except OSError as error:
            self._give_up("The draft is not checked", error.strerror or str(error))
            return
        if outcome.fault:
            self._give_up("The draft cannot be read", outcome.fault)
            return
        self._unreadable = outcome.unreadable
        if self.is_mounted:
            self.list.show(outcome.checked)
            self.update_status()

    def _give_up(self, title: str, why: str) -> None:
        if self not in self.app.screen_stack:  # closed in the meantime
            return
        self.app.notify(why, title=title, severity="error", markup=False, timeout=8)
        if self.is_active:
            self.dismiss(None)
        else:  # the window over it is not the one to be closed
            self._tell(why)

    async def _outcome(self) -> Outcome:
        """Raises OSError where there can be no process more, and EOFError where it ends before it is done."""
        library = self.session.library
        keys = library.keys
        process = await child.start(_MODULE)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has ended, as is seen below
                given = {key: library.document(key) for key in library.shown.given}
                process.stdin.write(frame(Job(self._draft, list(keys), given)))
                await process.stdin.drain()
            while True:
                (length,) = HEADER.unpack(await process.stdout.readexactly(HEADER.size))
                message = message_of(await process.stdout.readexactly(length))
                match message:
                    case Outcome():
                        return message
                    case Looked(number):
                        self._tell(f"looking through the articles {number:,}/{len(keys):,}")
                    case Wanted(documents):
                        self._tell("comparing …")
                        process.stdin.write(frame(self._known(documents)))
        finally:
            await child.end(process)

    def _known(self, documents: Mapping[str, str]) -> Known:
        """What was found in articles, corrected; not of those whose text is another now."""
        found = {key: self.session.library.analysis(key) for key in documents if key in self.session.library}
        return Known({key: each for key, each in found.items() if each and each.document_id == documents[key]})

    @on(CheckList.SourceWanted)
    def pick_source(self, event: CheckList.SourceWanted) -> None:
        from tui.screens.pick_screen import PickScreen

        sources = event.row.sources

        def picked(number: int | None) -> None:
            if number is not None:
                self.list.go_to(sources[number])

        rows = [
            f"{source.verdict}  {source.document.known_as}  “{' '.join(source.words.split())}”" for source in sources
        ]
        self.app.push_screen(PickScreen(f"{counted(len(sources), 'passage')} that it can come from", rows), picked)

    def status(self) -> tuple[str, str]:
        row = self.list.checked[self.list.index] if self.list.index is not None and self.list.checked else None
        counts = Counter(each.verdict for each in self.list.checked)
        told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
        problems = f" · {counted(self._unreadable, 'article')} could not be read" if self._unreadable else ""
        return remarks(row) if row else "", told + problems

    @property
    def checked(self) -> tuple[Checked, ...]:
        """What the list shows, without its filter."""
        return tuple(self.list.checked)
