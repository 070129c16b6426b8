"""Wordings side by side: what corresponds stands in one row, and nothing is lost or shown twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.comparison.differences import align
from tui.comparison.synopsis import Synopsis, synopsis

FIRST = "We will rebuild the old harbour bridge before the first snow falls on the northern valley"


def side_by_side(*texts: str) -> Synopsis:
    aligned = align(texts)
    return synopsis(texts[0], texts[1:], aligned.rows[1:])


def rows(told: Synopsis, column: int, text: str) -> list[tuple[int, int, str]]:
    return [(cell.first, cell.last, cell.span.of(text)) for cell in told.columns[column]]


def test_words_that_are_the_same_stand_in_the_row_of_theirs() -> None:
    other = "They will rebuild the old harbour bridge long before snow falls on the northern valley"
    told = side_by_side(FIRST, other)
    own, held = rows(told, 0, FIRST), rows(told, 1, other)
    assert len(own) > 1
    for (first, last, words), (_, _, said) in zip(own, held, strict=True):
        assert (first, last) == (first, first + 1)
        assert set(words.split()) & set(said.split())
    assert held[-1][2].endswith("the northern valley")


def test_other_words_take_the_rows_of_all_that_they_stand_for() -> None:
    near = "We will rebuild the old harbour bridge, a promise, before the first snow falls on the northern valley"
    far = "We will keep our word on the northern valley"
    told = side_by_side(FIRST, near, far)
    assert [words for *_, words in rows(told, 0, FIRST)] == [
        "We will rebuild the old harbour bridge",
        "before the first snow falls",
        "on the northern valley",
    ]
    assert rows(told, 1, near)[0][2] == "We will rebuild the old harbour bridge, a promise,"
    assert rows(told, 2, far) == [(0, 2, "We will keep our word"), (2, 3, "on the northern valley")]


def test_what_is_left_out_leaves_its_row_empty() -> None:
    other = "We will rebuild the old harbour bridge"
    told = side_by_side(FIRST, other)
    assert [words for *_, words in rows(told, 1, other)] == [other, ""]


def test_what_differs_is_told_with_the_cell() -> None:
    other = "We will not rebuild the old harbour bridge before the first snow falls on the northern valley"
    (cell, *_) = side_by_side(FIRST, other).columns[1]
    assert [(piece.b.of(other), piece.changes_meaning) for piece in cell.pieces] == [("not", True)]


TEXTS = st.lists(
    st.sampled_from(["the", "bridge", "will", "not", "“open”,", "[in]", "…", "May 5.", "a", "?!"]), max_size=20
)


@given(st.lists(TEXTS.map(" ".join), min_size=1, max_size=4))
def test_every_word_stands_in_one_cell_and_the_cells_of_a_column_take_all_rows(texts: list[str]) -> None:
    told = side_by_side(*texts)
    for text, column in zip(texts, told.columns, strict=True):
        assert " ".join(cell.span.of(text) for cell in column if cell.span.length) == " ".join(text.split())
        edges = [0, *(edge for cell in column for edge in (cell.first, cell.last)), told.rows]
        assert edges[::2] == edges[1::2]
        assert all(cell.first < cell.last for cell in column)
