"""A key that comes while nothing else is underway is dealt with, and shown, in one turn of the loop.

On Textual's way it takes four turns more, each a message to another task: to the screen that deals with the key, and,
when that has changed a pane, to the pane, back to the screen, and to the timer by which frames are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual import events
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget


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
    widgets = list(_widgets(screen))
    if any(map(_waits, widgets)):
        return
    changed = [widget for widget in widgets if widget._repaint_required and widget.display]
    if changed:
        for widget in changed:
            widget._repaint_required = False
        screen._dirty_widgets.update(changed)
        screen._compositor.update_widgets(screen._dirty_widgets)
        with _nothing_else(screen):
            screen._compositor_refresh()


@contextmanager
def _nothing_else(screen: Screen[Any]) -> Iterator[None]:
    """Within it only the widgets that have changed are drawn. Textual has every widget in sight draw all its lines, and
    then leaves out what has not changed or is covered. As it does where something lies over a changed widget.
    """
    compositor = screen._compositor
    alone: dict[Widget, tuple[Region, Region]] = {}
    in_sight, regions = compositor.visible_widgets, compositor._dirty_regions
    for widget, (region, clip) in in_sight.items():  # those in front come first
        if widget in screen._dirty_widgets:
            alone[widget] = region, clip
        elif any(region.overlaps(changed) for changed in regions):
            break
    covered = [region.intersection(clip) for region, clip in alone.values()]
    if not all(any(region.contains_region(changed) for region in covered) for changed in regions):
        yield
        return
    compositor.cuts  # noqa: B018  where the widgets in sight divide the lines
    compositor._visible_widgets = alone
    try:
        yield
    finally:
        if compositor._visible_widgets is alone:
            compositor._visible_widgets = in_sight


def _widgets(screen: Screen[Any]) -> Iterator[Widget]:
    for widget in screen.children:
        yield widget
        yield from widget.children


def _waits(widget: Widget) -> bool:
    return widget._layout_required or widget._scroll_required or widget._recompose_required
