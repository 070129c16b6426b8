"""Which rows hold the words of a filter, found in steps."""

from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from tui.library import narrowing
from tui.library.narrowing import Narrowing

_WORDS = st.text("abc", max_size=3)
_FILTERS = st.lists(st.tuples(st.lists(_WORDS, max_size=3), st.none() | st.integers(0, 6)), max_size=8)


@given(st.lists(st.lists(_WORDS, max_size=5), max_size=6), _FILTERS)
def test_what_is_found_in_steps_is_what_holds_the_words(
    pieces: list[list[str]], filters: list[tuple[list[str], int | None]]
) -> None:
    haystacks = [haystack for piece in pieces for haystack in piece]
    found = Narrowing(iter([[*piece] for piece in pieces]))
    for words, given_up_after in filters:
        if given_up_after is not None:
            for _ in islice(found.steps(words), given_up_after):
                pass
        else:
            rows = [row for row, haystack in enumerate(haystacks) if all(word in haystack for word in words)]
            assert list(found.rows(words)) == rows
            assert len(found) == len(haystacks)


def test_many_rows_are_looked_into_in_more_than_one_step() -> None:
    count = 5 * narrowing._STEP
    found = Narrowing(iter([[f"report {row}" for row in range(count)]]))
    assert len([*found.steps(["report", "77"])]) >= 6
    assert found.rows(["report", "77"]) == [row for row in range(count) if "77" in str(row)]
