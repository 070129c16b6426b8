"""How the text of an article is shown, apart from where: the order of a live page, litter, one paragraph lit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class TextViewActions:
    """Changes how the reading pane shows the open article."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk

    def do_focus_paragraph(self, count: int) -> None:
        reading = self._desk.reading
        reading.focus_paragraph = not reading.focus_paragraph
        reading.relayout()

    def do_toggle_time_order(self, count: int) -> None:
        reading, article = self._desk.reading, self._desk.article
        if article is None or len(article.document.entries) < 2:
            self._desk.notify("No live page: its text stands in one order only", timeout=3)
            return
        reading.time_order = not reading.time_order
        reading.relayout()
        order = "as they happened" if reading.time_order else "as they stand"
        self._desk.notify(f"Entries of a live page {order}", timeout=2)

    def do_toggle_litter(self, count: int) -> None:
        reading = self._desk.reading
        reading.hide_litter = not reading.hide_litter
        reading.relayout()
        self._desk.notify(f"Litter {'hidden' if reading.hide_litter else 'dimmed'}", timeout=2)
