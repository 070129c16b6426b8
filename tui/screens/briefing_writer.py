"""Writes a briefing on articles of the desk, in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.briefing.article import Article
from tui.briefing.choosing import Choice
from tui.briefing.marking import is_briefing
from tui.briefing.messages import Order, Outcome, outcome_of
from tui.documents.loading import DocumentError
from tui.library import child
from tui.library.pickled import frame
from tui.text import counted

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_MODULE = "tui.briefing.process"


class _Left:
    """How many articles a briefing is without, and why."""

    def __init__(self) -> None:
        self.waiting = self.unreadable = 0

    def told(self) -> str:
        without = [
            f"{counted(number, 'article')} {why}"
            for number, why in ((self.waiting, "not analysed yet"), (self.unreadable, "that cannot be read"))
            if number
        ]
        return f"; without {' and '.join(without)}" if without else ""


async def write_briefing(desk: DeskScreen, keys: Sequence[str], file: Path, format: str, choice: Choice) -> None:
    """Write a briefing on the articles of these keys and say what became of it."""
    title = f"Briefing: {desk.session.roots[0].name}" if len(desk.session.roots) == 1 else "Briefing"
    order = Order(file.absolute(), format, title, datetime.now().astimezone(), choice)
    left = _Left()
    try:
        outcome = await _written(desk, keys, order, left)
    except EOFError:
        outcome = Outcome(0, f"{file}: the process that writes it has ended")
    except OSError as error:
        outcome = Outcome(0, f"{file}: {error.strerror or error}")
    if outcome.fault:
        desk.app.notify(outcome.fault, title="No briefing was written", severity="error", markup=False, timeout=10)
        return
    told = f"{counted(outcome.statements, 'statement')} written to {file}{left.told()}"
    desk.app.notify(told, markup=False, timeout=6)


async def _written(desk: DeskScreen, keys: Sequence[str], order: Order, left: _Left) -> Outcome:
    """Raises OSError where there can be no process more, and EOFError where it ends before it is done."""
    process = await child.start(_MODULE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has ended: what it said tells
            process.stdin.write(frame(order))
            listing = desk.session.library.listing
            for key in keys:
                if desk.session.library.listing is not listing and key not in desk.session.library:
                    continue  # it has left meanwhile
                article = _article(desk, key)
                if article is None:
                    left.unreadable += bool(desk.session.library.record(key).problem)
                    left.waiting += not desk.session.library.record(key).problem
                elif not is_briefing(Path(article.document.path)):
                    process.stdin.write(frame(article))
                    await process.stdin.drain()
                await asyncio.sleep(0)  # keys are answered between two articles
            process.stdin.close()
        return outcome_of(await process.stdout.read())
    finally:
        await child.end(process)


def _article(desk: DeskScreen, key: str) -> Article | None:
    """An article with its findings and notes; None where it is not analysed, or gone."""
    session = desk.session
    analysis = session.library.analysis(key)
    if analysis is None:
        return None
    try:
        document = session.library.document(key)
    except DocumentError:
        return None
    if not session.library.record(key).notes:
        return Article(document, analysis)
    notebook = session.notebook(document)
    return Article(document, analysis, [(note, notebook.anchors[note.id].span) for note in notebook.annotations])
