"""Who told it, and by which verb, where more than one reading is near."""

from __future__ import annotations

import pytest

from tests.unit.extraction.attribution.test_attributions import found


def test_one_has_and_two_have() -> None:
    ((_, attribution),) = found("Freedonia has sent boats to Sylvania and Ms Brown has indicated she could go further.")
    assert attribution.speaker == "Brown"
    ((_, attribution),) = found("Tom Green and Anna Brown have said that the bridge will open.")
    assert attribution.speaker == "Tom Green"


@pytest.mark.parametrize("verb", ["objected", "protested", "grumbled"])
def test_some_verbs_tell_of_saying_only_before_that(verb: str) -> None:
    ((pieces, attribution),) = found(f"To this, Anna Brown again {verb} that the bridge is not violating anything.")
    assert pieces == ["that the bridge is not violating anything"]
    assert attribution.speaker == "Anna Brown"
    assert found(f"Anna Brown {verb} at the plan of the bridge.") == []


def test_what_a_colon_opens_is_the_statement_after_a_comma_too() -> None:
    ((pieces, _),) = found("Anna Brown responded, again at length: the bridge was old and nobody used it.")
    assert pieces == ["the bridge was old and nobody used it"]
