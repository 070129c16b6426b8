"""The system ends the program: its terminal was closed, or the machine goes down."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING

from tui import paths

if TYPE_CHECKING:
    from textual.app import App

    from tui.annotations.store import Notebook
    from tui.screens.session import Session


class Unfinished:
    """A window in which something is being written."""

    def keep(self) -> None:
        """The program is being ended: save what stands here, if it is new, as nobody can say so any more."""
        raise NotImplementedError


_SIGNALS = ("SIGHUP", "SIGTERM")
_PATIENCE = 5.0
"""Seconds for which windows, threads and processes may take their leave."""


def end_when_told(app: App[int], session: Session) -> None:
    """Have these signals end the program as the reader would: what is being written is kept, what could not be saved is
    tried once more, and then saved anywhere else, which the session's last words tell; the terminal is given back. A
    signal that whoever started the program had it ignore (nohup) stays ignored.
    """
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in _SIGNALS):
        if signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, _end, app, session, number)


def _end(app: App[int], session: Session, number: int) -> None:
    if session.is_ending:  # a closed terminal is told of twice, by a signal and by what is read from it
        return
    session.is_ending = True
    status = 128 + number  # as a shell tells it
    try:
        for window in app.screen_stack:
            if isinstance(window, Unfinished):
                window.keep()
        for notebook in session.unsaved():
            session.last_words += _saved(notebook)
    finally:
        app.exit(return_code=status)
        asyncio.get_running_loop().call_later(_PATIENCE, _end_anyway, app, status)


def _end_anyway(app: App[int], status: int) -> None:
    """Something is not done with what it does: all is saved, and whoever sent the signal kills the program next."""
    driver = app._driver
    if driver is not None:
        driver.stop_application_mode()
        driver.close()
    os._exit(status)


def _saved(notebook: Notebook) -> list[str]:
    """Save the notes, if need be anywhere; what is to be told of it."""
    from tui.annotations.store import StoreError
    from tui.annotations.unsaved import TAKEN_IN_BY, save_somewhere

    try:
        notebook.retry()
    except StoreError as error:
        try:
            file = save_somewhere(notebook, paths.unsaved_notes())
        except StoreError as failed:
            return [f"notes could not be saved and are lost: {error}; {failed}"]
        return [f"notes could not be saved: {error}", f"they lie in {file}; {TAKEN_IN_BY} takes them in"]
    return []


def told_of_unsaved() -> str:
    """Where notes lie that an earlier run could not save where they belong; "" where there are none."""
    folders = paths.unsaved_notes()
    if not any(os.path.isdir(folder) for folder in folders):  # noqa: PTH112 (which never raises)
        return ""
    from tui.annotations.unsaved import TAKEN_IN_BY, left_behind

    found = " and ".join(map(str, left_behind(folders)))
    return f"Notes that could not be saved lie in {found}: {TAKEN_IN_BY} takes them in" if found else ""
