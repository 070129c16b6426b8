"""The word lists about actors: names, places, organisations, titles, and words that are no names.

The lists lie in `data/actor_*.txt` and `data/actor_countries.tsv`; they are read once, when they are first
asked for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_DATA = Path(__file__).parent / "data"


def sections(name: str) -> dict[str, list[str]]:
    """The entries of a data file by section: `[title]` opens one, `#` a comment; entries are divided by
    commas.

    A line with " = " is one entry, kept whole.
    """
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], [])
        elif " = " in line:
            current.append(line)
        else:
            current.extend(entry for part in line.split(", ") if (entry := part.strip(" ,")))
    return found


def _equalities(lines: list[str]) -> dict[str, str]:
    """Every name of a line "first = second = third" -> its first name."""
    found: dict[str, str] = {}
    for line in lines:
        names = [name.strip() for name in line.split(" = ")]
        found.update(dict.fromkeys(names, names[0]))
    return found


class Country(NamedTuple):
    """A state: its usual name, its other names, its capitals, and the words for its people and things."""

    name: str
    aliases: tuple[str, ...]
    capitals: tuple[str, ...]
    demonyms: tuple[str, ...]


class Lexicon(NamedTuple):
    """All lists. Keys are as written in the lists (capitals kept) unless a comment says otherwise."""

    male: frozenset[str]
    female: frozenset[str]
    given: frozenset[str]
    family_first: frozenset[str]
    """Family names that come before the given name: "Xi"."""
    same_surname: dict[str, str]
    """Spellings of one surname that no rule brings together, in lower case: "qaddafi" -> "gaddafi"."""
    same_given: dict[str, str]
    """"Bill" -> "William"."""
    countries: tuple[Country, ...]
    country_of: dict[str, str]
    """Country names and aliases -> usual name."""
    country_of_capital: dict[str, str]
    country_of_demonym: dict[str, str]
    demonym_of: dict[str, str]
    """Usual name of a country -> the first word for its things ("Russian")."""
    places: frozenset[str]
    """Cities, states and regions, with countries and capitals."""
    same_place: dict[str, str]
    shortened_states: frozenset[str]
    place_words: frozenset[str]
    directions: frozenset[str]
    place_openers: frozenset[str]
    """First words of places that open sentences too: "New"."""
    organisation_words: frozenset[str]
    organisations: frozenset[str]
    """Bodies, shortened names and outlets."""
    outlets: frozenset[str]
    governments: frozenset[str]
    same_organisation: dict[str, str]
    honorific_gender: dict[str, str]
    """Honorific -> "male", "female" or ""."""
    titles: frozenset[str]
    title_words: frozenset[str]
    suffixes: frozenset[str]
    role_nouns: frozenset[str]
    group_nouns: frozenset[str]
    plural_nouns: frozenset[str]
    speaking_people: frozenset[str]
    """Words for people, by office or not: "minister", "voters", "neighbour"."""
    speaking_bodies: frozenset[str]
    """Words for bodies and for documents that are told to say something."""
    quantities: frozenset[str]
    after_heads: frozenset[str]
    """Words that may stand between the noun of a source and the verb: "alike", "today"."""
    noun_gender: dict[str, str]
    same_role: dict[str, str]
    kindred_role: dict[str, str]
    leading: frozenset[str]
    """Offices whose holders are called the leaders of their countries."""
    departments: frozenset[str]
    """Words that end a title after "of": "Secretary of State"."""
    past: frozenset[str]
    relations: frozenset[str]
    inside_titles: frozenset[str]
    strangers: frozenset[str]
    sure_titles: frozenset[str]
    no_names: frozenset[str]
    longer: dict[str, tuple[str, ...]]
    """The opening words of a known name of several words -> the names that go on from there, the longest
    first.
    """
    body_of_noun: dict[str, str]
    """"alliance" -> "NATO"."""
    state_bodies: frozenset[str]
    outlet_nouns: frozenset[str]
    addressing: frozenset[str]
    prepositions: frozenset[str]
    after_names: frozenset[str]
    describing: frozenset[str]
    calendar: frozenset[str]
    faiths: frozenset[str]
    politics: frozenset[str]
    pronoun_gender: dict[str, str]
    """Third person pronoun, in lower case -> "male", "female", "plural" or "thing"."""
    particles: frozenset[str]
    connectors: frozenset[str]
    opening: frozenset[str]
    determiners: frozenset[str]
    phrase_ends: frozenset[str]
    sayings: frozenset[str]
    auxiliaries: frozenset[str]
    shortened: frozenset[str]
    """Words whose full point is their own."""
    glued: tuple[str, ...]


def _countries() -> tuple[Country, ...]:
    found = []
    for line in (_DATA / "actor_countries.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, aliases, capitals, demonyms = (*line.split("\t"), "", "", "")[:4]
        found.append(
            Country(
                name,
                tuple(aliases.split("/")) if aliases else (),
                tuple(capitals.split("/")) if capitals else (),
                tuple(demonyms.split("/")) if demonyms else (),
            )
        )
    return tuple(found)


def _longer(names: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name in names:
        for i, c in enumerate(name):
            if c in " /":
                found.setdefault(name[:i], set()).add(name)
    return {start: tuple(sorted(whole, key=lambda name: (-len(name), name))) for start, whole in found.items()}


@cache
def lexicon() -> Lexicon:
    """The lists, read from the package once."""
    names = sections("actor_given_names.txt")
    places = sections("actor_places.txt")
    organisations = sections("actor_organisations.txt")
    titles = sections("actor_titles.txt")
    words = sections("actor_words.txt")
    countries = _countries()
    country_of = {alias: country.name for country in countries for alias in (country.name, *country.aliases)}
    capital_of = {capital: country.name for country in countries for capital in country.capitals}
    either = frozenset(names["either"])
    same = _equalities(organisations["same"])
    return Lexicon(
        male=frozenset(names["male"]) - either,
        female=frozenset(names["female"]) - either,
        given=frozenset(names["male"]) | frozenset(names["female"]) | either,
        family_first=frozenset(names["family first"]),
        same_surname={word.lower(): first.lower() for word, first in _equalities(names["same surname"]).items()},
        same_given=_equalities(names["same given"]),
        countries=countries,
        country_of=country_of,
        country_of_capital=capital_of,
        country_of_demonym={word: country.name for country in countries for word in country.demonyms},
        demonym_of={country.name: country.demonyms[0] for country in countries if country.demonyms},
        places=frozenset([*country_of, *capital_of, *places["us states"], *places["cities"], *places["regions"]]),
        same_place=_equalities(places["same"]),
        shortened_states=frozenset(places["shortened states"]),
        place_words=frozenset(places["words of places"]),
        directions=frozenset(places["directions"]),
        place_openers=frozenset(places["openers"]),
        organisation_words=frozenset(organisations["words"]),
        organisations=frozenset([*organisations["bodies"], *organisations["shortened"], *organisations["outlets"]]),
        outlets=frozenset(organisations["outlets"]),
        governments=frozenset(organisations["governments"]),
        same_organisation=same,
        honorific_gender={
            **dict.fromkeys(titles["honorifics"], ""),
            **dict.fromkeys(titles["honorifics male"], "male"),
            **dict.fromkeys(titles["honorifics female"], "female"),
        },
        titles=frozenset(titles["titles"]),
        title_words=frozenset(titles["title words"]),
        suffixes=frozenset(titles["suffixes"]),
        role_nouns=frozenset(titles["role nouns"]),
        group_nouns=frozenset(titles["group nouns"]),
        plural_nouns=frozenset(titles["plural nouns"]),
        speaking_people=frozenset(
            [*titles["speaking people"], *titles["relations"], *titles["role nouns"], *titles["plural nouns"]]
        ),
        speaking_bodies=frozenset([*titles["speaking documents"], *titles["speaking bodies"], *titles["group nouns"]]),
        quantities=frozenset(titles["quantities"]),
        after_heads=frozenset(titles["after heads"]),
        noun_gender={
            **dict.fromkeys(titles["male nouns"], "male"),
            **dict.fromkeys(titles["female nouns"], "female"),
        },
        same_role=_equalities(titles["same role"]),
        kindred_role=_equalities(titles["kindred role"]),
        leading=frozenset(titles["leading"]),
        departments=frozenset(titles["departments"]),
        past=frozenset(titles["past"]),
        relations=frozenset(titles["relations"]),
        inside_titles=frozenset(titles["inside titles"]),
        strangers=frozenset(titles["strangers"]),
        sure_titles=frozenset(titles["sure titles"]),
        no_names=frozenset(words["no names"]),
        longer=_longer([*country_of, *organisations["bodies"], *organisations["outlets"], *same]),
        body_of_noun=dict(line.split(" = ", 1) for line in organisations["nouns for"]),
        state_bodies=frozenset(organisations["state bodies"]),
        outlet_nouns=frozenset(organisations["outlet nouns"]),
        addressing=frozenset(words["addressing"]),
        prepositions=frozenset(words["prepositions"]),
        after_names=frozenset(words["after names"]),
        describing=frozenset(titles["describing"]),
        calendar=frozenset(words["calendar"]),
        faiths=frozenset(words["faiths"]),
        politics=frozenset(words["politics"]),
        pronoun_gender={
            word: gender for gender in ("male", "female", "plural", "thing") for word in words[f"pronouns {gender}"]
        },
        particles=frozenset(words["particles"]),
        connectors=frozenset(words["connectors"]),
        opening=frozenset(words["opening words"]),
        determiners=frozenset(words["determiners"]),
        phrase_ends=frozenset(words["phrase ends"]),
        sayings=frozenset(words["sayings"]),
        auxiliaries=frozenset(words["auxiliaries"]),
        shortened=frozenset([*words["shortened words"], *places["shortened states"]]),
        glued=tuple(words["glued"]),
    )
