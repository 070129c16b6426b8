"""Short ways to read a text in the tests of this folder."""

from __future__ import annotations

import re

from tui.extraction.actors import ActorBook
from tui.extraction.mentions import find_mentions
from tui.extraction.model import Actor, ActorKind
from tui.text import Span


def regions(text: str) -> list[Span]:
    """Every line as a block."""
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def names(text: str) -> list[str]:
    """The names in `text`, as written."""
    return [name.span.of(text) for name in find_mentions(text, regions(text)).names]


def kinds(text: str) -> dict[str, ActorKind]:
    """Every actor's canonical name with its kind."""
    return {actor.name: actor.kind for actor in book(text).actors()}


def book(text: str) -> ActorBook:
    where = regions(text)
    return ActorBook.build(text, where, find_mentions(text, where))


def actor(text: str, name: str) -> Actor:
    """The one actor of that canonical name."""
    (found,) = [actor for actor in book(text).actors() if actor.name == name]
    return found


def meant(text: str, words: str, *, occurrence: int = 0) -> str | None:
    """The name of the actor that the n-th `words` in `text`, taken as a source, mean."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    who = book(text)
    index = who.resolve(Span(start, start + len(words)))
    return None if index is None else who.name(index)
