"""A place and those who govern from it."""

from __future__ import annotations

import pytest

from tests.unit.extraction.actors.reading import book, meant
from tui.extraction.model import ActorKind
from tui.text import Span


def test_a_capital_that_denies_is_a_government_and_one_that_is_flown_to_is_a_place() -> None:
    text = "She flew to Moscow on Thursday. Moscow has repeatedly denied the charge."
    found = {actor.id: actor for actor in book(text).actors()}
    assert found["moscow"].kind is ActorKind.PLACE
    assert found["moscow-government"].kind is ActorKind.ORGANISATION
    assert found["moscow-government"].names == (Span(32, 38),)


@pytest.mark.parametrize("verb", ["said", "insists", "rejected", "has accused", "would not say"])
def test_one_who_says_or_takes_a_stand_is_a_government(verb: str) -> None:
    text = f"In the end London {verb} nothing new about the plan."
    (found,) = [actor for actor in book(text).actors() if actor.name == "London"]
    assert found.kind is ActorKind.ORGANISATION


def test_one_who_is_warned_is_a_government() -> None:
    text = "The letter warned the Kremlin not to move."
    (found,) = [actor for actor in book(text).actors() if actor.name == "Kremlin"]
    assert found.kind is ActorKind.ORGANISATION


def test_a_place_that_is_the_source_of_a_statement_is_a_government() -> None:
    text = "Sanctions would be swift, according to Paris."
    who = book(text)
    index = who.resolve(Span(text.index("Paris"), len(text) - 1))
    assert index is not None
    assert who.id(index) == "paris-government"


def test_a_ministry_belongs_to_its_country() -> None:
    text = "The British foreign ministry gave no proof. Later the ministry published a list."
    assert meant(text, "The British foreign ministry") == "British foreign ministry"
    assert meant(text, "the ministry") == "British foreign ministry"


def test_a_country_named_with_a_possessive_owns_its_ministry() -> None:
    assert (
        meant("Russia’s defence ministry released pictures.", "Russia’s defence ministry") == "Russian defence ministry"
    )


def test_uk_and_british_government_are_one() -> None:
    text = "The UK government agreed. The British government then changed its mind."
    assert meant(text, "The UK government") == meant(text, "The British government")


@pytest.mark.parametrize("words", ["stepped up its plans", "’s plans are known", "thinking is old"])
def test_the_kremlin_is_a_government_whatever_it_does(words: str) -> None:
    text = f"In the end the Kremlin {words}."
    (found,) = [actor for actor in book(text).actors() if actor.name == "Kremlin"]
    assert found.kind is ActorKind.ORGANISATION
