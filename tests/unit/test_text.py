"""The one normalisation, and spans."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.text import Span, content_hash, normalise, place_again, trimmed

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)


@given(ANY_TEXT)
@example("\ufeffa\r\nb\rc\u2028d\x1b[31m\u202e\t\ud800")
def test_normalising_keeps_the_number_of_code_points(text: str) -> None:
    expected = text.removeprefix("\ufeff")
    assert len(normalise(text)) == len(expected) - expected.count("\r\n")


@given(ANY_TEXT)
def test_normalised_text_holds_no_control_but_line_ends(text: str) -> None:
    for char in normalise(text):
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Zl", "Zp", "Cs")


@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(ANY_TEXT)
def test_normalised_text_can_be_written_and_hashed(text: str) -> None:
    once = normalise(text)
    assert once.encode("utf-8").decode("utf-8") == once
    assert len(content_hash(once)) == 16


@given(st.text(alphabet="ab \n\u00a0", max_size=30), st.data())
def test_trimmed_span_covers_the_words_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = trimmed(text, Span(start, end))
    assert span.of(text) == text[start:end].strip()
    assert start <= span.start <= span.end <= end


def test_letters_marks_and_spaces_keep_their_places() -> None:
    text = "“Ciò che”, said Zoë — 10\u00a0km; 🙂"
    assert normalise(text) == text


def test_direction_marks_cannot_turn_the_words_around() -> None:
    assert normalise("a\u202eb\u2066c\u200fd") == "a b c d"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("one two three four", "zero one two three four", "three four"),
        ("one two three four", "two three four", "three four"),
        ("one two three four", "one three four and three four", "three four and three four"),
        ("one two three four", "nothing of it", "of it"),
        ("one two three four", "", ""),
    ],
)
def test_a_place_is_found_again_by_what_follows_it(before: str, after: str, found: str) -> None:
    assert after[place_again(before, before.index("three"), after) :] == found
