"""The system ends the program: its terminal was closed, or the machine goes down."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

    from tui.screens.session import Session


class Unfinished:
    """A window in which something is being written."""

    def keep(self) -> None:
        """The program is being ended: save what stands here, if it is new, as nobody can say so any more."""
        raise NotImplementedError


_SIGNALS = ("SIGHUP", "SIGTERM")


def end_when_told(app: App[int], session: Session) -> None:
    """Have these signals end the program as the reader would: what is being written is kept, what could not be saved is
    tried once more, the terminal given back. A signal that whoever started the program had it ignore (nohup) stays
    ignored.
    """
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in _SIGNALS):
        if signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, _end, app, session, number)


def _end(app: App[int], session: Session, number: int) -> None:
    from tui.annotations.store import StoreError

    for window in app.screen_stack:
        if isinstance(window, Unfinished):
            window.keep()
    for notebook in session.unsaved():
        with contextlib.suppress(StoreError):  # there is nobody to tell
            notebook.retry()
    app.exit(return_code=128 + number)  # as a shell tells it
