"""Jump mode: a letter on everything in sight, and the letter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from tui.widgets.jump import JumpTarget

if TYPE_CHECKING:
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
    """Holds the labels while a jump is under way; `panes` gives those of a screen that can be jumped in."""

    def __init__(self, screen: Screen[Any], panes: Callable[[], Sequence[ReadingView | RowList]]) -> None:
        self._screen = screen
        self._panes = panes
        self._targets: dict[str, JumpTarget] = {}
        self._typed = ""

    @property
    def active(self) -> bool:
        return bool(self._targets)

    def start(self) -> None:
        """Put a label on every target of every pane in sight."""
        found = [target for pane in self._panes() if pane.display for target in pane.jump_targets()]
        if not found:
            self._screen.notify("Nothing to jump to", timeout=2)
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
