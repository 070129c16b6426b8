"""The actors of one document: its mentions, grouped by whom they mean, with kind, aliases and roles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tui.extraction.coreference import Seen, Sentences, best_antecedent, opens_sentence
from tui.extraction.grouping import Group, group_names
from tui.extraction.lexicon import lexicon
from tui.extraction.mentions import Mention, MentionForm
from tui.extraction.model import Actor, ActorKind
from tui.extraction.spelling import plain, slug
from tui.extraction.titles import Role, read_role, role_after, role_before
from tui.text import Span, trimmed


@dataclass(slots=True)
class _Entry:
    """An actor in the making."""

    name: str
    kind: ActorKind
    gender: str = ""
    aliases: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    names: list[Span] = field(default_factory=list)
    others: list[Span] = field(default_factory=list)
    unnamed: bool = False
    id: str = ""


class ActorBook:
    """Who is who in one document. Actors are known by their index; it does not change."""

    def __init__(self, text: str, regions: Sequence[Span], mentions: Sequence[Mention]) -> None:
        self._text = text
        self._regions = list(regions)
        self._sentences = Sentences(text)
        self._entries: list[_Entry] = []
        self._ids: set[str] = set()
        self._names = [mention for mention in mentions if mention.form is MentionForm.NAME]
        self._name_starts = [mention.span.start for mention in self._names]
        self._actor_of_name: list[int] = [-1] * len(self._names)
        self._nominals: dict[str, int] = {}
        for group in group_names(text, self._names):
            self._add_group(group)
        self._find_roles()
        self._genders = [entry.gender for entry in self._entries]
        self._seen = [
            Seen(mention.span.start, actor, opens_sentence(text, mention.span, self._sentences))
            for mention, actor in zip(self._names, self._actor_of_name, strict=True)
            if self._entries[actor].kind is ActorKind.PERSON
        ]
        self._seen_all = [
            Seen(mention.span.start, actor, False)
            for mention, actor in zip(self._names, self._actor_of_name, strict=True)
        ]
        self._resolve_others(mentions)

    @classmethod
    def build(cls, text: str, regions: Sequence[Span], mentions: Sequence[Mention]) -> ActorBook:
        """The book of one text; `mentions` as `find_mentions` gave them for the same regions."""
        return cls(text, regions, mentions)

    def name(self, index: int) -> str:
        """The canonical name."""
        return self._entries[index].name

    def id(self, index: int) -> str:
        """The id, unique in the document."""
        return self._entries[index].id

    def resolve(self, source: Span, *, speakers_before: Sequence[int] = ()) -> int | None:
        """The actor that a source mention means: a name, a nominal with or without a name, or a pronoun.

        `speakers_before` are the indexes of the speakers decided so far, the nearest last. None where the text does
        not tell.
        """
        source = trimmed(self._text, source)
        words = source.of(self._text)
        if not words:
            return None
        gender = lexicon().pronoun_gender.get(words.lower())
        if gender is not None:
            return self._pronoun(source.start, gender, speakers_before)
        named = self._named_in(source)
        if named is not None:
            return named
        return self._nominal(source, words, speakers_before)

    def add_unnamed(self, source: Span) -> int:
        """A new actor for a source known only by description; never merged with another."""
        source = trimmed(self._text, source)
        words = " ".join(source.of(self._text).split())
        parts = words.split(" ")
        if len(parts) > 1 and parts[0].lower() in ("the", "a", "an"):
            words = " ".join(parts[1:])
        nouns = {part.lower().strip(".,") for part in words.split(" ")}
        lists = lexicon()
        group = nouns & lists.group_nouns and not nouns & (lists.role_nouns | lists.plural_nouns)
        kind = ActorKind.ORGANISATION if group else ActorKind.PERSON
        index = self._new(_Entry(words, kind, others=[source], unnamed=True))
        return index

    def actors(self) -> tuple[Actor, ...]:
        """All actors as they stand, in the order of their first mention."""
        found = []
        for entry in self._entries:
            mentions = tuple(sorted({*entry.names, *entry.others}))
            if not mentions:
                continue
            found.append(
                Actor(
                    entry.id,
                    entry.name,
                    entry.kind,
                    tuple(entry.aliases),
                    _role_words(entry.roles),
                    mentions,
                    tuple(sorted(entry.names)),
                    entry.unnamed,
                )
            )
        found.sort(key=lambda actor: actor.mentions[0])
        return tuple(found)

    def _new(self, entry: _Entry) -> int:
        base = slug(entry.name)
        entry.id, number = base, 2
        while entry.id in self._ids:
            entry.id = f"{base}-{number}"
            number += 1
        self._ids.add(entry.id)
        self._entries.append(entry)
        if hasattr(self, "_genders"):
            self._genders.append(entry.gender)
        return len(self._entries) - 1

    def _add_group(self, group: Group) -> None:
        index = self._new(
            _Entry(
                group.name,
                group.kind,
                gender=group.gender,
                aliases=group.aliases,
                names=[self._names[i].span for i in group.members],
            )
        )
        for i in group.members:
            self._actor_of_name[i] = index

    def _find_roles(self) -> None:
        lists = lexicon()
        ends = [region.start for region in self._regions]
        done: Counter[int] = Counter()
        for mention, index in zip(self._names, self._actor_of_name, strict=True):
            entry = self._entries[index]
            if entry.kind is not ActorKind.PERSON or done[index] >= 40:
                continue
            done[index] += 1
            region = self._regions[max(0, bisect_right(ends, mention.span.start) - 1)]
            before = role_before(self._text, mention.span.start, region.start)
            roles = [before[0] if before else None, role_after(self._text, mention.span.end, region.end)]
            for role in roles:
                if role is None:
                    continue
                if all(role.words.lower() != known.words.lower() for known in entry.roles):
                    entry.roles.append(role)
                if not entry.gender:
                    entry.gender = lists.noun_gender.get(role.noun, "")

    def _resolve_others(self, mentions: Sequence[Mention]) -> None:
        """Give pronouns of persons and nominals to their actors."""
        for mention in mentions:
            if mention.form is MentionForm.PRONOUN:
                gender = lexicon().pronoun_gender[mention.head]
                if gender not in ("male", "female"):
                    continue
                actor = self._pronoun(mention.span.start, gender, ())
            elif mention.form is MentionForm.NOMINAL:
                actor = self._nominal(mention.span, mention.span.of(self._text), ())
            else:
                continue
            if actor is not None:
                self._entries[actor].others.append(mention.span)

    def _named_in(self, source: Span) -> int | None:
        """The actor named within a source, the one that the phrase is about rather than one in its description."""
        first = bisect_left(self._name_starts, source.start)
        if first and self._names[first - 1].span.end > source.start:
            first -= 1
        found = []
        for i in range(first, len(self._names)):
            span = self._names[i].span
            if span.start >= source.end:
                break
            found.append(i)
        if not found:
            return None
        persons = [i for i in found if self._entries[self._actor_of_name[i]].kind is ActorKind.PERSON]
        if persons:
            return self._actor_of_name[persons[0]]
        tail = self._text[self._names[found[-1]].span.end : source.end].strip()
        head = self._text[source.start : self._names[found[0]].span.start].strip().lower()
        lists = lexicon()
        if any(word in lists.role_nouns or word in lists.plural_nouns for word in head.split()):
            return None
        if not tail or tail[0] in "’',(":
            return self._actor_of_name[found[-1]] if tail in ("", "’s", "'s") or tail[0] in ",(" else None
        return None

    def _pronoun(self, place: int, gender: str, speakers_before: Sequence[int]) -> int | None:
        if gender in ("male", "female"):
            return best_antecedent(self._seen, place, self._sentences, self._genders, gender, speakers_before)
        return None

    def _nominal(self, source: Span, words: str, speakers_before: Sequence[int]) -> int | None:
        role = read_role(words)
        if role is None:
            return None
        if words.split(None, 1)[0].lower() in ("a", "an", "another", "one", "some", "any"):
            return None
        matching = {
            i
            for i, entry in enumerate(self._entries)
            if entry.kind is ActorKind.PERSON and not entry.unnamed and _plays(entry.roles, role)
        }
        if not matching:
            return None
        if len(matching) == 1:
            return next(iter(matching))
        return best_antecedent(
            self._seen, source.start, self._sentences, self._genders, "", speakers_before, matching
        )


def _plays(roles: Sequence[Role], wanted: Role) -> bool:
    """True where one of an actor's roles can be the one that a nominal names."""
    for role in roles:
        if wanted.country and role.country and wanted.country != role.country:
            continue
        if role.office == wanted.office or role.office.endswith(f" {wanted.office}"):
            return True
        if wanted.office == wanted.noun and wanted.noun in role.office.split():
            return True
    return False


def _role_words(roles: Sequence[Role]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for role in roles:
        found.setdefault(plain(role.words), role.words)
    return tuple(found.values())
