"""A line at the foot of the desk."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip

from tui.widgets.fixed import Fixed


class Bar(Fixed):
    """One line without edges, which a subclass draws with `render_line`. Textual looks all styles up for it."""

    def render_lines(self, crop: Region) -> list[Strip]:
        if crop != self.outer_size.region or crop.height != 1:  # partly out of sight
            return super().render_lines(crop)
        strip = self.render_line(0)
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, self.background_colors[1])
        return [strip]
