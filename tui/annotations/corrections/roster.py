"""The actors of a document while corrections are made to them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from tui.annotations.corrections.passages import overlap_with
from tui.extraction.lexicon import lexicon
from tui.extraction.model import Actor, ActorKind
from tui.extraction.spelling import plain, slug
from tui.text import Span, trimmed


class Roster:
    """Actors by id. A mention that a correction moves belongs to one actor; names are among the mentions."""

    def __init__(self, text: str, actors: Iterable[Actor]) -> None:
        self._text = text
        self._actors = {actor.id: actor for actor in actors}

    def __getitem__(self, identity: str) -> Actor:
        return self._actors[identity]

    def __contains__(self, identity: object) -> bool:
        return identity in self._actors

    def actors(self, speaking: Iterable[str]) -> tuple[Actor, ...]:
        """All of them, in the order of their first mention; without those that neither are mentioned nor
        are one of the ids `speaking`."""
        speakers = set(speaking)
        kept = [actor for actor in self._actors.values() if actor.mentions or actor.id in speakers]
        end = Span(len(self._text), len(self._text))
        return tuple(sorted(kept, key=lambda actor: actor.mentions[0] if actor.mentions else end))

    def speaker(self, name: str) -> str:
        """The id of the actor that speaks under this name or alias; a new one where there is none. A place
        does not speak: its government does."""
        found = self._named(name, lambda actor: actor.kind is not ActorKind.PLACE)
        return found or self._new(name, ActorKind.PERSON)

    def meant(self, name: str, place: Span) -> str | None:
        """The actor that a correction made at a mention of it speaks of: one so called that is mentioned
        there, else the only one of that name, else the only one whose name stands there now."""
        here = [actor for actor in self._actors.values() if _overlaps_any(place, actor.mentions)]
        wanted = plain(name)
        called = [actor for actor in here if wanted in map(plain, (actor.name, *actor.aliases))]
        if called:
            return min(called, key=lambda actor: (place not in actor.mentions, actor.name != name)).id
        found = [actor for actor in self._actors.values() if plain(actor.name) == wanted]
        if not found:
            found = [actor for actor in here if _overlaps_any(place, actor.names)]
        return found[0].id if len(found) == 1 else None

    def give(self, mention: Span, identity: str) -> None:
        """Lay a mention that is no name, or what was none so far, to an actor; a name stays with its own."""
        mention = trimmed(self._text, mention)
        holders = [actor for actor in self._actors.values() if mention in actor.mentions]
        if any(mention in actor.names for actor in holders) or (not holders and self._is_taken(mention)):
            return
        for actor in holders:
            kept = tuple(span for span in actor.mentions if span != mention)
            self._put(replace(actor, mentions=kept))
        actor = self._actors[identity]
        self._put(replace(actor, mentions=_sorted((*actor.mentions, mention))))

    def rename(self, identity: str, name: str) -> None:
        """The old name becomes an alias; an unnamed source is unnamed no longer."""
        actor = self._actors[identity]
        aliases = tuple(dict.fromkeys(each for each in (actor.name, *actor.aliases) if each != name))
        kind = _kind(name, actor.kind)
        self._put(replace(actor, name=name, kind=kind, aliases=aliases, unnamed=False, corrected=True))

    def merge(self, identity: str, name: str) -> str:
        """Join an actor to the one of that name, whose id is returned; where there is no other, it takes
        the name."""
        target = self._named(name, lambda actor: actor.id != identity)
        if target is None:
            self.rename(identity, name)
            return identity
        gone, kept = self._actors.pop(identity), self._actors[target]
        aliases = dict.fromkeys((*kept.aliases, gone.name, *gone.aliases))
        aliases.pop(kept.name, None)
        self._put(
            replace(
                kept,
                aliases=tuple(aliases),
                roles=tuple(dict.fromkeys((*kept.roles, *gone.roles))),
                mentions=_sorted((*kept.mentions, *gone.mentions)),
                names=_sorted((*kept.names, *gone.names)),
                corrected=True,
            )
        )
        return target

    def split(self, identity: str, place: Span, name: str) -> tuple[str, frozenset[Span]]:
        """Part the mention at `place` from an actor: the id of the actor that it means, and all mentions
        that mean it now. Those are the names written alike with what is no name after them, or a single
        mention that is no name."""
        actor = self._actors[identity]
        touched = [span for span in actor.mentions if span.overlaps(place)]
        first = min(touched, key=lambda span: (span != place, span), default=None)
        if first is None:
            return identity, frozenset()
        moved = frozenset([first]) if first not in actor.names else self._written_alike(actor, first)
        target = self._named(name, lambda other: other.id != identity)
        left = replace(
            actor,
            mentions=tuple(span for span in actor.mentions if span not in moved),
            names=tuple(span for span in actor.names if span not in moved),
            corrected=True,
        )
        names = [span for span in actor.names if span in moved]
        written = dict.fromkeys(_name(self._text, span) for span in names)
        self._put(self._without_names(left, {name, *written}))
        target = target or self._new(name, actor.kind, find=False)
        other = self._actors[target]
        aliases = dict.fromkeys((*other.aliases, *written))
        aliases.pop(other.name, None)
        self._put(
            replace(
                other,
                aliases=tuple(aliases),
                mentions=_sorted((*other.mentions, *moved)),
                names=_sorted((*other.names, *names)),
                corrected=True,
            )
        )
        return target, moved

    def _put(self, actor: Actor) -> None:
        self._actors[actor.id] = actor

    def _named(self, name: str, fits: Callable[[Actor], bool]) -> str | None:
        """The id of the actor of that name; of several that fit, one so called in full before one with an
        alias, then the one that is mentioned most."""
        wanted = plain(name)
        best: tuple[tuple[int, int, str], str] | None = None
        for actor in filter(fits, self._actors.values()):
            if plain(actor.name) == wanted:
                rank = 0 if actor.name == name else 1
            elif wanted in map(plain, actor.aliases):
                rank = 2
            else:
                continue
            key = (rank, -len(actor.mentions), actor.id)
            if best is None or key < best[0]:
                best = (key, actor.id)
        return best[1] if best is not None else None

    def _new(self, name: str, kind: ActorKind, *, find: bool = True) -> str:
        """A new actor; with `find`, the places of its name that mean no other actor are its mentions."""
        base = slug(name)
        identity, number = base, 2
        while identity in self._actors:
            identity, number = f"{base}-{number}", number + 1
        spans = self._places_of(name) if find else ()
        self._put(Actor(identity, name, _kind(name, kind), (), (), spans, spans, corrected=True))
        return identity

    def _places_of(self, name: str) -> tuple[Span, ...]:
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"
        found = (Span(*match.span()) for match in re.finditer(pattern, self._text))
        taken = overlap_with(span for actor in self._actors.values() for span in actor.mentions)
        return tuple(span for span in found if not taken(span))

    def _is_taken(self, place: Span) -> bool:
        return any(_overlaps_any(place, actor.mentions) for actor in self._actors.values())

    def _written_alike(self, actor: Actor, name: Span) -> frozenset[Span]:
        words = _words(self._text, name)
        moved = {span for span in actor.names if _words(self._text, span) == words}
        others = set(actor.mentions).difference(actor.names)
        led = [(span, bisect_left(actor.names, span) - 1) for span in others]
        return frozenset(moved.union(span for span, at in led if at >= 0 and actor.names[at] in moved))

    def _without_names(self, actor: Actor, names: set[str]) -> Actor:
        """The actor without names that are now another's, but for those that it is still called by."""
        left = [_name(self._text, span) for span in actor.names]
        gone = names.difference(left)
        own = actor.name
        if own in gone and left:
            times = Counter(left)
            own = max(times, key=lambda name: (len(name.split()), times[name], name))
        aliases = tuple(alias for alias in actor.aliases if alias not in gone and alias != own)
        return replace(actor, name=own, aliases=aliases)


def _kind(name: str, otherwise: ActorKind) -> ActorKind:
    """What the word lists know a name as; a place stays one."""
    lists = lexicon()
    words = name.split()
    if otherwise is ActorKind.PLACE or not words:
        return otherwise
    if name in lists.organisations or name in lists.same_organisation or name in lists.places:
        return ActorKind.ORGANISATION
    if len(words) > 1 and words[0] in lists.given and words[-1] not in lists.organisation_words:
        return ActorKind.PERSON
    return otherwise if lists.organisation_words.isdisjoint(words) else ActorKind.ORGANISATION


def _overlaps_any(place: Span, spans: Iterable[Span]) -> bool:
    return any(place.overlaps(span) for span in spans)


def _name(text: str, span: Span) -> str:
    """A name as it is written, without honorifics."""
    words = span.of(text).split()
    while len(words) > 1 and words[0] in lexicon().honorific_gender:
        words.pop(0)
    return " ".join(words)


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).split())


def _sorted(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans)))
