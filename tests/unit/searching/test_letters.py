"""Letters in their order in a line."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.searching.letters import Letters


@pytest.mark.parametrize(
    ("typed", "line", "well"),
    [
        ("sergei lavrov", "Sergei Lavrov", 12),  # all but the space, which is not typed
        ("srgl", "Sergei Lavrov", 3),  # s and l begin words, g is behind r
        ("GTQ", "Go to the quotes", 3),
        ("lvrov", "Sergei Lavrov, foreign minister", 4),
        ("ro", "error, no: orb", 1),  # two that are parted are no better than one
        ("ab", "xa xb a ab", 2),  # the best place is not the first
        ("vr", "Sergei Lavrov", 1),
        ("zen", "zealous officials", 0),  # there is no n
        ("lvs", "Sergei Lavrov", 0),  # the s is before them
        ("eio", "Sergei Lavrov", 0),  # one of three stands well
        ("", "Sergei Lavrov", 0),
        ("^-]", "a ^-] b", 3),
    ],
)
def test_letters_that_begin_words_or_follow_each_other_stand_well(typed: str, line: str, well: int) -> None:
    assert Letters(typed).standing_well(line) == well


def test_only_the_beginning_of_a_long_line_is_looked_at() -> None:
    assert Letters("end").standing_well("word " * 20 + "end") == 3
    assert Letters("end").standing_well("word " * 40 + "end") == 0


def test_letters_that_a_line_has_hundreds_of_are_found_at_once() -> None:
    """There are some 10 ** 16 ways to lay these letters."""
    assert Letters("a" * 30).standing_well("ab" * 60) == 0
    assert Letters("a " * 30).standing_well("a " * 60) == 30


def _one_by_one(typed: str, line: str) -> int:
    """Each way tried: the meaning in plain words."""
    ways = [
        sum(
            at == 0 or not line[at - 1].isalnum() or (number > 0 and at == way[number - 1] + 1)
            for number, at in enumerate(way)
        )
        for way in combinations(range(len(line)), len(typed))
        if "".join(line[at] for at in way) == typed
    ]
    best = max(ways, default=0)
    return best if 2 * best >= len(typed) else 0


@given(st.text("ab ", max_size=10), st.text("ab", max_size=5))
def test_the_best_of_all_ways_is_told(line: str, typed: str) -> None:
    assert Letters(typed).standing_well(line) == _one_by_one(typed, line)
