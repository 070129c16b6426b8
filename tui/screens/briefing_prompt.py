"""Asks where a briefing goes, and what it is about."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui import paths
from tui.briefing.choosing import Choice, FlaggedIn
from tui.briefing.formats import BriefingError, format_of
from tui.library.query.model import QueryError
from tui.library.reading_state import marks_in
from tui.screens.window import Dialog

_NOTED, _MARKED = "+note", "+mark"


class BriefingPrompt(Dialog[tuple[Path, Choice] | None]):
    """Gives back the file, whose name tells a format, and the choice; None for Escape."""

    DEFAULT_CSS = """
    BriefingPrompt { align: center middle; background: $background 60%; }
    BriefingPrompt > Vertical {
        width: 80; max-width: 96%; height: auto; border: round $accent; border-title-color: $accent;
        border-subtitle-color: $foreground; background: $surface; padding: 0 1;
    }
    BriefingPrompt Input { background: $panel; }
    BriefingPrompt Static { color: $foreground-muted; }
    """
    BINDINGS: ClassVar = [("escape", "give_up", "Cancel")]

    def __init__(self, articles: int, file: str) -> None:
        super().__init__()
        self._articles, self._file = articles, file

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title = Content(f"Write a briefing on {self._articles:,} article{'s'[: self._articles != 1]}")
            frame.border_subtitle = Content("Tab next line · Enter write · Esc cancel")
            yield Static("File: .md, .html, .docx or .json")
            yield Input(self._file, id="briefing-file", compact=True)
            yield Static(f"Only statements that fit a query, with #tags, {_NOTED}: a note of yours, {_MARKED}: a mark")
            yield Input(id="briefing-choice", compact=True, placeholder="all")

    def on_mount(self) -> None:
        self.query_one("#briefing-file", Input).focus()

    def on_input_submitted(self) -> None:
        file = self.query_one("#briefing-file", Input).value.strip()
        if not file:
            return
        try:
            format_of(Path(file))
            folder = Path(file).expanduser().parent
            if not folder.is_dir():
                raise BriefingError(f"{folder}: no such folder")
        except BriefingError as error:  # the prompt stays, with all that was typed
            self.notify(str(error), severity="error", markup=False, timeout=6)
            self.query_one("#briefing-file", Input).focus()
            return
        line = self.query_one("#briefing-choice", Input)
        try:
            choice = choice_of(line.value)
        except QueryError as error:
            self.notify(str(error), severity="error", markup=False, timeout=6)
            line.focus()
            return
        self.dismiss((Path(file).expanduser(), choice))

    def action_give_up(self) -> None:
        self.dismiss(None)


def choice_of(text: str) -> Choice:
    """What was typed: a query, `#tag`, `+note` and `+mark`. Raises `QueryError`."""
    from tui.library.query.parsing import parse  # with what days and months are made of, for most prompts for nothing

    words = text.split()
    tags = tuple(word[1:] for word in words if word.startswith("#") and len(word) > 1)
    query = " ".join(word for word in words if not word.startswith("#") and word not in (_NOTED, _MARKED))
    marks = marks_in(paths.user_reading()) if _MARKED in words else None
    return Choice(parse(query), tags, _NOTED in words, FlaggedIn(paths.user_reading()), marks)
