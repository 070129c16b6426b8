"""Queries for Hypothesis, as trees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from tui.library.query.fields import BY_NAME, FIELDS, STATES
from tui.library.query.model import WORDS, And, Dated, Holds, Is, Node, Not, Or, Term

WORD_FIELDS = [WORDS, *(field.name for field in FIELDS if not field.values and field.name != "date")]


def terms(words: st.SearchStrategy[str]) -> st.SearchStrategy[Term]:
    return st.builds(
        lambda found, prefix: Term(tuple(found), prefix and len(found[-1]) > 1),
        st.lists(words, min_size=1, max_size=2),
        st.booleans(),
    )


def trees(
    words: st.SearchStrategy[str], fields: Sequence[str] = WORD_FIELDS, states: Sequence[str] = STATES
) -> st.SearchStrategy[Node]:
    """Any query whose words are of these; as the parser makes them: AND and OR have two parts or more."""
    days = st.none() | st.dates(date(2022, 1, 1), date(2022, 12, 31))
    leaves = st.one_of(
        st.builds(Holds, st.sampled_from(fields), terms(words)),
        st.builds(Is, st.just("kind"), st.sampled_from(BY_NAME["kind"].values)),
        st.builds(Is, st.just("is"), st.sampled_from(states)),
        st.builds(_dated, days, days).filter(lambda dated: dated.first is not None or dated.last is not None),
    )

    def grown(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        some = st.lists(parts, min_size=2, max_size=3).map(tuple)
        return st.builds(And, some) | st.builds(Or, some) | st.builds(Not, parts)

    return st.recursive(leaves, grown, max_leaves=6)


def _dated(first: date | None, last: date | None) -> Dated:
    return Dated(*sorted((first, last))) if first and last else Dated(first, last)  # type: ignore[type-var]
