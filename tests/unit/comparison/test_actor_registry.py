"""Who in one article is who in another."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.comparison.actors import ActorRegistry
from tui.extraction.model import Actor, ActorKind, Analysis
from tui.extraction.spelling import slug
from tui.text import Span

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE


def person(name: str, *roles: str, aliases: Sequence[str] = ()) -> Actor:
    return Actor(slug(name), name, PERSON, tuple(aliases), roles, (Span(0, 1),))


def body(name: str, *aliases: str) -> Actor:
    return Actor(slug(name), name, ORGANISATION, aliases, (), (Span(0, 1),))


def place(name: str) -> Actor:
    return Actor(slug(name), name, PLACE, (), (), (Span(0, 1),))


def unnamed(words: str) -> Actor:
    return Actor(slug(words), words, PERSON, (), (), (Span(0, 1),), unnamed=True)


def document(number: int, *actors: Actor) -> Analysis:
    return Analysis(f"document-{number}", "1", (), actors)


def registry(*documents: Sequence[Actor]) -> ActorRegistry:
    found = ActorRegistry()
    for number, actors in enumerate(documents):
        found.add(document(number, *actors))
    return found


def groups(found: ActorRegistry) -> set[tuple[tuple[str, str], ...]]:
    return {actor.members for actor in found.actors()}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Volodymyr Zelensky", "Vladimir Zelensky"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Alexei Navalny", "Aleksey Navalny"),
        ("Andrey Kelin", "Andrei Kelin"),
        ("Mateusz Morawiecki", "Mateusz Morwiecki"),
        ("Mateusz Morawiecki", "Morwiecki"),
        ("Annalena Baerbock", "Baerbock"),
        ("Recep Tayyip Erdoğan", "Recep Erdogan"),
        ("Jean-Yves Le Drian", "Le Drian"),
        ("Joe Biden", "Joseph R. Biden"),
        ("George W. Bush", "George Bush"),
        ("J. Stoltenberg", "Jens Stoltenberg"),
        ("Muammar Gaddafi", "Moammar Qaddafi"),
        ("Xi Jinping", "Xi"),
        ("Bashar al-Assad", "Assad"),
    ],
)
def test_spellings_of_one_person_join(left: str, right: str) -> None:
    found = registry([person(left)], [person(right)])
    assert len(found.actors()) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Bill Clinton", "Hillary Clinton"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Boris Johnson", "Lyndon Johnson"),
        ("Sergei Lavrov", "Sergei Skripal"),
        ("Mike Pence", "Mike Price"),
        ("Li Keqiang", "Li Peng"),
    ],
)
def test_two_people_stay_apart(left: str, right: str) -> None:
    assert len(registry([person(left)], [person(right)]).actors()) == 2


def test_a_surname_joins_the_only_one_who_bears_it() -> None:
    found = registry([person("Bill Clinton")], [person("Clinton")])
    assert found.canonical_id("document-0", "bill-clinton") == found.canonical_id("document-1", "clinton")


def test_a_surname_that_two_people_bear_joins_neither() -> None:
    found = registry([person("Bill Clinton")], [person("Hillary Clinton")], [person("Clinton")])
    assert len(found.actors()) == 3


def test_a_role_tells_which_of_two_people_a_surname_means() -> None:
    found = registry(
        [person("Boris Johnson", "UK Prime Minister")],
        [person("Ron Johnson", "Republican senator")],
        [person("Johnson", "British prime minister")],
    )
    assert found.canonical_id("document-2", "johnson") == found.canonical_id("document-0", "boris-johnson")


def test_roles_and_aliases_of_all_documents_come_together() -> None:
    found = registry(
        [person("Liz Truss", "UK Foreign Secretary", aliases=["Truss"])],
        [person("Truss", "foreign minister")],
    )
    (merged,) = found.actors()
    assert merged.name == "Liz Truss"
    assert merged.aliases == ("Truss",)
    assert merged.roles == ("UK Foreign Secretary", "foreign minister")
    assert merged.members == (("document-0", "liz-truss"), ("document-1", "truss"))
    assert found.actor(merged.id) == merged


def test_unnamed_sources_are_never_merged() -> None:
    found = registry([unnamed("senior official")], [unnamed("senior official")])
    assert len(found.actors()) == 2
    assert all(actor.unnamed for actor in found.actors())


def test_an_organisation_joins_its_short_name() -> None:
    found = registry([body("Conflict Intelligence Team", "CIT")], [body("CIT")])
    assert len(found.actors()) == 1


def test_a_short_name_of_two_organisations_joins_neither() -> None:
    found = registry([body("Conflict Intelligence Team")], [body("Central Institute of Trade")], [body("CIT")])
    assert len(found.actors()) == 3


def test_capitals_of_an_organisation_do_not_matter() -> None:
    assert len(registry([body("NATO")], [body("Nato")]).actors()) == 1


def test_a_ministry_of_no_told_country_is_not_taken_for_that_of_another_article() -> None:
    found = registry([body("Foreign Ministry")], [body("Foreign Ministry")], [body("Russian Foreign Ministry")])
    assert len(found.actors()) == 3


def test_a_ministry_of_one_country_is_one_in_all_articles() -> None:
    assert len(registry([body("Russian Foreign Ministry")], [body("Russian foreign ministry")]).actors()) == 1


def test_a_place_and_its_government_stay_apart() -> None:
    assert len(registry([place("Moscow")], [body("Moscow")]).actors()) == 2


def test_kiev_is_kyiv() -> None:
    assert len(registry([place("Kiev")], [place("Kyiv")]).actors()) == 1


def test_a_document_added_again_replaces_what_it_had() -> None:
    found = registry([person("Bill Clinton")], [person("Clinton")])
    found.add(document(0, person("Hillary Clinton")))
    assert found.canonical_id("document-1", "clinton") == found.canonical_id("document-0", "hillary-clinton")
    with pytest.raises(KeyError):
        found.canonical_id("document-0", "bill-clinton")


def test_a_document_that_is_read_again_leaves_nothing_to_be_grouped_anew() -> None:
    found = registry([person("Anna Berg", "Mayor"), unnamed("a source")], [person("Anna Berg")])
    before = found.actors()
    found.add(document(0, person("Anna Berg", "Mayor"), unnamed("a source")))
    assert list(found.settle()) == []
    assert found.actors() == before
    found.add(document(0, person("Anna Berg", "Senator"), unnamed("a source")))
    assert list(found.settle()) != []
    assert {actor.roles for actor in found.actors()} == {("Senator",), ()}


def test_who_asks_while_others_are_being_grouped_is_answered_and_disturbs_nothing() -> None:
    people = [[person("Anna Berg")], [person("Peter Holm")], [person("Berg")]]
    found = registry(*people)
    steps = found.settle()
    next(steps)
    assert found.actors() == registry(*people).actors()
    assert list(steps) == []
    found.add(document(3, person("Maria Lund")))
    assert [actor.name for actor in found.actors()] == ["Anna Berg", "Maria Lund", "Peter Holm"]


def test_documents_are_told_whose_actors_are_others_now() -> None:
    found = registry([person("Ann Berg")], [person("Berg")], [person("Peter Holm")])
    found.moved()
    before = found.canonical_id("document-1", "berg")
    found.add(document(7, person("Tom Berg")))
    assert found.moved() == {"document-1"}
    assert found.canonical_id("document-1", "berg") != before
    assert found.moved() == set()


def test_a_discarded_document_leaves_no_actor() -> None:
    found = registry([person("Bill Clinton")], [person("Clinton")])
    found.actors()
    found.discard("document-0")
    found.discard("document-7")
    (left,) = found.actors()
    assert left.members == (("document-1", "clinton"),)


ACTORS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Bill Clinton",
                "Hillary Clinton",
                "Clinton",
                "William Clinton",
                "B. Clinton",
                "Lavrov",
                "Lavrova",
                "Mateusz Morawiecki",
                "Morwiecki",
                "Morawieckl",
                "Mateusz Morwiecki",
                "Sergei Lavrov",
                "Sergey Lavrov",
            ]
        ).map(person),
        st.sampled_from(["NATO", "Nato", "CIT", "Conflict Intelligence Team", "Central Institute of Trade"]).map(body),
        st.sampled_from(["Moscow", "Kiev", "Kyiv"]).map(place),
        st.just(unnamed("an official")),
    ),
    max_size=4,
    unique_by=lambda actor: actor.id,
)


@given(st.lists(ACTORS, max_size=6), st.randoms(use_true_random=False), st.data())
def test_groups_do_not_depend_on_the_order_of_adding(documents, random, data) -> None:  # type: ignore[no-untyped-def]
    analyses = [document(number, *actors) for number, actors in enumerate(documents)]
    straight = ActorRegistry()
    for analysis in analyses:
        straight.add(analysis)
    shuffled = list(analyses)
    random.shuffle(shuffled)
    other = ActorRegistry()
    for analysis in shuffled:
        other.add(analysis)
        if data.draw(st.booleans()):
            other.actors()
    if shuffled and data.draw(st.booleans()):
        other.discard(shuffled[0].document_id)
        other.actors()
        other.add(shuffled[0])
    assert other.actors() == straight.actors()


@given(st.lists(ACTORS, max_size=6))
def test_every_actor_is_a_member_of_one_merged_actor(documents: list[list[Actor]]) -> None:
    found = registry(*documents)
    members = [member for merged in found.actors() for member in merged.members]
    expected = {(f"document-{number}", actor.id) for number, actors in enumerate(documents) for actor in actors}
    assert len(members) == len(set(members))
    assert set(members) == expected
    for document_id, actor_id in expected:
        merged = found.actor(found.canonical_id(document_id, actor_id))
        assert (document_id, actor_id) in merged.members
