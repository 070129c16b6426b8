"""One actor in all articles: names, roles, quotes by it and about it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.comparison.actors import ActorRegistry
from tui.comparison.named import Named
from tui.comparison.profiles import Profile, ProfileMaker
from tui.documents.loading import parse
from tui.extraction.model import Actor, ActorKind, Attribution, Kind
from tui.extraction.pipeline import extract
from tui.text import Span

FIRST = """---
title: Harbour
outlet: The Courier
date: 2026-03-02T08:00:00Z
language: en
---

“Peter Holm was never asked about the harbour,” Minister Anna Berg said.

“We will ask Anna Berg for nine new ferries,” said Peter Holm, the mayor of Westport.
"""
SECOND = """---
title: Ferries
outlet: The Gazette
date: 2026-03-05T08:00:00Z
language: en
---

“The ferries are old but they are safe,” Anna Berg, the Transport Secretary, said.
"""


def profile_of(name: str, *texts: str) -> Profile:
    registry = ActorRegistry()
    read = []
    for number, text in enumerate(texts):
        document = parse(text, path=f"{number}.md", format="md")
        analysis = extract(document)
        registry.add(analysis)
        read.append((document, analysis))
    maker = ProfileMaker(next(actor.id for actor in registry.actors() if actor.name == name))
    for document, analysis in read:
        canonical = {actor.id: registry.canonical_id(document.id, actor.id) for actor in analysis.actors}
        if maker.concerns(canonical):
            words = [quote.span.of(document.text) for quote in analysis.attributions]
            names = {identifier: registry.actor(identifier).name for identifier in canonical.values()}
            maker.take(document.path, document, analysis, canonical, words, names)
    return maker.profile()


def test_quotes_by_an_actor_and_about_it_are_told_by_time() -> None:
    found = profile_of("Anna Berg", SECOND, FIRST)
    assert [(each.outlet, each.words[:12]) for each in found.said] == [
        ("The Courier", "Peter Holm w"), ("The Gazette", "The ferries "),
    ]  # fmt: skip
    assert [(each.speaker, each.words[:11]) for each in found.about] == [("Peter Holm", "We will ask")]


def test_who_speaks_of_whom_is_counted_by_quotes() -> None:
    berg, holm = profile_of("Anna Berg", FIRST, SECOND), profile_of("Peter Holm", FIRST, SECOND)
    assert [count for actor, count in berg.speaks_of if "holm" in actor] == [1]
    assert [count for actor, count in berg.spoken_of_by if actor and "holm" in actor] == [1]
    assert not [actor for actor, _ in berg.speaks_of if "berg" in actor]
    assert len(holm.about) == 1


def test_first_appearance_and_roles_are_those_of_the_earliest_article() -> None:
    found = profile_of("Anna Berg", SECOND, FIRST)
    assert found.first is not None
    assert (found.first.words, found.first.known_as) == ("Harbour", "The Courier")
    assert [(role.words, role.known_as) for role in found.roles] == [
        ("Minister", "The Courier"), ("Transport Secretary", "The Gazette"),
    ]  # fmt: skip
    assert len(found.moments) >= 3
    assert {moment.day for moment in found.moments} == {2, 5}


def test_an_actor_that_no_article_has_is_empty() -> None:
    maker = ProfileMaker("person/nobody")
    assert not maker.concerns({"a": "person/somebody"})
    assert maker.profile() == Profile(None, (), (), (), (), (), ())


_SPANS = st.tuples(st.integers(0, 12), st.integers(1, 4)).map(lambda each: Span(each[0], sum(each)))


@given(st.lists(st.lists(_SPANS, max_size=5), max_size=4), st.lists(_SPANS, min_size=1, max_size=3))
def test_a_quote_names_those_whose_mentions_lie_in_one_of_its_pieces(
    mentions: list[list[Span]], pieces: list[Span]
) -> None:
    actors = [
        Actor(str(number), str(number), ActorKind.PERSON, (), (), tuple(sorted(spans)))
        for number, spans in enumerate(mentions)
    ]
    quote = Attribution("q1", tuple(pieces), Kind.DIRECT, None, None, None, None, (), 1.0, "")
    expected = {
        f"{actor.id}." for actor in actors if any(piece.contains(span) for piece in pieces for span in actor.mentions)
    }
    assert Named(actors, {actor.id: f"{actor.id}." for actor in actors}).within(quote) == expected
