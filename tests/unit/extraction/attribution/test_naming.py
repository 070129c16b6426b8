"""What somebody calls a thing by a marked name, where the name stands apart from the word of naming."""

from __future__ import annotations

import pytest

from tests.unit.extraction.attribution.test_attributions import found
from tui.extraction.model import Kind


def test_words_between_commas_may_part_the_name_from_the_thing() -> None:
    ((pieces, attribution),) = found(
        "The ministry has called the dam, thought to be the oldest of all, a “ticking” bomb."
    )
    assert pieces == ["the dam, thought to be the oldest of all, a “ticking” bomb"]
    assert attribution.kind is Kind.MIXED
    assert attribution.speaker == "ministry"


@pytest.mark.parametrize(
    "text",
    [
        "The ministry has called the dam, which was built in a year, and a “ticking” clock was heard.",
        "The ministry has called the dam unsafe. It hung a “ticking” clock on the wall.",
    ],
)
def test_a_clause_of_its_own_is_no_insertion(text: str) -> None:
    assert not any("ticking" in piece for pieces, _ in found(text) for piece in pieces)


@pytest.mark.parametrize(
    ("verb", "who"), [("branded", "the US"), ("described", "Anna Brown"), ("dubbed", "Anna Brown")]
)
def test_a_name_is_laid_to_whom_the_sentence_tells_after_it(verb: str, who: str) -> None:
    ((pieces, attribution),) = found(f"After this “reckless” move from Freedonia, as {verb} by {who}, the talks ended.")
    assert pieces == ["reckless” move from Freedonia"]
    assert attribution.speaker == {"the US": "United States"}.get(who, who)


def test_a_pronoun_or_a_clause_between_lays_no_name_to_anyone() -> None:
    assert found("The “reckless” move was stopped, as described by the mayor of the town.") == []


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_clause_between_dashes_does_not_take_the_verb_after_it(dash: str) -> None:
    text = (
        f"Brown {dash} who was mayor from 1990 to 1997 {dash} compares the two towns, saying the older one was “lucky”."
    )
    ((pieces, attribution),) = found("Anna Brown came to Geneva. " + text)
    assert pieces == ["the older one was “lucky"]
    assert attribution.speaker == "Anna Brown"
    assert attribution.confidence >= 0.8


def test_the_short_name_of_a_country_is_no_pronoun() -> None:
    ((_, attribution),) = found("The bridge is “a mistake”, the US said.")
    assert attribution.speaker == "United States"
    assert attribution.source is not None
    assert attribution.source.length == len("the US")
