"""Titles and offices, and the nominals that mean who holds them."""

from __future__ import annotations

import pytest

from tests.unit.extraction.actors.reading import actor, book, meant
from tui.text import Span


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The talks with UK Foreign Secretary Liz Truss failed.", "Liz Truss", "UK Foreign Secretary"),
        ("Labour MP Chris Bryant rose to speak.", "Chris Bryant", "Labour MP"),
        ("Reporters met Ben Wallace, the defence secretary, on Friday.", "Ben Wallace", "defence secretary"),
        (
            "Andrew Wood, the UK ambassador to Russia between 1995 and 2000, was asked.",
            "Andrew Wood",
            "UK ambassador to Russia",
        ),
        ("A seat was kept for Jane Doe, who was mayor of Leeds.", "Jane Doe", "mayor of Leeds"),
        (
            "Russian ambassador to the UK, Andrey Kelin, smiled.",
            "Andrey Kelin",
            "Russian ambassador to the UK",
        ),
        (
            "British Ambassador to Russia Deborah Bonnert stepped in.",
            "Deborah Bonnert",
            "British Ambassador to Russia",
        ),
        ("He praised former Russian spy Sergei Skripal.", "Sergei Skripal", "former Russian spy"),
        (
            "It hurt Conservative former prime minister Sir John Major.",
            "John Major",
            "Conservative former prime minister",
        ),
        (
            "The phone of Russia's Foreign Minister Sergei Lavrov rang.",
            "Sergei Lavrov",
            "Russian Foreign Minister",
        ),
    ],
)
def test_a_role_is_read_beside_the_name(text: str, name: str, role: str) -> None:
    assert role in actor(text, name).roles


def test_what_somebody_is_to_another_is_no_role() -> None:
    assert actor("She met her Russian counterpart, Sergei Lavrov, on Thursday.", "Sergei Lavrov").roles == ()


def test_an_office_means_its_holder() -> None:
    text = "UK Foreign Secretary Liz Truss landed in Moscow. There the Foreign Secretary asked for calm."
    assert meant(text, "the Foreign Secretary") == "Liz Truss"


def test_two_ministers_are_told_apart_by_their_country() -> None:
    text = (
        "British Foreign Secretary Liz Truss met Russian Foreign Minister Sergei Lavrov.\n"
        "The Russian minister shrugged. The British foreign minister left."
    )
    assert meant(text, "The Russian minister") == "Sergei Lavrov"
    assert meant(text, "The British foreign minister") == "Liz Truss"


def test_a_kindred_office_of_an_unnamed_country_is_not_guessed() -> None:
    text = "Sergei Shoigu, Russia’s defence minister, sat down. A plan by the defence secretary was read."
    assert meant(text, "the defence secretary") is None


def test_a_former_holder_does_not_answer_to_the_office() -> None:
    text = "Former prime minister John Major gave a speech. Nobody told the prime minister."
    assert meant(text, "the prime minister") is None


def test_an_office_may_go_on_about_the_subject_of_the_sentence_before() -> None:
    text = "Boris Johnson is on his way to Poland after talks in Brussels. The PM warned of war."
    assert meant(text, "The PM") == "Boris Johnson"


def test_an_alliance_goes_on_about_nato() -> None:
    assert meant("Nato will not be moved. The alliance said so on Monday.", "The alliance") == "NATO"


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "Foreign Office minister James Cleverly said yes.",
            "Foreign Office minister James Cleverly",
            "James Cleverly",
        ),
        ("Mr. Lavrov said no.", "Mr. Lavrov", "Lavrov"),
        (
            "Kirill Mikhailov, a reporter with the Conflict Intelligence Team, said so.",
            "Kirill Mikhailov, a reporter with the Conflict Intelligence Team",
            "Kirill Mikhailov",
        ),
        ("Her counterpart, Sergei Lavrov, said so.", "Her counterpart, Sergei Lavrov", "Sergei Lavrov"),
        ("The state news agency TASS said so.", "The state news agency TASS", "TASS"),
        ("A spokesman for Hillary Clinton said so.", "A spokesman for Hillary Clinton", None),
        ("Supporters of Donald Trump said so.", "Supporters of Donald Trump", None),
        ("Clinton campaign manager Robby Mook said so.", "Clinton campaign manager Robby Mook", "Robby Mook"),
        ("The Clinton campaign said so.", "The Clinton campaign", "Clinton campaign"),
    ],
)
def test_a_source_is_about_its_head(text: str, source: str, name: str | None) -> None:
    assert meant(text, source) == name


def test_unnamed_sources_are_actors_of_their_own() -> None:
    text = "A senior U.K. defense source said so. A senior U.K. defense source said more."
    who = book(text)
    again = text.index("A senior", 1)
    first = who.add_unnamed(Span(0, 28))
    second = who.add_unnamed(Span(again, again + 28))
    assert first != second
    assert who.name(first) == "senior U.K. defense source"
    unnamed = [found for found in who.actors() if found.unnamed]
    assert len({found.id for found in unnamed}) == 2


@pytest.mark.parametrize("after", [".", "...", ".”", "!", ")"])
def test_an_office_at_the_end_of_a_sentence_means_its_holder(after: str) -> None:
    text = f"Foreign Secretary Liz Truss landed in Moscow. The crowd asked for the Foreign Secretary{after}"
    found = actor(text, "Liz Truss")
    assert [span.of(text) for span in found.mentions] == ["Liz Truss", "the Foreign Secretary"]


@pytest.mark.parametrize(
    ("text", "nominal", "name"),
    [
        (
            "The Ministry of Foreign Affairs is closed. Later the ministry said no.",
            "the ministry",
            "Ministry of Foreign Affairs",
        ),
        ("The World Health Organization met. Later the organization said no.", "the organization", "WHO"),
        ("Ambassador Ingrid Holm arrived. Later the ambassador said no.", "the ambassador", "Ingrid Holm"),
        (
            "Swedish ambassador Ingrid Holm met Polish ambassador Jan Nowak. Later the Swedish ambassador said no.",
            "the Swedish ambassador",
            "Ingrid Holm",
        ),
        (
            "Norway’s foreign ministry met. Sweden’s embassy did too. Later the Norwegian ministry said no.",
            "the Norwegian ministry",
            "Norwegian foreign ministry",
        ),
        ("Chief executive Sundar Rao came. Later the CEO said no.", "the CEO", "Sundar Rao"),
        (
            "French President Emmanuel Macron met German Chancellor Olaf Scholz. Later the French leader said no.",
            "the French leader",
            "Emmanuel Macron",
        ),
        ("The embassy asked. Russia’s Itar-Tass news agency said no.", "Russia’s Itar-Tass news agency", "TASS"),
        (
            "Secretary of State Antony Blinken met Prime Minister Jens Aune. Later the PM said no.",
            "the PM",
            "Jens Aune",
        ),
    ],
)
def test_a_nominal_joins_the_actor_it_goes_on_about(text: str, nominal: str, name: str) -> None:
    assert meant(text, nominal) == name


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The bill was signed by New York Governor Kathy Hochul.", "Kathy Hochul", "New York Governor"),
        ("The Secretary of State, Antony Blinken, arrived.", "Antony Blinken", "Secretary of State"),
        ("He met U.S. Secretary of Defense Lloyd Austin.", "Lloyd Austin", "U.S. Secretary of Defense"),
        ("It was signed by Chief of Staff Denis Ito.", "Denis Ito", "Chief of Staff"),
    ],
)
def test_a_title_of_several_words_is_kept_whole(text: str, name: str, role: str) -> None:
    assert role in actor(text, name).roles


def test_a_ministry_named_by_the_country_that_owns_it_is_mentioned() -> None:
    text = "In the end Norway’s foreign ministry gave in."
    assert [span.of(text) for span in actor(text, "Norwegian foreign ministry").mentions] == [
        "Norway’s foreign ministry"
    ]


def test_an_office_may_introduce_the_person_at_the_head_of_the_next_sentence() -> None:
    text = "We heard from the Ukrainian ambassador to Norway.\nVadym Holm spoke first."
    assert [span.of(text) for span in actor(text, "Vadym Holm").mentions] == ["the Ukrainian ambassador", "Vadym Holm"]


@pytest.mark.parametrize(
    "text",
    [
        "We heard from the Ukrainian ambassador to Norway.\nPresident Vadym Holm spoke first.",
        "We heard from the Ukrainian ambassador to Norway.\nThen Vadym Holm spoke.",
        "We heard from the Ukrainian ambassador, who was tired of it all by then.\nVadym Holm spoke first.",
        "We heard from the ambassador.\nVadym Holm spoke first.",
    ],
    ids=["another office", "not at the head", "goes on", "no country"],
)
def test_an_office_introduces_nobody_else(text: str) -> None:
    assert [span.of(text) for span in actor(text, "Vadym Holm").mentions] == ["Vadym Holm"]


def test_a_title_within_a_nominal_is_given_once() -> None:
    text = "Polish Prime Minister Jan Nowak met Boris Ito. Boris Ito is the UK PM. Jan Nowak left, not the UK PM."
    shared = [span.of(text) for found in book(text).actors() for span in found.mentions if span.of(text) == "PM"]
    assert shared == []


def test_a_government_belongs_to_the_country_in_which_the_sentence_places_it() -> None:
    text = "The Ukrainian government met. Back in the UK, the government said no."
    assert meant(text, "the government") == "British government"
