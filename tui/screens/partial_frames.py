"""Frames for which only the widgets that have changed are drawn, and one of them for a terminal of another size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.screens.changed_lines import changed_lines
from tui.screens.presence import Presence
from tui.screens.sure_timers import SureTimers
from tui.widgets.fixed import Fixed

_AGAIN = 0.005
"""Seconds after which it is looked whether the screen may be drawn."""


class PartialFrames(SureTimers, Presence, Screen[None], Fixed):
    """A screen that has those drawn that have changed, as far as nothing lies over them.

    Textual has every widget in sight draw all its lines, and then leaves out what has not changed or is covered.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual draws the whole screen anew when another widget has the focus; those that it concerns draw themselves."""

    _is_resized = False
    """True while what is laid out is laid out for another size of the terminal."""

    _changed: set[Widget]
    """What had changed before a layout, for which Textual forgets that it did; all of it is yet to be drawn."""

    _is_laying_out = False
    _is_drawn_soon = False
    """True between a layout and the turn of the loop in which it is drawn: either takes some milliseconds."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._changed = set()

    def before_resized_frame(self) -> None:
        """The widgets have the sizes that they have in a terminal of another size, and are about to be drawn."""

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Where something comes or goes the layout tells what is to be drawn: of the screen itself nothing shows."""
        return super().refresh(*regions, repaint=repaint and not layout, layout=layout, recompose=recompose)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self._changed.update(self._dirty_widgets)
        self._is_laying_out = size is None and self.app._dom_ready
        try:
            super()._refresh_layout(size, scroll)
        finally:
            self._is_laying_out = False

    def _draw_laid_out(self) -> None:
        if self.app._batch_count:  # what is drawn now would be lost
            self.set_timer(_AGAIN, self._draw_laid_out)
            return
        self._is_drawn_soon = False
        take_along(self)
        self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        if self._is_laying_out and not self._is_drawn_soon:
            self._is_drawn_soon = self.call_later(self._draw_laid_out)
        if self._is_drawn_soon and not self._is_resized:
            return
        if self._is_resized:
            self.before_resized_frame()
            take_along(self)
        self._dirty_widgets |= self._changed
        self._changed.clear()
        alone = _changed_alone(self)
        if not alone or self is not self.app.screen or self.app.is_inline:
            super()._compositor_refresh()
            return
        regions = self._compositor._dirty_regions
        changed = changed_lines(alone, regions)
        if changed is None:
            with _in_sight(self, alone):
                super()._compositor_refresh()
            return
        regions.clear()
        self._dirty_widgets.clear()
        self.app._display(self, changed)

    def _screen_resized(self, size: Size) -> None:
        """Lay out and draw once. Textual does so again for each widget that has changed, and for its own message that
        the screen has another size.
        """
        waiting = [widget for widget in (self, *within(self)) if widget._layout_required]
        if size == self._compositor.size and not waiting:
            return
        self._is_resized = True
        try:
            for widget in waiting:  # what they ask for comes now
                widget._layout_required = False
                for ancestor in widget.ancestors_with_self:
                    if isinstance(ancestor, Widget):
                        ancestor._clear_arrangement_cache()
            super()._screen_resized(size)
        finally:
            self._is_resized = False


def take_along(screen: Screen[Any]) -> bool:
    """Have the next frame hold all that waits to be drawn; whether anything did."""
    changed = [widget for widget in within(screen) if widget._repaint_required and widget.display]
    for widget in changed:
        widget._repaint_required = False
    screen._dirty_widgets.update(changed)
    screen._compositor.update_widgets(screen._dirty_widgets)  # also those that have said so already
    return bool(screen._dirty_widgets)


def within(screen: Screen[Any]) -> Iterator[Widget]:
    """The screen's widgets, and theirs."""
    for widget in screen.children:
        yield widget
        yield from widget.children


def _changed_alone(screen: Screen[Any]) -> dict[Widget, tuple[Region, Region]]:
    """The widgets that have changed, with their places and the parts in sight, where others have no part in what is
    drawn; else none.
    """
    compositor = screen._compositor
    alone: dict[Widget, tuple[Region, Region]] = {}
    drawn: list[Region] = []
    regions = compositor._dirty_regions
    for widget, (region, clip) in compositor.visible_widgets.items():  # those in front come first
        place = region.intersection(clip)
        if widget in screen._dirty_widgets:
            alone[widget] = region, clip
            drawn.append(place)
        elif not all(_is_covered(place.intersection(changed), drawn) for changed in regions):
            break
    return alone if regions and all(_is_covered(changed, drawn) for changed in regions) else {}


def _is_covered(region: Region, by: Sequence[Region]) -> bool:
    """True where nothing of a region is in sight but for one of these."""
    return not region or any(each.contains_region(region) for each in by)


@contextmanager
def _in_sight(screen: Screen[Any], alone: dict[Widget, tuple[Region, Region]]) -> Iterator[None]:
    """Within it the other widgets are out of the compositor's sight."""
    compositor = screen._compositor
    compositor.cuts  # noqa: B018  where the widgets in sight divide the lines: reckoned before, and kept
    in_sight, compositor._visible_widgets = compositor.visible_widgets, alone
    try:
        yield
    finally:
        if compositor._visible_widgets is alone:
            compositor._visible_widgets = in_sight
