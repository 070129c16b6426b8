"""Component classes as Rich styles, for widgets that draw their own lines."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget


def component_style(widget: Widget, name: str) -> Style:
    """Only what the style sheet sets for a component class; a colour with an opacity is mixed with the background.

    Textual's own `get_component_rich_style` leaves the opacity out, so that dimmed text would not be dim.
    """
    styles = widget.get_component_styles(name)
    background = widget.background_colors[1]
    if styles.has_rule("background"):
        background = background.blend(styles.background, styles.background.a, 1.0)
    colour = None
    if styles.has_rule("color"):
        colour = background.blend(styles.color, styles.color.a, 1.0).rich_color
    under = background.rich_color if styles.has_rule("background") else None
    return Style(color=colour, bgcolor=under) + styles.text_style
