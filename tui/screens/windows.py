"""The windows that open over the desk from wherever the reader is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.annotations.overview import Kept
    from tui.screens.desk import DeskScreen


class Windows:
    """Opens each, and goes where it leads."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk

    def do_help(self, count: int) -> None:
        from tui.screens.help import HelpScreen

        self._desk.app.push_screen(HelpScreen(self._desk.session.keymap, self._desk.contexts()))

    def do_palette(self, count: int) -> None:
        self._desk.app.action_command_palette()

    def do_choose_theme(self, count: int) -> None:
        self._desk.app.action_change_theme()

    def do_all_notes(self, count: int) -> None:
        from tui.screens.all_notes import AllNotesScreen

        self._desk.all_notes.look_again(self._desk)
        self._desk.app.push_screen(AllNotesScreen(self._desk, self._desk.all_notes), self._go_to_note)

    def do_search_library(self, count: int) -> None:
        self._desk.library_search.open()

    def do_go_anywhere(self, count: int) -> None:
        from tui.screens.go_anywhere import GoAnywhere

        self._desk.app.push_screen(GoAnywhere(self._desk))

    def _go_to_note(self, kept: Kept | None) -> None:
        if kept is not None:
            self._desk.links.go_to_note(kept.place, kept.note.id)
