"""A selection grows from its anchor in both directions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.text import Span
from tui.widgets.selection import Selection, Unit, over

OFFSETS = st.integers(0, 1000)


@given(OFFSETS, st.lists(OFFSETS, min_size=1), st.sampled_from(Unit))
def test_the_characters_under_both_ends_belong_to_it(anchor: int, ends: list[int], unit: Unit) -> None:
    selection = Selection(anchor, anchor, unit)
    assert selection.span == Span(anchor, anchor + 1)
    for end in ends:
        selection = selection.to(end)
        assert selection.span == Span(min(anchor, end), max(anchor, end) + 1)
        assert (selection.anchor, selection.unit) == (anchor, unit)


@given(OFFSETS, st.integers(1, 100))
def test_a_selection_over_a_span_covers_exactly_it(start: int, length: int) -> None:
    assert over(Span(start, start + length)).span == Span(start, start + length)
