"""Which names of one document mean one actor."""

from __future__ import annotations

import pytest

from tests.unit.extraction.actors.reading import actor, book, kinds, meant
from tui.extraction.model import ActorKind


def test_a_surname_joins_the_full_name() -> None:
    found = actor("Liz Truss flew to Moscow. Truss met the press there.", "Liz Truss")
    assert found.aliases == ("Truss",)
    assert len(found.names) == 2


def test_honorifics_are_no_part_of_the_canonical_name() -> None:
    assert actor("Ms. Truss and Mr Lavrov met. Ms Truss left first.", "Truss").aliases == ()


def test_two_people_with_one_surname_stay_apart_and_the_surname_goes_to_the_one_named_last() -> None:
    text = (
        "Bill Clinton spoke in Ohio. Clinton left early.\n"
        "Hillary Clinton spoke in Iowa. Clinton stayed.\n"
        "Bill Clinton then joined her."
    )
    assert meant(text, "Clinton", occurrence=1) == "Bill Clinton"
    assert meant(text, "Clinton", occurrence=3) == "Hillary Clinton"
    assert {found.id for found in book(text).actors()} >= {"bill-clinton", "hillary-clinton"}


def test_a_son_is_not_his_father() -> None:
    text = "Donald Trump spoke first. Donald Trump Jr. spoke second."
    assert {"Donald Trump", "Donald Trump Jr."} <= kinds(text).keys()


def test_a_short_given_name_joins_the_long_one() -> None:
    found = actor("Robert Menendez voted no. Bob Menendez did not explain.", "Robert Menendez")
    assert "Bob Menendez" in found.aliases


def test_a_slip_of_the_pen_joins_the_name_that_was_meant() -> None:
    text = "Boris Johnson met Mateusz Morawiecki in Warsaw.\nMorwiecki began with thanks."
    assert "Morwiecki" in actor(text, "Mateusz Morawiecki").aliases


def test_spellings_of_one_name_join() -> None:
    text = "Volodymyr Zelenskiy spoke. A day later, President Volodymyr Zelenskyy spoke again."
    assert len(actor(text, "Volodymyr Zelenskyy").names) == 2 or len(actor(text, "Volodymyr Zelenskiy").names) == 2


def test_an_acronym_joins_the_name_it_shortens() -> None:
    text = "An analyst at the Conflict Intelligence Team (CIT) counted tanks. The CIT has no office."
    found = actor(text, "Conflict Intelligence Team")
    assert "CIT" in found.aliases
    assert len(found.names) == 3


def test_an_organisation_is_one_whatever_its_capitals() -> None:
    assert len(actor("Nato met on Monday. NATO will meet again.", "NATO").names) == 2


def test_a_country_is_one_under_all_its_names() -> None:
    found = actor("The UK sent ships. Troops left Britain on Friday, and the United Kingdom paid.", "United Kingdom")
    assert {"UK", "Britain"} <= set(found.aliases)


def test_ids_are_unique_in_a_document() -> None:
    text = "Moscow denied it. A train left for Moscow. Bill Clinton and Hillary Clinton agreed."
    ids = [found.id for found in book(text).actors()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        ("Ludwig van der Rohe built it. Van der Rohe never saw it.", "Ludwig van der Rohe", "Van der Rohe"),
        ("Ahmed al Ashry waited. Al Ashry then left.", "Ahmed al Ashry", "Al Ashry"),
        ("Nasser al-Kidwa arrived in Amman. Al-Kidwa said little.", "Nasser al-Kidwa", "Al-Kidwa"),
        ("Nasser al-Kidwa arrived in Amman. Then Kidwa left.", "Nasser al-Kidwa", "Kidwa"),
        ("José Muñoz spoke. Later Munoz sat down.", "José Muñoz", "Munoz"),
        ("Anne-Marie Okafor-Lund arrived. Okafor-Lund sat down.", "Anne-Marie Okafor-Lund", "Okafor-Lund"),
        ("W. E. B. Achterberg spoke. Then Achterberg left.", "W. E. B. Achterberg", "Achterberg"),
        ("The visitor was Xi Jinping. A crowd met Xi there.", "Xi Jinping", "Xi"),
        ("The star LeBron Adeyemi came. They like that LeBron plays.", "LeBron Adeyemi", "LeBron"),
    ],
    ids=[
        "particles",
        "an Arabic article apart",
        "an Arabic article with a capital",
        "no Arabic article",
        "no accents",
        "a hyphen",
        "initials",
        "a family name that comes first",
        "a first name",
    ],
)
def test_a_short_form_joins_the_full_name_with(text: str, name: str, short: str) -> None:
    found = actor(text, name)
    assert short in found.aliases
    assert len(found.names) == 2


@pytest.mark.parametrize(
    ("honorific", "name"), [("Mrs.", "Hillary Clinton"), ("Mr.", "Bill Clinton"), ("Ms", "Hillary Clinton")]
)
def test_an_honorific_tells_which_of_two_people_with_one_surname_is_meant(honorific: str, name: str) -> None:
    text = f"Hillary Clinton came with Bill Clinton. Reporters saw {honorific} Clinton there.\nHillary Clinton left."
    assert meant(text, f"{honorific} Clinton") == name


def test_a_son_named_within_a_list_keeps_his_suffix() -> None:
    assert "Sammy Okafor Jr." in kinds("The guests were Sammy Okafor Jr. and Martin Ito.")


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("European Commission", "Commission"),
        ("Bank of England", "Bank"),
        ("Ministry of Foreign Affairs", "Ministry"),
    ],
)
def test_a_noun_with_a_capital_joins_the_one_body_that_is_so_called(full: str, short: str) -> None:
    found = actor(f"A letter went to the {full}. An answer from the {short} is due.", full)
    assert [span.of(f"A letter went to the {full}. An answer from the {short} is due.") for span in found.names] == [
        full,
        short,
    ]


def test_a_noun_with_a_capital_stays_apart_where_two_bodies_are_so_called() -> None:
    text = "The Trade Commission and the Energy Commission met. A letter to the Commission was lost."
    assert "Commission" in kinds(text)


def test_a_country_before_a_common_word_in_a_headline_is_the_country() -> None:
    assert kinds("Rare Talks Amid Ukraine Tensions")["Ukraine"] is ActorKind.PLACE


@pytest.mark.parametrize("words", ["Eastern Front", "ICT", "Central"])
def test_fronts_trades_and_directions_are_no_actors(words: str) -> None:
    assert words not in kinds(f"They speak of the {words} in Poland.")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Aleksandr Lukashenko", "Alexander Lukashenka"),
        ("Muammar Gaddafi", "Moammar Qaddafi"),
        ("Mateusz Morawiecki", "Mateusz Morwiecki"),
        ("J. D. Achterberg", "JD Achterberg"),
    ],
    ids=["another alphabet", "spellings no rule brings together", "a slip of the pen", "initials without points"],
)
def test_two_spellings_of_a_full_name_are_one_person(left: str, right: str) -> None:
    text = f"Reporters met {left} in Oslo. Later {right} went home."
    (found,) = [actor for actor in book(text).actors() if actor.kind is ActorKind.PERSON]
    assert len(found.names) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Alexander Petrovich", "Alexandra Petrovich"),
        ("Viktor Smirnov", "Viktor Smirnova"),
        ("Anna Hansen", "Emma Hanson"),
    ],
    ids=["given names of two genders", "the ending of a woman’s name", "other given names"],
)
def test_two_people_with_like_names_stay_apart(left: str, right: str) -> None:
    assert {left, right} <= kinds(f"Reporters met {left} in Oslo. Later {right} went home.").keys()
