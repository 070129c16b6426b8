"""The beginning of a passage, in as many lines as there is room for."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.widgets.strips import folded


class Excerpt(Widget):
    """As high as its words or as its style sheet lets it be; it ends in "…" where they go on."""

    DEFAULT_CSS = "Excerpt { height: auto; }"

    def __init__(self, text: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(folded(self._text, width, viewport.height))

    def render(self) -> Content:
        return Content("\n".join(folded(self._text, self.content_size.width, self.content_size.height)))
