"""The words that two texts have in common: as many as there can be, and the same that rapidfuzz finds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from tui.comparison.runs_in_common import runs_in_common


@pytest.mark.parametrize(
    ("a", "b", "runs"),
    [
        ("", "", []),
        ("the talks", "", []),
        ("", "the talks", []),
        ("the talks", "the talks", [(0, 0, 2)]),
        ("the talks failed", "the talks have failed", [(0, 0, 2), (2, 3, 1)]),
        ("a b c d", "x b c y", [(1, 1, 2)]),
        ("a b", "b a", [(0, 1, 1)]),
        ("a a a", "a a", [(0, 0, 2)]),
    ],
)
def test_runs_are_in_order(a: str, b: str, runs: list[tuple[int, int, int]]) -> None:
    assert runs_in_common(a.split(), b.split()) == runs


WORDS = st.lists(st.sampled_from("abcde"), max_size=90)


@given(WORDS, WORDS)
def test_they_are_those_of_rapidfuzz(a: Sequence[str], b: Sequence[str]) -> None:
    found = [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in Indel.opcodes(a, b)
        if step.tag == "equal"
    ]
    assert runs_in_common(a, b) == found
