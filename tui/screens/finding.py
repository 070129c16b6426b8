"""Searching in the text and filtering a list, both as the reader types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.find import PatternError, find_all
from tui.widgets.prompt import Prompt
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_SEARCH, _FILTER = "search", "filter"


class Finding:
    """Holds the query in force. Escape in the prompt puts everything back as it was."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self.query = ""
        self._origin = 0
        self._before = ""
        self._list: RowList | None = None

    @property
    def shown(self) -> str:
        """The count for the status line: "4/14"; empty where nothing is searched for."""
        reading = self._desk.reading
        if not self.query:
            return ""
        return f"{reading.hit + 1}/{len(reading.hits)}" if reading.hits else "no match"

    def do_search(self, count: int) -> None:
        if self._is_open():
            return
        self._desk.panes.typed_for = ""
        self._origin, self._before = self._desk.reading.caret, self.query
        hint = "words; re:… regular expression; w:… whole words"
        self._open(Prompt(_SEARCH, "Search", hint=hint))

    def do_filter(self, count: int) -> None:
        pane = self._desk.focused_pane()
        if isinstance(pane, RowList) and not self._is_open():
            self._list, self._before = pane, pane.filter_text
            pane.prepare_filter()
            self._desk.panes.typed_for = pane.id or ""
            hint = "words that a row must hold"
            self._open(Prompt(_FILTER, "Filter", text=pane.filter_text, hint=hint, told=_left(pane)))

    def _is_open(self) -> bool:
        """True where something is being typed already; a click beside it may have taken the focus."""
        for prompt in self._desk.query(Prompt):
            prompt.field.focus()
            return True
        return False

    def _open(self, prompt: Prompt) -> None:
        prompt.open_on(self._desk)
        self._desk.session.gate.hold_for(prompt)

    def do_next_match(self, count: int) -> None:
        self._next(count)

    def do_previous_match(self, count: int) -> None:
        self._next(-count)

    def _next(self, step: int) -> None:
        if not self.query:
            self._desk.notify("Search first: /", timeout=2)
            return
        problem = self._search(self.query)
        if not self._desk.reading.hits:
            told = problem or f"“{self.query}” is not in this article"
            self._desk.notify(told, timeout=2, markup=False)
            return
        self._desk.reading.go_to_hit(step)

    async def typed(self, purpose: str, text: str) -> None:
        """The prompt holds this now."""
        prompt = self._desk.query(Prompt).first()  # Textual keeps all that `query_one` found
        if prompt.value != text:
            return  # more was typed meanwhile, and is on its way: in megabytes of text a search takes a while
        if purpose == _FILTER and self._list is not None:
            if await self._list.filter_as_typed(text, lambda: prompt.value == text):
                prompt.tell(_left(self._list))
            return
        self.query = text
        problem = self._search(text)
        if problem:
            prompt.tell(problem)
            return
        self._desk.reading.go_to_hit(1, origin=self._origin)
        prompt.tell(self.shown)

    async def ended(self, purpose: str, text: str, *, accepted: bool) -> None:
        """The prompt was accepted or given up."""
        if purpose == _FILTER and self._list is not None:
            if not accepted:
                self._list.set_filter(self._before)
            self._list.filter_ended()
            self._desk.panes.focus(self._list.id or "")
        else:
            if not accepted:
                self.query = self._before
                self._search(self.query)
                self._desk.reading.show_offset(self._origin)
            self._desk.panes.focus("reading")
        for prompt in self._desk.query(Prompt):  # the focus is elsewhere by now: Textual would give it to any pane
            await prompt.close()
        self._desk.update_status()

    def cancel(self) -> bool:
        """Drop the marks of a search, or the filter of the focused list; False where there was neither."""
        pane = self._desk.focused_pane()
        if isinstance(pane, RowList) and pane.filter_text:
            pane.set_filter("")
            return True
        if not self.query:
            return False
        self.query = ""
        self._desk.reading.set_hits([])
        return True

    def _search(self, query: str) -> str:
        """Mark what is found; what is wrong with the query, "" for nothing."""
        article, reading = self._desk.article, self._desk.reading
        hits, problem = [], ""
        try:
            hits = find_all(article.document.text, query) if article else []
        except PatternError as error:
            problem = str(error)
        if hits != reading.hits:
            reading.set_hits(hits)
        return problem


def _left(rows: RowList) -> str:
    """How many rows a filter leaves, of how many."""
    return f"{len(rows.shown)}/{rows.row_count()}"
