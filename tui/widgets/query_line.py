"""The line that a query is written in, and under it what completes it, or where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.library.query.model import QueryError
from tui.widgets.field import Field

_LABEL = "Search"
_HINT = "words, “phrases”, speaker:name …"


class _QueryField(Field):
    BINDINGS: ClassVar = [
        # Before all else, so that the key typed next goes where these lead.
        Binding("tab", "complete", "Complete", priority=True),
        Binding("enter,down", "leave", "To the list", priority=True),
        Binding("escape", "leave(True)", "Close", priority=True),
    ]

    def __init__(self, text: str, leave: Callable[[bool], None], complete: Callable[[], None]) -> None:
        super().__init__(text, _HINT, id="query-input")
        self._leave, self._complete = leave, complete

    def action_complete(self) -> None:
        self._complete()

    def action_leave(self, given_up: bool = False) -> None:
        self._leave(given_up)


class QueryLine(Vertical):
    """Says what is typed (`Typed`). `leave` is called when the reader goes on to what was found, with True for Escape;
    `complete` for Tab.
    """

    DEFAULT_CSS = """
    QueryLine { height: auto; background: $panel; }
    QueryLine Horizontal { height: 1; }
    #query-label { width: auto; padding: 0 1; color: $accent; text-style: bold; }
    #query-input { width: 1fr; background: $panel; }
    #query-told { height: auto; text-wrap: nowrap; text-overflow: ellipsis; color: $foreground-muted; }
    """

    class Typed(Message):
        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, text: str, *, leave: Callable[[bool], None], complete: Callable[[], None]) -> None:
        super().__init__(id="query")
        self._input = _QueryField(text, leave, complete)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(Content(_LABEL), id="query-label")
            yield self._input
        yield Static("", id="query-told")

    @property
    def input(self) -> Field:
        return self._input

    @property
    def value(self) -> str:
        """What stands in it now."""
        return self.input.value

    def write(self, text: str) -> None:
        """Have this stand in it, with the cursor behind it."""
        self.input.value = text
        self.input.cursor_position = len(text)

    def tell(self, text: str) -> None:
        """Show something under the query."""
        self._told(Content(text))

    def tell_completions(self, texts: Sequence[str]) -> None:
        """Show what the word under the cursor could become; Tab takes the first."""
        parts: list[str | tuple[str, str]] = [(" Tab ", "bold $accent")]
        for text in texts:
            parts += [" ", text, " "]
        self._told(Content.assemble(*parts))

    def tell_wrong(self, error: QueryError) -> None:
        """Show what is wrong, under carets that point at its place."""
        start = len(_LABEL) + 2 + cell_len(error.query[: error.start]) - int(self.input.scroll_offset.x)
        carets = "^" * max(cell_len(error.query[error.start : error.end]), 1)
        self._told(Content.styled(f"{' ' * start}{carets}\n {error.problem}", "$error"))

    def _told(self, content: Content) -> None:
        self.query_one("#query-told", Static).update(content)

    def on_input_changed(self, event: Field.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))
