"""Component classes as Rich styles, for widgets that draw their own lines.

Those of lists and text belong to the screen, which shows several of them: the style sheet is applied to each component
class of each widget anew, at the start and whenever the focus moves, and that took longer than drawing.
"""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget

ROW_STYLES = frozenset(
    {
        "row--text",
        "row--strong",
        "row--dim",
        "row--mark",
        "row--cursor",
        "row--current",
        "row--direct",
        "row--mixed",
        "row--indirect",
        "row--person",
        "row--organisation",
        "row--place",
        "row--problem",
        "row--jump",
    }
)
"""What rows of lists are drawn in."""

TEXT_STYLES = frozenset(
    {
        "text--paragraph",
        "text--title",
        "text--heading",
        "text--byline",
        "text--summary",
        "text--caption",
        "text--entry",
        "text--list_item",
        "text--litter",
        "text--gutter",
        "text--direct",
        "text--mixed",
        "text--indirect",
        "text--scare",
        "text--person",
        "text--organisation",
        "text--place",
        "text--note",
        "text--current",
        "text--hit",
        "text--hit-current",
        "text--selection",
        "text--cursor-line",
        "text--caret",
        "text--jump",
        "text--dimmed",
    }
)
"""What an article's text is drawn in."""


def component_style(widget: Widget, name: str) -> Style:
    """Only what the style sheet sets for a component class, of the widget or of its screen.

    A colour with an opacity is mixed with the widget's background. Textual's own `get_component_rich_style` leaves the
    opacity out, so that dimmed text would not be dim.
    """
    owner = widget if name in widget.COMPONENT_CLASSES else widget.screen
    styles = owner.get_component_styles(name)
    background = widget.background_colors[1]
    if styles.has_rule("background"):
        background = background.blend(styles.background, styles.background.a, 1.0)
    colour = None
    if styles.has_rule("color"):
        colour = background.blend(styles.color, styles.color.a, 1.0).rich_color
    under = background.rich_color if styles.has_rule("background") else None
    return Style(color=colour, bgcolor=under) + styles.text_style
