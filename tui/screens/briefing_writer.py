"""Writes a briefing on articles of the desk, beside the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.briefing.choosing import Choice
from tui.briefing.gathering import Article, gather
from tui.briefing.marking import is_briefing
from tui.briefing.saving import save, written
from tui.briefing.writing import BriefingError
from tui.documents.loading import DocumentError
from tui.text import counted

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


async def write_briefing(desk: DeskScreen, keys: Sequence[str], file: Path, format: str, choice: Choice) -> None:
    """Write a briefing on the articles of these keys and say what became of it."""
    articles = []
    waiting = unreadable = 0
    for key in keys:
        article = _article(desk, key)
        if article is None:
            if desk.session.library.record(key).problem:
                unreadable += 1
            else:
                waiting += 1
        elif not is_briefing(Path(article.document.path)):
            articles.append(article)
        await asyncio.sleep(0)  # keys are answered between two articles
    title = f"Briefing: {desk.session.roots[0].name}" if len(desk.session.roots) == 1 else "Briefing"
    made = datetime.now().astimezone()

    def work() -> int:
        briefing = gather(articles, title, made, choice)
        save(file, written(briefing, format))
        return briefing.statements

    try:
        count = await asyncio.to_thread(work)
    except (BriefingError, OSError) as error:
        reason = f"{file}: {error.strerror}" if isinstance(error, OSError) and error.strerror else str(error)
        desk.app.notify(reason, title="No briefing was written", severity="error", markup=False, timeout=10)
        return
    without = [
        f"{counted(number, 'article')} {why}"
        for number, why in ((waiting, "not analysed yet"), (unreadable, "that cannot be read"))
        if number
    ]
    more = f"; without {' and '.join(without)}" if without else ""
    desk.app.notify(f"{counted(count, 'statement')} written to {file}{more}", markup=False, timeout=6)


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
