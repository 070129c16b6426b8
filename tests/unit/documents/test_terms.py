"""The words of a text as bytes are those that the expression finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.documents.decoding import BinaryFileError, decode, decode_usual
from tui.documents.terms import letter_terms, parted, plain, terms
from tui.text import normalise

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


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_looked_through_with_its_words_in_their_places(text: str) -> None:
    found = plain(text)
    words = [(at.start(), at[0]) for at in re.finditer(r"\w+", text)]
    looked = found.low.decode("ascii") or found.text
    assert [(at.start(), at[0]) for at in re.finditer(r"\w+", looked)] == [
        (at, word.lower() if found.low else word) for at, word in words
    ]
    assert found.encoded.decode() == text


_SIGNS = "aB1_ .,\n\r\t\0\x7f“”‘’—…\xa0\u2000\u2009\u200b\u200e\u2028\u202a\u202f\u203f\u2040éÀı©\ufeff日😀"


@given(
    st.text(_SIGNS, max_size=40).map(str.encode)
    | st.binary(max_size=12)
    | st.text(_SIGNS).map(lambda it: it.encode("utf-16"))
)
@example("A “usual” text — it’s… one.\n".encode())
@example(b"\xe2\x80")
@example(b"%PDF-1.4 no text")
@example("\u2000".encode())
@example("À la carte".encode())
def test_usual_bytes_are_read_as_all_are(data: bytes) -> None:
    usual = decode_usual(data)
    try:
        text = normalise(decode(data)[0])
    except BinaryFileError:
        assert usual is None
        return
    assert usual is None or usual == (text, plain(text))


def test_most_articles_are_usual() -> None:
    assert decode_usual("A “usual” text — it’s… one,\xa0here.\n".encode()) is not None
