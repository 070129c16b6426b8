"""One statement is told once, by somebody who can speak, and is never endless."""

from __future__ import annotations

import re

import pytest

from tests.unit.extraction.attribution.test_attributions import analyse, found
from tui.extraction.model import Kind
from tui.extraction.spans import unmarked
from tui.text import Span


def test_two_cues_around_one_quotation_give_it_once_to_the_one_who_is_named() -> None:
    ((pieces, attribution),) = found('He said "this is a fine day for us" said Bob Smith.')
    assert pieces == ["this is a fine day for us"]
    assert attribution.speaker == "Bob Smith"
    assert attribution.kind is Kind.DIRECT


@pytest.mark.parametrize(
    "text",
    [
        "Anna Brown said she was unhappy with the plan and “as for the rest, nobody asked me about it at all”.",
        "“We will go on,” Anna Brown said. “We know that the road is long,” she added.",
        "Anna Brown said that the plan “was the best of all the bad ones”, and that the town would build it.",
    ],
)
def test_no_statement_lies_in_another_of_the_same_speaker(text: str) -> None:
    told = [a for _, a in found(text)]
    assert told
    for one in told:
        for other in told:
            if one is not other and one.speaker == other.speaker:
                assert not any(whole.contains(piece) for whole in other.content for piece in one.content)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Anna Brown said that the bridge was dead but added that talks would go on.",
            ["that the bridge was dead", "that talks would go on"],
        ),
        (
            "Anna Brown says that some mayors have been “napping” but also says that Carl Green has not been.",
            ["that some mayors have been “napping”", "that Carl Green has not been"],
        ),
    ],
)
def test_a_statement_ends_where_its_speaker_goes_on_to_say_another(text: str, pieces: list[str]) -> None:
    told = found(text)
    assert [piece.replace("”", "") for some, _ in told for piece in some] == [
        piece.replace("”", "") for piece in pieces
    ]
    assert {attribution.speaker for _, attribution in told} == {"Anna Brown"}


@pytest.mark.parametrize("text", ["Troops reported within miles of the border", "Anna Brown reported to the board."])
def test_who_is_reported_to_be_somewhere_has_said_nothing(text: str) -> None:
    assert not found(text)


def test_what_somebody_says_of_the_words_of_another_stays_beside_them() -> None:
    told = found("Anna Brown said that Carl Green told her that the bridge was closed for the whole of the winter.")
    assert {attribution.speaker for _, attribution in told} == {"Anna Brown", "Carl Green"}


def test_an_endless_sentence_gives_statements_of_bounded_length() -> None:
    told = found("the mayor said that it is so and " * 1000)
    assert told
    assert all(len(piece.split()) <= 400 for pieces, _ in told for piece in pieces)


def test_passages_in_one_endless_line_are_all_accounted_for() -> None:
    text, analysis = analyse("“We will build the bridge next year,” Anna Brown said, and " * 300)
    told = [piece for attribution in analysis.attributions for piece in attribution.content]
    passages = [match.start() for match in re.finditer("We will build", text)]
    assert len(passages) == 300
    assert all(any(piece.holds(place) for piece in told) for place in passages)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("“senior defence source", "senior defence source"),
        ("a “senior defence source", "senior defence source"),
        ("a “senior defence” source", "a “senior defence” source"),
        ("senior source", "senior source"),
        ("senior “", "senior “"),
    ],
)
def test_a_source_begins_after_an_opening_mark_that_it_does_not_close(text: str, left: str) -> None:
    assert unmarked(text, Span(0, len(text))).of(text) == left
