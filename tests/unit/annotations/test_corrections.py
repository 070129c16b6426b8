"""The reader's corrections, made to what the extractor finds in small articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.unit.annotations.making import any_text
from tui.annotations import codec
from tui.annotations.anchoring import anchor_all
from tui.annotations.corrections import (
    add_quote,
    apply_corrections,
    correct_kind,
    correct_span,
    correct_speaker,
    describe,
    is_correction,
    merge_actors,
    reject_quote,
    rename_actor,
    split_actor,
)
from tui.annotations.corrections.body import (
    Added,
    Edit,
    KindIs,
    Merged,
    Rejected,
    Renamed,
    SpanIs,
    SpeakerIs,
    Split,
    clean,
    read_body,
    write_body,
)
from tui.annotations.model import Annotation, Motivation, new_annotation
from tui.annotations.store import NoteStore
from tui.comparison.actors import ActorRegistry
from tui.documents.loading import parse
from tui.documents.model import Document
from tui.extraction.model import Actor, ActorKind, Analysis, Attribution, Kind
from tui.extraction.pipeline import extract
from tui.text import Span

ARTICLE = """\
Envoys meet on the border for a second day of talks

The foreign secretary, Jane Marlow, met Pavel Orlov in Geneva on Thursday.

Orlov said the talks were “a walk in the fog”, and that nothing was agreed.

“We need,” Ms. Marlow said, “to see the bridges mended.”

“No,” she said. A senior U.K. defence source said the road would stay closed.

Peter Hale met Laura Hale in the evening. Hale said that a deal was near. She added: “I hope so.”

Nobody had slept, as every driver on the road knew.
"""


def article(text: str = ARTICLE) -> Document:
    return parse(text, path="talks.txt")


DOCUMENT = article()
TEXT = DOCUMENT.text
FOUND = extract(DOCUMENT)


def corrected(*notes: Annotation, document: Document = DOCUMENT) -> Analysis:
    """What is found in the document anew, with the notes placed in it anew."""
    return apply_corrections(extract(document), document.text, notes, anchor_all(document.text, notes))


def words(quote: Attribution, text: str = TEXT) -> str:
    return " … ".join(piece.of(text) for piece in quote.content)


def quote(start: str, analysis: Analysis = FOUND, text: str = TEXT) -> Attribution:
    """The one attribution whose words begin so."""
    (found,) = [each for each in analysis.attributions if words(each, text).startswith(start)]
    return found


def actor(name: str, analysis: Analysis = FOUND) -> Actor:
    (found,) = [each for each in analysis.actors if each.name == name]
    return found


def mentions(name: str, analysis: Analysis) -> list[str]:
    return [span.of(TEXT) for span in actor(name, analysis).mentions]


def place(start: str, end: str) -> Span:
    """From the first word of `start` to the end of `end` after it."""
    first = TEXT.index(start)
    return Span(first, TEXT.index(end, first) + len(end))


def at(note: Annotation, minutes: int) -> Annotation:
    """The note as if made so long after noon of a certain day."""
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(minutes=minutes)
    return replace(note, created=moment, modified=moment)


def by_hand(body: str, span: Span, motivation: Motivation = Motivation.EDITING) -> Annotation:
    return new_annotation(TEXT, span, motivation=motivation, body=body, creator="anna")


def assert_consistent(analysis: Analysis, text: str) -> None:
    ids = [each.id for each in analysis.actors]
    assert len(set(ids)) == len(ids)
    names = {each.id: each.name for each in analysis.actors}
    assert len({each.id for each in analysis.attributions}) == len(analysis.attributions)
    for each in analysis.attributions:
        assert each.speaker_id is None or names[each.speaker_id] == each.speaker
        assert all(0 <= piece.start < piece.end <= len(text) for piece in each.content)
        assert all(left.end <= right.start for left, right in zip(each.content, each.content[1:], strict=False))
        if each.corrected:
            assert each.confidence == 1
    assert [each.span.start for each in analysis.attributions] == sorted(
        each.span.start for each in analysis.attributions
    )
    taken: list[Span] = []
    for who in analysis.actors:
        assert who.name
        assert list(who.mentions) == sorted(set(who.mentions))
        assert set(who.names) <= set(who.mentions)
        assert who.name not in who.aliases
        assert who.mentions or who.id in {each.speaker_id for each in analysis.attributions}
        taken += who.mentions
    assert len(taken) == len(set(taken))


def test_article_is_read_as_these_tests_expect() -> None:
    assert [each.speaker for each in FOUND.attributions[:4]] == [
        "Pavel Orlov", "Jane Marlow", "Jane Marlow", "senior U.K. defence source",
    ]  # fmt: skip
    assert "Hale" in actor("Laura Hale").aliases
    assert_consistent(FOUND, TEXT)


def test_no_corrections_leave_the_analysis_as_it_is() -> None:
    assert corrected() == FOUND
    comment = by_hand("speaker: Pavel Orlov", quote("No").span, Motivation.COMMENTING)
    assert corrected(comment) == FOUND
    assert not is_correction(comment)


def test_speaker_becomes_an_actor_of_the_article_and_takes_the_pronoun_along() -> None:
    note = at(correct_speaker(TEXT, quote("No"), "orlov", creator="anna"), 0)
    analysis = corrected(note)
    changed = quote("No", analysis)
    assert (changed.speaker, changed.speaker_id) == ("Pavel Orlov", actor("Pavel Orlov").id)
    assert (changed.corrected, changed.confidence) == (True, 1.0)
    assert changed.why == "Speaker corrected by anna on 23 November 2026."
    assert "she" in mentions("Pavel Orlov", analysis)
    assert "she" not in mentions("Jane Marlow", analysis)
    assert [each for each in analysis.attributions if each.id != changed.id] == [
        each for each in FOUND.attributions if each.id != changed.id
    ]
    assert_consistent(analysis, TEXT)


def test_speaker_that_is_no_actor_yet_becomes_one() -> None:
    analysis = corrected(correct_speaker(TEXT, quote("No"), "Ada Quill", creator="anna"))
    made = actor("Ada Quill", analysis)
    assert (made.id, made.kind, made.corrected) == ("ada-quill", ActorKind.PERSON, True)
    assert quote("No", analysis).speaker_id == "ada-quill"
    body = corrected(correct_speaker(TEXT, quote("No"), "Ministry of Bridges", creator="anna"))
    assert actor("Ministry of Bridges", body).kind is ActorKind.ORGANISATION
    outlet = corrected(correct_speaker(TEXT, quote("No"), "Reuters", creator="anna"))
    assert actor("Reuters", outlet).kind is ActorKind.ORGANISATION


def test_place_that_is_told_to_speak_is_its_government() -> None:
    analysis = corrected(correct_speaker(TEXT, quote("No"), "Geneva", creator="anna"))
    speaker = next(each for each in analysis.actors if each.id == quote("No", analysis).speaker_id)
    assert (speaker.name, speaker.kind) == ("Geneva", ActorKind.ORGANISATION)
    assert [each.kind for each in analysis.actors if each.name == "Geneva"].count(ActorKind.PLACE) == 1
    assert_consistent(analysis, TEXT)


def test_speaker_can_be_nobody() -> None:
    analysis = corrected(correct_speaker(TEXT, quote("No"), None, creator="anna"))
    assert (quote("No", analysis).speaker, quote("No", analysis).speaker_id) == (None, None)
    assert quote("No", analysis).corrected


def test_unnamed_source_that_is_told_by_name_is_an_actor_no_longer() -> None:
    note = correct_speaker(TEXT, quote("the road"), "Ada Quill", creator="anna")
    analysis = corrected(note)
    assert mentions("Ada Quill", analysis) == ["A senior U.K. defence source"]
    assert [each.name for each in FOUND.actors if each.unnamed] == ["senior U.K. defence source"]
    assert not any(each.unnamed for each in analysis.actors)
    assert_consistent(analysis, TEXT)


def test_kind_is_corrected() -> None:
    analysis = corrected(correct_kind(TEXT, quote("the talks"), Kind.INDIRECT, creator="anna"))
    assert quote("the talks", analysis).kind is Kind.INDIRECT
    assert quote("the talks", analysis).speaker == "Pavel Orlov"


def test_span_is_corrected_and_the_marks_tell_its_kind() -> None:
    note = correct_span(TEXT, quote("the talks"), place("“a walk", "fog”"), creator="anna")
    changed = quote("a walk", corrected(note))
    assert words(changed) == "a walk in the fog"
    assert (changed.kind, changed.id) == (Kind.DIRECT, quote("the talks").id)
    assert changed.speaker == "Pavel Orlov"


def test_span_keeps_the_gap_of_an_interrupted_quote() -> None:
    note = correct_span(TEXT, quote("We need"), place("“We need", "bridges"), creator="anna")
    assert words(quote("We need", corrected(note))) == "We need … to see the bridges"


def test_kind_told_by_the_reader_outlives_a_new_span() -> None:
    kind = at(correct_kind(TEXT, quote("the talks"), Kind.INDIRECT, creator="anna"), 0)
    span = at(correct_span(TEXT, quote("the talks"), place("“a walk", "fog”"), creator="anna"), 1)
    assert quote("a walk", corrected(kind, span)).kind is Kind.INDIRECT


def test_corrections_of_a_corrected_quote_build_on_each_other() -> None:
    span = at(correct_span(TEXT, quote("the talks"), place("nothing", "agreed"), creator="anna"), 0)
    changed = quote("nothing", corrected(span))
    speaker = at(correct_speaker(TEXT, changed, "Jane Marlow", creator="ben"), 1)
    analysis = corrected(speaker, span)
    assert quote("nothing", analysis).speaker == "Jane Marlow"
    assert quote("nothing", analysis).why == (
        "Passage corrected by anna on 23 November 2026. Speaker corrected by ben on 23 November 2026."
    )


def test_rejected_quote_is_gone() -> None:
    analysis = corrected(reject_quote(TEXT, quote("the road"), creator="anna"))
    assert [words(each) for each in analysis.attributions] == [
        words(each) for each in FOUND.attributions if words(each) != words(quote("the road"))
    ]


def test_added_quote_stands_in_text_order() -> None:
    analysis = corrected(add_quote(TEXT, place("Nobody", "slept"), "Ada Quill", None, creator="anna"))
    made = next(each for each in analysis.attributions if words(each) == "Nobody had slept")
    assert (made.speaker, made.kind, made.corrected) == ("Ada Quill", Kind.INDIRECT, True)
    assert_consistent(analysis, TEXT)


def test_added_quote_has_no_marks_at_its_ends_and_the_kind_they_tell() -> None:
    reject = at(reject_quote(TEXT, quote("I hope"), creator="anna"), 0)
    add = at(add_quote(TEXT, place("“I hope", "so.”"), "Peter Hale", None, creator="anna"), 1)
    made = quote("I hope", corrected(reject, add))
    assert (words(made), made.kind, made.speaker) == ("I hope so.", Kind.DIRECT, "Peter Hale")
    told = at(add_quote(TEXT, place("“I hope", "so.”"), None, Kind.MIXED, creator="anna"), 2)
    assert quote("I hope", corrected(reject, told)).kind is Kind.MIXED


def test_quote_that_the_extractor_finds_by_now_is_not_added_twice() -> None:
    note = add_quote(TEXT, quote("No").span, "Pavel Orlov", Kind.DIRECT, creator="anna")
    analysis = corrected(note)
    assert len(analysis.attributions) == len(FOUND.attributions)
    assert quote("No", analysis).speaker == "Pavel Orlov"


def test_scare_quotes_that_are_told_to_be_a_statement_are_scare_quotes_no_longer() -> None:
    text = "Roads\n\nThe so-called “peace road” was closed in the afternoon.\n"
    document = article(text)
    (marked,) = extract(document).marked
    note = add_quote(document.text, marked.span, "Ada Quill", None, creator="anna")
    analysis = corrected(note, document=document)
    assert analysis.marked == ()
    assert quote("peace road", analysis, document.text).kind is Kind.DIRECT


def test_passage_without_words_and_actor_without_a_name_are_refused() -> None:
    with pytest.raises(ValueError, match="no words"):
        add_quote(TEXT, place("\n", "\n"), None, None, creator="anna")
    with pytest.raises(ValueError, match="no words"):
        correct_span(TEXT, quote("No"), place(",” she", ",”"), creator="anna")
    with pytest.raises(ValueError, match="needs a name"):
        rename_actor(TEXT, actor("Jane Marlow"), " \n", creator="anna")


def test_renamed_actor_keeps_its_id_and_its_old_name_as_an_alias() -> None:
    analysis = corrected(at(rename_actor(TEXT, actor("Jane Marlow"), "Joan Marlow", creator="anna"), 0))
    renamed = actor("Joan Marlow", analysis)
    assert (renamed.id, renamed.corrected) == (actor("Jane Marlow").id, True)
    assert "Jane Marlow" in renamed.aliases
    said = quote("We need", analysis)
    assert (said.speaker, said.corrected) == ("Joan Marlow", False)
    assert said.confidence == quote("We need").confidence
    assert said.why.endswith(" Actor corrected by anna on 23 November 2026.")


def test_merged_actors_share_mentions_names_and_quotes() -> None:
    analysis = corrected(merge_actors(TEXT, actor("Peter Hale"), "Laura Hale", creator="anna"))
    assert "Peter Hale" not in [each.name for each in analysis.actors]
    assert {"Peter Hale", "Laura Hale", "Hale"} <= set(mentions("Laura Hale", analysis))
    assert "Peter Hale" in actor("Laura Hale", analysis).aliases
    assert_consistent(analysis, TEXT)


def test_actor_merged_into_one_of_another_article_is_joined_to_it_across_documents() -> None:
    other = article("Bridges\n\n“We wait,” said Ruth Aldous, the minister.\n")
    analysis = corrected(merge_actors(TEXT, actor("Pavel Orlov"), "Ruth Aldous", creator="anna"))
    registry = ActorRegistry()
    registry.add(analysis)
    registry.add(extract(other))
    here = actor("Ruth Aldous", analysis)
    there = actor("Ruth Aldous", extract(other))
    assert registry.canonical_id(DOCUMENT.id, here.id) == registry.canonical_id(other.id, there.id)


def test_split_actor_loses_the_names_written_so_and_the_pronouns_after_them() -> None:
    hale = actor("Laura Hale")
    bare = next(span for span in hale.names if span.of(TEXT) == "Hale")
    analysis = corrected(split_actor(TEXT, hale, bare, "Carl Hale", creator="anna"))
    assert mentions("Laura Hale", analysis) == ["Laura Hale"]
    assert mentions("Carl Hale", analysis)[0] == "Hale"
    assert quote("that a deal", analysis).speaker == "Carl Hale"
    assert (actor("Carl Hale", analysis).corrected, actor("Laura Hale", analysis).corrected) == (True, True)
    joined = corrected(split_actor(TEXT, hale, bare, "Peter Hale", creator="anna"))
    assert "Hale" in mentions("Peter Hale", joined)
    assert quote("that a deal", joined).speaker == "Peter Hale"
    assert_consistent(analysis, TEXT)
    assert_consistent(joined, TEXT)


def test_actor_that_loses_its_full_name_is_called_by_what_is_left() -> None:
    marlow = actor("Jane Marlow")
    full = next(span for span in marlow.names if span.of(TEXT) == "Jane Marlow")
    analysis = corrected(split_actor(TEXT, marlow, full, "Jane Marlow", creator="anna"))
    assert mentions("Jane Marlow", analysis) == ["Jane Marlow"]
    assert mentions("Marlow", analysis) == ["The foreign secretary", "Ms. Marlow", "she"]
    assert quote("We need", analysis).speaker == "Marlow"
    assert_consistent(analysis, TEXT)


def test_single_pronoun_can_be_split_off() -> None:
    marlow = actor("Jane Marlow")
    she = next(span for span in marlow.mentions if span.of(TEXT) == "she")
    analysis = corrected(split_actor(TEXT, marlow, she, "Laura Hale", creator="anna"))
    assert quote("No", analysis).speaker == "Laura Hale"
    assert quote("We need", analysis).speaker == "Jane Marlow"


def test_later_correction_holds_in_whatever_order_they_are_given() -> None:
    first = at(correct_speaker(TEXT, quote("No"), "Laura Hale", creator="anna"), 0)
    second = at(correct_speaker(TEXT, quote("No"), "Pavel Orlov", creator="ben"), 1)
    assert corrected(first, second) == corrected(second, first)
    assert quote("No", corrected(second, first)).speaker == "Pavel Orlov"
    assert quote("No", corrected(first)).speaker == "Laura Hale"


def test_other_version_of_a_correction_in_conflict_changes_nothing_while_both_are_there() -> None:
    kept = at(correct_speaker(TEXT, quote("No"), "Laura Hale", creator="anna"), 0)
    copy = replace(at(correct_speaker(TEXT, quote("No"), "Pavel Orlov", creator="ben"), 1), conflict_with=kept.id)
    assert corrected(kept, copy) == corrected(kept)
    assert quote("No", corrected(copy)).speaker == "Pavel Orlov"


def test_correction_moves_with_its_passage_into_a_changed_article() -> None:
    notes = [
        at(correct_speaker(TEXT, quote("No"), "Pavel Orlov", creator="anna"), 0),
        at(correct_span(TEXT, quote("the talks"), place("“a walk", "fog”"), creator="anna"), 1),
        at(rename_actor(TEXT, actor("Jane Marlow"), "Joan Marlow", creator="anna"), 2),
    ]
    changed = article(ARTICLE.replace("Orlov said", "It rained all day. Orlov said", 1))
    analysis = corrected(*notes, document=changed)
    assert quote("No", analysis, changed.text).speaker == "Pavel Orlov"
    assert words(quote("a walk", analysis, changed.text), changed.text) == "a walk in the fog"
    assert quote("We need", analysis, changed.text).speaker == "Joan Marlow"


def test_correction_whose_passage_is_gone_changes_nothing() -> None:
    note = correct_speaker(TEXT, quote("We need"), "Pavel Orlov", creator="anna")
    shorter = article(ARTICLE.replace("“We need,” Ms. Marlow said, “to see the bridges mended.”\n\n", ""))
    assert corrected(note, document=shorter) == extract(shorter)


def test_correction_is_not_made_to_a_quote_that_shares_less_than_half_of_its_words() -> None:
    note = by_hand("speaker: Jane Marlow", place("the talks were", "the talks were"))
    assert corrected(note) == FOUND


@pytest.mark.parametrize(
    "body",
    [
        "", "speaker", "kind: shouted", "speaker: [a, b]", "speaker: {a: b}", "reject: no",
        "rename: {from: A}", "merge: Jane", "add: [1]", "a: &a [*a]", "{" * 200, "unknown: key", "\x00",
        "speaker: a\nspeaker: b", "--- a\n--- b", "span: true\nreplaces: {}", "split: {actor: '', name: ''}",
        "speaker: 'x", "speaker: !!python/x y\nkind:",
    ],
)  # fmt: skip
def test_body_that_cannot_be_read_changes_nothing(body: str) -> None:
    note = by_hand(body, quote("No").span)
    assert not is_correction(note)
    assert corrected(note) == FOUND
    assert "\n" not in describe(note)


def test_body_can_be_written_by_hand() -> None:
    note = by_hand("# I heard the tape\nspeaker: Pavel Orlov\nkind: Mixed\n", quote("No").span)
    changed = quote("No", corrected(note))
    assert (changed.speaker, changed.kind) == ("Pavel Orlov", Kind.MIXED)
    assert describe(note) == "Speaker corrected: Pavel Orlov; Kind corrected: mixed"
    added = corrected(by_hand("add: true", place("Nobody", "slept")))
    assert [each.speaker for each in added.attributions if words(each) == "Nobody had slept"] == [None]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (SpeakerIs("Jane Marlow"), "Speaker corrected: Jane Marlow"),
        (SpeakerIs(None), "Speaker corrected: not told"),
        (KindIs(Kind.INDIRECT), "Kind corrected: indirect"),
        (SpanIs("old"), "Passage corrected"),
        (Rejected(), "Rejected: no quote"),
        (Added("Jane", Kind.DIRECT), "Quote added: Jane, direct"),
        (Added(None, None), "Quote added"),
        (Renamed("A", "B"), "Actor renamed: A is B"),
        (Merged("A", "B"), "Actors merged: A is B"),
        (Split("A", "B"), "Actor split: B is not A"),
    ],
)
def test_correction_is_described_in_one_line(edit: Edit, told: str) -> None:
    assert describe(by_hand(write_body(edit), Span(0, 6))) == told


def test_corrections_come_back_from_the_notes_file_and_go_with_undo(tmp_path: Path) -> None:
    notebook = NoteStore(tmp_path).open(DOCUMENT)
    notebook.add(correct_speaker(TEXT, quote("No"), "Pavel Orlov", creator="anna"))
    notebook.add(merge_actors(TEXT, actor("Peter Hale"), "Laura Hale", creator="anna"))
    assert "    speaker: Pavel Orlov\n" in notebook.path.read_text(encoding="utf-8")
    again = NoteStore(tmp_path).open(DOCUMENT)
    assert corrected(*again.annotations) == corrected(*notebook.annotations) != FOUND
    again.undo()
    assert quote("No", corrected(*again.annotations)).speaker == "Pavel Orlov"
    assert "Peter Hale" in [each.name for each in corrected(*again.annotations).actors]
    again.undo()
    assert corrected(*again.annotations) == FOUND


def test_names_of_a_hostile_note_reach_the_analysis_without_control_characters() -> None:
    note = replace(by_hand('speaker: "Ev\\e[31mil\\nname"', quote("No").span), creator="an\x1b[2Jna\n")
    changed = quote("No", corrected(note))
    assert changed.speaker is not None
    assert changed.speaker.isprintable()
    assert changed.why.isprintable()


names = st.one_of(
    st.sampled_from(["Jane Marlow", "Orlov", "Hale", "Laura Hale", "Reuters", "Geneva", "Ada Quill", "null", "yes"]),
    any_text.map(clean).filter(bool),
)
spans = st.tuples(st.integers(0, len(TEXT) - 60), st.integers(1, 60)).map(lambda pair: Span(pair[0], sum(pair)))
edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SpeakerIs, st.none() | names),
    st.builds(KindIs, st.sampled_from(Kind)),
    st.builds(
        SpanIs,
        st.just("") | st.sampled_from([words(each) for each in FOUND.attributions]) | any_text.map(clean),
    ),
    st.just(Rejected()),
    st.builds(Added, st.none() | names, st.none() | st.sampled_from(Kind)),
    st.builds(Renamed, names, names),
    st.builds(Merged, names, names),
    st.builds(Split, names, names),
)
places = st.one_of(
    st.sampled_from([each.span for each in FOUND.attributions]),
    st.sampled_from([span for each in FOUND.actors for span in each.mentions]),
    spans,
)
notes = st.lists(
    st.builds(
        lambda edit, where, minute: at(by_hand(write_body(edit), where), minute),
        edits,
        places,
        st.integers(0, 3),
    ),
    max_size=6,
)


@given(edits)
def test_every_edit_is_read_back_from_its_body(edit: Edit) -> None:
    body = write_body(edit)
    assert read_body(body) == (edit,)
    note = by_hand(body, Span(0, 6))
    assert codec.decode(codec.encode(note, "talks.txt")).body == body
    assert "\n" not in describe(note)


@settings(deadline=None)
@given(notes, st.randoms(use_true_random=False))
def test_corrections_are_a_function_of_their_set(made: Sequence[Annotation], chance: object) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    anchors = anchor_all(TEXT, made)
    analysis = apply_corrections(FOUND, TEXT, made, anchors)
    assert apply_corrections(FOUND, TEXT, [*shuffled, *made], anchors) == analysis
    assert_consistent(analysis, TEXT)


@given(any_text, spans)
def test_any_body_is_harmless(body: str, where: Span) -> None:
    note = by_hand(body, where)
    analysis = apply_corrections(FOUND, TEXT, [note], anchor_all(TEXT, [note]))
    assert_consistent(analysis, TEXT)
    if not is_correction(note):
        assert analysis == FOUND
