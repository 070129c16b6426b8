"""A key that comes while nothing else is underway is dealt with, and shown, in one turn of the loop.

On Textual's way it takes four turns more, each a message to another task: to the screen that deals with the key, and,
when that has changed a pane, to the pane, back to the screen, and to the timer by which frames are drawn.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from tui.screens.partial_frames import take_along, within
from tui.widgets.line_view import LineView

_YIELD = 0.0001
"""Seconds in which a terminal gets what is shown where all processors are busy, before what follows keeps this one busy
for some hundredths of one. The loop's own timers are ten times as coarse.
"""


async def deal_with(event: events.Key, pane: LineView) -> bool:
    """Have the screen deal with a key that a pane got, and show what comes of it; False where it has to wait its turn,
    as something is still on its way that came before it.
    """
    screen = pane.screen
    if any(not each._message_queue.empty() for each in pane.ancestors_with_self):
        return False
    event._set_forwarded()
    with screen._context():
        with pane.key_underway() as following:
            await screen._dispatch_message(event)
        # where the next key is there already, one frame is for both
        is_shown: bool = screen.app._message_queue.empty() and show(screen)
        if following and is_shown:
            time.sleep(_YIELD)
        for callback in following:
            if is_shown:
                asyncio.get_running_loop().call_soon(callback)
            else:
                pane.once_shown(callback)
    return True


def show(screen: Screen[Any]) -> bool:
    """Draw what has changed, where that is lines of widgets and nothing else; False where it is left to Textual."""
    if _waits(screen) or screen._repaint_required or not screen.is_current or screen.app._batch_count:
        return False
    if any(map(_waits, within(screen))):
        return False
    if take_along(screen):
        screen._compositor_refresh()
    return True


def _waits(widget: Widget) -> bool:
    return widget._layout_required or widget._scroll_required or widget._recompose_required
