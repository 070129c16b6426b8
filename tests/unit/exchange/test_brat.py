"""Notes as brat standoff, out and in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from tests.unit.exchange.notes import TEXT, article, note, placed_articles
from tui.annotations.model import Motivation
from tui.exchange.brat import read, write
from tui.exchange.model import AnnotatedArticle, ExchangeError, Incoming, PlacedNote
from tui.text import Span


def regrouped(incoming: Incoming, text: str) -> AnnotatedArticle:
    assert incoming.problems == ()
    placed = [
        PlacedNote(each.annotation, Span(each.annotation.target.position.start, each.annotation.target.position.end))
        for each in incoming.notes
    ]
    (reference,) = {each.reference for each in incoming.notes}
    return AnnotatedArticle(reference, tuple(placed), text)


@settings(deadline=None, max_examples=80)
@given(placed_articles())
def test_second_export_is_the_first_and_every_passage_with_words_comes_back(made: AnnotatedArticle) -> None:
    outcome = write([made], "a.ann")
    assert made.text is not None
    if not outcome.files:
        assert all(placed.span is None or not placed.span.of(made.text).strip("\n") for placed in made.notes)
        return
    (_, text), (_, standoff) = outcome.files
    incoming = read(standoff, text, "a.txt")
    assert write([regrouped(incoming, text)], "a.ann").files == outcome.files
    before = {placed.annotation.id: placed for placed in made.notes}
    if "characters that are no Unicode text" not in outcome.losses:
        for each in incoming.notes:
            old = before[each.annotation.id].annotation
            for name in ("motivation", "body", "tags", "links", "creator", "created", "modified", "conflict_with"):
                assert getattr(each.annotation, name) == getattr(old, name)
            assert each.annotation.target.quote.exact == old.target.quote.exact.strip("\n")


@settings(deadline=None, max_examples=40)
@given(placed_articles())
def test_every_line_has_the_form_of_the_format_and_its_words_stand_there(made: AnnotatedArticle) -> None:
    for name, content in write([made], "a.ann").files:
        if name.endswith(".txt"):
            assert content == made.text
            continue
        for line in content.removesuffix("\n").split("\n"):
            if line.startswith("#"):
                assert re.fullmatch(r"#\d+\t\w+ T\d+\t[^\n\t]*", line)
                continue
            places, words = re.fullmatch(r"T\d+\t\w+ ([\d ;]+)\t(.*)", line).groups()  # type: ignore[union-attr]
            spans = [Span(*map(int, each.split())) for each in places.split(";")]
            assert " ".join(span.of(made.text or "") for span in spans) == words


def test_a_note_over_two_paragraphs_has_a_fragment_for_each() -> None:
    words = "on Thursday.\n\nThe minister"
    (_, _), (_, standoff) = write([article(note(words))], "talks.ann").files
    start = TEXT.index(words)
    assert f"{start} {start + 12};{start + 14} {start + 26}\ton Thursday. The minister\n" in standoff


def test_what_was_marked_in_brat_becomes_notes_with_the_type_as_tag() -> None:
    start = TEXT.index("Ms Truss")
    lines = f"T1\tPerson {start} {start + 8}\tMs Truss\n#1\tAnnotatorNotes T1\tC:\\new?\nR1\tSays Arg1:T1 Arg2:T1\n"
    (found,) = read(lines, TEXT.replace("\n", "\r\n"), "talks.txt").notes
    assert found.annotation.tags == ("Person",)
    assert found.annotation.body == "C:\\new?"
    assert found.annotation.motivation is Motivation.COMMENTING
    assert found.annotation.target.quote.exact == "Ms Truss"
    assert read(lines, TEXT, "talks.txt").notes == (found,)


def test_notes_without_a_place_are_told() -> None:
    lost = AnnotatedArticle(article().reference, (PlacedNote(note()),), TEXT)
    outcome = write([lost], "x.ann")
    assert outcome.files == ()
    assert outcome.losses == ("1 note without words in a text at hand",)


def test_lines_outside_the_text_or_without_form_are_told_and_the_others_read() -> None:
    lines = "T1\tNote 0 5\tTalks\nT2\tNote 90000 90001\tx\nT3 Note\nT4\tNote 3 3\t\n"
    incoming = read(lines, TEXT, "talks.txt")
    assert [each.annotation.target.quote.exact for each in incoming.notes] == ["Talks"]
    assert [each.split(":")[0] for each in incoming.problems] == ["line 2", "line 3", "line 4"]
    with pytest.raises(ExchangeError):
        read("R1\tSays Arg1:T1 Arg2:T2\n", TEXT, "talks.txt")
