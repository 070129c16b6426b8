"""All attributions of a library as reports: who is told to have said what, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.comparison.coverage import Told
from tui.comparison.moments import moment_at
from tui.comparison.profiles import Named
from tui.documents.loading import DocumentError
from tui.library.wordings import Wordings

if TYPE_CHECKING:
    from tui.library.library import Library


class Reports:
    """Reads the findings of a library article by article; copies of one count once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.told: list[Told] = []
        self._at: dict[tuple[str, str], Told] = {}

    def read(self) -> Iterator[int]:
        """Read everything anew; gives the number of articles read so far after each."""
        self.told, self._at = [], {}
        is_new = self._library.once()
        for number, key in enumerate(self._library.keys, 1):
            identifier = self._library.record(key).document_id
            if identifier and is_new(identifier):
                self._read(key, identifier)
            yield number

    def _read(self, key: str, identifier: str) -> None:
        library = self._library
        record = library.record(key)
        quotes = list(library.quotes([key]))
        if not quotes:
            return
        try:
            document = library.document(key)
        except DocumentError:  # gone since it was analysed: what is known of it stays
            document = None
        found = library.findings(key)
        named = Named(found.analysis.actors, library.canonical(found.analysis)) if found else None
        for row in quotes:
            others = named.within(row.attribution) - {row.actor} if named else ()
            of = sorted((library.registry.actor(other).name, other) for other in others if other)
            when = moment_at(document, row.attribution.span.start) if document else record.published
            told = Told(
                key, row.attribution, row.words, row.speaker, row.actor, record.title, record.outlet, when,
                tuple((other, name) for name, other in of),
            )  # fmt: skip
            self.told.append(told)
            self._at[identifier, row.attribution.id] = told

    def statements(self, wordings: Wordings) -> list[Sequence[Told]]:
        """The reports by statement, each the most typical first; one that nobody else has is a statement too.

        `wordings` must have taken in the articles.
        """
        grouped: set[tuple[str, str]] = set()
        found: list[Sequence[Told]] = []
        for places in wordings.groups():
            known = [place for place in places if place in self._at]
            if known:
                grouped.update(known)
                found.append([self._at[place] for place in known])
        return found + [[told] for place, told in self._at.items() if place not in grouped]
