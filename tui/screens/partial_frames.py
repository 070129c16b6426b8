"""Frames for which only the widgets that have changed are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget


class PartialFrames(Screen[None]):
    """A screen that has those drawn that have changed, as far as nothing lies over them.

    Textual has every widget in sight draw all its lines, and then leaves out what has not changed or is covered.
    """

    def _compositor_refresh(self) -> None:
        with _only_changed(self):
            super()._compositor_refresh()


@contextmanager
def _only_changed(screen: Screen[Any]) -> Iterator[None]:
    """Within it the others are out of the compositor's sight, where they have no part in what is drawn."""
    compositor = screen._compositor
    alone: dict[Widget, tuple[Region, Region]] = {}
    in_sight, regions = compositor.visible_widgets, compositor._dirty_regions
    for widget, (region, clip) in in_sight.items():  # those in front come first
        if widget in screen._dirty_widgets:
            alone[widget] = region, clip
        elif any(region.overlaps(changed) for changed in regions):
            break
    drawn = [region.intersection(clip) for region, clip in alone.values()]
    if not all(any(region.contains_region(changed) for region in drawn) for changed in regions):
        yield
        return
    compositor.cuts  # noqa: B018  where the widgets in sight divide the lines: reckoned before, and kept
    compositor._visible_widgets = alone
    try:
        yield
    finally:
        if compositor._visible_widgets is alone:
            compositor._visible_widgets = in_sight
