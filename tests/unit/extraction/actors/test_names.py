"""What is a name, and where it begins and ends."""

from __future__ import annotations

import pytest

from tests.unit.extraction.actors.reading import kinds, names
from tui.extraction.model import ActorKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister met J. D. Vance in Ottawa.", ["J. D. Vance", "Ottawa"]),
        ("A letter from George W. Bush was read out.", ["George W. Bush"]),
        ("Reporters asked José Muñoz about the vote.", ["José Muñoz"]),
        ("A spokesman for Anne-Marie Trevelyan declined to comment.", ["Anne-Marie Trevelyan"]),
        ("Talks with Ursula von der Leyen went on all night.", ["Ursula von der Leyen"]),
        ("Officials close to Bashar al-Assad denied it.", ["Bashar al-Assad"]),
        ("The crown prince, Mohammed bin Salman, said little.", ["Mohammed bin Salman"]),
        ("The painter Vincent van Gogh never saw it.", ["Vincent van Gogh"]),
        ("The speech by Martin O’Malley was short.", ["Martin O’Malley"]),
        ("Jean-Pierre Lacroix met the press.", ["Jean-Pierre Lacroix"]),
        ("Ursula von der Leyen spoke.", ["Ursula von der Leyen"]),
        ("She spoke at the Institute for Government think tank.", ["Institute for Government"]),
    ],
    ids=[
        "initials",
        "a middle initial",
        "accents",
        "a hyphen",
        "two particles",
        "an Arabic article",
        "a patronymic",
        "a Dutch particle",
        "an apostrophe",
        "a hyphen at the head of a text",
        "particles at the head of a text",
        "a body with two nouns",
    ],
)
def test_a_name_is_taken_whole_with(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_mark_of_the_possessive_is_no_part_of_a_name() -> None:
    assert names("They rejected Sergei Lavrov’s terms and Liz Truss's plan.") == [
        "Sergei Lavrov",
        "Liz Truss",
    ]


def test_titles_before_a_name_are_no_part_of_it() -> None:
    assert names("It was signed by Foreign Secretary Liz Truss and Sen. Tim Kaine.") == [
        "Liz Truss",
        "Tim Kaine",
    ]


def test_months_days_and_words_of_nationality_are_no_names() -> None:
    assert names("On Monday, 7 February, the Russian and French delegations met.") == []


def test_a_sentence_may_open_with_a_word_that_is_no_name() -> None:
    assert names("Yesterday the talks failed. However, nobody left. Meanwhile, people waited.") == []


def test_an_acronym_is_an_organisation() -> None:
    assert kinds("Troops of NATO were sent, the BBC reported.")["NATO"] is ActorKind.ORGANISATION


def test_a_caption_word_glued_to_a_name_is_cut_off() -> None:
    found = names("Liz Truss and Sergei Lavrov speak to the media in MoscowImage source, EPA")
    assert "Moscow" in found
    assert not any("Image" in name for name in found)


def test_a_time_stamp_glued_to_a_headline_is_cut_off() -> None:
    found = names("Boris Johnson lands in Polandpublished at 13:26 Greenwich Mean Time 10 February 2022")
    assert found == ["Boris Johnson", "Poland"]


def test_a_long_name_of_an_organisation_is_taken_whole() -> None:
    text = "He asked the Organization for Security and Co-operation in Europe to look into it."
    assert names(text) == ["Organization for Security and Co-operation in Europe"]


def test_a_surname_that_is_also_a_common_word_is_found_once_the_full_name_is_known() -> None:
    text = "The update came from James Cleverly.\nCleverly was speaking after questions from Labour."
    assert names(text).count("Cleverly") == 1


def test_text_outside_the_regions_is_never_searched() -> None:
    from tui.extraction.mentions import find_mentions
    from tui.text import Span

    text = "Subscribe to The Guardian today.\nLiz Truss arrived in Moscow."
    body = Span(text.index("Liz"), len(text))
    assert [name.words for name in find_mentions(text, [body]).names] == ["Liz Truss", "Moscow"]


def test_a_place_a_person_and_an_organisation_are_told_apart() -> None:
    found = kinds("Angela Merkel flew from Berlin to Nairobi to meet the World Bank and Médecins Sans Frontières.")
    assert found["Angela Merkel"] is ActorKind.PERSON
    assert found["Berlin"] is ActorKind.PLACE
    assert found["Nairobi"] is ActorKind.PLACE
    assert found["World Bank"] is ActorKind.ORGANISATION
