"""Actors across documents: who in one article is who in another.

People are compared within the spelling of their surname, organisations within their initials, places by name,
so that the work grows with the number of actors and not with its square. The groups depend on which analyses
are held, never on the order in which they came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from tui.extraction.lexicon import lexicon
from tui.extraction.model import Actor, ActorKind, Analysis
from tui.extraction.people import given_key, is_junior, surname_key
from tui.extraction.spelling import initials, one_slip_apart, other_key, plain, slip_keys
from tui.extraction.titles import Role, read_role

Member = tuple[str, str]
"""A document's id and the id of an actor in it."""

_Person = tuple[str, str, bool]
"""The keys of a surname and a given name, and whether the name ends in "Jr"."""
_LEAST_SLIP = 7


class MergedActor(msgspec.Struct, frozen=True):
    """One actor of the library. `members` are the actors of single documents that it joins, sorted."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    members: tuple[Member, ...]
    unnamed: bool = False


class ActorRegistry:
    """The actors of many documents, merged; takes analyses as they come."""

    def __init__(self) -> None:
        self._actors: dict[Member, Actor] = {}
        self._of_document: dict[str, list[Member]] = {}
        self._blocks: dict[str, set[Member]] = defaultdict(set)
        self._near: dict[str, set[str]] = defaultdict(set)
        self._dirty: set[str] = set()
        self._id_of: dict[Member, str] = {}
        self._merged: dict[str, MergedActor] = {}
        self._moved: set[str] = set()

    def add(self, analysis: Analysis) -> None:
        """Take the actors of an analysis, in place of those that its document had. The same ones again change nothing:
        what was found in an article may be read anew at any time.
        """
        held = self._of_document.get(analysis.document_id)
        if held is not None and [_told(self._actors[member]) for member in held] == list(map(_told, analysis.actors)):
            return
        self.discard(analysis.document_id)
        members = []
        for actor in analysis.actors:
            member = (analysis.document_id, actor.id)
            self._actors[member] = replace(actor, mentions=(), names=())  # where it is named is not asked here
            members.append(member)
            block = _block(member, actor)
            self._blocks[block].add(member)
            for key in _slip_keys(block):
                self._near[key].add(block)
            self._dirty.add(block)
        self._of_document[analysis.document_id] = members

    def kept(self) -> dict[str, list[Actor]]:
        """The actors of each document, without their places in the text: `add` takes them again."""
        return {
            document_id: [self._actors[member] for member in members]
            for document_id, members in self._of_document.items()
        }

    def discard(self, document_id: str) -> None:
        """Forget a document; one that is not held is no error."""
        for member in self._of_document.pop(document_id, ()):
            block = _block(member, self._actors.pop(member))
            self._blocks[block].discard(member)
            self._dirty.add(block)
            found = self._id_of.pop(member, None)
            if found is not None:
                self._merged.pop(found, None)

    def canonical_id(self, document_id: str, actor_id: str) -> str:
        """The library-wide id of a document's actor. Raises KeyError for one that is not held."""
        self._settle()
        return self._id_of[document_id, actor_id]

    def actor(self, canonical_id: str) -> MergedActor:
        """The merged actor. Raises KeyError for an id that is not, or no longer, in use."""
        self._settle()
        return self._merged[canonical_id]

    def known(self, canonical_id: str) -> MergedActor | None:
        """The merged actor; None for an id that is not, or no longer, in use."""
        self._settle()
        return self._merged.get(canonical_id)

    def actors(self) -> list[MergedActor]:
        """All merged actors, sorted by name and id."""
        self._settle()
        return sorted(self._merged.values(), key=lambda actor: (actor.name.casefold(), actor.id))

    def moved(self) -> set[str]:
        """The documents of which an actor has another id than before, since this was asked the last time."""
        self._settle()
        moved, self._moved = self._moved, set()
        return moved

    def _settle(self) -> None:
        for _ in self.settle():
            pass

    def settle(self) -> Iterator[int]:
        """Group anew whatever lies in a changed block, and in those a slip of the pen away from it; gives the number of
        blocks that are left. The other questions do so themselves, also while this is under way.
        """
        while self._dirty:
            unit = self._unit(self._dirty.pop())
            self._dirty -= unit
            members = sorted(member for block in unit for member in self._blocks[block])
            before = {member: old for member in members if (old := self._id_of.pop(member, None)) is not None}
            for old in before.values():
                self._merged.pop(old, None)
            for canonical_id, group in _grouped(members, self._actors):
                self._merged[canonical_id] = _merged(canonical_id, group, self._actors)
                self._id_of.update(dict.fromkeys(group, canonical_id))
            self._moved.update(member[0] for member, old in before.items() if self._id_of[member] != old)
            for block in unit:
                if not self._blocks[block]:
                    del self._blocks[block]
                    for key in _slip_keys(block):
                        self._near[key].discard(block)
            yield len(self._dirty)

    def _unit(self, block: str) -> set[str]:
        unit, waiting = {block}, [block]
        while waiting:
            for key in _slip_keys(waiting.pop()):
                for other in self._near[key]:
                    if other not in unit:
                        unit.add(other)
                        waiting.append(other)
        return unit


def _told(actor: Actor) -> tuple[object, ...]:
    """All of an actor that decides with whom it is one, and what is told of it in the library."""
    return actor.id, actor.name, actor.kind, actor.aliases, actor.roles, actor.unnamed


def _block(member: Member, actor: Actor) -> str:
    """Actors in different blocks are never one, but for a slip of the pen in a surname."""
    if actor.unnamed:
        return f"unnamed/{member[0]}/{member[1]}"
    if actor.kind is ActorKind.PERSON:
        return f"person/{surname_key(actor.name)}"
    if actor.kind is ActorKind.PLACE:
        return f"place/{other_key(actor.name, actor.kind)}"
    return f"organisation/{_short_name(actor.name)}"


def _short_name(name: str) -> str:
    """The short name that an organisation's name can have: its initials, or itself where it is one word."""
    usual = plain(lexicon().same_organisation.get(name, name))
    short = initials(usual)
    return short if len(short) > 1 else usual


def _slip_keys(block: str) -> Iterable[str]:
    """Keys that two surnames share where one letter was dropped, added or changed: the surname less each
    letter.
    """
    kind, _, surname = block.partition("/")
    if kind != "person" or len(surname) < _LEAST_SLIP:
        return ()
    return slip_keys(surname)


def _grouped(members: Sequence[Member], actors: dict[Member, Actor]) -> Iterable[tuple[str, list[Member]]]:
    people, others = [], []
    for member in members:
        actor = actors[member]
        if actor.unnamed:
            yield f"unnamed/{member[0]}/{member[1]}", [member]
        elif actor.kind is ActorKind.PERSON:
            people.append(member)
        else:
            others.append(member)
    yield from _people(people, actors)
    yield from _others(others, actors)


def _people(members: Sequence[Member], actors: dict[Member, Actor]) -> Iterable[tuple[str, list[Member]]]:
    full: dict[_Person, list[Member]] = defaultdict(list)
    shortened: list[Member] = []
    bare: list[Member] = []
    by_name: dict[str, list[Member]] = {}
    for member in members:
        by_name.setdefault(actors[member].name, []).append(member)
    for name, namesakes in by_name.items():
        given = given_key(name)
        if not given:
            bare += namesakes
        elif len(given) == 1:
            shortened += namesakes
        else:
            full[surname_key(name), given, is_junior(name)] += namesakes
    bare.sort()
    shortened.sort()
    _join_slips(full)
    bearers: dict[str, list[_Person]] = defaultdict(list)
    for person in sorted(full):
        bearers[person[0]].append(person)
    for member in shortened:
        name = actors[member].name
        surname, given = surname_key(name), given_key(name)
        fitting = [person for person in bearers[surname] if person[1][0] == given]
        person = fitting[0] if len(fitting) == 1 else (surname, given, False)
        full[person].append(member)
    lone: dict[str, list[Member]] = defaultdict(list)
    doubtful: list[Member] = []
    for member in bare:
        surname = surname_key(actors[member].name)
        fitting = bearers.get(surname) or [
            person for other, people in bearers.items() if _slip(other, surname) for person in people
        ]
        if len(fitting) > 1:
            fitting = _by_role(fitting, full, member, actors)
        if len(fitting) == 1:
            full[fitting[0]].append(member)
        elif fitting:
            doubtful.append(member)
        else:
            lone[surname].append(member)
    for (surname, given, junior), group in full.items():
        yield f"person/{_hyphened(given, surname, 'jr' if junior else '')}", group
    for surname, group in lone.items():
        yield f"person/{_hyphened(surname)}", group
    for member in doubtful:
        yield f"person/{_hyphened(surname_key(actors[member].name))}/{member[0]}/{member[1]}", [member]


def _slip(left: str, right: str) -> bool:
    return len(right) >= _LEAST_SLIP and left[:1] == right[:1] and one_slip_apart(left, right)


def _join_slips(full: dict[_Person, list[Member]]) -> None:
    """Put a full name with a slip in its surname to the one that more actors bear."""
    namesakes: dict[tuple[str, bool], list[_Person]] = defaultdict(list)
    for person in sorted(full):
        namesakes[person[1:]].append(person)
    for people in namesakes.values():
        people.sort(key=lambda person: (-len(full[person]), person))
        kept: list[_Person] = []
        for person in people:
            target = next((other for other in kept if _slip(other[0], person[0])), None)
            if target is None:
                kept.append(person)
            else:
                full[target].extend(full.pop(person))


def _by_role(
    fitting: list[_Person],
    full: dict[_Person, list[Member]],
    member: Member,
    actors: dict[Member, Actor],
) -> list[_Person]:
    """Those of several people with one surname whose role is that of the actor known by surname only."""
    wanted = _roles([member], actors)
    if not wanted:
        return fitting
    found = []
    for key in fitting:
        named = [other for other in full[key] if given_key(actors[other].name)]
        known = _roles(named, actors)
        if any(role.plays(other) for role in known for other in wanted):
            found.append(key)
    return found or fitting


def _roles(members: Iterable[Member], actors: dict[Member, Actor]) -> list[Role]:
    words = {role for member in members for role in actors[member].roles}
    return [role for text in sorted(words) if (role := read_role(text)) is not None]


def _others(members: Sequence[Member], actors: dict[Member, Actor]) -> Iterable[tuple[str, list[Member]]]:
    groups: dict[tuple[str, str], list[Member]] = defaultdict(list)
    short: list[Member] = []
    for member in members:
        actor = actors[member]
        key = other_key(actor.name, actor.kind)
        if actor.kind is ActorKind.ORGANISATION and _could_be_any(actor):
            groups[f"{actor.kind}/{_hyphened(key)}/{member[0]}", member[1]].append(member)
        elif actor.kind is ActorKind.ORGANISATION and " " not in actor.name and actor.name.isupper():
            short.append(member)
        else:
            groups[f"{actor.kind}/{_hyphened(key)}", ""].append(member)
    long = sorted(groups)
    for member in short:
        own = f"organisation/{_hyphened(other_key(actors[member].name, ActorKind.ORGANISATION))}"
        fitting = [key for key in long if not key[1] and "-" in key[0]]
        target = fitting[0] if len(fitting) == 1 and (own, "") not in long else (own, "")
        groups[target].append(member)
    for (canonical_id, actor_id), group in groups.items():
        yield f"{canonical_id}/{actor_id}" if actor_id else canonical_id, group


def _could_be_any(actor: Actor) -> bool:
    """True for a body that every state has and of which the text does not tell the state ("Foreign
    Ministry").
    """
    lists = lexicon()
    words = actor.name.split()
    if words[-1].lower() not in lists.state_bodies or actor.name in lists.same_organisation:
        return False
    return not any(word in lists.country_of_demonym or word in lists.country_of for word in words)


def _hyphened(*parts: str) -> str:
    return "-".join(word for part in parts for word in part.split())


def _merged(canonical_id: str, group: Sequence[Member], actors: dict[Member, Actor]) -> MergedActor:
    members = sorted(group)
    told = Counter(
        (actor.name, actor.kind, actor.aliases, actor.roles, actor.unnamed)
        for actor in map(actors.__getitem__, members)
    )
    names, heads, kinds = Counter[str](), Counter[str](), Counter[ActorKind]()
    found: dict[str, str] = {}
    for (name, kind, aliases, roles, _), number in told.items():
        names[name] += 2 * number
        heads[name] += number
        kinds[kind] += number
        for alias in aliases:
            names[alias] += number
        for role in roles:
            found.setdefault(plain(role), role)
    name = max(heads, key=lambda text: (len(text.split()) > 1, heads[text], text))
    return MergedActor(
        id=canonical_id,
        name=name,
        kind=max(kinds, key=lambda kind: (kinds[kind], kind)),
        aliases=tuple(sorted(set(names) - {name})),
        roles=tuple(sorted(found.values())),
        members=tuple(members),
        unnamed=all(unnamed for *_, unnamed in told),
    )
