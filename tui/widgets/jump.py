"""What a pane offers to jump mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class JumpTarget:
    """Something in sight: `place` is an offset in the text, or a position in a list; `go` goes there."""

    pane: Widget
    place: int
    go: Callable[[], None]
