"""The palette: every action by its name."""

from __future__ import annotations

from tui.light_start import later, widgets
from tui.screens.window import Window

with widgets(), later("textual.types"):  # names of types, which it has from half a dozen widgets that are not used here
    from textual.command import CommandPalette


class Palette(CommandPalette, Window[None]):
    """Textual's own, as a window of ours. Its edges are black, which the terminal's own ground may be."""

    DEFAULT_CSS = """
    Palette:ansi #--input { border: hkey $border-blurred; }
    Palette:ansi CommandList { border-bottom: hkey $border-blurred; }
    """

    def __init__(self) -> None:
        super().__init__(id="--command-palette")
