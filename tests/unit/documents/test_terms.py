"""The words of a text as bytes are those that the expression finds."""

from __future__ import annotations

import re

import pytest

from tui.documents.terms import letter_terms, parted, terms

TEXTS = [
    "The ferry didn’t sail — “not today”, she said…",
    "snake_case, 24 hours, 3rd, B2B, e-mail",
    "Élan vital; Straße, ŁÓDŹ and naïve",
    "Министр сказал: «нет».",
    "日本語 と English",
    "İstanbul\u00a0and\u200bmore\u2028lines",
    "",
    " \n\t",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_terms_are_the_words_in_lower_case(text: str) -> None:
    assert [term.decode() for term in terms(text)] == re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("text", TEXTS)
def test_the_terms_of_letters_have_neither_digits_nor_underscores(text: str) -> None:
    assert [term.decode() for term in letter_terms(text)] == re.findall(r"[^\W\d_]+", text.lower())


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_without_the_usual_marks_has_the_same_words_in_their_places(text: str) -> None:
    words = [(found.start(), found[0]) for found in re.finditer(r"\w+", text)]
    assert [(found.start(), found[0]) for found in re.finditer(r"\w+", parted(text))] == words
    assert "“" not in parted(text)


def test_half_of_a_character_parts_words() -> None:
    assert terms("one\ud800two") == [b"one", b"two"]
