"""Attributions, in several articles or twice in one, that are one statement in the same or in other words.

Wordings are compared only where an index finds them near each other (`candidates`), by figures that can be told
(`likeness`, kept in `pairs`), and joined so that no two members of a group are unlike (`joining`). An attribution that
holds two statements can be in two groups.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from sys import intern

import msgspec

from tui.comparison.bundles import Bundle, Place, Statement, overlap
from tui.comparison.columns import Restored, Tables, bundle_columns, statement_columns
from tui.comparison.joining import cover
from tui.comparison.kept import KeptGroup, KeptIndex
from tui.comparison.likeness import SAME_RUN, Likeness
from tui.comparison.pairs import Pairs
from tui.comparison.wording import Vocabulary, Wording
from tui.extraction.model import Analysis

_DAY = 86_400.0
_STEP = 500
"""Statements that are put together at once: some milliseconds' work."""
_FEWEST_BITS = 5.0
"""Below this content, and below `SAME_RUN` words, the same words are one statement only on one day."""


class Member(msgspec.Struct, frozen=True):
    """One attribution of a group. `score` in [0, 1] and `why` tell how like the group's first member it is."""

    document_id: str
    attribution_id: str
    score: float
    why: str


class VariantGroup(msgspec.Struct, frozen=True):
    """Attributions that are one statement. The first member has most in common with the others; the rest follow by
    score. `id` is that of its earliest member, stable while that one is held.
    """

    id: str
    members: tuple[Member, ...]


class VariantIndex:
    """The statements of a library and their groups; takes analyses as they come.

    `speaker_of(document_id, actor_id)` gives the library-wide id of a document's actor (for example
    `ActorRegistry.canonical_id`); KeyError counts as not known. Without it actors are one where their ids are.
    `forking` says that a copy of this process can be made, as it has no other threads: it does half of the work where
    there is much.
    """

    def __init__(self, speaker_of: Callable[[str, str], str] | None = None, *, forking: bool = False) -> None:
        self._speaker_of = speaker_of
        self._vocabulary = Vocabulary()
        self._statements: dict[int, Statement] = {}
        self._of_document: dict[str, list[int]] = {}
        self._at: dict[Place, int] = {}
        self._bundles: dict[int, Bundle] = {}
        self._by_key: dict[int, int] = {}
        self._pairs = Pairs(self._vocabulary, self._statements, self._bundles, forking=forking)
        self._next = 0
        self._ask_speakers: set[str] = set()
        self._pending: set[int] = set()
        self._dirty: set[int] = set()
        self._groups: dict[str, VariantGroup] = {}
        self._groups_at: dict[Place, list[str]] = {}
        self._places_of_group: dict[str, tuple[Place, ...]] = {}
        self._groups_of_bundle: dict[int, list[str]] = {}

    def kept(self) -> KeptIndex:
        """All there is, to be restored by another run; nothing waits to be compared."""
        self._settle()
        tables = Tables(self._of_document)
        statements, bundles = statement_columns(self._statements, tables), bundle_columns(self._bundles, tables)
        pairs = self._pairs.kept(tables.documents)
        return KeptIndex(
            self._next, tables.documents.things(), tables.ids.things(), tables.actors.things(),
            tables.speakers.things(), self._vocabulary.kept(), Wording.kept(tables.wordings.things()),
            statements, bundles, pairs, self._kept_groups(),
        )  # fmt: skip

    def _kept_groups(self) -> list[KeptGroup]:
        bundles: dict[str, list[int]] = {}
        for bundle, keys in self._groups_of_bundle.items():
            for key in keys:
                bundles.setdefault(key, []).append(bundle)
        found = []
        for key, group in self._groups.items():
            places = [(one.document_id, one.attribution_id) for one in group.members]
            members = [(self._at[place], one.score, one.why) for place, one in zip(places, group.members, strict=True)]
            left_out = [self._at[place] for place in self._places_of_group[key] if place not in places]
            found.append(KeptGroup(key, tuple(bundles[key]), members, left_out))
        return found

    def restore(self, kept: KeptIndex) -> None:
        """Take all that another run kept; nothing was taken yet. Raises ValueError, KeyError or IndexError, and is of
        no more use, where it is damaged.
        """
        self._next = kept.next
        self._vocabulary.restore(kept.words)
        restored = Restored(kept, self._vocabulary)
        self._of_document = {document_id: [] for document_id in kept.documents}
        for number, statement in restored.statements():
            self._statements[number] = statement
            self._at[statement.place] = number
            self._of_document[statement.place[0]].append(number)
        for number, bundle in restored.bundles():
            first = bundle.statements[0]
            bundle.key = self._key(first, bundle.speaker, bundle.wording, self._statements[first].day)
            self._by_key[bundle.key] = number
            self._bundles[number] = bundle
        self._pairs.restore(kept.pairs, kept.documents)
        for group in kept.groups:
            self._restore_group(group)

    def _restore_group(self, kept: KeptGroup) -> None:
        places = [self._statements[number].place for number, _, _ in kept.members]
        members = [Member(*place, score, why) for place, (_, score, why) in zip(places, kept.members, strict=True)]
        places += [self._statements[number].place for number in kept.left_out]
        self._remember(VariantGroup(kept.id, tuple(members)), kept.bundles, places)

    def add(self, document_id: str, analysis: Analysis, words: Sequence[str], when: datetime | None) -> None:
        """Take the attributions of an analysis, in place of those its document had.

        `words` are those of each attribution, `when` is the time the article was published (one without a zone counts
        as UTC).
        """
        self.discard(document_id)
        unnamed = {actor.id for actor in analysis.actors if actor.unnamed}
        numbers = []
        for attribution, said in zip(analysis.attributions, words, strict=True):
            number = self._new_number()
            actor_id = attribution.speaker_id
            published = attribution.published or when
            place = (document_id, intern(attribution.id))
            self._statements[number] = Statement(
                place,
                attribution.span,
                Wording(said, self._vocabulary, attribution.kind, denied=attribution.denied),
                None if published is None else _days(published),
                None if actor_id in unnamed else actor_id,
                attribution.headline,
            )
            self._at[place] = number
            numbers.append(number)
        self._of_document[document_id] = numbers
        self._pending.update(numbers)

    def discard(self, document_id: str) -> None:
        """Forget a document; one that is not held is no error."""
        self._pairs.forget(document_id)
        for number in self._of_document.pop(document_id, ()):
            if number not in self._pending:
                self._take_out(number)
            self._pending.discard(number)
            del self._at[self._statements.pop(number).place]

    def speakers_changed(self, documents: Iterable[str] | None = None) -> None:
        """Ask `speaker_of` anew at the next look, of these documents or of all; of one that is new it is asked then."""
        self._ask_speakers.update(self._of_document if documents is None else documents)

    def settle(self) -> Iterator[int | None]:
        """Find the groups of what was added; gives the number of wordings that are still to be compared, now and then:
        None before that is known, and once all are.

        The other questions do so themselves.
        """
        self._hear_of_speakers()
        for done, number in enumerate(sorted(self._pending)):
            if done % _STEP == 0:
                yield None
            self._put_in(number)
            self._pending.discard(number)
        yield from self._pairs.settle(self._dirty)
        done = 0
        while self._dirty:
            if done % _STEP == 0:
                yield None
            component = self._component(self._dirty.pop())
            self._dirty -= component
            self._group(component)
            done += 1

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
        for _ in self.settle():
            pass

    def _hear_of_speakers(self) -> None:
        """Speakers that have become one with others, or no longer are, since the last time."""
        for document_id in self._ask_speakers:
            for number in self._of_document.get(document_id, ()):
                statement = self._statements[number]
                if number not in self._pending and self._speaker(statement) != statement.speaker:
                    self._take_out(number)
                    self._pending.add(number)
        self._ask_speakers.clear()

    def _speaker(self, statement: Statement) -> str | None:
        if statement.actor_id is None or self._speaker_of is None:
            return statement.actor_id
        try:
            return self._speaker_of(statement.place[0], statement.actor_id)
        except KeyError:
            return None

    def _put_in(self, number: int) -> None:
        statement = self._statements[number]
        wording, day = statement.wording, statement.day
        statement.speaker = self._speaker(statement)
        key = self._key(number, statement.speaker, wording, day)
        bundle = self._by_key.get(key)
        if bundle is None:
            bundle = self._by_key[key] = self._new_number()
            self._bundles[bundle] = Bundle(key, wording, statement.speaker)
            self._pairs.add(bundle)
        held = self._bundles[bundle]
        held.statements.append(number)
        self._pairs.told_again(bundle)
        if day is not None:
            held.first, held.last = min(held.first, day), max(held.last, day)
        statement.bundle = bundle
        self._dirty.add(bundle)

    def _key(self, number: int, speaker: str | None, wording: Wording, day: float | None) -> int:
        """Statements with one key are the same words by the same speaker (a hash of 64 bits: they and no others)."""
        words = wording.words.tobytes()
        vocabulary = self._vocabulary
        bits = sum(vocabulary.weight[term] for term in wording.terms if not vocabulary.is_name(term))
        if len(wording.words) >= SAME_RUN and bits >= _FEWEST_BITS:
            return hash((speaker, words))
        if speaker is None or (len(wording.words) <= SAME_RUN // 2 and bits < _FEWEST_BITS):
            return hash((None, number))
        return hash((speaker, words, None if day is None else int(day)))

    def _take_out(self, number: int) -> None:
        bundle = self._statements[number].bundle
        held = self._bundles[bundle]
        held.statements.remove(number)
        if held.statements:
            known = [day for one in held.statements if (day := self._statements[one].day) is not None]
            held.first, held.last = min(known, default=math.inf), max(known, default=-math.inf)
            self._dirty.add(bundle)
            return
        self._forget_groups(bundle)
        self._dirty |= self._pairs.discard(bundle)
        del self._bundles[bundle], self._by_key[held.key]
        self._dirty.discard(bundle)

    def _component(self, bundle: int) -> set[int]:
        component, waiting = {bundle}, [bundle]
        while waiting:
            for other in self._pairs.edges.get(waiting.pop(), ()):
                if other not in component:
                    component.add(other)
                    waiting.append(other)
        return component

    def _group(self, component: set[int]) -> None:
        for bundle in component:
            self._forget_groups(bundle)
        if len(component) == 1 and len(self._bundles[min(component)].statements) == 1:
            return
        memory: dict[tuple[int, int], float] = {}

        def score(a: int, b: int) -> float:
            pair = (a, b) if a < b else (b, a)
            if pair not in memory:
                memory[pair] = 1.0 if self._pairs.is_nested(a, b) else self._pairs.likeness(a, b).score
            return memory[pair]

        ordered = sorted(component)
        groups = cover(ordered, self._pairs.edges, score) if len(component) > 1 else []
        grouped = {bundle for group in groups for bundle in group}
        groups.extend((bundle,) for bundle in ordered if bundle not in grouped)
        for bundles in groups:
            self._keep(bundles)

    def _keep(self, bundles: tuple[int, ...]) -> None:
        """Make the group of some bundles, where it has two places that do not overlap."""
        first = max(bundles, key=lambda one: (self._ties(one, bundles), len(self._bundles[one].wording.words), -one))
        members: list[Member] = []
        taken: dict[str, list[Statement]] = {}
        left_out: list[Place] = []
        for bundle, likeness in self._ranked(first, bundles):
            for number in self._bundles[bundle].statements:
                statement = self._statements[number]
                beside = taken.setdefault(statement.place[0], [])
                if any(overlap(statement, other) for other in beside):
                    left_out.append(statement.place)
                    continue
                beside.append(statement)
                members.append(Member(*statement.place, round(likeness.score, 3), likeness.why))
        if len(members) < 2:
            return
        key = self._group_id(members)
        places = (statement.place for beside in taken.values() for statement in beside)
        self._remember(VariantGroup(key, tuple(members)), bundles, (*places, *left_out))

    def _remember(self, group: VariantGroup, bundles: Iterable[int], places: Iterable[Place]) -> None:
        self._groups[group.id] = group
        for bundle in bundles:
            self._groups_of_bundle.setdefault(bundle, []).append(group.id)
        self._places_of_group[group.id] = tuple(places)
        for place in self._places_of_group[group.id]:
            self._groups_at.setdefault(place, []).append(group.id)

    def _ties(self, bundle: int, bundles: tuple[int, ...]) -> float:
        edges = self._pairs.edges.get(bundle, {})
        return sum(edges.get(other, 0.0) for other in bundles) + len(self._bundles[bundle].statements)

    def _ranked(self, first: int, bundles: tuple[int, ...]) -> Iterator[tuple[int, Likeness]]:
        yield first, Likeness(1.0, len(self._bundles[first].wording.words), "the wording nearest to all others")
        rest = ((self._pairs.likeness(first, other), other) for other in bundles if other != first)
        for likeness, bundle in sorted(rest, key=lambda pair: (-pair[0].score, pair[1])):
            yield bundle, likeness

    def _group_id(self, members: Iterable[Member]) -> str:
        places = sorted(
            (math.inf if (day := self._statements[self._at[place]].day) is None else day, place)
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


def _days(when: datetime) -> float:
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return when.timestamp() / _DAY
