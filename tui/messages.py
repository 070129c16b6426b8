"""What panes tell the screen. Panes never address each other."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget

from tui.linking import Locus


class LocusRequested(Message):
    """A pane points at a place: `visit` makes history (Enter), else it is a preview (a moved highlight) of the `row`
    of a list.
    """

    def __init__(self, locus: Locus, origin: Widget, *, visit: bool = False, row: int | None = None) -> None:
        super().__init__()
        self.locus = locus
        self.origin = origin
        self.visit = visit
        self.row = row

    def can_replace(self, message: Message) -> bool:
        """Asked of this message, which is the older one: a preview gives way to what its pane asks for next; a visit
        to nothing, since the preview of its own row may come after it.
        """
        return not self.visit and isinstance(message, LocusRequested) and message.origin is self.origin


class PaneWanted(Message):
    """A click on a pane's tab asks for that pane to be shown and focused."""

    def __init__(self, pane: str) -> None:
        super().__init__()
        self.pane = pane


class StatusChanged(Message):
    """What the status line tells of a pane has changed."""


class Filtered(Message):
    """A list has looked through all its rows for what its filter wants."""
