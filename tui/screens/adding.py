"""Fetches articles and feeds beside the keys, and shows what came."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.linking import Locus

if TYPE_CHECKING:
    from tui.fetching.adding import Tell
    from tui.fetching.model import Outcome
    from tui.screens.desk import DeskScreen

    Fetch = Callable[[Tell], Coroutine[Any, Any, list[Outcome]]]

_MOST_TOLD = 3


class Adding:
    """One fetch at a time; `shown` tells in the status line how far it is."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self.shown = ""

    def do_add_address(self, count: int) -> None:
        """Ask for addresses, then fetch and save what is there."""
        from tui.screens.line_prompt import LinePrompt

        if self._may_start():
            prompt = LinePrompt("Add articles and feeds from the web", hint="https://...  (several: parted by spaces)")
            self._desk.app.push_screen(prompt, self._add)

    def do_refresh_feeds(self, count: int) -> None:
        """Fetch what is new in the feeds that were added."""
        if not self._may_start():
            return
        from tui.fetching.adding import refresh
        from tui.fetching.model import Limits

        folder = self._desk.session.adding_folder()
        self._start(folder, partial(refresh, folder, Limits.of(self._desk.session.settings.fetching)))

    def _add(self, line: str | None) -> None:
        if line is None:
            return
        from tui.fetching.adding import add
        from tui.fetching.given import wanted_in
        from tui.fetching.model import FetchError, Limits

        wanted = []
        for word in line.split():
            try:
                wanted += wanted_in(word)
            except FetchError as error:
                self._complain(f"{word} {error}")
        if wanted:
            folder = self._desk.session.adding_folder()
            self._start(folder, partial(add, wanted, folder, Limits.of(self._desk.session.settings.fetching)))

    def _may_start(self) -> bool:
        if self.shown:
            self._desk.notify("Still fetching: one after the other", severity="warning", timeout=3)
        return not self.shown

    def _start(self, folder: Path, fetch: Fetch) -> None:
        self._tell("fetching …")
        self._desk.run_worker(self._fetched(folder, fetch), exclusive=False)

    async def _fetched(self, folder: Path, fetch: Fetch) -> None:
        before = self._desk.locus
        try:
            outcomes = await self._in_a_thread(fetch)
        finally:
            self._tell("")
        if isinstance(outcomes, Exception):
            self._complain(f"{folder} {outcomes}")
            return
        from tui.fetching.model import summary

        problems = [f"{outcome.address} {outcome.problem}" for outcome in outcomes if outcome.problem]
        for problem in problems[:_MOST_TOLD]:
            self._complain(problem)
        more = f"; {len(problems) - _MOST_TOLD} more failed" if len(problems) > _MOST_TOLD else ""
        saved = [file for outcome in outcomes for file in outcome.saved]
        self._desk.notify(f"{summary(outcomes)} in {folder}{more}", markup=False, timeout=6)
        if saved:
            await self._show(folder, saved, before)

    async def _in_a_thread(self, fetch: Fetch) -> list[Outcome] | Exception:
        """Fetch in an event loop of its own: leaving the program does not wait for it."""
        from tui.fetching.model import FetchError

        loop = asyncio.get_running_loop()
        ended: asyncio.Future[list[Outcome] | Exception] = loop.create_future()

        def tell(done: int, total: int, _address: str) -> None:
            loop.call_soon_threadsafe(self._tell, f"fetching {done}/{total}")

        def end(result: list[Outcome] | Exception) -> None:
            if not ended.done():
                ended.set_result(result)

        def work() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the reader has left
                try:
                    result: list[Outcome] | Exception = asyncio.run(fetch(tell))
                except (FetchError, OSError) as error:
                    result = error
                loop.call_soon_threadsafe(end, result)

        threading.Thread(target=work, daemon=True).start()
        return await ended

    async def _show(self, folder: Path, saved: Sequence[Path], before: Locus | None) -> None:
        """Bring what was saved into the list, and go to the first of it where the reader has waited for it."""
        desk = self._desk
        desk.session.include(folder)
        await desk.intake.look_again()
        key = str(saved[0])
        if desk.is_mounted and key in desk.session.library and desk.locus == before:
            if before is not None:
                desk.navigator.visit(before)
            desk.links.go(Locus(key), visit=True)

    def _tell(self, progress: str) -> None:
        self.shown = progress
        if self._desk.is_mounted:
            self._desk.update_status()

    def _complain(self, message: str) -> None:
        self._desk.notify(message, severity="warning", markup=False, timeout=8)
