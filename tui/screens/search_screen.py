"""The search of all articles: a query is answered as it is typed, and what is found is a list like any other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.timer import Timer
from textual.widget import Widget

from tui.actions import Context
from tui.library.query.fields import SYNTAX
from tui.library.query.model import Node, QueryError, told
from tui.library.query.parsing import parse
from tui.library.search.searcher import Found, Hit, Interrupted, Searcher, SearchError
from tui.screens.list_screen import ListScreen
from tui.screens.query_completion import Completion, completions
from tui.widgets.hit_list import HitList, SavedQuery
from tui.widgets.prompt import Prompt
from tui.widgets.query_line import QueryLine
from tui.widgets.strips import ended

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen
    from tui.screens.library_search import LibrarySearch
    from tui.searching.marks import Marks

_PAUSE = 0.04
"""Seconds without a letter after which the query is asked."""
_AGAIN = 1.0
"""Seconds between looks whether articles were read that were not when the query was asked."""
_PAGE = 20
"""Articles whose passages are looked for at once."""
_STATUS_EDGES = 3
"""Cells that the status line keeps beside its words."""
_SAVE = "save"
_NOTHING = Completion(0, ())


def _begun(text: str) -> Node | None:
    """The query that this could be the beginning of: its last word may go on."""
    try:
        return parse(f"{text}*") if text[-1:].isalnum() else None
    except QueryError:
        return None


class SearchScreen(ListScreen):
    """Gives back the place that is wanted. The answer never holds the keys: it comes from a thread, which is
    interrupted when more is typed."""

    CONTEXTS: ClassVar = (Context.SEARCH, Context.LIST, Context.DESK)
    MEANINGS: ClassVar = {
        **ListScreen.MEANINGS,
        "search": "Change the query.",
        "follow": "Go to the passage; search for the saved query.",
        "delete-note": "Take the saved query away.",
        "reload": "Search again.",
    }
    FOOTER: ClassVar = ("follow", "search", "filter", "save-query", "help", "back-or-close")

    def __init__(self, desk: DeskScreen, kept: LibrarySearch, searcher: Searcher, marks: Marks) -> None:
        self.list = HitList(id="hits")
        super().__init__(desk, self.list)
        self.line = QueryLine(kept.text, leave=self._leave_line, complete=self._take_completion)
        self._kept = kept
        self._searcher = searcher
        self._marks = marks
        self._revision = 0
        self._timer: Timer | None = None
        self._found: Found | None = None
        self._looked_for = 0
        """Articles whose passages were looked for so far."""
        self._read = 0
        """Articles that had been read when the query was asked."""
        self._completion = _NOTHING
        self._taken = 0
        """How many completions Tab has gone through."""
        self._completed = ""
        """What Tab has written, which is not completed anew."""

    def above(self) -> Iterable[Widget]:
        return (self.line,)

    def begins_at(self) -> Widget:
        return self.line.input

    def on_mount(self) -> None:
        self._ask(cursor=self._kept.cursor)
        self.set_interval(_AGAIN, self._ask_again)

    def on_unmount(self) -> None:
        self._searcher.interrupt()
        self._kept.cursor = self.list.cursor
        self._searcher.close()

    # Asking

    @on(QueryLine.Typed)
    def _typed(self, event: QueryLine.Typed) -> None:
        if event.text == self._kept.text:
            return  # as it was at the start
        self._kept.text = event.text
        self._revision += 1
        self._searcher.interrupt()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._ask)

    def _ask_again(self) -> None:
        """Find what was read since the query was asked: at the end of it all, or at once while nothing is found."""
        indexer = self.desk.intake.indexer
        if indexer is not None and indexer.done != self._read and not (indexer.busy and self.list.shown):
            self._ask(cursor=self.list.cursor)

    def _ask(self, *, cursor: int = 0) -> None:
        text = self.line.value
        self._read = self.desk.intake.indexer.done if self.desk.intake.indexer is not None else 0
        self.run_worker(self._complete(text, self._revision))
        try:
            query = parse(text)
        except QueryError as error:
            self._show_none("The query has to be put right first")
            self.line.tell_wrong(error)
            return
        if query is None:
            self._found = None
            self.list.show([SavedQuery(*each) for each in self._kept.saved_queries()], None)
            self.line.tell(" “red line”  minist*  speaker:name  about:name  kind:direct  date:2022-02  OR NOT ( )")
            self.update_status()
            return
        self.line.tell("")
        self.run_worker(self._answer(query, _begun(text), self._revision, cursor))

    async def _answer(self, query: Node, begun: Node | None, revision: int, cursor: int) -> None:
        """Show what fits; where nothing does, what would if the last word is only begun."""
        try:
            instead = ""
            found, hits = await asyncio.to_thread(self._look, query, revision, cursor)
            if not hits and begun is not None:
                found, hits = await asyncio.to_thread(self._look, begun, revision, cursor)
                instead = told(begun) if hits else ""
        except Interrupted:
            return
        except SearchError as error:
            if self.is_mounted and revision == self._revision:
                self._show_none("There is no answer")
                self.line.tell(f" {error}")
            return
        if revision != self._revision or not self.is_mounted:
            return
        self._found, self._looked_for = found, max(_PAGE, cursor)
        self.list.show(hits, len(found.numbers), instead, cursor=cursor)
        self.update_status()

    def _show_none(self, why: str) -> None:
        """Take away what an earlier query found."""
        self._found = None
        self.list.show_none(why)
        self.update_status()

    def _look(self, query: Node, revision: int, cursor: int) -> tuple[Found, list[Hit]]:
        """In a thread."""
        self._go_on(revision)
        found = self._searcher.find(query)
        self._go_on(revision)
        return found, self._searcher.hits(found, 0, max(_PAGE, cursor))

    def _go_on(self, revision: int) -> None:
        if revision != self._revision:
            raise Interrupted

    @on(HitList.NearEnd)
    def _more(self) -> None:
        if self._found is not None and self._looked_for < len(self._found.numbers):
            start, self._looked_for = self._looked_for, self._looked_for + _PAGE
            self.run_worker(self._add(self._found, start, self._revision))

    async def _add(self, found: Found, start: int, revision: int) -> None:
        try:
            hits = await asyncio.to_thread(self._searcher.hits, found, start, start + _PAGE)
        except (Interrupted, SearchError):
            return
        if revision == self._revision and self.is_mounted:
            self.list.add(hits)

    # Completing

    async def _complete(self, text: str, revision: int) -> None:
        if text == self._completed:
            return
        try:
            found = await asyncio.to_thread(completions, text, self._searcher, self._marks)
        except (Interrupted, SearchError):
            return
        if revision != self._revision or not self.is_mounted:
            return
        self._completion, self._taken = found, 0
        if found.texts:
            self.line.tell_completions(found.texts)

    def _take_completion(self) -> None:
        texts = self._completion.texts
        if not texts:
            return
        chosen = texts[self._taken % len(texts)]
        self._taken += 1
        self._completed = self.line.value[: self._completion.start] + chosen
        self.line.write(self._completed)

    # Keys

    def on_key(self, event: events.Key) -> None:
        self.session.gate.through(event)
        if self.line.input.has_focus and not event.is_printable and event.key not in self.active_bindings:
            self.dispatcher.key(event)  # what the line itself has no use for

    def _leave_line(self, given_up: bool) -> None:
        if self.list.shown:
            self.set_focus(self.list)
        elif given_up:
            self.dismiss(None)

    def do_search(self, count: int) -> None:
        self.set_focus(self.line.input)

    def do_reload(self, count: int) -> None:
        self._ask(cursor=self.list.cursor)

    def do_help(self, count: int) -> None:
        from tui.screens.help import HelpScreen

        self.app.push_screen(
            HelpScreen(
                self.session.keymap, self.contexts(), self.dispatcher.does, self.MEANINGS, {"What to write": SYNTAX}
            )
        )

    def status(self) -> tuple[str, str]:
        row = self.list.row
        indexer, right = self.desk.intake.indexer, ""
        if indexer is not None and indexer.busy:
            right = f"{indexer.done:,} of {indexer.total:,} articles are read; those to come are not found yet"
        if not isinstance(row, Hit):
            return row.query if row is not None else "", right
        room = self.size.width - cell_len(right) - _STATUS_EDGES  # the name of the file is what tells it apart
        return ended(row.path, f"/{row.path.rpartition('/')[2]}", max(room, 0)), right

    # Saved queries

    @on(HitList.Asked)
    def _ask_saved(self, event: HitList.Asked) -> None:
        self.line.write(event.saved.query)
        self.set_focus(self.line.input)

    def do_save_query(self, count: int) -> None:
        """Ask for a name for the query; none takes its name away."""
        text = self.line.value.strip()
        try:
            wanted = parse(text)
        except QueryError as error:
            self.line.tell_wrong(error)
            return
        if wanted is None:
            self.notify("Type a query first", timeout=2)
        else:
            self.ask(Prompt(_SAVE, "Save as", hint="a name for this query"))

    def answered(self, purpose: str, text: str) -> None:
        """Save the query."""
        name = text.strip()
        if name:
            self._change_saved(partial(self._kept.saved.save, name, self.line.value.strip()), f"Saved as “{name}”")

    def do_delete_note(self, count: int) -> None:
        row = self.list.row
        if isinstance(row, SavedQuery):
            self._change_saved(partial(self._kept.saved.forget, row.name), f"“{row.name}” is no longer saved")
            self._ask()

    def _change_saved(self, change: Callable[[], object], told: str) -> None:
        from tui.checking import ConfigError

        try:
            change()
        except (ConfigError, OSError) as error:
            self.notify(str(error), title="Saved queries", severity="error", markup=False, timeout=8)
        else:
            self.notify(told, timeout=3, markup=False)
