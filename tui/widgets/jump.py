"""What a pane offers to jump mode."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.widget import Widget


class JumpTarget(NamedTuple):
    """Something in sight: `place` is an offset in the text, or a position in a list; `go` goes there."""

    pane: Widget
    place: int
    go: Callable[[], None]
