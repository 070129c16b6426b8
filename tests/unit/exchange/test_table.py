"""Notes as CSV, out and in."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings

from tests.unit.exchange.notes import article, libraries, note, regrouped, with_notes
from tui.annotations.model import Motivation
from tui.exchange.model import AnnotatedArticle, ExchangeError
from tui.exchange.table import COLUMNS, read, write


def written(articles: tuple[AnnotatedArticle, ...]) -> str:
    ((_, text),) = write(articles, "notes.csv").files
    return text


@settings(deadline=None, max_examples=80)
@given(libraries())
def test_second_export_is_the_first_and_only_lone_surrogates_are_lost(articles: tuple[AnnotatedArticle, ...]) -> None:
    outcome = write(articles, "notes.csv")
    text = written(articles)
    incoming = read(text)
    if outcome.losses:
        assert "\ufffd" in text
    else:
        assert regrouped(incoming) == with_notes(articles)
    again = regrouped(incoming)
    assert written(regrouped(read(written(again)))) == written(again)
    assert text.encode("utf-8").decode("utf-8") == text


def test_no_cell_is_a_formula_and_none_is_changed_by_that() -> None:
    hostile = ("=1+1", "-2", "@x", "'=1", "''", "'tis so", "+", "\tx")
    notes = [note(id=f"n{number}", body=body) for number, body in enumerate(hostile)]
    text = written((article(*notes),))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())
    assert [each.annotation.body for each in read(text).notes] == list(hostile)


def test_tags_stand_in_one_cell_that_people_can_edit() -> None:
    text = written((article(note(tags=("doubt", "a, b", 'so "called"', ""))),))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["tags"] == 'doubt, "a, b", "so ""called""", ""'
    (found,) = read('exact,tags\r\nwords,"one,two , three  four,"\r\n').notes
    assert found.annotation.tags == ("one", "two", "three  four")


def test_a_table_of_passages_alone_is_enough_and_is_taken_in_once() -> None:
    incoming = read("\ufefftitle,exact,note\nTalks,nothing had been decided,Who?\nTalks,and left,\n,,\n")
    first, second = (each.annotation for each in incoming.notes)
    assert (first.motivation, second.motivation) == (Motivation.COMMENTING, Motivation.HIGHLIGHTING)
    assert first.id != second.id
    assert read("title,exact,note\nTalks,nothing had been decided,Who?\n").notes[0].annotation == first
    assert incoming.notes[0].reference.title == "Talks"


def test_a_note_of_a_megabyte_goes_through() -> None:
    big = article(note(body="word " * 200_000))
    assert len(read(written((big,))).notes[0].annotation.body) == 1_000_000


def test_lines_that_cannot_be_read_are_told_and_the_others_read() -> None:
    text = "exact,created,start,motivation\na,,,\nb,yesterday,,\nc,,-1,\nd,,,shouting\ne,2022-02-10,7,tagging\n"
    incoming = read(text)
    assert [each.annotation.target.quote.exact for each in incoming.notes] == ["a", "e"]
    assert [each.split(":")[0] for each in incoming.problems] == ["note 2", "note 3", "note 4"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00"])
def test_a_table_without_passages_is_refused(text: str) -> None:
    with pytest.raises(ExchangeError):
        read(text)


def test_every_column_is_named_once() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
