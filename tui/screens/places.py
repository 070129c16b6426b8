"""Places that one can go to by name: articles, actors, quotes, notes, saved queries, commands."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from tui.actions import ACTIONS
from tui.extraction.model import UNKNOWN_SPEAKER
from tui.library.found import actors_by_steps, quotes_in
from tui.linking import Locus
from tui.screens.letters_chooser import SHOWN
from tui.searching.letters import Letters

if TYPE_CHECKING:
    from tui.library.found import QuoteRow
    from tui.library.search.searcher import Searcher
    from tui.screens.desk import DeskScreen

FEW = 200
"""Articles up to which all their quotes and actors are gone through at each letter; of more, the index is asked."""
_FUZZY_CANDIDATES = 1000
"""Candidates that are tried letter by letter, where too few hold the words as they were typed: 10 ms."""
_FAR = 15
"""Articles of a large library that are offered."""


class Place(msgspec.Struct, frozen=True):
    """Somewhere to go: what it is, its words, and how to get there."""

    kind: str
    words: str
    go: Callable[[], object]


def ranked(places: Sequence[Place], query: str) -> list[Place]:
    """The places that fit, best first: those that begin with the query, have a word that does, hold all its words;
    then those in which most of its letters stand well."""
    words = query.casefold().split()
    if not words:
        return list(places[:SHOWN])
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
    result = [place for _, _, place in found[:SHOWN]]
    if len(result) < SHOWN:
        letters = Letters(query)
        near = [(letters.standing_well(place.words), -order, place) for order, place in rest]
        near = sorted((item for item in near if item[0]), key=lambda item: item[:2], reverse=True)
        result += [place for _, _, place in near[: SHOWN - len(result)]]
    return result


def near_places(desk: DeskScreen) -> Generator[Place | None, None, None]:
    """Those at hand: all of a small library, the open article's of a larger one; saved queries and commands. None where
    it was at work and has no place to tell yet: what was found in two hundred articles is read in tenths of a second.
    """
    library = desk.session.library
    for record in () if library.is_lazy else library.records:
        yield Place("article", f"{record.title} · {record.kept_as}", partial(_open, desk, record.key))
    keys = list(library.keys) if len(library) <= FEW else [desk.article.path] if desk.article is not None else []
    for actor in (yield from actors_by_steps(library, keys)):
        words = ", ".join((actor.name, *actor.roles[:2]))
        yield Place("actor", words, partial(_go_to_actor, desk, actor.id))
    for row in quotes_in(library, keys):
        if row.key not in library:  # it has left since
            continue
        locus = Locus(row.key, row.attribution.span, attribution=row.attribution.id, actor=row.actor)
        yield Place("quote", quote_told(desk, row), partial(desk.links.go, locus, visit=True))
    if desk.article is not None:
        for note in desk.article.annotations:
            locus = desk.article.note_locus(note.id)
            words = " ".join((note.body, *(f"#{tag}" for tag in note.tags), note.target.quote.exact))
            yield Place("note", words, partial(desk.links.go, locus, visit=True))
    for name, query in desk.library_search.saved_queries():
        yield Place("query", f"{name}: {query}", partial(desk.library_search.open, query))
    for action in ACTIONS:
        if not action.argument:
            yield Place("command", f"{action.title} – {action.description}", partial(desk.dispatcher.run, action))


def quote_told(desk: DeskScreen, row: QuoteRow) -> str:
    """A quote in a line: who, of another article than the open one where, and what."""
    is_open = desk.article is not None and desk.article.path == row.key
    where = "" if is_open else f", {desk.session.library.record(row.key).known_as}"
    return f"{row.speaker or UNKNOWN_SPEAKER}{where}: {row.words}"


def far_places(desk: DeskScreen, searcher: Searcher, typed: str) -> list[Place]:
    """Articles of a large library whose titles have these beginnings of words, and actors whose names have; may be
    called from a thread. Raises what the searcher raises.
    """
    from tui.library.query.folding import words_in
    from tui.library.query.model import And, Holds, Term

    words = words_in(typed)
    if not words:
        return []
    found = searcher.find(And(tuple(Holds("title", Term((word,), prefix=True)) for word in words)))
    places = [
        Place("article", f"{hit.title} · {hit.kept_as}", partial(_open, desk, hit.path))
        for hit in searcher.hits(found, 0, _FAR)
    ]
    names = searcher.names("actor", typed)
    return places + [Place("actor", name, partial(desk.library_search.open, f'actor:"{name}"')) for name in names]


def _open(desk: DeskScreen, key: str) -> None:
    desk.links.go(Locus(key), visit=True)


def _go_to_actor(desk: DeskScreen, identifier: str) -> None:
    desk.panes.focus("actors")
    position = next((at for at, row in enumerate(desk.actors.rows) if row.id == identifier), None)
    if position is None and not desk.side.everywhere:
        desk.side.do_toggle_scope(1)
        desk.call_after_refresh(_go_to_actor, desk, identifier)
    elif position is not None:
        desk.actors.move_to_index(position)
        desk.actors.moved()
