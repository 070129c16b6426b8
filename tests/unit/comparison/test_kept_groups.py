"""An index of statements that is kept, and goes on in another run as if nothing had happened."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.unit.comparison.test_variants import (
    ARTICLES,
    LONG,
    START,
    article,
    index_of,
    mixed,
    needs_seeds,
    seeds,
    told,
)
from tui.comparison.kept import KeptIndex
from tui.comparison.variants import VariantIndex


def again(index: VariantIndex) -> VariantIndex:
    """What another run makes of the bytes that this one keeps."""
    restored = VariantIndex()
    restored.restore(msgspec.msgpack.decode(msgspec.msgpack.encode(index.kept()), type=KeptIndex))
    return restored


def test_groups_are_there_again_and_take_what_comes() -> None:
    demand = told(3, ("ann", "Freedonia to dismantle its bridge"), ("", "Nobody knows how many turnips there are"))
    first = index_of(article(1, ("ann", LONG)), mixed(2, "ann", f"that “{LONG}” after all"), demand)
    second = again(first)
    assert second.groups() == first.groups() != ()
    for index in (first, second):
        index.add(*told(4, ("ann", "that they should be dismantled")), START)
        index.add(*article(5, ("bob", LONG)), START)
    assert second.groups() == first.groups()
    assert len(second.group_of("d1", "q0").members) == 3  # type: ignore[union-attr]
    assert second.group_of("d4", "q0") is not None
    for index in (first, second):
        index.discard("d2")
    assert second.groups() == first.groups()


@settings(max_examples=40, deadline=None)
@given(ARTICLES, ARTICLES, st.data())
def test_an_index_that_was_kept_goes_on_as_the_one_that_was_not(
    before: list[list[tuple[str, str]]], later: list[list[tuple[str, str]]], data: st.DataObject
) -> None:
    first = index_of(*(article(number, *quotes) for number, quotes in enumerate(before)))
    second = again(first)
    gone = data.draw(st.sets(st.sampled_from(range(len(before))))) if before else set()
    for index in (first, second):
        for number in gone:
            index.discard(f"d{number}")
        for number, quotes in enumerate(later, len(before) - 1):
            index.add(*article(number, *quotes), START)
    assert second.groups() == first.groups()
    assert again(second).groups() == second.groups()


def test_what_a_group_leaves_out_since_it_stands_in_the_same_words_is_left_out_again() -> None:
    name, analysis, words = article(1, ("ann", LONG), ("ann", LONG))
    outer, inner = analysis.attributions
    within = replace(analysis, attributions=(outer, replace(inner, content=outer.content)))
    first = index_of((name, within, words), article(2, ("ann", LONG)))
    second = again(first)
    assert second.groups() == first.groups() != ()
    assert len(first.groups()[0].members) == 2
    assert second.groups_of("d1", "q1") == first.groups_of("d1", "q1") != ()


@needs_seeds
def test_the_groups_of_the_real_documents_are_there_again() -> None:
    index = seeds().index
    assert again(index).groups() == index.groups() != ()
