"""Styles over a row: every character gets exactly those that lie over it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.painting import runs

NAMES = ("direct", "person", "note", "hit")
LAYERS = st.lists(
    st.tuples(st.integers(-5, 60), st.integers(1, 40), st.sampled_from(NAMES)).map(
        lambda layer: (layer[0], layer[0] + layer[1], layer[2])
    ),
    max_size=8,
)
ROWS = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda row: (row[0], row[0] + row[1]))


@given(ROWS, LAYERS)
def test_runs_cover_the_row_without_gap_or_overlap(row: tuple[int, int], layers: list[tuple[int, int, str]]) -> None:
    found = runs(*row, ("paragraph",), layers)
    assert (found[0][0], found[-1][1]) == row
    assert all(start < end for start, end, _ in found)
    assert all(left[1] == right[0] for left, right in pairwise(found))


@given(ROWS, LAYERS)
def test_every_character_has_its_base_and_the_layers_over_it_lowest_first(
    row: tuple[int, int], layers: list[tuple[int, int, str]]
) -> None:
    for start, end, names in runs(*row, ("paragraph", "cursor-line"), layers):
        for offset in range(start, end):
            over = [name for low, high, name in layers if low <= offset < high]
            assert names == ("paragraph", "cursor-line", *dict.fromkeys(over))


def test_a_row_without_layers_is_one_run() -> None:
    assert runs(4, 9, ("caption",), []) == [(4, 9, ("caption",))]
    assert runs(4, 9, ("caption",), [(0, 4, "note"), (9, 12, "note")]) == [(4, 9, ("caption",))]
