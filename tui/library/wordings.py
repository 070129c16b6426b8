"""One statement in several articles: the variant groups of a library, made when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui.comparison.bundles import Place
from tui.comparison.provenance import Report
from tui.comparison.variants import VariantIndex
from tui.extraction.model import Attribution

if TYPE_CHECKING:
    from tui.library.library import Library


@dataclass(frozen=True, slots=True)
class Wording:
    """One report of a statement, with what a reader compares it by."""

    key: str
    attribution: Attribution
    words: str
    title: str
    outlet: str
    published: datetime | None
    speaker: str
    actor: str | None

    def report(self) -> Report:
        """The wording as the tracing of its origin wants it."""
        return Report(
            self.key, self.attribution.id, self.words, self.speaker, not self.actor, self.attribution.via,
            self.outlet or self.title, self.published,
        )  # fmt: skip


class Wordings:
    """Finds the other wordings of a quote. Articles that were analysed since the last question are taken in first."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._index = VariantIndex(lambda document, actor: library.registry.canonical_id(document, actor))
        self._taken: dict[str, int] = {}
        """Document id -> identity of the findings that were taken in: corrected ones are other ones."""

    def of(self, key: str, attribution_id: str) -> list[Wording]:
        """The wordings of the statement that an attribution gives, the one most like all others first.

        Only that attribution where no other article has it; empty where the article is not analysed.
        """
        for _ in self.take_in():
            pass
        library = self._library
        identifier = library.record(key).document_id
        group = self._index.group_of(identifier, attribution_id)
        places = [(member.document_id, member.attribution_id) for member in group.members] if group else []
        if (identifier, attribution_id) not in places:
            places.insert(0, (identifier, attribution_id))
        places = self._without_copies(places, identifier)
        found = (self._wording(document, attribution) for document, attribution in places)
        return [wording for wording in found if wording is not None]

    def _without_copies(self, places: Sequence[Place], asked: str) -> list[Place]:
        """The places in the document that is asked for, and in one of all copies of each other article."""
        families = self._library.catalogue.families()
        standing: dict[int | str, str] = {families.get(asked, asked): asked}
        return [
            place for place in places if standing.setdefault(families.get(place[0], place[0]), place[0]) == place[0]
        ]

    def groups(self) -> list[list[Place]]:
        """The statements that several attributions give, each the most typical first; of what was taken in."""
        return [
            [(member.document_id, member.attribution_id) for member in group.members] for group in self._index.groups()
        ]

    def take_in(self) -> Iterator[int]:
        """Take in what was analysed since the last time; gives the number of articles looked at after each."""
        library = self._library
        for number, record in enumerate(library.records, 1):
            yield number
            found = library.findings(record.key)
            if found is None or self._taken.get(record.document_id) == id(found):
                continue
            self._index.add(record.document_id, found.analysis, found.words, record.published)
            self._taken[record.document_id] = id(found)

    def _wording(self, document_id: str, attribution_id: str) -> Wording | None:
        library = self._library
        for row in library.rows_of(document_id):
            record = library.records[row]
            for quote in library.quotes([record.key]):
                if quote.attribution.id == attribution_id:
                    return Wording(
                        record.key, quote.attribution, quote.words, record.title, record.outlet, record.published,
                        quote.speaker, quote.actor,
                    )  # fmt: skip
        return None
