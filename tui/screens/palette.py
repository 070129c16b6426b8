"""The palette: every action by its name."""

from __future__ import annotations

from tui.light_start import later, widgets
from tui.screens.window import Window

with widgets(), later("textual.types"):  # names of types, which it has from half a dozen widgets that are not used here
    from textual.command import CommandPalette


class Palette(CommandPalette, Window[None]):
    """Textual's own, as a window of ours."""

    def __init__(self) -> None:
        super().__init__(id="--command-palette")
