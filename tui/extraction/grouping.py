"""Names of one document that mean the same actor, grouped."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tui.extraction.bodies import owned_name
from tui.extraction.lexicon import Lexicon, lexicon
from tui.extraction.mentions import Mention
from tui.extraction.model import ActorKind
from tui.extraction.spelling import SlipIndex, folded, initials, plain

_LEAST_SLIP = 6
_Choice = TypeVar("_Choice")


@dataclass(slots=True, eq=False, repr=False)
class Group:
    """One actor's names: canonical name, kind, gender ("male", "female" or ""), aliases, indexes of its
    mentions.
    """

    name: str
    kind: ActorKind
    gender: str = ""
    aliases: list[str] = field(default_factory=list)
    members: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class _Form:
    """One spelling of a name, with every mention of it."""

    name: str
    """Without honorifics and "The"."""
    kind: ActorKind
    members: list[int]
    gender: str
    group: _Cluster | None = None


@dataclass(slots=True, eq=False, repr=False)
class _Cluster:
    forms: list[_Form] = field(default_factory=list)
    members: list[int] = field(default_factory=list)


def group_names(text: str, names: Sequence[Mention]) -> list[Group]:
    """The groups in the order of their first mention; `members` are indexes into `names`."""
    lists = lexicon()
    forms = _forms(text, names, lists)
    people = [form for form in forms if form.kind is ActorKind.PERSON]
    others = [form for form in forms if form.kind is not ActorKind.PERSON]
    clusters = [*_people(people, lists), *_others(others, lists)]
    groups = [_group(cluster, lists) for cluster in clusters if cluster.members]
    groups.sort(key=lambda group: group.members[0])
    return groups


def _forms(text: str, names: Sequence[Mention], lists: Lexicon) -> list[_Form]:
    places: dict[str, list[int]] = defaultdict(list)
    votes: dict[str, list[ActorKind]] = defaultdict(list)
    genders: dict[str, list[str]] = defaultdict(list)
    honorifics = lists.honorific_gender
    for i, mention in enumerate(names):
        start, end = mention.span
        words = text[start:end].split()
        gender = ""
        while len(words) > 1 and words[0] in honorifics:
            gender = honorifics[words.pop(0)]
        before = text[max(0, start - 16) : start].rpartition("\n")[2].split()
        if before and before[-1] in honorifics:
            gender = honorifics[before[-1]]
        if len(words) > 1 and words[0] in ("The", "the"):
            words.pop(0)
        name = " ".join(words)
        if before and mention.kind is ActorKind.ORGANISATION:
            name = owned_name(name, before[-1])
        places[name].append(i)
        if mention.kind is not None:
            votes[name].append(mention.kind)
        if gender:
            genders[name].append(gender)
    found = []
    for name, members in places.items():
        gender = _commonest(genders[name]) if name in genders else ""
        kind = _kind(name, votes[name], bool(gender), lists)
        if kind is ActorKind.PERSON and not gender:
            first = name.split()[0]
            gender = "male" if first in lists.male else "female" if first in lists.female else ""
        found.append(_Form(name, kind, members, gender))
    _agree(found)
    return found


def _kind(name: str, votes: Sequence[ActorKind], honoured: bool, lists: Lexicon) -> ActorKind:
    """What a name is, by what the lists know of it, else by what most of its mentions look like."""
    if honoured:
        return ActorKind.PERSON
    if name in lists.country_of or name in lists.country_of_capital:
        return ActorKind.PLACE
    if name in lists.same_organisation or (name in lists.organisations and name not in lists.places):
        return _commonest(votes) if name in lists.governments else ActorKind.ORGANISATION
    words = name.split()
    if len(words) > 1 and words[-1] in lists.organisation_words and words[0] not in lists.given:
        return ActorKind.ORGANISATION
    return _commonest(votes) if votes else ActorKind.ORGANISATION


def _agree(forms: Sequence[_Form]) -> None:
    """A bare surname is a person where the text names the person in full; an acronym is not."""
    surnames = {form.name.split()[-1] for form in forms if form.kind is ActorKind.PERSON and " " in form.name}
    for form in forms:
        if form.kind is not ActorKind.PERSON and form.name in surnames and not form.name.isupper():
            form.kind = ActorKind.PERSON


def _commonest(votes: Sequence[_Choice]) -> _Choice:
    """What stands most often among the votes, the first of equals."""
    first = votes[0]
    if votes.count(first) == len(votes):
        return first
    return max(dict.fromkeys(votes), key=votes.count)


def _most(votes: Counter[_Choice]) -> _Choice:
    """What was counted most often, the first of equals."""
    return max(votes, key=votes.__getitem__)


def _surname(name: str, lists: Lexicon) -> str:
    words = [word for word in name.split() if word not in lists.suffixes]
    return words[-1] if words else name


def _people(forms: Sequence[_Form], lists: Lexicon) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    by_surname: dict[str, list[_Cluster]] = defaultdict(list)
    by_given: dict[str, list[_Cluster]] = defaultdict(list)
    full = [form for form in forms if len(form.name.split()) > 1]
    full.sort(key=lambda form: -len(form.name))
    for form in full:
        key = surname_key(form.name)
        for cluster in by_surname[key]:
            if _same_person(cluster.forms[0].name, form.name):
                break
        else:
            cluster = _Cluster()
            clusters.append(cluster)
            by_surname[key].append(cluster)
            by_given[plain(form.name.split()[0])].append(cluster)
        cluster.forms.append(form)
        cluster.members.extend(form.members)
    slips = SlipIndex([key for key in by_surname if len(key) >= _LEAST_SLIP])
    starts: dict[int, list[tuple[int, int]]] = {}
    for form in forms:
        if len(form.name.split()) > 1:
            continue
        key = folded(form.name)
        found = by_surname.get(key) or by_given.get(plain(form.name)) or []
        if not found and len(key) >= _LEAST_SLIP and form.name not in lists.given:
            meant = slips.near(key)
            if len(meant) == 1:
                found = by_surname[meant.pop()]
        if not found:
            cluster = _Cluster([form], list(form.members))
            clusters.append(cluster)
        elif len(found) == 1:
            found[0].forms.append(form)
            found[0].members.extend(form.members)
        else:
            _share(form, found, starts)
    return clusters


def given_key(name: str) -> str:
    """What all forms of a full name's given name share ("Bill", "William"); one letter for an initial."""
    words = name.split()
    lists = lexicon()
    if len(words) < 2 or (words[0].lower() in lists.particles and words[0] not in lists.given):
        return ""
    return folded(lists.same_given.get(words[0], words[0]))


def surname_key(name: str) -> str:
    """What all spellings of a name's surname share."""
    return folded(_surname(name, lexicon()))


def is_junior(name: str) -> bool:
    return name.split()[-1].rstrip(".") in ("Jr", "II", "III")


def _same_person(left: str, right: str) -> bool:
    """True where two full names with one surname can be one person's: given names agree, or one is an
    initial.
    """
    if is_junior(left) != is_junior(right):
        return False
    first, second = given_key(left), given_key(right)
    if len(first) <= 1 or len(second) <= 1:
        return not first or not second or first[0] == second[0]
    return first == second


def _share(form: _Form, found: Sequence[_Cluster], starts: dict[int, list[tuple[int, int]]]) -> None:
    """Give every mention of a surname that several people bear to the one named in full nearest before it."""
    key = id(found[0])
    if key not in starts:
        starts[key] = sorted(
            (i, k) for k, cluster in enumerate(found) for f in cluster.forms if " " in f.name for i in f.members
        )
    places = starts[key]
    for i in form.members:
        at = bisect_left(places, (i, -1))
        _, k = places[at - 1] if at else places[0]
        found[k].members.append(i)
    for cluster in found:
        cluster.forms.append(form)


def _others(forms: Sequence[_Form], lists: Lexicon) -> list[_Cluster]:
    clusters: dict[tuple[ActorKind, str], _Cluster] = {}
    for form in forms:
        key = (form.kind, other_key(form.name, form.kind, lists))
        cluster = clusters.setdefault(key, _Cluster())
        cluster.forms.append(form)
        cluster.members.extend(form.members)
    _join_shortened(clusters)
    return list(clusters.values())


def other_key(name: str, kind: ActorKind, lists: Lexicon) -> str:
    """What all names of one place or organisation share."""
    if kind is ActorKind.PLACE:
        return plain(lists.country_of.get(name) or lists.same_place.get(name, name))
    return plain(lists.same_organisation.get(name, name))


def _join_shortened(clusters: dict[tuple[ActorKind, str], _Cluster]) -> None:
    """Put "CIT" with "Conflict Intelligence Team"."""
    organisation = ActorKind.ORGANISATION
    long: dict[str, list[str]] = defaultdict(list)
    for kind, key in clusters:
        if kind is organisation and " " in key:
            long[initials(key)].append(key)
    for kind, key in list(clusters):
        if kind is not organisation or " " in key or len(key) < 2:
            continue
        cluster = clusters[kind, key]
        if not any(form.name.isupper() for form in cluster.forms):
            continue
        full = long.get(key, [])
        if len(full) == 1 and full[0] != key:
            target = clusters[organisation, full[0]]
            target.forms.extend(cluster.forms)
            target.members.extend(cluster.members)
            del clusters[kind, key]


def _group(cluster: _Cluster, lists: Lexicon) -> Group:
    if len(cluster.forms) == 1:
        form = cluster.forms[0]
        name = _usual(form.name, form.kind, lists)
        aliases = [form.name] if form.name != name else []
        return Group(name, form.kind, form.gender, aliases, sorted(cluster.members))
    kinds: Counter[ActorKind] = Counter()
    for form in cluster.forms:
        kinds[form.kind] += len(form.members)
    kind = _most(kinds)
    cluster.members.sort()
    weights: Counter[str] = Counter()
    for form in cluster.forms:
        weights[form.name] += len(form.members)
    if kind is ActorKind.PLACE:
        name = _most(weights)
    else:
        name = max(weights, key=lambda form: (min(len(form.split()), 3), weights[form], len(form), form))
    name = _usual(name, kind, lists)
    genders = Counter(form.gender for form in cluster.forms if form.gender)
    gender = _most(genders) if genders else ""
    aliases = [form for form in sorted(weights, key=lambda form: -weights[form]) if form != name]
    return Group(name, kind, gender, aliases, cluster.members)


def _usual(name: str, kind: ActorKind, lists: Lexicon) -> str:
    """The name by which the lists know an organisation or a place, else the name itself."""
    if kind is ActorKind.PLACE:
        return lists.country_of.get(name) or lists.same_place.get(name, name)
    return lists.same_organisation.get(name, name) if kind is ActorKind.ORGANISATION else name
