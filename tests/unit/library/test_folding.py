"""Rows that stand for several: one article saved more than once."""

from __future__ import annotations

from tui.library.folding import Folding

KEYS = ["a", "b", "c", "d", "e"]


def test_first_row_of_a_group_stands_for_all_of_it() -> None:
    folding = Folding.of(KEYS, {"b": 1, "d": 1, "e": 1, "c": "alone", "gone": "alone"})
    assert folding.groups == [(1, 3, 4)]
    assert folding.copies(3) == (1, 3, 4)
    assert folding.copies(2) == (2,)
    assert [folding.first(row) for row in range(5)] == [0, 1, 2, 1, 1]
    assert list(folding.folded(range(5))) == list(folding.standing(5)) == [0, 1, 2]
    assert folding.left(5) == 3
    assert [folding.place(row) for row in range(5)] == [0, 1, 2, 1, 1]
    assert Folding([(0, 2), (1, 3)]).place(3) == 1


def test_of_the_rows_that_a_filter_leaves_one_stands_for_those_that_are_left() -> None:
    folding = Folding.of(KEYS, {"a": 1, "c": 1, "d": 1})
    assert list(folding.folded([1, 2, 3])) == [1, 2]


def test_list_without_copies_is_left_as_it_is() -> None:
    rows = range(100_000)
    assert Folding.of(KEYS, {}).folded(rows) is rows
    assert Folding.of(KEYS, {}).standing(100_000) == rows
    assert Folding.of(KEYS, {"a": 1}).groups == []
