"""The coverage matrix: who is in which outlet, how often, how, and first where."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.comparison.coverage import Across, Cell, Matrix, Only, Order, Row, Told, listed, matrix, source_of, speakers
from tui.comparison.moments import moment_at
from tui.comparison.sieve import Sieve
from tui.comparison.sorting import put_in_order
from tui.documents.loading import parse
from tui.extraction.model import Attribution, Kind
from tui.text import Span

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told(
    speaker: str = "Anna Berg",
    outlet: str = "Courier",
    kind: Kind = Kind.DIRECT,
    *,
    at: int = 0,
    when: datetime | None = NOON,
    key: str = "",
    actor: str | None = "same",
    confidence: float = 0.9,
) -> Told:
    span = Span(at, at + 5)
    quote = Attribution(f"q{at}", (span,), kind, None, None, speaker, None, (), confidence, "")
    known = f"person/{speaker}" if actor == "same" else actor
    key = key or f"{outlet}.txt"
    title = f"Title of {outlet}"
    return Told(key, quote, f"words {at}", speaker, known, title, outlet, outlet or title, when)


def by_outlet(*reports: Told) -> Matrix:
    return matrix(speakers(reports), Across.OUTLETS)


def test_speakers_of_one_name_are_told_apart_by_what_they_are() -> None:
    both = [told("Holm", actor="person/holm"), told("Holm", "Gazette", actor="place/holm"), told("Berg")]
    assert [row.label for row in by_outlet(*both).rows] == ["Holm, person", "Holm, place", "Berg"]
    of = replace(told("Lind"), spoken_of=(("person/holm", "Holm"), ("place/holm", "Holm"), ("place/west", "West")))
    assert {name for _, name in matrix(speakers([of]), Across.SPOKEN_OF).columns} == {
        "Holm, person", "Holm, place", "West",
    }  # fmt: skip


def test_two_statements_that_share_a_quote_are_told_by_words_of_their_own() -> None:
    shared, first, second = told(at=0), told("Anna Berg", "Gazette", at=1), told("Anna Berg", "Herald", at=2)
    taken: set[str] = set()
    assert [source_of(group, taken)[0] for group in ([shared, first], [shared, second], [shared])] == [
        "words 0", "words 2", "words 0",
    ]  # fmt: skip


def only_row(*reports: Told) -> Row:
    (row,) = by_outlet(*reports).rows
    return row


def first_of(*reports: Told) -> str | None:
    return only_row(*reports).first


def test_cells_count_direct_quotes_and_paraphrases_and_absent_ones_are_none() -> None:
    reports = [told(at=0), told(at=9, kind=Kind.MIXED), told(at=20, kind=Kind.INDIRECT), told("Holm", "Gazette")]
    found = by_outlet(*reports)
    assert found.columns == (("outlet/courier", "Courier"), ("outlet/gazette", "Gazette"))
    berg, holm = found.rows
    cell = berg.cells["outlet/courier"]
    assert (cell.direct, cell.paraphrased, berg.reports) == (2, 1, 3)
    assert set(holm.cells) == {"outlet/gazette"}
    assert found.missing(berg) == ["outlet/gazette"]


def test_guesses_are_counted() -> None:
    row = only_row(told(at=0, confidence=0.3), told(at=9))
    assert row.cells["outlet/courier"].guessed == 1


def test_unnamed_sources_are_not_one_across_articles_and_the_unknown_are_a_row() -> None:
    source = "an official"
    found = by_outlet(*(told(name, outlet, actor=None) for name in (source, "") for outlet in "AB"))
    assert [(row.label, len(row.cells)) for row in found.rows] == [
        (source, 1), (source, 1), ("speaker not known", 2),
    ]  # fmt: skip


def test_whose_speaker_is_not_known_is_a_row_at_the_end_and_no_speaker() -> None:
    early = NOON - timedelta(days=1)
    nobody = [told("", outlet, actor=None, at=at, when=early) for at, outlet in enumerate("AABB")]
    found = by_outlet(*nobody, told("Berg", "B"), told("", "C", actor=None), told("Zorn", "C"))
    for order in Order:
        rows = listed(found, order, Only.ALL)
        assert [row.is_nobody for row in rows] == [False, False, True]
    assert rows[-1].first is None
    alone = by_outlet(told("", "A", actor=None), told("Berg", "B"))
    assert [row.label for row in listed(alone, Order.NAME, Only.ALONE)] == ["Berg"]


def test_articles_without_an_outlet_are_columns_of_their_own() -> None:
    found = by_outlet(told(outlet="", key="a.txt"), told(outlet="", key="b.txt"))
    assert [column for column, _ in found.columns] == ["article/a.txt", "article/b.txt"]
    apart = matrix(speakers([told(key="a.txt"), told(key="b.txt")]), Across.ARTICLES)
    assert len(apart.columns) == 2


def test_articles_of_no_outlet_or_of_one_title_have_columns_of_different_names() -> None:
    def columns(across: Across, *reports: Told) -> list[str]:
        return [name for _, name in matrix(speakers(reports), across).columns]

    one, other = told(outlet="", key="a.txt"), told(outlet="", key="b.txt", when=NOON + timedelta(days=1))
    for across in (Across.OUTLETS, Across.ARTICLES):
        assert columns(across, one, other) == ["Title of  (a.txt)", "Title of  (b.txt)"]
        first, second = replace(one, key="/1/a.txt"), replace(other, key="/2/a.txt")
        assert columns(across, first, second) == ["Title of  (2 Mar 2026)", "Title of  (3 Mar 2026)"]
        assert columns(across, replace(second, when=None), first) == ["Title of  (1)", "Title of  (2)"]
    assert columns(Across.ARTICLES, replace(one, outlet="Courier"), replace(other, outlet="Herald")) == [
        "Title of  (Courier)", "Title of  (Herald)",
    ]  # fmt: skip
    assert columns(Across.OUTLETS, replace(one, known_as="harbour.example"), other) == ["harbour.example", "Title of "]
    assert columns(Across.OUTLETS, one, told("Holm", key="c.txt")) == ["Courier", "Title of "]


def test_outlets_that_say_nothing_of_the_rows_have_a_column() -> None:
    found = matrix(speakers([told()]), Across.OUTLETS, [told(outlet="Gazette")])
    assert [name for _, name in found.columns] == ["Courier", "Gazette"]


def test_the_first_to_report_is_told_by_the_moment_in_whatever_zone() -> None:
    later_on_the_clock = NOON.astimezone(timezone(timedelta(hours=5))) - timedelta(hours=1)
    assert first_of(told(outlet="A"), told(outlet="B", when=later_on_the_clock)) == "outlet/b"


@pytest.mark.parametrize(
    "other",
    [NOON, NOON.replace(hour=0), None],
    ids=["at the same time", "on that day, of which no time is told", "of no date"],
)
def test_where_it_is_not_sure_nobody_was_first(other: datetime | None) -> None:
    assert first_of(told(outlet="A"), told(outlet="B", when=other)) is None


def test_a_day_before_is_first_without_a_time_and_one_alone_is_not() -> None:
    day_before = NOON.replace(hour=0) - timedelta(days=1)
    assert first_of(told(outlet="A"), told(outlet="B", when=day_before)) == "outlet/b"
    assert first_of(told(outlet="A")) is None


def test_what_one_alone_has_and_what_all_but_one_have() -> None:
    reports = [told(outlet=outlet) for outlet in "ABC"]
    reports += [told("Holm", "A"), told("Holm", "C"), told("Lind", "B"), told("Lind", "B", at=9)]
    found = by_outlet(*reports)

    def names(only: Only) -> list[str]:
        return [row.label for row in listed(found, Order.NAME, only)]

    assert names(Only.ALL) == ["Anna Berg", "Holm", "Lind"]
    assert names(Only.ALONE) == ["Lind"]
    assert names(Only.ALL_BUT_ONE) == ["Holm"]
    assert found.missing(listed(found, Order.NAME, Only.ALL_BUT_ONE)[0]) == ["outlet/b"]


def test_rows_are_sorted_as_is_asked() -> None:
    found = by_outlet(
        told("Often", at=0), told("Often", at=9), told("Often", at=19),
        told("Wide", "A", when=NOON - timedelta(days=1)), told("Wide", "B"),
        told("Early", "C", when=NOON - timedelta(days=9)), told("Undated", "C", when=None),
    )  # fmt: skip

    def order(by: Order) -> list[str]:
        return [row.label for row in listed(found, by, Only.ALL)]

    assert order(Order.REPORTS)[:2] == ["Often", "Wide"]
    assert order(Order.COLUMNS)[0] == "Wide"
    assert order(Order.NAME) == ["Early", "Often", "Undated", "Wide"]
    assert order(Order.FIRST) == ["Early", "Wide", "Often", "Undated"]


def test_a_statement_is_told_by_its_direct_words_with_its_speaker() -> None:
    group = [told(at=0, kind=Kind.INDIRECT, speaker="", actor=None), told(outlet="B", at=9)]
    words, speaker, reports = source_of(group)
    assert (words, speaker, reports) == ("words 9", "Anna Berg", group)


def test_those_spoken_of_are_columns_the_most_often_first() -> None:
    both = replace(told("Berg"), spoken_of=(("b", "Britain"), ("r", "Russia")))
    found = matrix(
        speakers([both, replace(told("Holm"), spoken_of=(("r", "Russia"),)), told("Lind")]), Across.SPOKEN_OF
    )
    assert found.columns == (("r", "Russia"), ("b", "Britain"))
    assert {row.label: set(row.cells) for row in found.rows} == {"Berg": {"r", "b"}, "Holm": {"r"}}
    assert {row.first for row in found.rows} == {None}


REPORTS = st.lists(
    st.builds(
        told, st.sampled_from(["Berg", "Holm", ""]), st.sampled_from(["A", "B", "C", ""]), st.sampled_from(list(Kind)),
        at=st.integers(0, 50), key=st.sampled_from(["a", "b"]),
        when=st.sampled_from([None, NOON, NOON.replace(hour=0), NOON + timedelta(hours=1)]),
    ),
    max_size=12,
)  # fmt: skip


@given(REPORTS, st.sampled_from([Across.OUTLETS, Across.ARTICLES]), st.sampled_from(list(Order)))
def test_every_report_stands_in_one_cell_and_no_row_is_lost(reports: list[Told], across: Across, order: Order) -> None:
    found = matrix(speakers(reports), across)
    in_cells = [each for row in found.rows for cell in row.cells.values() for each in cell.told]
    assert sorted(map(id, in_cells)) == sorted(map(id, reports))
    assert {column for row in found.rows for column in row.cells} == {column for column, _ in found.columns}
    assert len(listed(found, order, Only.ALL)) == len(found.rows)
    assert all(isinstance(cell, Cell) and cell.told for row in found.rows for cell in row.cells.values())


LIVE = """Storm at the harbour: live

2. Ferries sail again published at 14:05 Greenwich Mean Time 10 February 2022

“They sail,” Berg said.

1. Ferries stop published at 09:30 Greenwich Mean Time 10 February 2022

“They stop,” Berg said.
"""


def test_a_live_entry_has_its_own_time() -> None:
    document = parse(LIVE, path="-")
    assert len(document.entries) == 2
    moments = [moment_at(document, document.text.index(words)) for words in ("They sail", "They stop")]
    assert [moment.hour for moment in moments if moment] == [14, 9]


NAMES = st.sampled_from(("Anna Berg", "Berg, place", "STRASSE", "straße", "Holm"))
LETTERS = st.lists(st.sampled_from(("b", "be", "berg", "courier", "c", "holm", "strasse", "a", "x")), max_size=3)


@given(st.lists(st.tuples(NAMES, st.sampled_from(("Courier", "Gazette"))), max_size=12), st.lists(LETTERS, max_size=4))
def test_a_row_passes_the_sieve_where_every_word_stands_in_it_or_in_its_columns(
    reports: list[tuple[str, str]], questions: list[list[str]]
) -> None:
    whole = by_outlet(*(told(speaker, outlet, at=at) for at, (speaker, outlet) in enumerate(reports)))
    rows = listed(whole, Order.NAME, Only.ALL)
    names = dict(whole.columns)
    texts = [" ".join([row.label, *(names[column] for column in row.cells)]).casefold() for row in rows]
    sieve = Sieve(whole, rows)
    for words in questions:
        for _ in sieve.passed(words):
            pass
        assert list(sieve.found) == [at for at, text in enumerate(texts) if all(word in text for word in words)]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers()), max_size=60))
def test_what_is_put_in_order_a_little_at_a_time_is_as_sorted_at_once(things: list[tuple[int, int]]) -> None:
    found: list[tuple[int, int]] = []
    for _ in put_in_order(things, lambda thing: thing[0], found):
        pass
    assert found == sorted(things, key=lambda thing: thing[0])


def test_more_than_are_put_in_order_at_once_are_in_order() -> None:
    things = [number * 7_919 % 5_003 for number in range(5_003)]
    found: list[int] = []
    for _ in put_in_order(things, lambda thing: thing, found):
        pass
    assert found == list(range(5_003))
