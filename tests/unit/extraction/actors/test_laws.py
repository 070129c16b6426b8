"""Laws that hold for any text."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.extraction.actors.reading import regions
from tui.extraction.actors import ActorBook
from tui.extraction.mentions import find_mentions
from tui.text import Span, normalise

WORDS = st.sampled_from(
    [
        "Liz Truss",
        "Truss",
        "Mr Lavrov",
        "Moscow",
        "NATO",
        "Conflict Intelligence Team",
        "(CIT)",
        "BBC Radio 4",
        "É",
        "the minister",
        "The Russian minister",
        "PM",
        "Foreign Secretary",
        "he",
        "She",
        "it",
        "said",
        "denied",
        "’s",
        "“",
        "”",
        ".",
        ",",
        "\n",
        "\xa0",
        "and",
        "of",
        "the",
        "Dr.",
        "A.",
        "O’Neill-",
        "van der",
        "RFE/RL",
        "Jr.",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=200)).map(normalise)


@given(TEXTS)
def test_mentions_are_sorted_lie_in_the_regions_and_names_never_overlap(text: str) -> None:
    where = regions(text)
    found = find_mentions(text, where)
    names = [name.span for name in found.names]
    for spans in (names, found.nominals, found.pronouns):
        assert spans == sorted(spans)
        assert all(any(region.contains(span) for region in where) for span in spans)
        assert all(span.length > 0 for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(names))


@given(TEXTS)
def test_every_name_belongs_to_one_actor_and_ids_are_unique(text: str) -> None:
    where = regions(text)
    found = find_mentions(text, where)
    actors = ActorBook.build(text, where, found).actors()
    names = [name.span for name in found.names]
    assert sorted(span for actor in actors for span in actor.names) == names
    assert len({actor.id for actor in actors}) == len(actors)
    for actor in actors:
        assert list(actor.mentions) == sorted(set(actor.mentions))
        assert set(actor.names) <= set(actor.mentions)
        assert actor.name
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", actor.id)


@given(TEXTS, st.data())
def test_any_source_can_be_asked_for(text: str, data: st.DataObject) -> None:
    where = regions(text)
    book = ActorBook.build(text, where, find_mentions(text, where))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    index = book.resolve(Span(start, end), speakers_before=range(min(2, len(book.actors()))))
    if index is None and end > start:
        index = book.add_unnamed(Span(start, end))
    if index is not None:
        assert book.id(index) in {actor.id for actor in book.actors()}


@settings(deadline=None, max_examples=3)
@given(st.just("Liz Truss met Mr Lavrov. He said Truss and the minister agreed with Moscow. "))
def test_a_text_a_thousand_times_as_long_has_as_many_actors(text: str) -> None:
    long = text * 1000
    book = ActorBook.build(long, regions(long), find_mentions(long, regions(long)))
    short = ActorBook.build(text, regions(text), find_mentions(text, regions(text)))
    assert {actor.name for actor in book.actors()} == {actor.name for actor in short.actors()}
