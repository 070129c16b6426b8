"""The palette: every action by its name."""

from __future__ import annotations

from textual.await_complete import AwaitComplete

from tui.light_start import later

with later("textual.types"):  # names of types, which it has from half a dozen widgets that are not used here
    from textual.command import CommandPalette


class Palette(CommandPalette):
    """Textual's own. It is closed once: what is left on its way to it then closes no other window."""

    def __init__(self) -> None:
        super().__init__(id="--command-palette")

    def dismiss(self, result: None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()
