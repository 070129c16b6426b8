"""How many notes there are on each article, and which articles share them."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.documents import Document
    from tui.screens.desk import DeskScreen

_MANY_NOTES = 4_000_000
"""Bytes of notes from which they are counted beside the keys."""


def count_notes(desk: DeskScreen) -> None:
    """Show the numbers of notes; where there are very many, as soon as they are counted."""
    session = desk.session
    if sum(store.size() for store in session.note_stores()) < _MANY_NOTES:
        _show(desk, session.note_counter())
        return
    loop = asyncio.get_running_loop()

    def count() -> None:
        notes_on = session.note_counter()
        with contextlib.suppress(RuntimeError):  # the loop is closed: the reader has left
            loop.call_soon_threadsafe(_show, desk, notes_on)

    threading.Thread(target=count, daemon=True).start()  # leaving the program does not wait for it


def _show(desk: DeskScreen, notes_on: Callable[[str, str], int] | None) -> None:
    desk.session.counted = True
    if notes_on is not None and desk.is_mounted:
        desk.session.library.count_notes(notes_on)
        desk.article_list.refresh()


def tell_shared(desk: DeskScreen, document: Document, told: set[str]) -> None:
    """Say once that articles with the same text have the same notes."""
    copies = desk.session.copies(document)
    if copies and document.id not in told:
        told.add(document.id)
        names = ", ".join(Path(key).name for key in copies[:3]) + (" …" if len(copies) > 3 else "")
        desk.notify(f"The same text as {names}: the notes are on both", markup=False, timeout=6)
