"""Statements and bundles as the columns that are kept of them, and the way back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from sys import intern

from tui.comparison.bundles import Bundle, Statement
from tui.comparison.kept import (
    KeptBundles,
    KeptIndex,
    KeptLists,
    KeptStatements,
    Table,
    packed,
    unpacked,
    unpacked_floats,
)
from tui.comparison.wording import Vocabulary, Wording
from tui.text import Span


class Tables:
    """What the columns hold the places of."""

    def __init__(self, documents: Iterable[str]) -> None:
        """Each document has a place, also one without statements."""
        self.documents, self.ids = Table[str](), Table[str]()
        self.actors, self.speakers = Table[str](), Table[str]()
        self.wordings = Table[Wording]()
        for document_id in documents:
            self.documents.place(document_id)


def statement_columns(statements: Mapping[int, Statement], tables: Tables) -> KeptStatements:
    """Statements by their numbers."""
    told = statements.values()
    return KeptStatements(
        packed("Q", statements),
        packed("I", (tables.documents.place(one.place[0]) for one in told)),
        packed("I", (tables.ids.place(one.place[1]) for one in told)),
        packed("Q", (one.span.start for one in told)),
        packed("Q", (one.span.end for one in told)),
        packed("d", (math.nan if one.day is None else one.day for one in told)),
        packed("i", (tables.actors.place(one.actor_id) for one in told)),
        packed("i", (tables.speakers.place(one.speaker) for one in told)),
        bytes(one.headline for one in told),
        packed("I", (tables.wordings.place(one.wording) for one in told)),
        packed("Q", (one.bundle for one in told)),
    )


def bundle_columns(bundles: Mapping[int, Bundle], tables: Tables) -> KeptBundles:
    """Bundles by their numbers."""
    told = bundles.values()
    return KeptBundles(
        packed("Q", bundles),
        packed("I", (tables.wordings.place(one.wording) for one in told)),
        packed("i", (tables.speakers.place(one.speaker) for one in told)),
        KeptLists.of("Q", (one.statements for one in told)),
        packed("d", (one.first for one in told)),
        packed("d", (one.last for one in told)),
    )


class Restored:
    """The statements and bundles of a kept index, with a vocabulary that knows its words. What is damaged raises
    ValueError, KeyError or IndexError.
    """

    def __init__(self, kept: KeptIndex, vocabulary: Vocabulary) -> None:
        self._kept = kept
        self._wordings = Wording.restored(kept.wordings, vocabulary)
        self._speakers = [*kept.speakers, None]

    def statements(self) -> Iterator[tuple[int, Statement]]:
        """Each with its number."""
        own, documents, ids = self._kept.statements, self._kept.documents, [intern(each) for each in self._kept.ids]
        actors = [*self._kept.actors, None]
        for number, document, each, start, end, day, actor, speaker, headline, wording, bundle in zip(
            unpacked("Q", own.numbers), unpacked("I", own.documents), unpacked("I", own.ids),
            unpacked("Q", own.starts), unpacked("Q", own.ends), unpacked_floats(own.days),
            unpacked("i", own.actors), unpacked("i", own.speakers), own.headlines,
            unpacked("I", own.wordings), unpacked("Q", own.bundles), strict=True,
        ):  # fmt: skip
            yield (
                number,
                Statement(
                    (documents[document], ids[each]), Span(start, end), self._wordings[wording],
                    None if math.isnan(day) else day, actors[actor], bool(headline), bundle, self._speakers[speaker],
                ),
            )  # fmt: skip

    def bundles(self) -> Iterator[tuple[int, Bundle]]:
        """Each with its number; whose key it has is for the index to say."""
        own = self._kept.bundles
        for number, wording, speaker, statements, first, last in zip(
            unpacked("Q", own.numbers), unpacked("I", own.wordings), unpacked("i", own.speakers),
            own.statements.lists(), unpacked_floats(own.first), unpacked_floats(own.last), strict=True,
        ):  # fmt: skip
            yield number, Bundle(0, self._wordings[wording], self._speakers[speaker], list(statements), first, last)
