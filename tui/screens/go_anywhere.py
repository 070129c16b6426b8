"""Go to anything by a few letters: articles, actors, quotes, notes, saved queries, commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.actions import ACTIONS
from tui.linking import Locus

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_SHOWN = 50
_LONGEST = 200
"""Characters of a place's words that a row holds; the terminal shows those that there is room for."""
_FUZZY_CANDIDATES = 3000
"""Candidates that are tried letter by letter, where too few hold the words as they were typed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: what it is, its words, and how to get there."""

    kind: str
    words: str
    go: Callable[[], object]


def ranked(places: list[Place], query: str) -> list[Place]:
    """The places that fit, best first: those that begin with the query, have a word that does, hold all its words;
    then those whose letters come in its order."""
    words = query.casefold().split()
    if not words:
        return places[:_SHOWN]
    found: list[tuple[int, int, Place]] = []
    rest: list[tuple[int, Place]] = []
    for order, place in enumerate(places):
        text = place.words.casefold()
        if all(word in text for word in words):
            grade = 0 if text.startswith(words[0]) else 1 if f" {words[0]}" in text else 2
            found.append((grade, order, place))
        elif len(rest) < _FUZZY_CANDIDATES:
            rest.append((order, place))
    found.sort(key=lambda item: item[:2])
    result = [place for _, _, place in found[:_SHOWN]]
    if len(result) < _SHOWN:
        search = FuzzySearch()
        letters = "".join(words)
        near = [(search.match(letters, place.words)[0], -order, place) for order, place in rest]
        near = sorted((item for item in near if item[0] > 0), key=lambda item: item[:2], reverse=True)
        result += [place for _, _, place in near[: _SHOWN - len(result)]]
    return result


class GoAnywhere(ModalScreen[None]):
    """Type, choose with the arrows, Enter goes, Escape stays."""

    DEFAULT_CSS = """
    GoAnywhere { align: center top; background: $background 60%; }
    GoAnywhere > Vertical {
        width: 90; max-width: 96%; height: auto; max-height: 80%; margin-top: 2; border: round $accent;
        border-title-color: $accent; background: $surface;
    }
    GoAnywhere Input { background: $panel; }
    GoAnywhere OptionList {
        height: auto; max-height: 20; border: none; background: $surface; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """
    BINDINGS: ClassVar = [("escape", "dismiss", "Close")]

    def __init__(self, desk: DeskScreen) -> None:
        super().__init__()
        self._desk = desk
        self._places: list[Place] = []
        self._hits: list[Place] = []

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title = Content("Go to")
            yield Input(placeholder="article, actor, quote, note or command", compact=True)
            yield OptionList()

    def on_mount(self) -> None:
        self._places = list(self._all())
        self._show("")
        self.query_one(Input).focus()

    def _all(self) -> Iterator[Place]:
        desk, library = self._desk, self._desk.session.library
        for record in library.records:
            words = f"{record.title} {record.outlet}".rstrip()
            yield Place("article", words, partial(desk.links.go, Locus(record.key), visit=True))
        keys = [record.key for record in library.records]
        for actor in library.actors(keys):
            words = ", ".join((actor.name, *actor.roles[:2]))
            yield Place("actor", words, partial(self._to_actor, actor.id))
        for row in library.quotes(keys):
            locus = Locus(row.key, row.attribution.span, attribution=row.attribution.id, actor=row.actor)
            yield Place("quote", f"{row.speaker}: {row.words}", partial(desk.links.go, locus, visit=True))
        if desk.article is not None:
            for note in desk.article.annotations:
                locus = desk.article.note_locus(note.id)
                words = " ".join((note.body, *(f"#{tag}" for tag in note.tags), note.target.quote.exact))
                yield Place("note", words, partial(desk.links.go, locus, visit=True))
        for name, query in desk.library_search.saved_queries():
            yield Place("search", f"{name} – {query}", partial(desk.library_search.open, query))
        for action in ACTIONS:
            if not action.argument:
                yield Place("command", f"{action.title} – {action.description}", partial(desk.dispatcher.run, action))

    def _to_actor(self, identifier: str) -> None:
        desk = self._desk
        desk.panes.focus("actors")
        position = next((at for at, row in enumerate(desk.actors.rows) if row.id == identifier), None)
        if position is None and not desk.flow.everywhere:
            desk.flow.do_toggle_scope(1)
            desk.call_after_refresh(self._to_actor, identifier)
        elif position is not None:
            desk.actors.move_to_index(position)
            desk.actors.moved()

    def _show(self, query: str) -> None:
        self._hits = ranked(self._places, query)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(
            Option(Content.assemble((f"{hit.kind:<8} ", "$foreground-muted"), " ".join(hit.words.split())[:_LONGEST]))
            for hit in islice(self._hits, _SHOWN)
        )
        options.highlighted = 0 if self._hits else None

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def on_input_submitted(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self._go(highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._go(event.option_index)

    def _go(self, index: int) -> None:
        hit = self._hits[index]
        self.dismiss(None)
        self._desk.call_after_refresh(hit.go)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up") and self.query_one(Input).has_focus:
            event.stop()
            options = self.query_one(OptionList)
            options.action_cursor_down() if event.key == "down" else options.action_cursor_up()
