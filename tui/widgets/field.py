"""A field of one line, for which the screen is not laid out again at each letter."""

from __future__ import annotations

from typing import Any

from textual.geometry import Size
from textual.reactive import Reactive

from tui.light_start import widgets
from tui.widgets.strips import fitted

with widgets():
    from textual.widgets import Input


class Field(Input):
    """As Textual's, which tells the screen that its size may change with what is typed: one line stays one line. Its
    hint ends in "…" where there is no room for all of it: Textual's drops the words that do not fit.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "", hint: str = "", **options: Any) -> None:
        """`options` are those of Textual's. What is typed is not validated: for the class that says that all is well
        the styles are looked up again.
        """
        super().__init__(value, placeholder=hint, validate_on=(), compact=True, **options)
        self._hint = hint

    def hint_at(self, hint: str) -> None:
        """Hint at this from now on."""
        self._hint = hint
        self.on_resize()

    def on_resize(self) -> None:
        self.placeholder = fitted(self._hint, self.scrollable_content_region.width)
