"""Whom notes are about: the speaker of the quote they stand on, the actors named in it, those they are linked to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from tui.linking import ArticleLinks
from tui.screens.note_places import article_of
from tui.text import Span

if TYPE_CHECKING:
    from tui.annotations.overview import Kept
    from tui.screens.desk import DeskScreen


class NoteActors:
    """`names` by the key of a note, found article by article between the keys, and again where notes came."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self.names: dict[tuple[object, str], tuple[str, ...]] = {}
        self.revision = 0
        self._done: dict[Path, tuple[object, ...]] = {}

    async def find(self, notes: Sequence[Kept], tell: Callable[[int, int], None]) -> None:
        """Find the actors of notes that were not looked at before."""
        files = [list(group) for _, group in groupby(notes, key=lambda kept: kept.place.path)]
        for done, group in enumerate(files, 1):
            path = group[0].place.path
            state = tuple(map(id, group))
            if self._done.get(path) != state:
                self._find(group)
                self._done[path] = state
                self.revision += 1
                tell(done, len(files))
                await asyncio.sleep(0)
        tell(len(files), len(files))

    def _find(self, group: Sequence[Kept]) -> None:
        from tui.annotations.anchoring import anchor_all
        from tui.annotations.links import linked_actors
        from tui.documents.loading import DocumentError

        library = self._desk.session.library
        key = article_of(self._desk.session, group[0].place)
        links: ArticleLinks | None = None
        if key is not None and (analysis := library.analysis(key)) is not None:
            header = group[0].place.header
            try:
                document = library.document(key)
            except DocumentError:
                document = None
            if document is not None:
                if header.document == document.id and not header.earlier:  # the notes were made on this very text
                    places = {kept.note.id: Span(*_position(kept)) for kept in group}
                else:
                    found = anchor_all(document.text, [kept.note for kept in group])
                    places = {name: each.span for name, each in found.items() if each.span is not None}
                links = ArticleLinks(key, document, analysis, canonical=library.canonical(analysis))
        for kept in group:
            names = list(linked_actors(kept.note))
            if links is not None and (span := places.get(kept.note.id)) is not None:
                names += [library.registry.actor(actor).name for actor in _actors_at(links, span)]
            self.names[kept.key] = tuple(dict.fromkeys(names))


def _position(kept: Kept) -> tuple[int, int]:
    position = kept.note.target.position
    return position.start, position.end


def _actors_at(links: ArticleLinks, span: Span) -> list[str]:
    """The speakers of the quotes under a span; without one, the actors named in it."""
    quotes = [links.attribution(identifier) for _, identifier in links.quotes.overlapping(*span)]
    speakers = [actor for quote in quotes if quote and (actor := links.quote_locus(quote).actor)]
    return speakers or [identifier for _, identifier in links.mentions.overlapping(*span)]
