"""One actor in all articles: its names and roles over time, what it says, what is said of it, and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from tui.comparison.coverage import Told
from tui.comparison.moments import bounds, moment_at
from tui.comparison.named import Named
from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.text import Span

_NEVER = datetime.max.replace(tzinfo=UTC)


class Mention(msgspec.Struct, frozen=True):
    """A place where the actor is named; `words` are what is told of it there: a role, or the article's title."""

    key: str
    span: Span
    words: str
    known_as: str
    when: datetime | None


class Profile(msgspec.Struct, frozen=True):
    """`first` is where it appears first. `roles` are by time, each once, where it was first given. `said`, `about` are
    quotes by it, and by others of it, by time. `speaks_of` and `spoken_of_by` count quotes by the ids of the other
    actors (None: speakers who are not known), most first. `moments` are the times of its mentions, where known.
    """

    first: Mention | None
    roles: tuple[Mention, ...]
    said: tuple[Told, ...]
    about: tuple[Told, ...]
    speaks_of: tuple[tuple[str, int], ...]
    spoken_of_by: tuple[tuple[str | None, int], ...]
    moments: tuple[datetime, ...]


class ProfileMaker:
    """Takes the articles one by one. Actors are told by their ids in the library."""

    def __init__(self, actor: str) -> None:
        self._actor = actor
        self._firsts: list[Mention] = []
        self._roles: list[Mention] = []
        self._said: list[Told] = []
        self._about: list[Told] = []
        self._speaks_of: Counter[str] = Counter()
        self._spoken_of_by: Counter[str | None] = Counter()
        self._moments: list[datetime] = []

    def concerns(self, canonical: Mapping[str, str]) -> bool:
        """True where the actor is in an article of which `canonical` gives the library's id for each actor's own."""
        return self._actor in canonical.values()

    def take(
        self,
        key: str,
        document: Document,
        analysis: Analysis,
        canonical: Mapping[str, str],
        words: Sequence[str],
        names: Mapping[str, str],
    ) -> None:
        """Take an article that concerns the actor. `words` are those of the attributions, `names` those of the actors
        by their ids in the library.
        """
        own = [actor for actor in analysis.actors if canonical[actor.id] == self._actor]
        spans = sorted(span for actor in own for span in actor.places)
        for span in spans:
            when = moment_at(document, span.start)
            if when is not None:
                self._moments.append(when)
            self._firsts.append(Mention(key, span, document.title, document.known_as, when))
        if spans:
            when = moment_at(document, spans[0].start)
            self._roles += [
                Mention(key, spans[0], role, document.known_as, when) for actor in own for role in actor.roles
            ]
        named = Named(analysis.actors, canonical)
        for quote, said in zip(analysis.attributions, words, strict=True):
            speaker = canonical.get(quote.speaker_id or "")
            others = named.within(quote) - {speaker}
            told = Told(
                key, quote, said, names.get(speaker or "", quote.speaker or ""), speaker, document.title,
                document.outlet, document.known_as, moment_at(document, quote.span.start),
            )  # fmt: skip
            if speaker == self._actor:
                self._said.append(told)
                self._speaks_of.update(other for other in others if other is not None)
            elif self._actor in others:
                self._about.append(told)
                self._spoken_of_by[speaker] += 1

    def profile(self) -> Profile:
        """What was found so far."""
        roles: dict[str, Mention] = {}
        for role in sorted(self._roles, key=_by_time):
            roles.setdefault(role.words.casefold(), role)
        return Profile(
            min(self._firsts, key=_by_time, default=None),
            tuple(roles.values()),
            tuple(sorted(self._said, key=_told_by_time)),
            tuple(sorted(self._about, key=_told_by_time)),
            tuple(sorted(self._speaks_of.items(), key=lambda each: (-each[1], each[0]))),
            tuple(sorted(self._spoken_of_by.items(), key=lambda each: (-each[1], each[0] or ""))),
            tuple(bounds(moment)[0].astimezone(UTC) for moment in self._moments),
        )


def _by_time(mention: Mention) -> tuple[datetime, str, int]:
    return bounds(mention.when)[0] if mention.when else _NEVER, mention.key, mention.span.start


def _told_by_time(told: Told) -> tuple[datetime, str, int]:
    return bounds(told.when)[0] if told.when else _NEVER, told.key, told.attribution.span.start
