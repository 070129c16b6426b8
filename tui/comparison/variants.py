"""Attributions, in several articles or twice in one, that are one statement in the same or in other words.

Wordings are compared only where an index finds them near each other (`candidates`), by figures that can be told
(`likeness`), and joined so that no two members of a group are unlike (`joining`). An attribution that holds two
statements can be in two groups.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tui.comparison.candidates import Candidates
from tui.comparison.joining import cover
from tui.comparison.likeness import ENOUGH, SAME_RUN, Circumstances, Likeness, Scale, Speakers
from tui.comparison.wording import Vocabulary, Wording
from tui.extraction.model import Analysis, Attribution, Kind
from tui.text import Span

Place = tuple[str, str]
"""A document's id and the id of an attribution in it."""

_DAY = 86_400.0
_GROWN = 1.5
"""Words are weighed anew when the library has grown by this factor since."""
_FREE = 3
_FREE_SHARE = 0.03
"""A word that so many wordings, or such a share of them, hold is not yet common."""
_FEW = 4
"""More statements than these are not looked at for whether they stand in one article."""
_FEWEST_TOLD = 5
"""Fewer words, none of them quoted, name a subject ("eminent domain")."""
_FEWEST_BITS = 5.0
"""Below this content, and below `SAME_RUN` words, the same words are one statement only on one day."""


@dataclass(frozen=True, slots=True)
class Member:
    """One attribution of a group. `score` in [0, 1] and `why` tell how like the group's first member it is."""

    document_id: str
    attribution_id: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class VariantGroup:
    """Attributions that are one statement. The first member has most in common with the others; the rest follow by
    score. `id` is that of its earliest member, stable while that one is held.
    """

    id: str
    members: tuple[Member, ...]


@dataclass(slots=True)
class _Statement:
    place: Place
    span: Span
    actor_id: str | None
    bundle: int = -1
    speaker: str | None = None


@dataclass(slots=True)
class _Bundle:
    """One wording by one speaker, wherever it stands. `first` and `last` are days; infinite where not known."""

    key: object
    wording: Wording
    speaker: str | None
    statements: list[int] = field(default_factory=list)
    first: float = math.inf
    last: float = -math.inf


class VariantIndex:
    """The statements of a library and their groups; takes analyses as they come.

    `speaker_of(document_id, actor_id)` gives the library-wide id of a document's actor (for example
    `ActorRegistry.canonical_id`); KeyError counts as not known. Without it actors are one where their ids are.
    """

    def __init__(self, speaker_of: Callable[[str, str], str] | None = None) -> None:
        self._speaker_of = speaker_of
        self._vocabulary = Vocabulary()
        self._statements: dict[int, _Statement] = {}
        self._wordings: dict[int, Wording] = {}
        self._days: dict[int, float | None] = {}
        self._of_document: dict[str, list[int]] = {}
        self._at: dict[Place, int] = {}
        self._bundles: dict[int, _Bundle] = {}
        self._by_key: dict[object, int] = {}
        self._edges: dict[int, dict[int, float]] = defaultdict(dict)
        self._candidates = Candidates()
        self._scale = Scale(self._vocabulary, {})
        self._weighed = 0
        self._next = 0
        self._ask_speakers = False
        self._pending: set[int] = set()
        self._fresh: set[int] = set()
        self._dirty: set[int] = set()
        self._groups: dict[str, VariantGroup] = {}
        self._groups_at: dict[Place, list[str]] = {}
        self._places_of_group: dict[str, tuple[Place, ...]] = {}
        self._groups_of_bundle: dict[int, list[str]] = {}

    def add(self, document_id: str, analysis: Analysis, words: str, when: datetime | None) -> None:
        """Take the attributions of an analysis, in place of those its document had.

        `words` is the document's text, `when` the time the article was published (one without a zone counts as UTC).
        """
        self.discard(document_id)
        unnamed = {actor.id for actor in analysis.actors if actor.unnamed}
        day = None if when is None else _days(when)
        numbers = []
        for attribution in analysis.attributions:
            number = self._new_number()
            actor_id = attribution.speaker_id
            place = (document_id, attribution.id)
            self._statements[number] = _Statement(place, attribution.span, None if actor_id in unnamed else actor_id)
            self._wordings[number] = Wording(_said(attribution, words), self._vocabulary, attribution.kind)
            self._days[number] = day
            self._at[place] = number
            numbers.append(number)
        self._of_document[document_id] = numbers
        self._pending.update(numbers)

    def discard(self, document_id: str) -> None:
        """Forget a document; one that is not held is no error."""
        self._ask_speakers = True
        for number in self._of_document.pop(document_id, ()):
            if number not in self._pending:
                self._take_out(number)
            self._pending.discard(number)
            del self._at[self._statements.pop(number).place], self._wordings[number], self._days[number]

    def speakers_changed(self) -> None:
        """Ask `speaker_of` anew at the next look; `add` and `discard` do so as well."""
        self._ask_speakers = True

    def groups(self) -> tuple[VariantGroup, ...]:
        """All groups, those with most members first."""
        self._settle()
        return tuple(sorted(self._groups.values(), key=lambda group: (-len(group.members), group.id)))

    def group_of(self, document_id: str, attribution_id: str) -> VariantGroup | None:
        """The group an attribution is in (the largest of several), or None."""
        return next(iter(self.groups_of(document_id, attribution_id)), None)

    def groups_of(self, document_id: str, attribution_id: str) -> tuple[VariantGroup, ...]:
        """Every group an attribution is in, the largest first."""
        self._settle()
        found = [self._groups[key] for key in self._groups_at.get((document_id, attribution_id), ())]
        return tuple(sorted(found, key=lambda group: (-len(group.members), group.id)))

    def _new_number(self) -> int:
        self._next += 1
        return self._next

    def _settle(self) -> None:
        if self._ask_speakers:
            self._hear_of_speakers()
            self._ask_speakers = False
        if self._pending:
            for number in sorted(self._pending):
                self._put_in(number)
            self._pending.clear()
            if len(self._bundles) > self._weighed * _GROWN:
                self._weigh()
        for bundle in sorted(self._fresh):
            self._candidates.add(bundle, self._bundles[bundle].wording, self._bundles[bundle].speaker, self._scale)
        for bundle in sorted(self._fresh):
            self._find_edges(bundle)
        self._fresh.clear()
        while self._dirty:
            component = self._component(self._dirty.pop())
            self._dirty -= component
            self._group(component)

    def _hear_of_speakers(self) -> None:
        """Speakers that have become one with others, or no longer are, since the last time."""
        for number, statement in self._statements.items():
            speaker = self._speaker(statement)
            if speaker != statement.speaker:
                if number not in self._pending:
                    self._take_out(number)
                    self._pending.add(number)
                statement.speaker = speaker

    def _speaker(self, statement: _Statement) -> str | None:
        if statement.actor_id is None or self._speaker_of is None:
            return statement.actor_id
        try:
            return self._speaker_of(statement.place[0], statement.actor_id)
        except KeyError:
            return None

    def _put_in(self, number: int) -> None:
        statement, wording, day = self._statements[number], self._wordings[number], self._days[number]
        key = self._key(number, statement.speaker, wording, day)
        bundle = self._by_key.get(key)
        if bundle is None:
            bundle = self._by_key[key] = self._new_number()
            self._bundles[bundle] = _Bundle(key, wording, statement.speaker)
            self._fresh.add(bundle)
        held = self._bundles[bundle]
        held.statements.append(number)
        if day is not None:
            held.first, held.last = min(held.first, day), max(held.last, day)
        statement.bundle = bundle
        self._dirty.add(bundle)

    def _key(self, number: int, speaker: str | None, wording: Wording, day: float | None) -> object:
        """Statements with one key are the same words by the same speaker."""
        words = wording.words.tobytes()
        vocabulary = self._vocabulary
        bits = sum(vocabulary.weight[term] for term in wording.terms if not vocabulary.is_name(term))
        if len(wording.words) >= SAME_RUN and bits >= _FEWEST_BITS:
            return speaker, words
        if speaker is None or (len(wording.words) <= SAME_RUN // 2 and bits < _FEWEST_BITS):
            return number
        return speaker, words, None if day is None else int(day)

    def _take_out(self, number: int) -> None:
        bundle = self._statements[number].bundle
        held = self._bundles[bundle]
        held.statements.remove(number)
        if held.statements:
            known = [day for one in held.statements if (day := self._days[one]) is not None]
            held.first, held.last = min(known, default=math.inf), max(known, default=-math.inf)
            self._dirty.add(bundle)
            return
        self._forget_groups(bundle)
        for other in self._edges.pop(bundle, {}):
            del self._edges[other][bundle]
            self._dirty.add(other)
        self._candidates.discard(bundle)
        del self._bundles[bundle], self._by_key[held.key]
        self._fresh.discard(bundle)
        self._dirty.discard(bundle)

    def _weigh(self) -> None:
        """Count how common each concept is among the wordings held, and compare all of them anew."""
        concept = self._vocabulary.concept
        holders: Counter[int] = Counter()
        for bundle in self._bundles.values():
            holders.update({concept[term] for term in bundle.wording.terms})
        number = len(self._bundles)
        free = max(_FREE, _FREE_SHARE * number)
        common = {one: math.log(number / n) / math.log(number / free) for one, n in holders.items() if n > free}
        self._scale = Scale(self._vocabulary, common)
        self._weighed = number
        self._edges.clear()
        self._candidates = Candidates()
        self._fresh = set(self._bundles)
        self._dirty = set(self._bundles)

    def _find_edges(self, bundle: int) -> None:
        for other in self._candidates.of(bundle):
            if other in self._edges[bundle] or self._is_nested(bundle, other):
                continue
            score = self._likeness(bundle, other).score
            if score >= ENOUGH:
                self._edges[bundle][other] = self._edges[other][bundle] = score
                self._dirty.update((bundle, other))

    def _is_nested(self, a: int, b: int) -> bool:
        """True where both stand only in the same words of one article."""
        of_a, of_b = self._bundles[a].statements, self._bundles[b].statements
        if len(of_a) > 1 or len(of_b) > 1:
            return False
        return _overlap(self._statements[of_a[0]], self._statements[of_b[0]])

    def _likeness(self, a: int, b: int) -> Likeness:
        one, other = self._bundles[a], self._bundles[b]
        if one.speaker is None or other.speaker is None:
            speakers = Speakers.UNKNOWN
        else:
            speakers = Speakers.SAME if one.speaker == other.speaker else Speakers.OTHER
        apart = max(one.first - other.last, other.first - one.last, 0.0)
        known = math.isfinite(one.first) and math.isfinite(other.first)
        wordings = (one.wording, other.wording)
        where = Circumstances(
            speakers,
            apart if known else None,
            self._one_article(one, other),
            both_direct=all(wording.kind is Kind.DIRECT for wording in wordings),
            names_subject=any(
                wording.kind is Kind.INDIRECT and len(wording.words) < _FEWEST_TOLD for wording in wordings
            ),
        )
        return self._scale.likeness(one.wording, other.wording, where)

    def _one_article(self, one: _Bundle, other: _Bundle) -> bool:
        """True where both stand only in one and the same article."""
        held = one.statements + other.statements
        return len({self._statements[number].place[0] for number in held[:_FEW]}) == 1 and len(held) <= _FEW

    def _component(self, bundle: int) -> set[int]:
        component, waiting = {bundle}, [bundle]
        while waiting:
            for other in self._edges.get(waiting.pop(), ()):
                if other not in component:
                    component.add(other)
                    waiting.append(other)
        return component

    def _group(self, component: set[int]) -> None:
        for bundle in component:
            self._forget_groups(bundle)
        memory: dict[tuple[int, int], float] = {}

        def score(a: int, b: int) -> float:
            pair = (a, b) if a < b else (b, a)
            if pair not in memory:
                memory[pair] = 1.0 if self._is_nested(a, b) else self._likeness(a, b).score
            return memory[pair]

        ordered = sorted(component)
        groups = cover(ordered, self._edges, score) if len(component) > 1 else []
        grouped = {bundle for group in groups for bundle in group}
        groups.extend((bundle,) for bundle in ordered if bundle not in grouped)
        for bundles in groups:
            self._keep(bundles)

    def _keep(self, bundles: tuple[int, ...]) -> None:
        """Make the group of some bundles, where it has two places that do not overlap."""
        first = max(bundles, key=lambda one: (self._ties(one, bundles), len(self._bundles[one].wording.words), -one))
        members: list[Member] = []
        taken: list[_Statement] = []
        left_out: list[Place] = []
        for bundle, likeness in self._ranked(first, bundles):
            for number in self._bundles[bundle].statements:
                statement = self._statements[number]
                if any(_overlap(statement, other) for other in taken if other.place[0] == statement.place[0]):
                    left_out.append(statement.place)
                    continue
                taken.append(statement)
                members.append(Member(*statement.place, round(likeness.score, 3), likeness.why))
        if len(members) < 2:
            return
        key = self._group_id(members)
        self._groups[key] = VariantGroup(key, tuple(members))
        for bundle in bundles:
            self._groups_of_bundle.setdefault(bundle, []).append(key)
        places = self._places_of_group[key] = (*(statement.place for statement in taken), *left_out)
        for place in places:
            self._groups_at.setdefault(place, []).append(key)

    def _ties(self, bundle: int, bundles: tuple[int, ...]) -> float:
        edges = self._edges.get(bundle, {})
        return sum(edges.get(other, 0.0) for other in bundles) + len(self._bundles[bundle].statements)

    def _ranked(self, first: int, bundles: tuple[int, ...]) -> Iterator[tuple[int, Likeness]]:
        yield first, Likeness(1.0, len(self._bundles[first].wording.words), "the wording nearest to all others")
        rest = ((self._likeness(first, other), other) for other in bundles if other != first)
        for likeness, bundle in sorted(rest, key=lambda pair: (-pair[0].score, pair[1])):
            yield bundle, likeness

    def _group_id(self, members: Iterable[Member]) -> str:
        places = sorted(
            (math.inf if (day := self._days[self._at[place]]) is None else day, place)
            for place in ((member.document_id, member.attribution_id) for member in members)
        )
        for length in range(1, len(places) + 1):
            key = "+".join(f"{document}:{attribution}" for _, (document, attribution) in places[:length])
            if key not in self._groups:
                break
        return key

    def _forget_groups(self, bundle: int) -> None:
        for key in self._groups_of_bundle.pop(bundle, ()):
            self._groups.pop(key, None)
            for place in self._places_of_group.pop(key, ()):
                self._groups_at[place].remove(key)
                if not self._groups_at[place]:
                    del self._groups_at[place]


def _said(attribution: Attribution, words: str) -> str:
    return " ".join(piece.of(words) for piece in attribution.content)


def _overlap(a: _Statement, b: _Statement) -> bool:
    return a.place[0] == b.place[0] and a.span.overlaps(b.span)


def _days(when: datetime) -> float:
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return when.timestamp() / _DAY
