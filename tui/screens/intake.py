"""What comes into the library while the reader reads: articles that are analysed, and changes on the disk."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import os
import time
from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tui.extraction.version import VERSION
from tui.library.records import stamp_of

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.library.indexer import Indexer
    from tui.library.keeping import Keeper
    from tui.library.listing import Listing
    from tui.library.protocol import Reply
    from tui.library.survey import Survey
    from tui.library.turns import Turn
    from tui.library.watching import Changes, Watcher
    from tui.screens.desk import DeskScreen

_WATCH_AFTER = 0.3
"""Seconds after which the system is to tell what changes on the disk, and then a large library is compared with it, by
a process that would work beside the start.
"""
_IN_TIME = 0.7
"""Seconds after the start until which that is early enough; later, what has changed before is looked for."""
_LOOK_AFTER, _LOOK_SHARE = 0.3, 3
"""Seconds after which the articles are listed anew when some came or went, and how many times as long as it took the
last time there is to be peace: in a folder that is being filled it is not done all the time."""
_NAMED = 100
"""Files that came or went from which all folders are looked through."""
_ASK_AGAIN = 1.0
"""Seconds between two questions whether another program is done with these articles."""


class Intake:
    """Reads what is new or changed, beside the keys, and keeps the list of articles true to the disk."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self._library = desk.session.library
        self.indexer: Indexer | None = None
        self.is_waiting = False
        """True while another program reads these articles."""
        self._keeper: Keeper | None = None
        self._turn: Turn | None = None
        self._survey: asyncio.Task[None] | None = None
        self._soon: Timer | None = None
        self._quiet_until = {True: 0.0, False: 0.0}
        """Until when there is peace, for looks at named files and for those at all folders."""
        self._watcher: Watcher | None = None
        self._watched: Sequence[object] = ()
        self._again: set[str] = set()
        """Articles that have changed while they were being read."""
        self._told: set[str] = set()
        self._looked = False
        """True when all folders have been looked through once."""
        self._named: set[str] | None = set()
        """Of the next look, the files that came or went; None where all folders are to be looked through."""

    def start(self) -> None:
        """The first frame is shown: begin with what it did not need."""
        from tui.library.indexer import Indexer
        from tui.library.turns import Turn

        desk, library = self._desk, self._library
        workers = desk.session.settings.library.processes(spare=1)
        self.indexer = Indexer(self._take, workers, library.shown.given, on_progress=self._progressed)
        self._turn = Turn(library.catalogue.path)
        if desk.article is not None and desk.article.analysis is None and not desk.flow.text_alone:
            self.submit(desk.article.path, first=True)
        self.indexer.submit_all([key for key in library.missing if key in library.shown.given])
        self._read(library.missing)
        if library.is_lazy and not len(library):
            self._survey = asyncio.get_running_loop().create_task(self._compare())
        elif not library.is_lazy and not desk.session.problems:
            library.catalogue.retain(library.keys)
        desk.session.errands.add(partial(self._begin_to_watch, time.monotonic()), after=_WATCH_AFTER)

    def _begin_to_watch(self, started: float) -> None:
        """Have the system tell what changes, then look for what has changed before."""
        if not self._desk.is_mounted:
            return
        self._watch()
        if self._library.is_lazy and self._survey is None:
            self._survey = asyncio.get_running_loop().create_task(self._compare())
        elif time.monotonic() - started > _IN_TIME and not self._desk.session.bundled:
            self.look_soon()

    async def close(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
        if self._survey is not None:
            self._survey.cancel()
            await asyncio.gather(self._survey, return_exceptions=True)
        if self.indexer is not None:
            await self.indexer.close()
        if self._keeper is not None:
            await self._keeper.close()
        if self._watcher is not None:
            self._watcher.wait()
        if self._turn is not None:
            self._turn.end()

    # Reading

    def submit(self, key: str, *, first: bool = False) -> None:
        """Have an article analysed in the background; `first` where somebody waits for it, even in a pause."""
        if self.indexer is not None:
            self.indexer.submit(key, first=first)

    def _read(self, keys: Sequence[str]) -> None:
        """Have many articles analysed, when it is this program's turn."""
        if not keys or self.indexer is None or self.is_waiting:
            return
        if self.indexer.paused or self._is_our_turn():
            self.indexer.submit_all(keys)
        else:
            self.is_waiting = True
            self._desk.set_timer(_ASK_AGAIN, self._ask_again)

    def _is_our_turn(self) -> bool:
        return self._turn is None or self._library.catalogue.in_memory or self._turn.take()

    def _ask_again(self) -> None:
        if not self._is_our_turn():
            self._desk.set_timer(_ASK_AGAIN, self._ask_again)
            return
        self.is_waiting = False  # and what the other has read need not be read again
        self._look_now(anew=True)

    async def _take(self, replies: Sequence[Reply]) -> None:
        """Articles were read: keep what was found, then show it."""
        from tui.library.keeping import Keeper

        desk, library = self._desk, self._library
        if self._keeper is None:
            self._keeper = Keeper(library.catalogue, library.state, VERSION)
        await self._keeper.keep([reply for reply in replies if library.has_place_for(reply)])
        rows = [row for row in map(library.take_kept, replies) if row is not None]
        if not rows or not desk.is_mounted:
            return
        for reply in replies:
            if reply.path in self._again:
                self._again.discard(reply.path)
                self.submit(reply.path)
        if desk.article is not None and any(reply.path == desk.article.path for reply in replies):
            desk.flow.read_in_background()
        elif desk.side.everywhere:
            desk.side.show()
        for row in rows:
            desk.article_list.refresh_index(library.folding.first(row))
        desk.refolding.soon()

    def _progressed(self) -> None:
        if self.indexer is not None and not self.indexer.busy and self._turn is not None:
            self._turn.end()
        if self._desk.is_mounted:
            self._desk.update_status()

    def do_pause_reading(self, count: int) -> None:
        """Let the background rest, or go on. The next start goes on by itself."""
        indexer = self.indexer
        if indexer is None or not indexer.busy:
            self._desk.notify("All articles are read", timeout=2)
            return
        if not indexer.paused:
            indexer.pause()
            if self._turn is not None:
                self._turn.end()
        elif self._is_our_turn():
            indexer.resume()
        else:
            self._desk.notify("Another program is reading these articles", severity="warning", timeout=3)
        self._desk.update_status()

    # The list of articles

    async def look_again(self) -> None:
        """Have the articles on the disk compared with those that are known, and show what has changed."""
        if self._survey is not None:
            await asyncio.wait([self._survey])  # it may have looked before the change
        self._survey = asyncio.get_running_loop().create_task(self._compare())
        await self._survey

    def look_soon(self, names: Collection[str] = ()) -> None:
        """As `look_again`, in a while: what is asked for until then is done with it. With `names` these files alone may
        have come or gone.
        """
        wanted = {*(self._named or ()), *names} if names and self._named is not None else set()
        self._named = wanted if 0 < len(wanted) <= _NAMED else None
        if self._soon is None:
            delay = max(_LOOK_AFTER, self._quiet_until[bool(self._named)] - time.monotonic())
            self._soon = self._desk.set_timer(delay, self._look_now)

    def _look_now(self, *, anew: bool = False) -> None:
        self._soon = None
        if self._survey is not None and not self._survey.done():
            self.look_soon(self._named or ())  # it may have looked before the change
        elif not (anew or self._named) and time.monotonic() < self._quiet_until[False]:
            self.look_soon()  # only named files were to be looked at as soon
        else:
            named, self._named = (() if anew else self._named or ()), set()
            self._survey = asyncio.get_running_loop().create_task(self._compare(anew=anew, names=sorted(named)))

    async def _compare(self, *, anew: bool = False, names: Sequence[str] = ()) -> None:
        """Compare the articles with the disk; `anew` where rows may have changed that are listed as they were. Of a
        large library only the files that are named, where that will do.
        """
        from tui.library.listing import Listing
        from tui.library.survey import start_survey, survey

        desk, library = self._desk, self._library
        begun = time.monotonic()
        if library.catalogue.in_memory:  # which no other process can look into
            found: Survey | None = survey(library.catalogue, desk.session.roots)
        else:
            found = None
            if names and self._looked and library.is_lazy:
                found = await start_survey(library.catalogue.path, desk.session.roots, names)
            if found is None and names and begun < self._quiet_until[False]:
                self.look_soon()
                return
            if found is None:
                names = ()
                found = await start_survey(library.catalogue.path, desk.session.roots)
                self._looked = found is not None
        self._quiet_until[bool(names)] = time.monotonic() + _LOOK_SHARE * (time.monotonic() - begun)
        if found is None or self.indexer is None or not desk.is_mounted:
            return
        for problem in found.problems:
            if problem not in self._told:
                self._told.add(problem)
                desk.notify(problem, severity="warning", markup=False, timeout=8)
        missing = [os.fsdecode(name) for name in found.missing]
        if found.listed is not None or anew or not library.is_lazy:
            listing = Listing.unpacked(*found.listed) if found.listed else library.catalogue.listing()
            self._relist(listing.after(list(library.shown.given)), missing)
        self._read(missing)
        if not self.indexer.busy and self._turn is not None:
            self._turn.end()
        if desk.locus is None and len(library):
            desk.flow.open(library.records[0].key)
        self._watch()  # a folder more, maybe
        desk.update_status()

    def _relist(self, listing: Listing, unread: Sequence[str]) -> None:
        """The articles are these now, some of which are `unread`. The cursor stays on its row, and the row where it is
        on the screen.
        """
        desk, library, shown = self._desk, self._library, self._desk.article_list
        index, position, top = shown.index, shown.cursor, shown.top
        key = library.records[index].key if index is not None else ""
        size = library.record(desk.locus.path).size if desk.locus is not None and desk.locus.path in library else 0
        library.relist(listing)
        shown.rows_changed(keep=library.folding.first(library.row(key)) if key in library else None)
        shown.scroll_to_row(top + (shown.cursor - position) * shown.row_height)
        if desk.locus is not None and desk.locus.path not in library:
            from tui.screens.gone_article import leave

            alike = [name for name in unread if stamp_of(name)[1] == size] if len(unread) <= _NAMED else []
            leave(desk, index or 0, alike)
        desk.refolding.soon()

    # The disk

    def _watch(self) -> None:
        """Have the system tell what changes, from now on."""
        from tui.library.watching import Watcher

        session = self._desk.session
        if session.bundled or list(self._watched) == list(session.roots):
            return
        self._watched = list(session.roots)
        if self._watcher is not None:
            self._watcher.stop()
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()  # by which Textual knows the application

        def told(changes: Changes) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the reader has left
                loop.call_soon_threadsafe(self._disk_changed, changes, context=context)

        def failed(reason: str) -> None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._watching_failed, reason, context=context)

        self._watcher = Watcher(session.roots, told, failed)
        self._watcher.start()

    def _watching_failed(self, reason: str) -> None:
        if self._desk.is_mounted:
            keys = self._desk.session.keymap.keys_of("reload")
            how = f"; {keys[0]} looks for changes" if keys else ""
            self._desk.notify(f"{reason}{how}", severity="warning", markup=False, timeout=8)

    def _disk_changed(self, changes: Changes) -> None:
        """Read again what has changed; list the articles anew where some came or went."""
        library, indexer = self._library, self.indexer
        if not self._desk.is_mounted or indexer is None:
            return
        known = [name for name in changes.files if name in library]
        unread = library.catalogue.unread(known, VERSION)
        changed = [each.key for each in unread if each.stamp[1] >= 0]
        for key in changed:
            if indexer.holds(key):
                self._again.add(key)
        self._read([key for key in changed if not indexer.holds(key)])
        others = (changes.files - set(known)) | changes.folders
        if len(changed) < len(unread) or any(map(library.may_hold, others)):
            gone = known if len(changed) < len(unread) else ()
            self.look_soon(() if changes.folders else {*others, *gone})
        self._desk.update_status()
