"""Widgets whose contents are as large as themselves."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class Fixed(Widget):
    """One that never scrolls. When what is in a widget has another size, Textual lays the whole screen out once more,
    and draws all of it: a bar might come or go.
    """

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    def render_lines(self, crop: Region) -> list[Strip]:
        strips = super().render_lines(crop)
        if self.BLANK and self.app.no_color:  # Textual draws what is blank past the filters
            for each in self.get_line_filters():
                strips = [strip.apply_filter(each, self.background_colors[1]) for strip in strips]
        return strips
