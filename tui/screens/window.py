"""What stands before the desk until it is closed."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

from tui.screens.presence import Presence
from tui.screens.sure_timers import SureTimers


class Window(SureTimers, Presence, Screen[ScreenResultType]):
    """It is closed once, and while it is in front: Textual closes whatever is, so that what was still on its way to a
    closed window closed the one below, or ended the desk.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(ModalScreen[ScreenResultType], Window[ScreenResultType]):
    """A window through which the desk is seen."""
