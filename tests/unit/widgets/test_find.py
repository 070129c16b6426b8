"""Searching in the text."""

from __future__ import annotations

import signal
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.widgets.texts import NORMAL
from tui.widgets.find import PatternError, find_all

TEXT = "The Minister met the minister.\nNo ministers  from\nMoscow (NATO) came; cost: $5.00?"


def found(query: str, text: str = TEXT) -> list[str]:
    return [span.of(text) for span in find_all(text, query)]


def test_small_letters_find_any_case_and_a_capital_only_itself() -> None:
    assert found("minister") == ["Minister", "minister", "minister"]
    assert found("Minister") == ["Minister"]
    assert found("MOSCOW") == []


def test_a_space_matches_any_white_space() -> None:
    assert found("ministers from moscow") == ["ministers  from\nMoscow"]
    assert found("  met   the ") == ["met the"]


def test_whole_words() -> None:
    assert found("w:minister") == ["Minister", "minister"]
    assert found("w:the minister") == ["The Minister", "the minister"]


def test_regular_expressions() -> None:
    assert found(r"re:minist\w+") == ["Minister", "minister", "ministers"]
    assert found(r"re:\(N\w+") == ["(NATO"]


@pytest.mark.parametrize("query", ["$5.00?", "(nato)", "cost: $5"])
def test_signs_are_taken_as_they_are(query: str) -> None:
    assert len(found(query)) == 1


@pytest.mark.parametrize("query", ["", "   ", "re:", "w:", "w:  ", "re:x*", "re:^"])
def test_a_query_that_matches_nothing_of_any_length_finds_nothing(query: str) -> None:
    assert found(query) == []


@pytest.mark.parametrize("query", ["re:(", "re:[a", "re:*", r"re:\9", "re:(?P<n", "re:a{99999999999}"])
def test_an_expression_that_does_not_parse_says_so(query: str) -> None:
    with pytest.raises(PatternError) as failed:
        find_all(TEXT, query)
    assert str(failed.value).strip()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no timer that ends a search")
def test_an_expression_that_takes_for_ever_is_given_up() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(PatternError, match="too long"):
        find_all("a" * 60 + "!", "re:(a+)+$")
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert found(r"re:minist\w+") == ["Minister", "minister", "ministers"]


@given(NORMAL, st.data())
def test_every_piece_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    words = [word for word in text.split(" ") if word.strip() and not word.startswith(("re:", "w:"))]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    places = find_all(text, word)
    assert any(span.of(text) == word for span in places)
    assert all(left.end <= right.start for left, right in pairwise(places))


@given(NORMAL, st.text(max_size=8))
def test_no_query_does_anything_but_find_or_say_why_not(text: str, query: str) -> None:
    for prefix in ("", "w:", "re:"):
        try:
            places = find_all(text, prefix + query)
        except PatternError:
            assert prefix == "re:" or query.startswith("re:")
        else:
            assert all(0 <= span.start < span.end <= len(text) for span in places)
