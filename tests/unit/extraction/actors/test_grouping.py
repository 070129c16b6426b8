"""Which names of one document mean one actor."""

from __future__ import annotations

from tests.unit.extraction.actors.reading import actor, book, kinds, meant


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
