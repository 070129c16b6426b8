"""Which attributions are one statement: in the five real documents, and in made ones where a law can be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.unit.comparison.seed_groups import Grouped, grouped, true_pairs
from tui.comparison.variants import VariantIndex
from tui.extraction.model import Analysis, Attribution, Kind
from tui.text import Span

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents lie beside the repository")


@cache
def seeds() -> Grouped:
    return grouped(SEEDS)


@needs_seeds
@pytest.mark.parametrize("pair", true_pairs(), ids=lambda pair: f"{pair[0]}~{pair[1]}")
def test_wordings_that_a_reader_puts_together_are_in_one_group(pair: object) -> None:
    (a, b) = pair  # type: ignore[misc]
    assert seeds().are_together(a, b), "apart, or not extracted (None)"


@needs_seeds
def test_no_two_statements_are_joined_that_a_reader_keeps_apart() -> None:
    assert seeds().joined() <= seeds().allowed()


START = datetime(2022, 2, 10, tzinfo=UTC)
LONG = "the withdrawal of the armoured brigade from the northern valley begins on Thursday"


def article(number: int, *said: tuple[str, str]) -> tuple[str, Analysis, list[str]]:
    """An article that quotes (speaker, words), one to a line."""
    attributions: list[Attribution] = []
    for at, (speaker, words) in enumerate(said):
        start = attributions[-1].span.end + 1 if attributions else 0
        span = Span(start, start + len(words))
        attributions.append(
            Attribution(f"q{at}", (span,), Kind.DIRECT, None, None, speaker, speaker or None, (), 1.0, "made")
        )
    return f"d{number}", Analysis(f"d{number}", "1", tuple(attributions), ()), [words for _, words in said]


def index_of(*articles: tuple[str, Analysis, list[str]]) -> VariantIndex:
    index = VariantIndex()
    for document_id, analysis, words in articles:
        index.add(document_id, analysis, words, START)
    return index


def places(index: VariantIndex) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset((member.document_id, member.attribution_id) for member in group.members) for group in index.groups()
    }


def test_halves_of_a_long_statement_are_each_with_it_and_never_with_each_other() -> None:
    first, second = "the pipeline will be closed before the winter frost", "our fishermen keep their ancient rights"
    index = index_of(
        article(1, ("ann", f"{first} and {second}")), article(2, ("ann", first)), article(3, ("ann", second))
    )
    assert places(index) == {
        frozenset({("d1", "q0"), ("d2", "q0")}),
        frozenset({("d1", "q0"), ("d3", "q0")}),
    }
    assert len(index.groups_of("d1", "q0")) == 2


def test_the_same_long_words_by_two_speakers_are_one_statement() -> None:
    assert places(index_of(article(1, ("ann", LONG)), article(2, ("bob", LONG)))) == {
        frozenset({("d1", "q0"), ("d2", "q0")})
    }


def test_two_speakers_who_share_rare_words_but_no_run_are_kept_apart() -> None:
    index = index_of(
        article(1, ("ann", "The armoured brigade must leave the valley")),
        article(2, ("bob", "No valley has ever needed a brigade, least of all an armoured one")),
    )
    assert index.groups() == ()


def test_a_translation_variant_by_the_same_speaker_is_found() -> None:
    index = index_of(
        article(1, ("ann", "It was a conversation between a deaf person and a dumb one")),
        article(2, ("ann", "Our explanations fell on deaf ears in that conversation")),
    )
    assert index.group_of("d1", "q0") == index.group_of("d2", "q0") is not None


def test_a_document_that_is_given_again_takes_the_place_of_the_old() -> None:
    index = index_of(article(1, ("ann", LONG)), article(2, ("ann", LONG)))
    assert len(index.groups()) == 1
    index.add(*article(2, ("ann", "Something else entirely was said about turnips")), START)
    assert index.groups() == ()
    assert index.group_of("d1", "q0") is None


def test_speakers_who_turn_out_to_be_one_are_joined_at_the_next_look() -> None:
    names = {"ann": "ann", "dr-ann": "somebody"}
    index = VariantIndex(lambda _, actor_id: names[actor_id])
    index.add(*article(1, ("ann", "The armoured brigade must leave the valley")), START)
    index.add(*article(2, ("dr-ann", "that the armoured brigade leave the valley")), START)
    assert index.groups() == ()
    names["dr-ann"] = "ann"
    index.speakers_changed()
    assert len(index.groups()) == 1


def test_other_words_months_apart_are_another_statement() -> None:
    words = ("The armoured brigade will cross the bridge", "Not one bridge did that armoured brigade cross")
    near, far = VariantIndex(), VariantIndex()
    for index, days in ((near, 0), (far, 200)):
        index.add(*article(1, ("ann", words[0])), START)
        index.add(*article(2, ("ann", words[1])), START + timedelta(days=days))
    assert len(near.groups()) == 1
    assert far.groups() == ()


def mixed(number: int, speaker: str, words: str) -> tuple[str, Analysis, list[str]]:
    """An article with one statement of which only some words stand between marks."""
    name, analysis, said = article(number, (speaker, words))
    return name, replace(analysis, attributions=(replace(analysis.attributions[0], kind=Kind.MIXED),)), said


def test_a_part_of_a_long_statement_is_found_by_the_words_that_one_outlet_marked() -> None:
    long = "The harbour stays open. This levy is a monstrous swindle, and our fishermen have long paid it."
    index = index_of(article(1, ("ann", long)), mixed(2, "ann", "the levy was “a monstrous swindle”"))
    assert places(index) == {frozenset({("d1", "q0"), ("d2", "q0")})}


def test_a_part_that_only_shares_a_subject_is_kept_apart() -> None:
    long = "The harbour stays open. This levy is a monstrous swindle, and our fishermen have long paid it."
    index = index_of(article(1, ("ann", long)), mixed(2, "ann", "the fishermen would “be invited to the jubilee”"))
    assert index.groups() == ()


def test_two_articles_that_tell_of_one_event_need_less_in_common() -> None:
    """Articles without a date; the first pair of statements shows that both tell of one meeting."""
    first = article(1, ("ann", LONG), ("ann", "there will be serious consequences for all of us"))
    for shared, number in ((LONG, 2), ("Nothing of the kind has been settled with anybody", 0)):
        name, analysis, said = article(2, ("ann", shared), ("ann", "this would lead to “severe consequences”"))
        reported = replace(analysis.attributions[1], kind=Kind.MIXED)
        index = VariantIndex()
        index.add(*first, None)
        index.add(name, replace(analysis, attributions=(analysis.attributions[0], reported)), said, None)
        assert len(index.groups()) == number


def test_a_headline_is_one_statement_with_the_text_below_it() -> None:
    name, analysis, said = article(
        1,
        ("ann", "They use the village to boost their ratings"),
        ("ann", "that they improve their ratings by the village"),
    )
    for headline, number in ((True, 1), (False, 0)):
        first = replace(analysis.attributions[0], headline=headline)
        index = VariantIndex()
        index.add(name, replace(analysis, attributions=(first, analysis.attributions[1])), said, START)
        assert len(index.groups()) == number


def told(number: int, *said: tuple[str, str]) -> tuple[str, Analysis, list[str]]:
    """An article that reports (speaker, words), none of them quoted."""
    name, analysis, words = article(number, *said)
    return (
        name,
        replace(analysis, attributions=tuple(replace(one, kind=Kind.INDIRECT) for one in analysis.attributions)),
        words,
    )


def test_two_names_side_by_side_are_known_again_where_hardly_anything_else_was_reported() -> None:
    example = told(1, ("ann", "the former Freedonia and Sylvania as an example"))
    wars = "there had been need of the league once, but its deeds in Freedonia and Sylvania were not defensive"
    assert len(index_of(example, told(2, ("ann", wars))).groups()) == 1
    assert index_of(example, told(2, ("bob", wars))).groups() == ()
    more = told(1, ("ann", "Freedonia and Sylvania grow turnips and export harbour cranes"))
    assert index_of(more, told(2, ("ann", wars))).groups() == ()


def test_a_demand_about_what_a_pronoun_stands_for_is_known_by_its_verb() -> None:
    named = told(1, ("ann", "Freedonia to dismantle its bridge"))
    for words, number in (("that they should be dismantled", 1), ("that they should be painted", 0)):
        index = index_of(named, told(2, ("ann", words)))
        assert len(index.groups()) == number


def test_a_few_words_that_only_name_the_subject_of_a_report_in_one_article_are_no_statement() -> None:
    long = (
        "that a commission of the old government reckoned in spring that to overhaul the levy would bring some growth "
        "to fishermen and brewers, and jobs at every shipyard along the estuary"
    )
    index = index_of(told(1, ("ann", "that overhauling the levy"), ("ann", long)))
    assert index.groups() == ()


def test_the_same_report_by_nobody_in_particular_is_one_statement_within_an_article() -> None:
    first = "that its worth rests mostly in its glitter, with the family crest hiding an ageing fleet of ferries"
    second = "that its worth rests mostly in its glitter, with the crest of the family hiding a fleet of ageing ferries"
    assert len(index_of(told(1, ("", first), ("", second))).groups()) == 1


WORDS = ("brigade", "valley", "turnip", "orchard", "the", "will", "leave", "glacier", "not", "harbour")
SAID = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
ARTICLES = st.lists(st.lists(st.tuples(st.sampled_from(["ann", "bob", ""]), SAID), max_size=3), max_size=6)


@settings(max_examples=40, deadline=None)
@given(ARTICLES, st.data())
def test_a_discarded_document_leaves_what_would_be_without_it(
    said: list[list[tuple[str, str]]], data: st.DataObject
) -> None:
    made = [article(number, *quotes) for number, quotes in enumerate(said)]
    gone = data.draw(st.sets(st.sampled_from([one[0] for one in made]))) if made else set()
    index = index_of(*made)
    index.groups()
    for document_id in gone:
        index.discard(document_id)
    held = {member.document_id for group in index.groups() for member in group.members}
    assert held.isdisjoint(gone)
    for group in index.groups():
        assert len(group.members) > 1
        assert all(0.0 <= member.score <= 1.0 for member in group.members)
        assert group in index.groups_of(group.members[0].document_id, group.members[0].attribution_id)
