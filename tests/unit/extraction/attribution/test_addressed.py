"""The addressee, the place and the time of a statement are told apart from what it states."""

from __future__ import annotations

import pytest

from tests.unit.extraction.attribution.test_attributions import found
from tui.extraction.model import Kind


@pytest.mark.parametrize(
    "teller",
    [
        "Anna Brown told reporters in Geneva on Friday",
        "Anna Brown told a news conference in Geneva on Monday",
        "Anna Brown told the Harwich Times newspaper in an interview published on Sunday",
        "Anna Brown told the committee on Tuesday",
        "Anna Brown told Carl Green, the mayor of the town",
        "Anna Brown, the head of the delegation, told reporters in Geneva",
        "Anna Brown told reporters on Friday, adding nothing",
        "Anna Brown said on Friday",
        "Anna Brown said in Geneva on Friday",
        "Anna Brown said at a news conference in Geneva",
    ],
)
def test_the_clause_before_the_comma_is_the_statement(teller: str) -> None:
    ((pieces, attribution),) = found(f"The bridge to the island will reopen in spring, {teller}.")
    assert pieces == ["The bridge to the island will reopen in spring"]
    assert attribution.kind is Kind.INDIRECT
    assert attribution.speaker == "Anna Brown"
    assert attribution.confidence >= 0.7


def test_a_clause_may_lead_to_the_statement() -> None:
    text = "If the ice stays, the bridge to the island will be closed, Anna Brown told reporters in Geneva on Friday."
    ((pieces, _),) = found(text)
    assert pieces[0].endswith("the bridge to the island will be closed")


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("On Friday, Anna Brown told reporters in Geneva that the bridge would open.", "that the bridge would open"),
        ("As the ice grew, Anna Brown told reporters the bridge would close.", "the bridge would close"),
        ("The ice had grown, and Anna Brown told reporters the bridge would close.", "the bridge would close"),
        (
            "Speaking in Geneva, Anna Brown told voters she’s ready to open the bridge.",
            "she’s ready to open the bridge",
        ),
    ],
)
def test_what_comes_after_the_addressee_stays_the_statement(text: str, statement: str) -> None:
    ((pieces, _),) = found(text)
    assert pieces[0].endswith(statement)
    assert "reporters in" not in pieces[0]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Brown tells Harwich Radio 4’s The Day at Noon on Monday.",
        "When the ice grew, Anna Brown told a news conference in Geneva on Monday.",
        "Anna Brown told the Harwich Times in Geneva on Friday.",
    ],
)
def test_an_addressee_alone_is_no_statement(text: str) -> None:
    assert found(text) == []


def test_a_name_with_more_than_a_title_beside_it_is_no_statement_yet() -> None:
    told = found(
        "The trip follows her visit to Harwich, where she insisted Carl Green, the Norwegian President, must not be "
        "allowed to close the bridge as she warned that the town was facing its worst winter."
    )
    assert told[0][0][0].startswith("Carl Green, the Norwegian President, must not be allowed to close the bridge")


def test_a_statement_with_a_word_between_marks_may_stand_before_its_teller() -> None:
    ((pieces, attribution),) = found("The “bridge” will reopen, Anna Brown told reporters in Geneva on Friday.")
    assert pieces == ["The “bridge” will reopen"]
    assert attribution.kind is Kind.MIXED


def test_what_is_made_clear_to_somebody_begins_after_him() -> None:
    text = "Anna Brown made it clear to Carl Green, the mayor of the town, that the bridge would close for the winter."
    ((pieces, attribution),) = found(text)
    assert pieces == ["that the bridge would close for the winter"]
    assert attribution.speaker == "Anna Brown"
