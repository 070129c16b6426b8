"""The timeline of all articles: what was published when, and the days that the texts speak of."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widget import Widget

from tui.actions import Context
from tui.comparison.dating import load, needs_loading
from tui.comparison.timeline import Axis, Event, EventKind, events_of, ordered
from tui.documents.loading import DocumentError
from tui.messages import StatusChanged
from tui.screens.list_screen import ListScreen
from tui.text import counted
from tui.widgets.timeline_list import TimelineAxis, TimelineList, told

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_MOST_STEPS = 20
_ALL = frozenset(EventKind)
_KINDS = (
    (_ALL, ""),
    (_ALL - {EventKind.TEXT}, "published"),
    (frozenset({EventKind.TEXT}), "told in the texts"),
)


class TimelineScreen(ListScreen):
    """Reads the articles beside the keys, then shows everything from the first day to the last."""

    CONTEXTS: ClassVar = (Context.TIMELINE, Context.LIST, Context.DESK)
    MEANINGS: ClassVar = {
        **ListScreen.MEANINGS,
        "pane-left": "Go to an earlier time.",
        "pane-right": "Go to a later time.",
    }
    FOOTER: ClassVar = (
        "follow", "timeline-in", "timeline-out", "timeline-kinds", "filter", "help", "back-or-close",
    )  # fmt: skip

    def __init__(self, desk: DeskScreen) -> None:
        self.list = TimelineList(id="timeline")
        super().__init__(desk, self.list)
        self._axis_shown = TimelineAxis(self.list)
        self._events: list[Event] = []
        self._whole = self._axis = Axis.over(())
        self._kinds = 0
        self._undated = 0
        """Articles that are not on the axis, since nothing tells when they were published."""

    def above(self) -> Iterable[Widget]:
        return (self._axis_shown,)

    def on_mount(self) -> None:
        self.do_reload(1)

    def do_reload(self, count: int) -> None:
        self.run_worker(self._read(), exclusive=True)

    async def _read(self) -> None:
        found: list[Event] = []
        self._undated = 0
        await self.walk(self._gather(found), f"reading {{:,}}/{len(self.session.library):,}")
        self._events = ordered(found)
        self._show_all()

    async def _gather(self, found: list[Event]) -> AsyncIterator[int]:
        library = self.session.library
        is_new = library.once()
        for number, key in library.walk():
            try:
                document = library.document(key)
            except DocumentError:  # the article list says why
                continue
            if is_new(document.id):
                dated = bool(document.published or any(entry.published for entry in document.entries))
                if needs_loading(document.text, is_published=dated):
                    await asyncio.to_thread(load)  # keys are answered meanwhile
                found += events_of(key, document)
                self._undated += not dated
            yield number

    def _show_all(self) -> None:
        """Show the events of the kinds that are wanted, over all the time in which there are any."""
        self._whole = self._axis = Axis.over(self._wanted())
        self._show()

    def _wanted(self) -> list[Event]:
        kinds, _ = _KINDS[self._kinds]
        return [event for event in self._events if event.kind in kinds]

    def _show(self) -> None:
        undated = f"· {counted(self._undated, 'article')} undated" if self._undated else ""
        about = " ".join(filter(None, (_KINDS[self._kinds][1], undated)))
        self.list.show(self._wanted(), self._axis, about)

    # Keys

    def do_timeline_in(self, count: int) -> None:
        """Half the time, about the event under the cursor."""
        self._zoom(0.5 ** min(count, _MOST_STEPS))

    def do_timeline_out(self, count: int) -> None:
        self._zoom(2.0 ** min(count, _MOST_STEPS))

    def _zoom(self, factor: float) -> None:
        event = self.list.event
        about = event.start if event else self._axis.start + self._axis.length / 2
        axis = self._axis.zoomed(about, factor)
        if axis.length >= self._whole.length:
            axis = self._whole
        self._axis = axis
        self._show()

    def do_pane_left(self, count: int) -> None:
        self._pan(-count)

    def do_pane_right(self, count: int) -> None:
        self._pan(count)

    def _pan(self, by: int) -> None:
        """Half the stretch earlier or later, as far as there are events."""
        way = self._axis.length / 2 * by
        start = min(max(self._axis.start + way, self._whole.start), self._whole.end - self._axis.length)
        self._axis = Axis(start, start + self._axis.length)
        self._show()

    def do_timeline_kinds(self, count: int) -> None:
        is_whole = self._axis == self._whole
        self._kinds = (self._kinds + count) % len(_KINDS)
        if is_whole:
            self._show_all()
        else:  # zoomed in: it stays where it is
            self._whole = Axis.over(self._wanted())
            self._show()

    # Status

    @on(TimelineList.Moved)
    @on(StatusChanged)
    def event_changed(self) -> None:
        self._axis_shown.refresh()
        self.update_status()

    def status(self) -> tuple[str, str]:
        event = self.list.event
        if event is None:
            return "", ""
        timed = event.when.time() != time() and not event.whole_month
        return event.words, f"{told(event)} UTC" if timed else told(event)
