"""All attributions of a library as reports: who is told to have said what, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tui.comparison.bundles import Place
from tui.comparison.coverage import Told
from tui.comparison.named import Named
from tui.library.found import quotes_in

if TYPE_CHECKING:
    from tui.library.library import Library


class Reports:
    """Reads the findings of a library article by article; copies of one count once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.told: list[Told] = []

    def read(self) -> Iterator[int]:
        """Read everything anew; gives the number of articles read so far, and the same again while it is put together.

        All findings are taken in before anybody's id is asked for: who is whom is decided once, and not anew with every
        article.
        """
        library = self._library
        self.told = []
        is_new = library.once()
        keys: list[str] = []
        number = 0
        for number, key in library.walk():
            identifier = library.record(key).document_id
            if identifier and is_new(identifier) and library.findings(key) is not None:
                keys.append(key)
            yield number
        for _ in library.registry.settle():
            yield number
        for key in keys:
            if key in library:
                self._read(key)
            yield number

    def _read(self, key: str) -> None:
        library = self._library
        record = library.record(key)
        found = library.findings(key)
        named = Named(found.analysis.actors, library.canonical(found.analysis)) if found else None
        for row in quotes_in(library, [key]):
            others = named.within(row.attribution) - {row.actor} if named else ()
            of = sorted((library.registry.actor(other).name, other) for other in others if other)
            told = Told(
                key, row.attribution.brief(), row.words, row.speaker, row.actor, record.title, record.outlet,
                record.known_as, row.attribution.published or record.published,
                tuple((other, name) for name, other in of), record.document_id,
            )  # fmt: skip
            self.told.append(told)


def place_of(told: Told) -> Place:
    """Where a report stands, as statements name it."""
    return told.document_id, told.attribution.id


def statements(at: Mapping[Place, Told], groups: Iterable[Sequence[Place]]) -> Iterator[Sequence[Told]]:
    """The reports by statement, each the most typical first; one that nobody else has is a statement too.

    `at` has them by their places, and `groups` are the places of those that several have.
    """
    grouped: set[Place] = set()
    for places in groups:
        known = [place for place in places if place in at]
        if known:
            grouped.update(known)
            yield [at[place] for place in known]
    for place, told in at.items():
        if place not in grouped:
            yield [told]
