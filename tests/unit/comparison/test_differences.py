"""Word by word: what differs between two wordings, and what of it changes the meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.comparison.alignment import gravest_first
from tui.comparison.differences import align, differences
from tui.comparison.pieces import Flag, PieceKind

SAME, INSERTED, OMITTED, CHANGED = PieceKind.SAME, PieceKind.INSERTED, PieceKind.OMITTED, PieceKind.CHANGED


def told(a: str, b: str) -> list[tuple[str, str, str]]:
    return [(piece.kind.value, piece.a.of(a), piece.b.of(b)) for piece in differences(a, b)]


def flags(a: str, b: str) -> set[Flag]:
    return {flag for piece in differences(a, b) for flag in piece.flags}


def test_words_cut_and_changed_are_told_apart() -> None:
    assert told("I don't want to rule that out at the moment", "I don’t want to rule this out") == [
        ("same", "I don't want to rule", "I don’t want to rule"),
        ("changed", "that", "this"),
        ("same", "out", "out"),
        ("omitted", "at the moment", ""),
    ]


def test_case_quotation_marks_and_commas_are_no_difference() -> None:
    assert told("“Well, WE stand”", "well we 'stand'") == [("same", "Well, WE stand", "well we 'stand")]


@pytest.mark.parametrize(
    ("a", "b", "flag"),
    [
        ("We will go", "We will not go", Flag.NEGATION),
        ("We will go", "We won't go", Flag.NEGATION),
        ("We will go", "We may go", Flag.MODAL),
        ("about 5,000 troops", "about 50,000 troops", Flag.NUMBER),
        ("about three troops", "about four troops", Flag.NUMBER),
        ("he met Putin again", "he met Macron again", Flag.NAME),
        ("he left the hall", "he left [the hall]", Flag.BRACKETS),
        ("he left the hall", "he left … the hall", Flag.ELLIPSIS),
    ],
)
def test_a_difference_tells_what_it_touches(a: str, b: str, flag: Flag) -> None:
    assert flags(a, b) == {flag}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("we will not go", "we won't go"),
        ("in 5,000 days", "in 5000 days"),
        ("so two of them", "so 2 of them"),
        ("we'll see it", "we will see it"),
    ],
)
def test_the_same_in_another_spelling_touches_nothing(a: str, b: str) -> None:
    assert flags(a, b) == set()


def test_what_changes_the_meaning_comes_first() -> None:
    row = align(["They left early and paid 5 dollars", "They went early and paid 6 dollars"]).rows[1]
    assert [piece.flags for piece in gravest_first(row)] == [(Flag.NUMBER,), ()]


def test_every_wording_is_held_against_the_one_chosen() -> None:
    alignment = align(["a b", "a c", "b"], pivot=1)
    assert [piece.kind for piece in alignment.rows[1]] == [SAME]
    assert [piece.kind for piece in alignment.rows[0]] == [SAME, CHANGED]


TEXTS = st.lists(st.sampled_from(["not", "Kyiv", "5", "the", "troops", "…", "[", "]", "can't", ",", "a"])).map(" ".join)


@given(TEXTS | st.text(), TEXTS | st.text())
def test_pieces_are_in_order_and_never_overlap(a: str, b: str) -> None:
    at_a = at_b = 0
    for piece in differences(a, b):
        assert at_a <= piece.a.start <= piece.a.end <= len(a)
        assert at_b <= piece.b.start <= piece.b.end <= len(b)
        at_a, at_b = piece.a.end, piece.b.end
        assert (piece.a.length > 0) == (piece.kind is not INSERTED)
        assert (piece.b.length > 0) == (piece.kind is not OMITTED)


@given(TEXTS | st.text())
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.kind is SAME and not piece.flags for piece in differences(text, text))
