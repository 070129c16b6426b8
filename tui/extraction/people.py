"""Persons by their full names: which spellings are one person's."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import islice

import msgspec

from tui.extraction.lexicon import lexicon
from tui.extraction.model import ActorKind
from tui.extraction.spelling import SlipIndex, folded, one_slip_apart, plain, surname

LEAST_SLIP = 6
"""Surnames of fewer letters are never taken for a slip of the pen."""
_LEAST_GIVEN_SLIP = 5
_MOST_NAMESAKES = 20
"""So many people with like surnames are compared one by one."""


class Form(msgspec.Struct, eq=False):
    """One spelling of a name, with every mention of it."""

    name: str
    """Without honorifics and "The"."""
    kind: ActorKind
    members: list[int]
    gender: str


class Cluster(msgspec.Struct, eq=False):
    forms: list[Form] = msgspec.field(default_factory=list)
    members: list[int] = msgspec.field(default_factory=list)


class People:
    """The persons named in full so far, found by surname and given name without a look at all of them."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self.by_surname: dict[str, list[Cluster]] = defaultdict(list)
        self.by_given: dict[str, list[Cluster]] = defaultdict(list)
        self._numbers: dict[tuple[str, bool, str], int] = {}
        """By surname, whether junior, and given name, initial with a point, or nothing: the first such cluster."""

    def add(self, form: Form, key: str) -> Cluster:
        """A new person of that full name."""
        cluster = Cluster()
        number, junior, given = len(self.clusters), is_junior(form.name), given_key(form.name)
        self.clusters.append(cluster)
        self.by_surname[key].append(cluster)
        self.by_given[plain(form.name.partition(" ")[0])].append(cluster)
        self._numbers.setdefault((key, junior, "*"), number)
        self._numbers.setdefault((key, junior, given), number)
        if given:
            self._numbers.setdefault((key, junior, f"{given[0]}."), number)
        return cluster

    def same(self, name: str, key: str) -> Cluster | None:
        """The first person who can bear the full name: given names agree, or one is an initial, or one is not told."""
        junior, given = is_junior(name), given_key(name)
        if not given:
            wanted = ["*"]
        elif len(given) == 1:
            wanted = ["", f"{given}."]
        else:
            wanted = ["", given, given[0]]
        numbers = [found for each in wanted if (found := self._numbers.get((key, junior, each))) is not None]
        if numbers:
            return self.clusters[min(numbers)]
        if name.partition(" ")[0].lower() in lexicon().particles:
            ending = f" {name.lower()}"
            for cluster in self.by_surname[key][:_MOST_NAMESAKES]:
                if cluster.forms[0].name.lower().endswith(ending):
                    return cluster
        return None

    def misspelt(self, form: Form, key: str, near: SlipIndex) -> Cluster | None:
        """The person of whose full name a form is a slip of the pen in the surname, the given name or both; never of
        another gender, nor with the ending of the other ("Petrov", "Petrova").
        """
        if len(key) < LEAST_SLIP:
            return None
        given = given_key(form.name)
        others = (cluster for other in sorted(near.near(key)) for cluster in self.by_surname.get(other, ()))
        for cluster in islice(others, _MOST_NAMESAKES):
            first = cluster.forms[0]
            known, other = given_key(first.name), surname_key(first.name)
            genders = {form.gender, first.gender} - {""}
            ended = _is_feminine_of(other, key) or _is_feminine_of(known, given)
            alike = given == known or (
                min(len(given), len(known)) >= _LEAST_GIVEN_SLIP and one_slip_apart(given, known)
            )
            if alike and not ended and len(genders) < 2 and is_junior(form.name) == is_junior(first.name):
                return cluster
        return None


def _is_feminine_of(left: str, right: str) -> bool:
    """True where one of the two is the other with the ending of a woman's name."""
    return left == f"{right}a" or right == f"{left}a"


@lru_cache(maxsize=20_000)
def given_key(name: str) -> str:
    """What all forms of a full name's given name share ("Bill", "William"); one letter for an initial."""
    words = name.split()
    lists = lexicon()
    if len(words) < 2:
        return ""
    if words[0].lower() in lists.particles and (words[0] not in lists.given or words[1] in lists.particles):
        return ""
    given = words[1] if words[0] in lists.family_first else words[0]
    return folded(lists.same_given.get(given, given))


@lru_cache(maxsize=20_000)
def surname_key(name: str) -> str:
    """What all spellings of a name's surname share, with and without the Arabic article ("al-Assad", "Assad")."""
    last = surname(name)
    key = folded(lexicon().same_surname.get(last.lower(), last))
    return key[3:] if key.startswith(("al ", "el ")) else key


def is_junior(name: str) -> bool:
    return name.split()[-1].rstrip(".") in ("Jr", "II", "III")
