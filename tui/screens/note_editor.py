"""Writing a note without leaving the desk."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Static

from tui.light_start import widgets
from tui.screens.ending import Unfinished
from tui.screens.window import Dialog
from tui.text import normalise
from tui.widgets.excerpt import Excerpt
from tui.widgets.field import Field

with widgets():
    from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from tui.annotations.model import Annotation

_HINT = "^s save   Tab to the tags and back   Esc cancel"
_HINT_CHANGED = "Esc again throws the changes away   ^s saves them"
_PASSAGE_CHARACTERS = 300
_TAG_BREAK = re.compile(r"[\s,;]+")


class NoteText(msgspec.Struct, frozen=True):
    """What was written: the note and its tags."""

    body: str
    tags: tuple[str, ...]


def rewritten_note(note: Annotation, written: NoteText) -> Annotation:
    """The note with what was written; a highlight that got a text is a comment. The same one where nothing changed."""
    from tui.annotations.model import Motivation

    if (written.body, written.tags) == (note.body, note.tags):
        return note
    motivation = note.motivation
    if motivation is Motivation.HIGHLIGHTING and written.body:
        motivation = Motivation.COMMENTING
    return replace(note, body=written.body, tags=written.tags, motivation=motivation, modified=datetime.now(UTC))


class TagSuggester(Suggester):
    """Completes the last of several tags from those in use."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=False)  # more tags may come while the reader writes
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        last = value.split(" ")[-1]
        if not last:
            return None
        found = next((tag for tag in self._tags if tag.casefold().startswith(last) and tag.casefold() != last), None)
        return value[: -len(last)] + found if found else None


class NoteEditor(Unfinished, Dialog[NoteText | None]):
    """Gives back what was written, or None when it was cancelled."""

    CSS_PATH = "note_editor.tcss"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (22, "-high")]  # noqa: RUF012 (as Textual has it)
    BINDINGS: ClassVar = [
        ("ctrl+s", "save", "Save"),
        Binding("tab,shift+tab", "switch", "Switch", priority=True),
        ("escape", "give_up", "Cancel"),
    ]

    def __init__(
        self,
        heading: str,
        passage: str,
        *,
        body: str = "",
        tags: Sequence[str] = (),
        tags_first: bool = False,
        known_tags: Sequence[str] = (),
        write: Callable[[NoteText], None],
    ) -> None:
        """`write` does with what was written what the caller does once it is given back."""
        super().__init__()
        self._heading = heading
        self._write = write
        passage = " ".join(passage.split())
        cut = len(passage) > _PASSAGE_CHARACTERS
        self._passage = passage[:_PASSAGE_CHARACTERS].rstrip() + "…" if cut else passage
        self._body = normalise(body)  # a note edited by hand may hold control characters
        self._tags = " ".join(tags)
        self._tags_first = tags_first
        self._known_tags = known_tags
        self._warned = False

    def compose(self) -> ComposeResult:
        with Vertical(id="editor") as frame:
            frame.border_title = Content(self._heading)
            yield Excerpt(f"“{self._passage}”", id="passage")
            yield TextArea(self._body, id="body", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
            yield Field(self._tags, "tags, parted by spaces", id="tags", suggester=TagSuggester(self._known_tags))
            yield Static(Content(_HINT), id="hint")

    def on_mount(self) -> None:
        body = self.query_one("#body", TextArea)
        body.move_cursor(body.document.end)
        (self.query_one("#tags") if self._tags_first else body).focus()

    def written(self) -> NoteText:
        """What stands in the editor now."""
        tags = dict.fromkeys(tag.lstrip("#") for tag in _TAG_BREAK.split(self.query_one("#tags", Input).value))
        return NoteText(self.query_one("#body", TextArea).text.strip(), tuple(tag for tag in tags if tag))

    @property
    def _is_changed(self) -> bool:
        return self.written() != NoteText(self._body.strip(), tuple(self._tags.split()))

    def keep(self) -> None:
        if self._is_changed:
            self._write(self.written())

    def action_save(self) -> None:
        self.dismiss(self.written())

    def action_switch(self) -> None:
        body, tags = self.query_one("#body"), self.query_one("#tags")
        self.set_focus(tags if body.has_focus else body)

    def action_give_up(self) -> None:
        if self._is_changed and not self._warned:
            self._warned = True
            self.query_one("#hint", Static).update(Content(_HINT_CHANGED))
            return
        self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.action_save()

    def on_key(self, event: events.Key) -> None:
        if event.key != "escape" and self._warned:
            self._warned = False
            self.query_one("#hint", Static).update(Content(_HINT))
