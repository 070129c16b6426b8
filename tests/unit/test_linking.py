"""Where the reader was, what lies where, and what is linked with it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from tui.annotations.anchoring import anchor_all
from tui.annotations.model import Annotation, Motivation, new_annotation
from tui.documents import Document
from tui.documents.loading import parse
from tui.extraction import extract
from tui.linking import ArticleLinks, Locus, Navigator, PlaceIndex
from tui.text import Span

LIMIT = 4
LOCI = st.builds(Locus, st.sampled_from(["a.txt", "b.txt"]), st.sampled_from([None, Span(0, 3), Span(5, 9)]))


class History(RuleBasedStateMachine):
    """A navigator beside the simplest history there is: a list of places and a position in it."""

    def __init__(self) -> None:
        super().__init__()
        self.navigator = Navigator(limit=LIMIT)
        self.places: list[Locus] = []
        self.at = -1

    @rule(locus=LOCI)
    def visit(self, locus: Locus) -> None:
        self.navigator.visit(locus)
        if self.at >= 0 and self.places[self.at] == locus:
            return
        self.places = [*self.places[: self.at + 1], locus][-LIMIT - 1 :]
        self.at = len(self.places) - 1

    @rule()
    def back(self) -> None:
        found = self.navigator.back()
        if self.at <= 0:
            assert found is None
        else:
            self.at -= 1
            assert found == self.places[self.at]

    @rule()
    def forward(self) -> None:
        found = self.navigator.forward()
        if self.at + 1 >= len(self.places):
            assert found is None
        else:
            self.at += 1
            assert found == self.places[self.at]

    @precondition(lambda self: self.places)
    @rule(locus=LOCI)
    def move(self, locus: Locus) -> None:
        self.navigator.moved(locus)
        self.places[self.at] = locus

    @invariant()
    def stands_where_the_model_stands(self) -> None:
        assert self.navigator.current == (self.places[self.at] if self.places else None)


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_a_first_move_is_no_visit_to_go_back_from() -> None:
    navigator = Navigator()
    navigator.moved(Locus("a.txt"))
    assert navigator.current == Locus("a.txt")
    assert navigator.back() is None


def test_another_place_of_an_article_has_nothing_chosen_in_it() -> None:
    chosen = Locus("a.txt", Span(1, 2), "q1", "ann", "n1")
    assert chosen.at(Span(7, 8)) == Locus("a.txt", Span(7, 8))


PLACES = st.lists(
    st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(1, 25)),
    max_size=14,
).map(lambda spans: [(span, str(number)) for number, span in enumerate(spans)])
OFFSETS = st.integers(0, 70)


@given(PLACES, OFFSETS, st.integers(1, 30))
def test_overlapping_finds_every_place_that_shares_text_outer_before_inner(
    places: list[tuple[Span, str]], start: int, length: int
) -> None:
    wanted = Span(start, start + length)
    found = PlaceIndex(places).overlapping(*wanted)
    assert sorted(found) == sorted(place for place in places if place[0].overlaps(wanted))
    order = [(span.start, -span.end) for span, _ in found]
    assert order == sorted(order)


@given(PLACES, OFFSETS)
def test_the_innermost_place_at_an_offset_is_the_shortest(places: list[tuple[Span, str]], offset: int) -> None:
    found = PlaceIndex(places).at(offset)
    holding = [place for place in places if place[0].holds(offset)]
    if not holding:
        assert found is None
    else:
        assert found in holding
        assert found[0].length == min(span.length for span, _ in holding)


@given(PLACES, OFFSETS, st.integers(1, 20))
def test_after_and_before_count_places_by_their_starts(places: list[tuple[Span, str]], offset: int, count: int) -> None:
    index = PlaceIndex(places)
    later = sorted(span.start for span, _ in places if span.start > offset)
    earlier = sorted((span.start for span, _ in places if span.start < offset), reverse=True)
    for found, starts in ((index.after(offset, count), later), (index.before(offset, count), earlier)):
        if not starts:
            assert found is None
        else:
            assert found in places
            assert found[0].start == starts[min(count, len(starts)) - 1]


@given(PLACES, OFFSETS)
def test_steps_lead_through_all_places_and_meet_each_of_them_once(places: list[tuple[Span, str]], offset: int) -> None:
    starts = {span.start: span for span, _ in places}
    index = PlaceIndex((span, str(start)) for start, span in starts.items())
    assert len(index) == len(starts)
    met: list[int] = []
    place: int | None = -1
    while place is not None:
        found = index.after(place)
        place = found[0].start if found else None
        met += [place] if place is not None else []
    assert met == sorted(starts)
    there = index.after(offset)
    if there is not None:
        back = index.before(there[0].start)
        assert back is None or back[0].start <= offset


ARTICLE = """Harbour Reopens After The Storm

Mayor Anna Keller spoke in Linden on Monday.

“The harbour is open again for every ship,” Anna Keller said.

Nothing else was decided. The dredging will take until the spring.
"""
WORDS = "The harbour is open again for every ship"


@pytest.fixture(scope="module")
def document() -> Document:
    return parse(ARTICLE, path="harbour.txt")


def note_on(document: Document, words: str) -> Annotation:
    start = document.text.index(words)
    span = Span(start, start + len(words))
    return new_annotation(document.text, span, motivation=Motivation.HIGHLIGHTING)


def links(document: Document, *notes: Annotation) -> ArticleLinks:
    """The article as the pipeline reads it, with these notes anchored in it."""
    return ArticleLinks(
        document.path,
        document,
        extract(document),
        notes,
        anchor_all(document.text, notes),
        {"anna-keller": "keller-of-the-library"},
    )


def test_under_the_cursor_lie_the_quote_its_words_note_and_no_more(document: Document) -> None:
    note = note_on(document, "open again")
    article = links(document, note)
    quote = article.locus_at(document.text.index(WORDS))
    assert quote.attribution is not None
    assert quote.annotation is None
    both = article.locus_at(document.text.index("open again"))
    assert (both.attribution, both.annotation) == (quote.attribution, note.id)
    assert article.locus_at(document.text.index("Anna Keller said")).actor == "keller-of-the-library"
    nothing = document.text.index("Nothing")
    assert article.locus_at(nothing) == Locus("harbour.txt", Span(nothing, nothing))


def test_a_quote_leads_to_its_passage_and_its_speaker_in_the_library(document: Document) -> None:
    article = links(document)
    attribution = article.attribution(article.locus_at(document.text.index(WORDS)).attribution)
    assert attribution is not None
    locus = article.quote_locus(attribution)
    assert locus.span is not None
    assert locus.span.of(document.text).rstrip(",") == WORDS
    assert (locus.attribution, locus.actor) == (attribution.id, "keller-of-the-library")
    unknown = replace(attribution, speaker=None, speaker_id=None)
    assert article.quote_locus(unknown).actor is None
    outside = replace(attribution, speaker_id="somebody-else")
    assert article.quote_locus(outside).actor == "somebody-else"


def test_a_note_leads_to_its_passage_and_the_quote_or_actor_it_is_about(document: Document) -> None:
    on_quote, on_name = note_on(document, "open again"), note_on(document, "Mayor Anna Keller spoke")
    on_neither = note_on(document, "Nothing else was decided.")
    article = links(document, on_quote, on_name, on_neither)
    text = document.text
    first, second, third = (article.note_locus(note.id) for note in (on_quote, on_name, on_neither))
    assert first.span is not None
    assert first.span.of(text) == "open again"
    assert first.attribution == article.locus_at(text.index(WORDS)).attribution
    assert (first.actor, first.annotation) == ("keller-of-the-library", on_quote.id)
    assert (second.attribution, second.actor) == (None, "keller-of-the-library")
    assert (third.attribution, third.actor, third.annotation) == (None, None, on_neither.id)
    assert third.span is not None
    assert third.span.of(text) == "Nothing else was decided."


def test_a_note_whose_place_is_gone_leads_to_its_article_alone(document: Document) -> None:
    elsewhere = "Quite another text, in which a most unusual lighthouse was painted green."
    note = new_annotation(elsewhere, Span(24, len(elsewhere)), motivation=Motivation.HIGHLIGHTING)
    article = links(document, note)
    assert len(article.notes) == 0
    assert article.note_locus(note.id) == Locus("harbour.txt", annotation=note.id)
    assert article.note_locus("never made") == Locus("harbour.txt", annotation="never made")
    assert article.annotation(note.id) is note
    assert article.annotation("never made") is None


def test_a_quote_is_completed_by_the_note_on_it_and_a_chosen_note_stays(document: Document) -> None:
    note, other = note_on(document, "open again"), note_on(document, "until the spring")
    article = links(document, note, other)
    attribution = article.attribution(article.locus_at(document.text.index(WORDS)).attribution)
    assert attribution is not None
    locus = article.quote_locus(attribution)
    assert article.completed(locus) == replace(locus, annotation=note.id)
    chosen = replace(locus, annotation=other.id)
    assert article.completed(chosen) == chosen
    assert links(document, other).completed(locus) == locus
    plain = Locus("harbour.txt", Span(0, 0))
    assert article.completed(plain) == plain


def test_a_passage_that_is_gone_to_is_completed_by_the_first_quote_in_it(document: Document) -> None:
    article = links(document)
    start = document.text.index(WORDS) - 1  # with the mark that opens the quote
    sentence = Locus("harbour.txt", Span(start, start + len(WORDS) + 20))
    completed = article.completed(sentence)
    assert completed.attribution is not None
    assert completed.span == sentence.span
    assert completed.actor == article.quote_locus(article.analysis.attributions[0]).actor  # type: ignore[union-attr]
    chosen = replace(sentence, actor="somebody")
    assert article.completed(chosen) == chosen


def test_an_article_that_is_not_analysed_yet_still_has_its_notes(document: Document) -> None:
    note = note_on(document, "open again")
    anchors = anchor_all(document.text, [note])
    article = ArticleLinks(document.path, document, None, (note,), anchors)
    locus = article.locus_at(document.text.index("open again"))
    assert (locus.attribution, locus.actor, locus.annotation) == (None, None, note.id)
    assert len(article.quotes) == len(article.mentions) == 0
