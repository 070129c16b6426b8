"""A field of one line, for which the screen is not laid out again at each letter."""

from __future__ import annotations

from typing import Any

from textual.geometry import Size
from textual.reactive import Reactive

from tui.light_start import widgets

with widgets():
    from textual.widgets import Input


class Field(Input):
    """As Textual's, which tells the screen that its size may change with what is typed: one line stays one line."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "", **options: Any) -> None:
        """`options` are those of Textual's. What is typed is not validated: for the class that says that all is well
        the styles are looked up again.
        """
        super().__init__(value, validate_on=(), **options)
