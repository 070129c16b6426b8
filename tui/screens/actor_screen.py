"""The card of an actor: names, roles over time, where it appears first, who speaks of whom, and its quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from textual import on

from tui.comparison.coverage import Told
from tui.comparison.profiles import Mention, Profile, ProfileMaker
from tui.documents.loading import DocumentError
from tui.extraction.model import DOUBTFUL_BELOW, UNKNOWN_SPEAKER
from tui.linking import Locus
from tui.screens.list_screen import ListScreen
from tui.widgets.actor_card import ActorCard, CardRow
from tui.widgets.gutter import SIGNS

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

_BAR = 24
_MOST = 12
"""Actors told of those that it speaks of, and that speak of it."""


class ActorScreen(ListScreen):
    """Reads the articles beside the keys; Enter on another actor shows that one's card, from which one comes back."""

    def __init__(self, desk: DeskScreen, actor: str) -> None:
        self.card = ActorCard(id="actor-card")
        super().__init__(desk, self.card)
        self._actor = actor
        self._before: list[str] = []
        """The actors whose cards lead to this one."""

    def on_mount(self) -> None:
        self.do_reload(1)

    def do_reload(self, count: int) -> None:
        self.run_worker(self._read(), exclusive=True)

    @on(ActorCard.ActorWanted)
    def show_other(self, event: ActorCard.ActorWanted) -> None:
        self._before.append(self._actor)
        self._show(event.actor)

    def do_go_back(self, count: int) -> None:
        """To the card that led here; from the first one to the desk."""
        if self._before:
            self._show(self._before.pop())
        else:
            super().do_go_back(count)

    def _show(self, actor: str) -> None:
        self._actor = actor
        self.card.set_filter("")
        self.do_reload(1)

    async def _read(self) -> None:
        maker = ProfileMaker(self._actor)
        await self.walk(self._take(maker), f"reading {{:,}}/{len(self.session.library):,}")
        try:
            actor = self.session.library.registry.actor(self._actor)
        except KeyError:  # corrected meanwhile
            self.card.show("", ())
            return
        profile = maker.profile()
        name = f"{actor.name}, {actor.kind.value}"
        names = [CardRow(", ".join(actor.aliases), "also called")] if actor.aliases else []
        self.card.show(name, [*names, *self._rows(profile)])
        self.update_status()

    def _take(self, maker: ProfileMaker) -> Iterator[int]:
        library = self.session.library
        known: dict[str, str] = {}
        number = 0
        for number, key in library.walk():
            yield number
            found = library.findings(key)
            if found is not None:
                known.setdefault(found.analysis.document_id, key)
        for _ in library.registry.settle():  # now that all are known, and not anew with every article
            yield number
        for key in known.values():
            yield number
            found = library.findings(key)
            if found is None:  # it has left
                continue
            canonical = library.canonical(found.analysis)
            if not maker.concerns(canonical):
                continue
            try:
                document = library.document(key)
            except DocumentError:  # the article list says why
                continue
            if document.id == found.analysis.document_id:
                names = {identifier: self._called(identifier) for identifier in canonical.values()}
                maker.take(key, document, found.analysis, canonical, found.words, names)

    def _called(self, identifier: str) -> str:
        return self.session.library.registry.actor(identifier).name

    def _rows(self, profile: Profile) -> list[CardRow]:
        rows = []
        if profile.first is not None:
            rows.append(self._mention_row(profile.first, "appears first"))
        if profile.moments:
            told = _stretch(min(profile.moments), max(profile.moments))
            rows.append(CardRow(told, "mentions", f"{len(profile.moments):,}", plotted=profile.moments))
        rows += _section("Roles", [self._mention_row(role, _moment(role.when)) for role in profile.roles])
        for heading, counts in (("Speaks of", profile.speaks_of), ("Is spoken of by", profile.spoken_of_by)):
            rows += _section(heading, self._counted(counts), len(counts))
        rows += _section("Quotes by it", [self._quote_row(told) for told in profile.said])
        rows += _section("Quotes about it", [self._quote_row(told, named=True) for told in profile.about])
        return rows

    def _mention_row(self, mention: Mention, left: str) -> CardRow:
        when = _moment(mention.when)
        right = mention.known_as if left == when else " · ".join(filter(None, [when, mention.known_as]))
        return CardRow(mention.words, left, right, locus=Locus(mention.key, mention.span, actor=self._actor))

    def _quote_row(self, told: Told, *, named: bool = False) -> CardRow:
        quote = told.attribution
        who = f"{told.speaker or UNKNOWN_SPEAKER}: " if named else ""
        locus = Locus(told.key, quote.span, attribution=quote.id, actor=told.actor)
        guess = "? " if quote.confidence < DOUBTFUL_BELOW else ""
        words = f"{SIGNS[quote.kind.value]} {guess}{who}{told.words}"
        return CardRow(words, _moment(told.when), told.known_as, locus=locus)

    def _counted(self, counts: Sequence[tuple[str | None, int]]) -> list[CardRow]:
        most = counts[0][1] if counts else 1
        often = Counter(self._called(identifier) for identifier, _ in counts if identifier)
        rows = []
        for identifier, count in counts[:_MOST]:
            name = self._called(identifier) if identifier else UNKNOWN_SPEAKER
            if identifier and often[name] > 1:
                name = f"{name}, {self.session.library.registry.actor(identifier).kind.value}"
            rows.append(CardRow(f"{'█' * max(round(count / most * _BAR), 1)} {count}", name, actor=identifier))
        if len(counts) > _MOST:
            rows.append(CardRow(f"and {len(counts) - _MOST} more"))
        return rows


def _section(heading: str, rows: Sequence[CardRow], number: int | None = None) -> list[CardRow]:
    """The rows below their heading, which tells how many there are: `number` where not all are shown."""
    return [CardRow(heading, right=f"{len(rows) if number is None else number:,}", heading=True), *rows] if rows else []


def _stretch(first: datetime, last: datetime) -> str:
    """From when to when; within one day the times, where they are told."""
    if first.date() != last.date():
        return f"{_day(first)} – {_day(last)}"
    timed = first != last and first.time() != time()
    return f"{_day(first)} {first:%H:%M} – {last:%H:%M}" if timed else _day(first)


def _day(moment: datetime) -> str:
    return f"{moment:%-d %b %Y}"


def _moment(when: datetime | None) -> str:
    if when is None:
        return ""
    return _day(when) if when.time() == time() else f"{when.astimezone(UTC):%-d %b %Y %H:%M}"
