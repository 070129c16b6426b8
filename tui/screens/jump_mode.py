"""Jump mode: a letter on everything in sight, and the letter goes there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product
from typing import TYPE_CHECKING

from textual import events

from tui.widgets.jump import JumpTarget

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen
    from tui.widgets.reading_view import ReadingView
    from tui.widgets.row_list import RowList

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Those under the fingers first."""


def labels(count: int) -> list[str]:
    """`count` labels, none of which begins another: single letters while they last, else pairs of them."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    pairs = islice(product(_LETTERS, repeat=2), count)
    return ["".join(pair) for pair in pairs]


class JumpMode:
    """Holds the labels while a jump is under way."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self._targets: dict[str, JumpTarget] = {}
        self._typed = ""

    @property
    def active(self) -> bool:
        return bool(self._targets)

    def start(self) -> None:
        """Put a label on every target of every pane in sight."""
        desk = self._desk
        found = [target for pane in self._panes() if pane.display for target in pane.jump_targets()]
        if not found:
            desk.notify("Nothing to jump to", timeout=2)
            return
        self._targets = dict(zip(labels(len(found)), found, strict=False))
        self._show()

    def key(self, event: events.Key) -> None:
        """The next letter of a label; any other key ends the mode."""
        event.stop()
        event.prevent_default()
        typed = self._typed + (event.character or "")
        target = self._targets.get(typed)
        if target is None and event.is_printable and any(label.startswith(typed) for label in self._targets):
            self._typed = typed
            self._show()
            return
        self._end()
        if target is not None:
            target.go()

    def _panes(self) -> Sequence[ReadingView | RowList]:
        desk = self._desk
        shown = ("reading", "articles", "quotes", "actors", "notes")
        return [desk.pane(name) for name in shown if desk.has_pane(name)]

    def _end(self) -> None:
        self._targets = {}
        self._typed = ""
        self._show()

    def _show(self) -> None:
        """Have the panes draw the labels that are still possible, without the letters already typed."""
        done = len(self._typed)
        for pane in self._panes():
            pane.show_labels(
                {
                    target.place: label[done:]
                    for label, target in self._targets.items()
                    if target.pane is pane and label.startswith(self._typed)
                }
            )
