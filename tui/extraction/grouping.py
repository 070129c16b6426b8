"""Names of one document that mean the same actor, grouped."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec

from tui.extraction.bodies import owned_name
from tui.extraction.lexicon import Lexicon, lexicon
from tui.extraction.model import ActorKind
from tui.extraction.people import LEAST_SLIP, Cluster, Form, People, surname_key
from tui.extraction.proper import Name
from tui.extraction.spelling import SlipIndex, initials, other_key, plain

_REACH = 16
_PERSON, _ORGANISATION, _PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
_Choice = TypeVar("_Choice")


class Group(msgspec.Struct, eq=False):
    """One actor's names: canonical name, kind, gender ("male", "female" or ""), aliases, indexes of its
    mentions.
    """

    name: str
    kind: ActorKind
    gender: str = ""
    aliases: list[str] = msgspec.field(default_factory=list)
    members: list[int] = msgspec.field(default_factory=list)


def group_names(text: str, names: Sequence[Name]) -> list[Group]:
    """The groups in the order of their first mention; `members` are indexes into `names`."""
    lists = lexicon()
    forms, told = _forms(text, names, lists)
    people = [form for form in forms if form.kind is _PERSON]
    others = [form for form in forms if form.kind is not _PERSON]
    clusters = [*_people(people, told, lists), *_others(others)]
    groups = [_group(cluster, lists) for cluster in clusters if cluster.members]
    groups.sort(key=lambda group: group.members[0])
    return groups


def _forms(text: str, names: Sequence[Name], lists: Lexicon) -> tuple[list[Form], dict[int, str]]:
    """The spellings in the order of their first mention; the genders that honorifics tell, by index of the mention."""
    forms: dict[str, Form] = {}
    votes: dict[str, list[ActorKind]] = {}
    honoured: dict[str, list[str]] = {}
    told: dict[int, str] = {}
    honorifics = lists.honorific_gender
    for i, (span, words, kind, before) in enumerate(names):
        name, gender, body = _without_honorifics(words)
        if before in honorifics:
            gender = honorifics[before]
        if body and kind is _ORGANISATION:
            words_before = text[max(0, span[0] - _REACH) : span[0]].rpartition("\n")[2].split()
            name = owned_name(name, words_before[-1]) if words_before else name
        form = forms.get(name)
        if form is None:
            forms[name] = Form(name, kind, [i], "")
            votes[name] = [kind]
        else:
            form.members.append(i)
            votes[name].append(kind)
        if gender:
            honoured.setdefault(name, []).append(gender)
            told[i] = gender
    found = list(forms.values())
    for form in found:
        name = form.name
        if name in honoured:
            form.kind, form.gender = _PERSON, _commonest(honoured[name])
            continue
        form.kind = _known_kind(name) or _commonest(votes[name])
        if form.kind is _PERSON:
            first = name.partition(" ")[0]
            form.gender = "male" if first in lists.male else "female" if first in lists.female else ""
    _agree(found)
    return found, told


@lru_cache(maxsize=20_000)
def _without_honorifics(name: str) -> tuple[str, str, bool]:
    """The name without honorifics and "The"; the gender they tell; whether it may be the body of a state."""
    lists = lexicon()
    words = name.split(" ")
    gender = ""
    while len(words) > 1 and words[0] in lists.honorific_gender:
        gender = lists.honorific_gender[words.pop(0)]
    if len(words) > 1 and words[0] in ("The", "the"):
        words.pop(0)
    return " ".join(words), gender, words[-1].lower() in lists.state_bodies


@lru_cache(maxsize=20_000)
def _known_kind(name: str) -> ActorKind | None:
    """What a name is by what the lists know of it; None where what its mentions look like decides."""
    lists = lexicon()
    if name in lists.country_of or name in lists.country_of_capital:
        return _PLACE
    if name in lists.same_organisation or (name in lists.organisations and name not in lists.places):
        return None if name in lists.governments else _ORGANISATION
    words = name.split(" ")
    if len(words) > 1 and words[-1] in lists.organisation_words and words[0] not in lists.given:
        return _ORGANISATION
    return None


def _agree(forms: Sequence[Form]) -> None:
    """A bare surname is a person where the text names the person in full, and a first name that the lists do not know
    as something else; an acronym is not.
    """
    full = [form.name for form in forms if form.kind is _PERSON and " " in form.name]
    surnames = {name.rpartition(" ")[2] for name in full}
    lists = lexicon()
    firsts = {name.partition(" ")[0] for name in full}
    for form in forms:
        if form.kind is _PERSON or form.name.isupper():
            continue
        if form.name in surnames or (
            form.name in firsts and form.name not in lists.places and form.name not in lists.organisations
        ):
            form.kind = _PERSON


def _commonest(votes: Sequence[_Choice]) -> _Choice:
    """What stands most often among the votes, the first of equals."""
    first = votes[0]
    if votes.count(first) == len(votes):
        return first
    return max(dict.fromkeys(votes), key=votes.count)


def _people(forms: Sequence[Form], told: dict[int, str], lists: Lexicon) -> list[Cluster]:
    people = People()
    full = [form for form in forms if " " in form.name]
    full.sort(key=_length, reverse=True)
    near = SlipIndex({key for form in full if len(key := surname_key(form.name)) >= LEAST_SLIP})
    for form in full:
        key = surname_key(form.name)
        cluster = people.same(form.name, key) or people.misspelt(form, key, near) or people.add(form, key)
        cluster.forms.append(form)
        cluster.members.extend(form.members)
    for form in forms:
        if " " in form.name:
            continue
        key = surname_key(form.name)
        found = people.by_surname.get(key) or people.by_given.get(plain(form.name)) or []
        if not found and len(key) >= LEAST_SLIP and form.name not in lists.given:
            meant = near.near(key)
            if len(meant) == 1:
                found = people.by_surname[meant.pop()]
        if not found:
            people.clusters.append(Cluster([form], list(form.members)))
        elif len(found) == 1:
            found[0].forms.append(form)
            found[0].members.extend(form.members)
        else:
            _share(form, found, told)
    return people.clusters


def _length(form: Form) -> int:
    return len(form.name)


def _share(form: Form, found: Sequence[Cluster], told: dict[int, str]) -> None:
    """Give every mention of a surname that several people bear to the one named in full nearest before it; where an
    honorific tells a gender (`told`), to one of that gender.
    """
    genders = [cluster.forms[0].gender for cluster in found]
    full = sorted((i, k) for k, cluster in enumerate(found) for f in cluster.forms if " " in f.name for i in f.members)
    fitting: dict[str, list[tuple[int, int]]] = {"": full}
    for i in form.members:
        gender = told.get(i, "")
        places = fitting.get(gender)
        if places is None:
            places = [place for place in full if genders[place[1]] == gender]
            places = places or [place for place in full if not genders[place[1]]] or full
            fitting[gender] = places
        at = bisect_left(places, (i, -1))
        _, k = places[at - 1] if at else places[0]
        found[k].members.append(i)
    for cluster in found:
        cluster.forms.append(form)


def _others(forms: Sequence[Form]) -> list[Cluster]:
    clusters: dict[tuple[ActorKind, str], Cluster] = {}
    for form in forms:
        key = (form.kind, other_key(form.name, form.kind))
        cluster = clusters.setdefault(key, Cluster())
        cluster.forms.append(form)
        cluster.members.extend(form.members)
    _join_shortened(clusters)
    return list(clusters.values())


def _join_shortened(clusters: dict[tuple[ActorKind, str], Cluster]) -> None:
    """Put "CIT" with "Conflict Intelligence Team" and "the Commission" with "European Commission", where just one
    organisation is so called.
    """
    single = [
        key
        for (kind, key), cluster in clusters.items()
        if kind is _ORGANISATION
        and " " not in key
        and len(key) > 1
        and (_in_capitals(cluster) or _is_noun_of_body(key))
    ]
    if not single:
        return
    long: dict[str, list[str]] = defaultdict(list)
    for kind, key in clusters:
        if kind is _ORGANISATION and " " in key:
            first, last = key[: key.index(" ")], key[key.rindex(" ") + 1 :]
            for short in {initials(key), first, last} if key.startswith(f"{first} of ") else {initials(key), last}:
                long[short].append(key)
    for key in single:
        full = long.get(key, ())
        if len(full) == 1 and _shortens(clusters[_ORGANISATION, key], key, full[0]):
            target, cluster = clusters[_ORGANISATION, full[0]], clusters.pop((_ORGANISATION, key))
            target.forms.extend(cluster.forms)
            target.members.extend(cluster.members)


def _shortens(cluster: Cluster, key: str, full: str) -> bool:
    """True for a name in capitals, if those are the initials of the full one, and for the noun of the full one, if it
    is no body of its own ("Congress").
    """
    if _in_capitals(cluster):
        return initials(full) == key
    known = lexicon().organisations
    return _is_noun_of_body(key) and not any(form.name in known for form in cluster.forms)


def _in_capitals(cluster: Cluster) -> bool:
    return any(form.name.isupper() for form in cluster.forms)


@lru_cache(maxsize=20_000)
def _is_noun_of_body(key: str) -> bool:
    """True for a word that many bodies are called by: "commission"."""
    lists = lexicon()
    return key in lists.group_nouns or key.capitalize() in lists.organisation_words


def _group(cluster: Cluster, lists: Lexicon) -> Group:
    if len(cluster.forms) == 1:
        form = cluster.forms[0]
        name = _usual(form.name, form.kind, lists)
        aliases = [form.name] if form.name != name else []
        cluster.members.sort()
        return Group(name, form.kind, form.gender, aliases, cluster.members)
    kinds: dict[ActorKind, int] = {}
    weights: dict[str, int] = {}
    for form in cluster.forms:
        kinds[form.kind] = kinds.get(form.kind, 0) + len(form.members)
        weights[form.name] = weights.get(form.name, 0) + len(form.members)
    kind = max(kinds, key=kinds.__getitem__)
    cluster.members.sort()
    if kind is _PLACE:
        name = max(weights, key=weights.__getitem__)
    else:
        name = max(weights, key=lambda form: (min(len(form.split()), 3), weights[form], len(form), form))
    name = _usual(name, kind, lists)
    genders = [form.gender for form in cluster.forms if form.gender]
    gender = _commonest(genders) if genders else ""
    aliases = [form for form in sorted(weights, key=lambda form: -weights[form]) if form != name]
    return Group(name, kind, gender, aliases, cluster.members)


def _usual(name: str, kind: ActorKind, lists: Lexicon) -> str:
    """The name by which the lists know an organisation or a place, else the name itself."""
    if kind is _PLACE:
        return lists.country_of.get(name) or lists.same_place.get(name, name)
    return lists.same_organisation.get(name, name) if kind is _ORGANISATION else name
