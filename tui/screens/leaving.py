"""Leaving the program, with a question where notes would be lost."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui.text import counted

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Leaving:
    """Ends the program; `underway` from then on."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self.underway = False

    def do_back_or_close(self, count: int) -> None:
        self.do_quit(count)

    def do_suspend(self, count: int) -> None:
        app = self._desk.app
        if app.is_headless or sys.platform == "win32":
            self._desk.notify("There is no shell to go back to from here", timeout=3)
            return
        app.action_suspend_process()

    def do_quit(self, count: int) -> None:
        unsaved = self._desk.session.unsaved()
        if not unsaved:
            self._leave()
            return
        from tui.screens.ask import AskScreen

        question = f"Notes on {counted(len(unsaved), 'article')} are not saved. Leave and lose them?"
        self._desk.app.push_screen(AskScreen(question), lambda leave: self._leave() if leave else None)

    def _leave(self) -> None:
        self.underway = True
        self._desk.app.exit()
