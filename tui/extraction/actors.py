"""The actors of one document: its mentions, grouped by whom they mean, with kind, aliases and roles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tui.extraction.bodies import body_name
from tui.extraction.coreference import Sentences, Trail
from tui.extraction.descriptions import read_description
from tui.extraction.entry import Entry
from tui.extraction.governments import acts, can_govern
from tui.extraction.grouping import Group, group_names
from tui.extraction.lexicon import lexicon
from tui.extraction.mentions import Mentions
from tui.extraction.model import Actor, ActorKind
from tui.extraction.names import tagger
from tui.extraction.offices import Offices
from tui.extraction.phrases import head_name
from tui.extraction.spelling import misspells, plain, slug
from tui.extraction.titles import Role, may_have_role_after, may_have_role_before, read_role, role_after, role_before
from tui.text import Span, trimmed

_MOST_ROLE_LOOKS = 40
_REACH_OF_BODY = 8
_MANY_BODIES = 100
_INDEFINITE_STARTS = tuple(
    f"{word} " for start in ("a", "an", "another", "one", "some", "any") for word in (start, start.capitalize())
)
_PERSON, _ORGANISATION, _PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE


class ActorBook:
    """Who is who in one document. Actors are known by their index, which does not change."""

    def __init__(self, text: str, regions: Sequence[Span], mentions: Mentions, sections: Sequence[int] = ()) -> None:
        self._text = text
        self._sections = sections
        self._sentences = Sentences(text)
        self._entries: list[Entry] = []
        self._genders: list[str] = []
        self._ids: set[str] = set()
        self._index_of_key: dict[str, int] = {}
        self._bodies: list[int] = []
        self._asked: dict[int, Span] = {}
        self._spoke: dict[int, int] = {}
        self._unnamed: dict[Span, int] = {}
        self._governments: dict[int, int] = {}
        self._offices = Offices(text, self._sentences, self._entries)
        self._names = [name.span for name in mentions.names]
        self._starts = [span[0] for span in self._names]
        self._actor_of_name: list[int] = [-1] * len(self._names)
        groups = group_names(text, mentions.names)
        for group in groups:
            self._add_group(group)
        self._part_governments(groups)
        self._find_roles(groups, regions)
        self._persons = self._mentions_of_persons()
        self._trail = Trail(text, self._persons, self._sentences, sections)
        self._follow_nominals(mentions.nominals)
        self._follow_pronouns(mentions.pronouns)

    @classmethod
    def build(cls, text: str, regions: Sequence[Span], mentions: Mentions, sections: Sequence[int] = ()) -> ActorBook:
        """The book of one text; `mentions` as `find_mentions` gave them for the same regions.

        `sections` are the places, sorted, where a part that stands for itself begins (an entry of a live page): no
        pronoun looks back across one.
        """
        return cls(text, regions, mentions, sections)

    def name(self, index: int) -> str:
        """The canonical name."""
        return self._entries[index].name

    def id(self, index: int) -> str:
        """The id, unique in the document."""
        return self._entries[index].id

    def kind(self, index: int) -> ActorKind:
        """What the actor is."""
        return self._entries[index].kind

    def resolve(self, source: Span, *, speakers_before: Sequence[int] = ()) -> int | None:
        """The actor that a source mention means: a name, a nominal with or without a name, or a pronoun.

        `speakers_before` are the indexes of the speakers decided so far, the nearest last. None where the
        text does not tell.
        """
        text, (start, end) = self._text, source
        if start < end and (text[start].isspace() or text[end - 1].isspace()):
            source = trimmed(text, source)
        index = self._meant(source, speakers_before)
        if index is not None:
            self._asked.setdefault(index, source)
            self._spoke[index] = source.start
        return index

    def _meant(self, source: Span, speakers_before: Sequence[int]) -> int | None:
        start, end = source
        words = self._text[start:end]
        if not words:
            return None
        gender = lexicon().pronoun_gender.get(words.lower())
        if gender is not None:
            return self._pronoun(start, gender, speakers_before)
        first = bisect_left(self._starts, start)
        if first < len(self._names) and self._names[first] == source:
            return self._speaking(first)
        if first and self._names[first - 1][1] > start:
            first -= 1
        last = bisect_left(self._starts, end, first)
        if first < last:
            head = head_name(self._text, source, self._names[first:last])
            if head is not None:
                return self._speaking(first + head)
        found = self._nominal(source, speakers_before)
        return self._misspelt(words) if found is None else found

    def _misspelt(self, word: str) -> int | None:
        """The person whose surname a lone word in capitals is, but for a slip of the pen ("Trussed answered")."""
        if not word[0].isupper() or not word.isalpha() or tagger().is_common(word):
            return None
        found = {
            index
            for index in set(self._actor_of_name)
            if self._entries[index].kind is _PERSON and misspells(word, self._entries[index].name.rpartition(" ")[2])
        }
        return found.pop() if len(found) == 1 else None

    def add_mention(self, index: int, place: Span) -> None:
        """Count the words at `place` among the mentions of an actor."""
        others = self._entries[index].others
        if place not in others:
            others.append(place)

    def add_unnamed(self, source: Span) -> int | None:
        """A new actor for a source known only by description, never merged with another; the same for one place.

        None where the description is of nobody who can say something: "it", "the talks".
        """
        source = trimmed(self._text, source)
        described = read_description(source.of(self._text))
        if described is None:
            return None
        if source not in self._unnamed:
            words, kind = described
            self._unnamed[source] = self._new(Entry(words, kind, others=[source], unnamed=True))
        return self._unnamed[source]

    def actors(self) -> tuple[Actor, ...]:
        """All actors as they stand, in the order of their first mention."""
        names: list[list[Span]] = [[] for _ in self._entries]
        for span, index in zip(self._names, self._actor_of_name, strict=True):
            names[index].append(span)
        for index, source in self._asked.items():
            if not names[index] and not self._entries[index].others:
                self._entries[index].others.append(source)
        found = [
            Actor(
                id=entry.id,
                name=entry.name,
                kind=entry.kind,
                aliases=tuple(entry.aliases),
                roles=_role_words(entry.roles) if entry.roles else (),
                mentions=tuple(sorted({*own, *entry.others})) if entry.others else tuple(own),
                names=tuple(own),
                unnamed=entry.unnamed,
            )
            for entry, own in zip(self._entries, names, strict=True)
            if own or entry.others
        ]
        found.sort(key=_first_mention)
        return tuple(found)

    def _new(self, entry: Entry, suffix: str = "") -> int:
        base = slug(entry.name) + suffix
        entry.id, number = base, 2
        while entry.id in self._ids:
            entry.id = f"{base}-{number}"
            number += 1
        self._ids.add(entry.id)
        self._entries.append(entry)
        self._genders.append(entry.gender)
        index = len(self._entries) - 1
        if entry.kind is _ORGANISATION and not entry.unnamed:
            self._index_of_key.setdefault(plain(entry.name), index)
        return index

    def _add_group(self, group: Group) -> None:
        index = self._new(Entry(group.name, group.kind, group.gender, group.aliases))
        for i in group.members:
            self._actor_of_name[i] = index

    def _part_governments(self, groups: Sequence[Group]) -> None:
        """Move the names of places that act as governments do to actors of their own."""
        for group in groups:
            if group.kind is _PLACE:
                for i in group.members:
                    span = self._names[i]
                    if can_govern(span.of(self._text)) and acts(self._text, span):
                        self._make_government(i)

    def _make_government(self, i: int) -> int:
        """The government that the name of a place stands for; the `i`-th name is given to it."""
        place = self._actor_of_name[i]
        entry = self._entries[place]
        index = self._governments.get(place)
        if index is None:
            government = Entry(entry.name, _ORGANISATION, aliases=list(entry.aliases))
            index = self._governments[place] = self._new(government, "-government")
        self._actor_of_name[i] = index
        return index

    def _speaking(self, i: int) -> int:
        """The actor of the `i`-th name, which is a source: a place that speaks is a government."""
        actor = self._actor_of_name[i]
        entry = self._entries[actor]
        if entry.kind is _PLACE and can_govern(self._names[i].of(self._text)):
            return self._make_government(i)
        return actor

    def _find_roles(self, groups: Sequence[Group], regions: Sequence[Span]) -> None:
        text = self._text
        starts = [region.start for region in regions]
        for index, group in enumerate(groups):
            if group.kind is not _PERSON:
                continue
            for i in group.members[:_MOST_ROLE_LOOKS]:
                start, end = self._names[i]
                before, after = may_have_role_before(text, start), may_have_role_after(text, end)
                if before or after:
                    region = regions[max(0, bisect_right(starts, start) - 1)]
                    self._add_role(index, role_before(text, start, region.start) if before else None)
                    self._add_role(index, role_after(text, end, region.end) if after else None)

    def _add_role(self, index: int, role: Role | None) -> None:
        if role is None:
            return
        entry = self._entries[index]
        if role not in entry.roles:
            entry.roles.append(role)
            self._offices.add(index, role)
        if not entry.gender:
            entry.gender = self._genders[index] = lexicon().noun_gender.get(role.noun, "")

    def _mentions_of_persons(self) -> list[tuple[int, int]]:
        """The mentions of persons by name, as (place, actor)."""
        persons = [entry.kind is _PERSON for entry in self._entries]
        return [pair for pair in zip(self._starts, self._actor_of_name, strict=True) if persons[pair[1]]]

    def _follow_nominals(self, nominals: Sequence[Span]) -> None:
        """Give nominals to their actors; an office not known at first may be once all have been seen."""
        found: list[tuple[Span, int]] = []
        left: list[Span] = []
        for span in nominals:
            actor = self._nominal(span, ())
            if actor is not None:
                found.append((span, actor))
            else:
                left.append(span)
        for span in left:
            self._offices.introduce(span, self._trail)
        if self._offices.implied:
            for span in left:
                role = read_role(span.of(self._text))
                if role is not None and role.office in self._offices.implied:
                    actor = self._nominal(span, ())
                    if actor is not None:
                        found.append((span, actor))
        more = []
        for span, actor in found:
            entry = self._entries[actor]
            entry.others.append(span)
            if entry.kind is _PERSON:
                more.append((span[0], actor))
        if more:
            self._persons = sorted([*self._persons, *more])
            self._trail = Trail(self._text, self._persons, self._sentences, self._sections)

    def _follow_pronouns(self, pronouns: Sequence[Span]) -> None:
        genders = lexicon().pronoun_gender
        for span in pronouns:
            actor = self._pronoun(span[0], genders[span.of(self._text).lower()], ())
            if actor is not None:
                self._entries[actor].others.append(span)

    def _pronoun(self, place: int, gender: str, speakers_before: Sequence[int]) -> int | None:
        if gender in ("male", "female"):
            section = self._trail.section(place) if speakers_before else 0
            if section:
                speakers_before = [actor for actor in speakers_before[-2:] if self._spoke.get(actor, 0) >= section]
            return self._trail.antecedent(place, self._genders, gender, speakers_before)
        return None

    def _nominal(self, source: Span, speakers_before: Sequence[int]) -> int | None:
        if self._text.startswith(_INDEFINITE_STARTS, source.start):
            return None
        words = source.of(self._text)
        role = read_role(words)
        if role is None:
            return self._body(source, words)
        matching = self._offices.holders(role, source.start, self._trail)
        if len(matching) == 1:
            return next(iter(matching))
        if matching:
            return self._trail.antecedent(source.start, self._genders, "", speakers_before, matching)
        if role.former:
            return None
        holder = self._offices.likely_holder(source, role, self._trail)
        if holder is not None:
            self._offices.imply(holder, role)
        return holder

    def _body(self, source: Span, words: str) -> int | None:
        """The organisation that a nominal means."""
        lists = lexicon()
        noun = words.split()[-1].lower()
        at = bisect_left(self._starts, source.start)
        has_name = at < len(self._names) and self._names[at].start < source.end
        if noun in lists.body_of_noun:
            return self._index_of_key.get(plain(lists.body_of_noun[noun]))
        if has_name and noun in lists.outlet_nouns:
            actor = self._actor_of_name[bisect_left(self._starts, source.end) - 1]
            if self._entries[actor].kind is _ORGANISATION:
                return actor
        name = body_name(words, has_name)
        if name is not None:
            return self._known_body(name)
        if words.split()[0].lower() != "the" or len(words.split()) > 2:
            return None
        if noun not in lists.outlet_nouns and noun not in lists.group_nouns:
            return None
        here = self._sentences.paragraph(source.start)
        for i in range(at - 1, max(-1, at - 16), -1):
            entry = self._entries[self._actor_of_name[i]]
            if here - self._sentences.paragraph(self._names[i].start) > _REACH_OF_BODY:
                break
            outlet = noun in lists.outlet_nouns and entry.name in lists.outlets
            if entry.kind is _ORGANISATION and (outlet or _is_called(entry, noun)):
                return self._actor_of_name[i]
        if noun not in lists.state_bodies:
            return None
        country = self._country_before(source, at)
        if country:
            return self._known_body(f"{lists.demonym_of.get(country, country)} {noun}")
        recent = reversed(self._bodies[-_MANY_BODIES:])
        return next((i for i in recent if self._entries[i].name.endswith(noun)), None)

    def _country_before(self, source: Span, at: int) -> str:
        """The country in which a sentence places what a body in it does ("Back in the UK, the government said"); ""
        where there is none. `at` is the number of the first name that begins after the body.
        """
        if not at:
            return ""
        start, end = self._names[at - 1]
        country = lexicon().country_of.get(self._text[start:end], "")
        if not country or start < self._sentences.start_of(source.start) or not self._text.startswith(",", end):
            return ""
        before = self._text[max(0, start - 8) : start].lower().split()
        return country if before and (before[-1] == "in" or before[-2:] == ["in", "the"]) else ""

    def _known_body(self, name: str) -> int:
        """The body of that name, or one that is shortened so ("Russian ministry" after "Russian foreign ministry")."""
        index = self._index_of_key.get(plain(name))
        if index is None and name.count(" ") == 1:
            country, noun = name.split(" ")
            for known in reversed(self._bodies[-_MANY_BODIES:]):
                words = self._entries[known].name.split(" ")
                if words[0] == country and words[-1] == noun:
                    return known
        if index is None:
            index = self._new(Entry(name, _ORGANISATION))
        if not self._bodies or self._bodies[-1] != index:
            self._bodies.append(index)
        return index


def _is_called(entry: Entry, noun: str) -> bool:
    """True where the noun is the last word of a name of the organisation, or stands before "of" or "for" in it
    ("Ministry of Foreign Affairs").
    """
    return any(
        name.lower().partition(" of ")[0].partition(" for ")[0].rpartition(" ")[2] == noun
        for name in (entry.name, *entry.aliases)
    )


def _first_mention(actor: Actor) -> Span:
    return actor.mentions[0]


def _role_words(roles: Sequence[Role]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for role in roles:
        found.setdefault(plain(role.words), role.words)
    return tuple(found.values())
