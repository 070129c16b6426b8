"""Leaving the program, with a question where notes would be lost."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual import events
from textual.screen import ModalScreen

from tui.keymap import token
from tui.screens.key_gate import is_field
from tui.text import counted

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class Leaving:
    """Stops or ends the program; `underway` from its end on."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self._is_asking = False
        self.underway = False

    def takes(self, event: events.Key) -> bool:
        """Stop or end the program where a window or a field has the keys, and none for that of its own: True where this
        was such a key. What is being written is not thrown away by one key.
        """
        app = self._desk.app
        in_field = is_field(app.focused)
        if event.is_printable or not (in_field or isinstance(app.screen, ModalScreen)):
            return False
        shown, keymap = token(event.key, event.character), self._desk.session.keymap
        for name, act in (("suspend", self.do_suspend), ("quit", self.do_quit)):
            if shown in keymap.keys_of(name) and event.key not in app.screen.active_bindings:
                if name == "suspend" or not in_field:
                    act(1)
                return True
        return False

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
        if self._is_asking:
            return
        from tui.screens.ask import AskScreen

        question = f"Notes on {counted(len(unsaved), 'article')} are not saved. Leave and lose them?"
        self._is_asking = True
        self._desk.app.push_screen(AskScreen(question), self._answered)

    def _answered(self, leave: bool | None) -> None:
        self._is_asking = False
        if leave:
            self._leave()

    def _leave(self) -> None:
        self.underway = True
        self._desk.app.exit()
