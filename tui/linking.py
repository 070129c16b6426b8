"""Where the reader is, where they were, and what is linked there.

A `Locus` is a frozen place. Panes ask for one, the screen's `Navigator` keeps the history, and every pane shows the
same one. `ArticleLinks` answers, for one open article, what lies under an offset and what comes next.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from sys import intern
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from tui.text import Span

if TYPE_CHECKING:
    from tui.annotations.anchoring import Anchor
    from tui.annotations.model import Annotation
    from tui.documents import Document
    from tui.extraction import Analysis, Attribution


class Locus(msgspec.Struct, frozen=True):
    """A place in the library: an article (by its path), and optionally what the reader means in it."""

    path: str
    span: Span | None = None
    attribution: str | None = None
    actor: str | None = None
    """Library-wide actor id."""
    annotation: str | None = None

    def at(self, span: Span) -> Locus:
        """The same article at another place, with nothing chosen in it."""
        return msgspec.structs.replace(self, span=span, attribution=None, actor=None, annotation=None)


class Navigator:
    """History of the places the reader went to, like a browser's: `visit`, then `back` and `forward`."""

    __slots__ = ("_future", "_past", "current", "limit")

    def __init__(self, limit: int = 500) -> None:
        self.limit = limit
        self.current: Locus | None = None
        self._past: list[Locus] = []
        self._future: list[Locus] = []

    def visit(self, locus: Locus) -> None:
        """Go to a place; the one before can be gone back to. Going where one is makes no history."""
        if locus == self.current:
            return
        if self.current is not None:
            self._past.append(self.current)
            del self._past[: -self.limit]
        self._future.clear()
        self.current = locus

    def moved(self, locus: Locus) -> None:
        """The reader moved on within the current visit (scrolling, reading): `back` will return to this place."""
        self.current = locus

    @property
    def can_go_back(self) -> bool:
        return bool(self._past)

    def back(self) -> Locus | None:
        """The place before, which becomes current; None at the beginning."""
        return self._step(self._past, self._future)

    def forward(self) -> Locus | None:
        """The place that was gone back from, which becomes current; None at the end."""
        return self._step(self._future, self._past)

    def _step(self, source: list[Locus], target: list[Locus]) -> Locus | None:
        if not source:
            return None
        if self.current is not None:
            target.append(self.current)
        self.current = source.pop()
        return self.current


class PlaceIndex:
    """Spans with what they belong to, answered by bisection. Spans may nest and overlap."""

    __slots__ = ("_ends", "_furthest", "_starts", "ids")

    def __init__(self, places: Iterable[tuple[Span, str]]) -> None:
        starts, ends, ids = array("q"), array("q"), []
        for (start, end), identifier in places:
            starts.append(start)
            ends.append(end)
            ids.append(identifier)
        order = sorted(range(len(ids)), key=lambda number: (starts[number], -ends[number]))
        self.ids: list[str] = [ids[number] for number in order]
        self._starts = array("q", (starts[number] for number in order))
        self._ends = array("q", (ends[number] for number in order))
        self._furthest = array("q", accumulate(self._ends, max))
        """Up to where the places so far reach."""

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[tuple[Span, str]]:
        return zip(map(Span, self._starts, self._ends), self.ids, strict=True)

    def _place(self, position: int) -> tuple[Span, str]:
        return Span(self._starts[position], self._ends[position]), self.ids[position]

    def overlapping(self, start: int, end: int) -> list[tuple[Span, str]]:
        """The places that share text with `[start, end)`, by start, outer before inner."""
        found: list[tuple[Span, str]] = []
        position = bisect_left(self._starts, end) - 1
        while position >= 0 and self._furthest[position] > start:
            if self._ends[position] > start:
                found.append(self._place(position))
            position -= 1
        found.reverse()
        return found

    def at(self, offset: int) -> tuple[Span, str] | None:
        """The innermost (shortest) place that holds the offset."""
        found = self.overlapping(offset, offset + 1)
        return min(found, key=lambda place: place[0].length) if found else None

    def after(self, offset: int, count: int = 1) -> tuple[Span, str] | None:
        """The `count`-th place that starts after the offset, or the last of them; None where there is none."""
        position = bisect_right(self._starts, offset)
        if position >= len(self):
            return None
        return self._place(min(position + count - 1, len(self) - 1))

    def before(self, offset: int, count: int = 1) -> tuple[Span, str] | None:
        """The `count`-th place that starts before the offset, or the first of them; None where there is none."""
        position = bisect_left(self._starts, offset) - 1
        if position < 0:
            return None
        return self._place(max(position - count + 1, 0))


class ArticleLinks:
    """One open article with everything that can be linked in it.

    `canonical` turns an actor id of this analysis into the library-wide one. The analysis may still be missing
    (None): reading never waits for it.
    """

    __slots__ = (
        "_numbers", "analysis", "anchors", "annotations", "canonical", "document", "entries", "mentions", "notes",
        "path", "quotes",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        document: Document,
        analysis: Analysis | None,
        annotations: tuple[Annotation, ...] = (),
        anchors: Mapping[str, Anchor] = MappingProxyType({}),
        canonical: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.path = path
        self.document = document
        self.analysis = analysis
        self.annotations = annotations
        self.anchors = anchors
        self.canonical = canonical
        actors = analysis.actors if analysis else ()
        self._numbers: dict[str, int] = {}
        """Where among the attributions of the analysis those are whose id does not tell it."""
        self.quotes = PlaceIndex(self._pieces())
        self.mentions = PlaceIndex(
            (span, self.canonical.get(actor.id, actor.id)) for actor in actors for span in actor.mentions
        )
        self.notes = PlaceIndex(
            (anchor.span, identifier) for identifier, anchor in self.anchors.items() if anchor.span is not None
        )
        self.entries = PlaceIndex((entry.headline, str(number)) for number, entry in enumerate(self.document.entries))

    def _pieces(self) -> Iterator[tuple[Span, str]]:
        """The pieces of all quotes; numbers the quotes on the way, so that each is made once."""
        from tui.extraction.model import number_told

        for number, quote in enumerate(self.analysis.attributions if self.analysis else ()):
            identifier = intern(quote.id)
            if number_told(identifier) != number:
                self._numbers[identifier] = number
            for piece in quote.content:
                yield piece, identifier

    def attribution(self, identifier: str | None) -> Attribution | None:
        if self.analysis is None or not identifier:
            return None
        from tui.extraction.model import number_told  # the first frame needs no model

        number = self._numbers.get(identifier, number_told(identifier))
        found = self.analysis.attributions[number] if 0 <= number < len(self.analysis.attributions) else None
        return found if found is not None and found.id == identifier else None

    def kind(self, identifier: str) -> str:
        """How the quote of an id is given: the value of its `Kind`."""
        quote = self.attribution(identifier)
        assert quote is not None
        return quote.kind.value

    def annotation(self, identifier: str | None) -> Annotation | None:
        return next((note for note in self.annotations if note.id == identifier), None)

    def locus_at(self, offset: int) -> Locus:
        """Everything that lies under an offset, as one locus: quote, actor and annotation."""
        quote, actor, note = self.quotes.at(offset), self.mentions.at(offset), self.notes.at(offset)
        return Locus(
            self.path,
            Span(offset, offset),
            attribution=quote[1] if quote else None,
            actor=actor[1] if actor else None,
            annotation=note[1] if note else None,
        )

    def quote_locus(self, attribution: Attribution) -> Locus:
        """The passage of a quote, with its speaker as the actor."""
        speaker = attribution.speaker_id
        return Locus(
            self.path,
            attribution.span,
            attribution=attribution.id,
            actor=self.canonical.get(speaker, speaker) if speaker else None,
        )

    def completed(self, locus: Locus) -> Locus:
        """The locus with the first quote in its passage, where nothing else is meant there, and with the note that lies
        on its quote, so that every pane has something to show.
        """
        chosen = locus.attribution or locus.actor or locus.annotation
        if locus.span is not None and locus.span.length and not chosen:
            within = self.quotes.overlapping(*locus.span)
            found = self.attribution(within[0][1]) if within else None
            if found is not None:
                locus = msgspec.structs.replace(self.quote_locus(found), span=locus.span)
        quote = self.attribution(locus.attribution)
        if quote is None or locus.annotation is not None:
            return locus
        noted = self.notes.overlapping(*quote.span)
        return msgspec.structs.replace(locus, annotation=noted[0][1]) if noted else locus

    def note_locus(self, identifier: str) -> Locus:
        """The passage of a note with the quote or actor it is about; the article alone where its place is gone."""
        anchor = self.anchors.get(identifier)
        if anchor is None or anchor.span is None:
            return Locus(self.path, annotation=identifier)
        quotes = self.quotes.overlapping(*anchor.span)
        quote = self.attribution(quotes[0][1]) if quotes else None
        actor = self.quote_locus(quote).actor if quote else None
        if actor is None and (mentions := self.mentions.overlapping(*anchor.span)):
            actor = mentions[0][1]
        return Locus(
            self.path,
            anchor.span,
            attribution=quote.id if quote else None,
            actor=actor,
            annotation=identifier,
        )
