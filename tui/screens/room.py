"""The room that a screen needs, and what one shows that has less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size

if TYPE_CHECKING:
    from textual.widgets import Static

SMALLEST = Size(40, 12)
"""Cells below which nothing is shown but that there are too few."""

TOO_SMALL = "-too-small"
"""The class of a screen that has less room: nothing on it is shown but its `small_sign`, nothing can have the focus."""

LEAVING = frozenset({"back-or-close", "quit", "suspend"})
"""The actions that can be done where nothing else is shown."""

LOW = "-low"
"""The class of the desk where messages must not take half of it."""
_LOW_BELOW = 18
"""Rows."""


def is_low(size: Size) -> bool:
    return size.height < _LOW_BELOW


def is_too_small(size: Size) -> bool:
    return size.width < SMALLEST.width or size.height < SMALLEST.height


def small_sign() -> Static:
    """What stands in place of everything else, by the style sheet."""
    from textual.content import Content
    from textual.widgets import Static

    least = f"at least {SMALLEST.width} columns and {SMALLEST.height} rows are needed"
    return Static(Content(f"Too small: {least}"), id="too-small")
