"""What the wordings of a statement change of its meaning, as a briefing tells it."""

from __future__ import annotations

from tests.unit.briefing.making import COURIER, GAZETTE, article, briefing
from tui.briefing.changes import MOST, changes
from tui.comparison.alignment import changes_told
from tui.comparison.differences import align

SAID = "We will not close the northern harbour before the storm"
LONG = f"{SAID}, and the ferries keep their hours whatever the ministry of trade in the capital has to say about them"


def test_a_wording_in_mostly_other_words_tells_its_differences_too() -> None:
    shorter = "The northern harbour will be closed before the storm"
    (of_first, of_other) = changes([LONG, shorter])
    assert of_first == ()
    assert any(change.startswith("negation") for change in of_other)
    found = briefing(article(COURIER.replace(SAID, LONG)), article(GAZETTE))
    (statement,) = found.speakers[0].statements
    assert statement.words == LONG
    assert any(change.startswith("negation: “not”") for change in statement.reports[1].changes)


def test_they_are_those_that_compare_shows() -> None:
    other = "We could close the two northern harbours of Ostby before the storm"
    (row,) = align([SAID, other]).rows[1:]
    assert list(changes([SAID, other])[1]) == changes_told(SAID, other, row)


def test_few_are_told_of_a_statement_the_gravest_of_the_likest_first_and_how_many_more_there_are() -> None:
    numbers = [f"We will not close the northern harbour before {day} o'clock" for day in range(1, MOST + 3)]
    other = "We will close the northern harbour before the storm"
    found = changes([SAID, *numbers, other])
    assert found[-1] == ("negation: “not” is left out",)
    told_in_words = [change for own in found for change in own if "“" in change]
    assert len(told_in_words) == MOST
    assert found[-2] == ("in 1 place",)


def test_the_same_wording_in_several_outlets_tells_the_same_and_counts_once() -> None:
    other = "We will close the northern harbour before the storm"
    found = changes([SAID, *([other] * (MOST + 1))])
    assert found[1:] == (("negation: “not” is left out",),) * (MOST + 1)
