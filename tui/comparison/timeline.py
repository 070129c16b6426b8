"""What happened when: articles, entries of live pages, and the days that texts speak of, on one axis."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

import msgspec

from tui.comparison.dating import dated
from tui.comparison.moments import bounds, moment_at
from tui.documents.model import BlockKind, Document
from tui.extraction.sentences import sentences
from tui.text import Span

_LEFT_OUT = (BlockKind.LITTER, BlockKind.BYLINE)
_LANGUAGE = "en"


class EventKind(StrEnum):
    ARTICLE = "article"
    ENTRY = "entry"
    TEXT = "text"


class Event(msgspec.Struct, frozen=True):
    """`when` carries a zone; a midnight means the whole day. `words` tell what it was: a headline, or the sentence that
    speaks of that day.
    """

    key: str
    kind: EventKind
    when: datetime
    span: Span
    words: str
    known_as: str
    whole_month: bool = False

    @property
    def start(self) -> datetime:
        """The earliest that it can have been, in UTC."""
        return bounds(self.when)[0].astimezone(UTC)


def events_of(key: str, document: Document) -> list[Event]:
    """The events of one article; what it says of its own day only where it does not say it of an entry."""
    name = document.known_as
    found = []
    if document.entries:
        found += [
            Event(key, EventKind.ENTRY, _aware(entry.published), entry.headline, _words(document, entry.headline), name)
            for entry in document.entries
            if entry.published is not None
        ]
    if document.published is not None and not found:
        first = document.blocks[0].span if document.blocks else Span(0, 0)
        found.append(Event(key, EventKind.ARTICLE, _aware(document.published), first, document.title, name))
    if document.language and document.language.partition("-")[0] != _LANGUAGE:
        return found
    blocks = [block for block in document.blocks if block.kind not in _LEFT_OUT]
    headlines = {entry.first: entry.headline for entry in document.entries}
    spans = [
        headlines.get(number, block.span) for number, block in enumerate(document.blocks) if block.kind not in _LEFT_OUT
    ]
    starts = [block.span.start for block in blocks]
    for each in dated(document.text, [(span, moment_at(document, span.start)) for span in spans]):
        block = spans[bisect_right(starts, each.span.start) - 1]
        when = datetime.combine(each.day, time(), UTC)
        words = _words(document, _sentence(document.text, block, each.span))
        found.append(Event(key, EventKind.TEXT, when, each.span, words, name, each.whole_month))
    return found


def ordered(events: Sequence[Event]) -> list[Event]:
    """The events from the earliest to the latest."""
    rank = list(EventKind)
    return sorted(events, key=lambda event: (event.start, rank.index(event.kind), event.key, event.span.start))


class Axis(msgspec.Struct, frozen=True):
    """A stretch of time, half-open."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def counts(self, moments: Sequence[datetime], cells: int) -> list[int]:
        """How many of the moments fall into each of so many equal parts."""
        found = [0] * cells
        for moment in moments:
            if cells and self.holds(moment):
                found[min(int((moment - self.start) / self.length * cells), cells - 1)] += 1
        return found

    def zoomed(self, about: datetime, factor: float) -> Axis:
        """So many times as long, with a moment at the same part of it."""
        share = (about - self.start) / self.length
        length = max(self.length * factor, timedelta(minutes=1))
        start = about - length * share
        return Axis(start, start + length)

    @classmethod
    def over(cls, events: Sequence[Event]) -> Axis:
        """From the first event to behind the last; a day where there is none."""
        return cls.across([event.start for event in events])

    @classmethod
    def across(cls, moments: Sequence[datetime]) -> Axis:
        """From the first moment to behind the last; a day where there is none."""
        if not moments:
            now = datetime.now(UTC)
            return cls(now, now + timedelta(days=1))
        start, end = min(moments), max(moments)
        return cls(start, end + max((end - start) / 1000, timedelta(minutes=1)))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _sentence(text: str, block: Span, inside: Span) -> Span:
    return next((span for span in sentences(text, block) if span.contains(inside)), block)


def _words(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())
