"""The keys that hold where the reader is, by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.actions import Action, Context
from tui.keymap import Keymap
from tui.screens.window import Dialog
from tui.widgets.strips import folded

_NAMES = {
    Context.LIST: "this list",
    Context.ARTICLES: "the articles",
    Context.READING: "the text",
    Context.SELECTING: "selecting in the text",
    Context.QUOTES: "the quotes",
    Context.ACTORS: "the actors",
    Context.NOTES: "the notes",
    Context.ALL_NOTES: "the notes of all articles",
    Context.COVERAGE: "the coverage matrix",
    Context.TIMELINE: "the timeline",
    Context.SEARCH: "the search of all articles",
}
_COUNT = ("5 j", "A number repeats the movement that follows at once.")
_NUMBER = ("2 j", "Also a count, while the line below shows “or 2×”.")
_SIGNS = (
    ("┃ ┇ ┊", "a quote: direct, mixed, indirect"),
    ("· 1st", "in the coverage matrix: nothing; the first to report"),
    ("■ ▪ ·", "in the timeline: an article, an entry of a live page, a day that a text tells of"),
    ("×3", "an article saved three times, with small changes or none"),
    ("◆ ✓", "a note of yours; one that is marked"),
    ("▸", "what you are at"),
    ("○ □ △", "a person, an organisation, a place"),
    ("● ★", "not read yet, starred"),
    ("?", "after a name: this speaker is a guess"),
)
_NARROW = 76
"""Columns below which a description stands under its keys."""
_UNDER, _BESIDE = 4, 20
"""Cells before a description under its keys, and beside them."""
_WIDTH, _FRAME = 84, 8
"""Cells of the window at most, and those of its border, its padding and its bar."""


class HelpScreen(Dialog[None]):
    """Help for the focused pane. Any of q, ? and Escape closes it."""

    DEFAULT_CSS = f"""
    HelpScreen {{ align: center middle; background: $background 60%; }}
    HelpScreen > VerticalScroll {{
        width: {_WIDTH}; max-width: 96%; height: auto; max-height: 92%; border: round $accent;
        border-title-color: $accent; border-subtitle-color: $foreground; padding: 0 2; background: $surface;
    }}
    """
    BINDINGS: ClassVar = [
        ("q,question_mark,escape", "dismiss", "Close"),
        ("j", "scroll(1)", "Down"),
        ("k", "scroll(-1)", "Up"),
        ("space,ctrl+d", "page(1)", "Page down"),
        ("b,ctrl+u", "page(-1)", "Page up"),
        ("g", "edge(False)", "The beginning"),
        ("G", "edge(True)", "The end"),
    ]

    def __init__(
        self,
        keymap: Keymap,
        contexts: Sequence[Context],
        does: Callable[[Action], bool] | None = None,
        meanings: Mapping[str, str] = MappingProxyType({}),
        first: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({}),
    ) -> None:
        """`does` says which actions mean anything where the help is asked for; without it all of them do. `meanings`
        describe, by action id, those that mean something else there than on the desk. `first` are groups of more to
        know, by their headings: what is written, and what it means.
        """
        super().__init__()
        self._keymap = keymap
        self._contexts = contexts
        self._does = does
        self._meanings = meanings
        self._first = first

    def compose(self) -> ComposeResult:
        with VerticalScroll() as frame:
            frame.border_title = Content(f"Keys in {_NAMES.get(self._contexts[0], 'the desk')}")
            frame.border_subtitle = Content("q closes")
            yield Static(self._text())

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        for text in self.query(Static):  # none yet at the first size
            text.update(self._text())

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_page(self, by: int) -> None:
        """A line of what was seen stays in sight."""
        self.action_scroll(by * max(self.query_one(VerticalScroll).size.height - 1, 1))

    def action_edge(self, end: bool) -> None:
        shown = self.query_one(VerticalScroll)
        shown.scroll_end(animate=False) if end else shown.scroll_home(animate=False)

    def _text(self) -> Content:
        groups = {heading: list(rows) for heading, rows in self._first.items()}
        numbered: list[tuple[str, str]] = []
        for action, keys in self._keymap.in_force(self._contexts):
            if self._does is not None and not self._does(action):
                continue
            groups.setdefault(action.group, []).append(
                ("  ".join(keys), self._meanings.get(action.id, action.description))
            )
            if action.at_once:
                numbered = groups[action.group]
        groups.setdefault("Moving", []).append(_COUNT)
        numbered.append(_NUMBER)
        groups["Signs"] = list(_SIGNS)
        is_narrow = self.app.size.width < _NARROW
        width = min(_WIDTH, self.app.size.width * 96 // 100) - _FRAME
        parts: list[str | tuple[str, str]] = []
        for group, rows in groups.items():
            parts.append((f"{group}\n", "bold $accent"))
            for shown, description in rows:
                is_under = is_narrow or len(shown) > _BESIDE - 3
                indent = _UNDER if is_under else _BESIDE
                head = f"  {shown}\n{' ' * indent}" if is_under else f"  {shown:<{_BESIDE - 3}} "
                lines = folded(description, max(width - indent, 1), len(description))
                parts += [(head, "bold"), f"\n{' ' * indent}".join(lines), "\n"]
            parts.append("\n")
        return Content.assemble(*parts)
