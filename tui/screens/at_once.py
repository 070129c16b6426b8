"""A key that comes while nothing else is underway is dealt with, and shown, in one turn of the loop.

On Textual's way it takes four turns more, each a message to another task: to the screen that deals with the key, and,
when that has changed a pane, to the pane, back to the screen, and to the timer by which frames are drawn.
"""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from tui.screens.partial_frames import take_along, within


async def deal_with(event: events.Key, pane: Widget) -> bool:
    """Have the screen deal with a key that a pane got, and show what comes of it; False where it has to wait its turn,
    as something is still on its way that came before it.
    """
    screen = pane.screen
    if any(not each._message_queue.empty() for each in pane.ancestors_with_self):
        return False
    event._set_forwarded()
    with screen._context():
        await screen._dispatch_message(event)
        if screen.app._message_queue.empty():  # else the next key is there already: one frame for both
            _show(screen)
    return True


def _show(screen: Screen[Any]) -> None:
    """Draw what has changed, where that is lines of widgets and nothing else; the rest is left to Textual."""
    if _waits(screen) or screen._repaint_required or not screen.is_current or screen.app._batch_count:
        return
    if not any(map(_waits, within(screen))) and take_along(screen):
        screen._compositor_refresh()


def _waits(widget: Widget) -> bool:
    return widget._layout_required or widget._scroll_required or widget._recompose_required
