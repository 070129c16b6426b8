"""What happened when: publication, live entries, and the days that texts speak of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.comparison.test_coverage import LIVE
from tui.comparison.dating import Dated, dated
from tui.comparison.timeline import Axis, Event, EventKind, events_of, ordered
from tui.documents.loading import parse
from tui.text import Span

THURSDAY = datetime(2022, 2, 10, 14, 5, tzinfo=UTC)


def days(text: str, published: datetime | None = THURSDAY) -> list[Dated]:
    return list(dated(text, [(Span(0, len(text)), published)]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("They met on January 22 in Oslo.", "2022-01-22"),
        ("They met on 22 January.", "2022-01-22"),
        ("They met on Jan. 22nd.", "2022-01-22"),
        ("They had met on December 3.", "2021-12-03"),
        ("They met on January 22, 2014, in Oslo.", "2014-01-22"),
        ("It opens on 2022-03-01.", "2022-03-01"),
        ("They met on Thursday.", "2022-02-10"),
        ("They met on Wednesday.", "2022-02-09"),
        ("They met last Thursday.", "2022-02-03"),
        ("They will meet on Friday.", "2022-02-11"),
        ("They are due to meet on Wednesday.", "2022-02-16"),
        ("The vote will be close. They met on Wednesday.", "2022-02-09"),
        ("They meet next Tuesday.", "2022-02-15"),
        ("They met yesterday.", "2022-02-09"),
        ("They meet Tomorrow.", "2022-02-11"),
        ("They met three days ago.", "2022-02-07"),
        ("They met two weeks ago.", "2022-01-27"),
    ],
)
def test_a_day_is_reckoned_from_the_articles(text: str, told: str) -> None:
    (found,) = days(text)
    assert found.day == date.fromisoformat(told)


def test_days_reckoned_from_the_one_spoken_of_last() -> None:
    text = "They met on January 22. The same day it snowed. It thawed the following day. They left on Monday."
    assert [each.day.isoformat() for each in days(text)] == ["2022-01-22", "2022-01-22", "2022-01-23", "2022-02-07"]


def test_the_day_after_one_that_is_not_told_is_not_known() -> None:
    text = "They arrive next week; they go on the following day. On January 22 it snowed. The next day too."
    assert [each.day.isoformat() for each in days(text)] == ["2022-01-22", "2022-01-23"]


def test_a_month_of_a_year_is_a_month() -> None:
    (found,) = days("The decree of April 2019 stands.")
    assert (found.day, found.whole_month) == (date(2019, 4, 1), True)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on 30 boats and sat down.",
        "“We arrive today and leave on Friday,” he said.",
        "Sun and Mon are names.",
        "In May 30,000 people came.",
        "They met on February 30.",
        "Version 2022-13-45 is out.",
    ],
)
def test_what_is_no_day_or_nobody_knows_whose_is_left_out(text: str) -> None:
    assert days(text) == []


def test_without_a_date_of_the_article_only_whole_dates_are_known() -> None:
    text = "They met on Thursday, on January 22 and on 3 March 2021."
    assert [each.day for each in days(text, None)] == [date(2021, 3, 3)]


def test_an_article_gives_its_publication_and_the_sentences_that_speak_of_days() -> None:
    head = "---\ntitle: Ferries\noutlet: The Courier\ndate: 2022-02-10T14:05:00+02:00\n---\n"
    text = f"{head}\nThey ran. They stop on Friday.\n"
    document = parse(text, path="a.md", format="md")
    article, told = events_of("a", document)
    assert (article.kind, article.words, article.start) == (
        EventKind.ARTICLE, "Ferries", datetime(2022, 2, 10, 12, 5, tzinfo=UTC),
    )  # fmt: skip
    assert (told.kind, told.words, told.known_as) == (EventKind.TEXT, "They stop on Friday.", "The Courier")
    assert told.span.of(document.text) == "Friday"


def test_entries_of_a_live_page_stand_at_their_own_times() -> None:
    events = ordered(events_of("live", parse(LIVE, path="-")))
    assert [(event.kind, event.words, event.start.hour) for event in events] == [
        (EventKind.ENTRY, "Ferries stop", 9), (EventKind.ENTRY, "Ferries sail again", 14),
    ]  # fmt: skip


def test_what_is_not_english_keeps_its_publication_only() -> None:
    text = "---\ntitle: Tag\nlanguage: de\ndate: 2022-02-10\n---\n\nAm 3 March 2021 war es so.\n"
    (event,) = events_of("a", parse(text, path="a.md", format="md"))
    assert event.kind is EventKind.ARTICLE


def event(hours: float) -> Event:
    return Event("a", EventKind.TEXT, THURSDAY + timedelta(hours=hours), Span(0, 1), "x", "y")


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=20), st.integers(1, 80))
def test_every_event_is_counted_once_on_the_whole_axis(hours: list[float], cells: int) -> None:
    events = [event(each) for each in hours]
    counts = Axis.over(events).counts([each.start for each in events], cells)
    assert (len(counts), sum(counts)) == (cells, len(events))


@given(st.floats(0, 100), st.sampled_from([0.25, 0.5, 2.0]))
def test_zooming_keeps_its_moment_in_place(hours: float, factor: float) -> None:
    axis = Axis(THURSDAY, THURSDAY + timedelta(hours=101))
    about = THURSDAY + timedelta(hours=hours)
    zoomed = axis.zoomed(about, factor)
    assert abs(zoomed.length - axis.length * factor) < timedelta(seconds=1)
    before, after = (about - axis.start) / axis.length, (about - zoomed.start) / zoomed.length
    assert abs(before - after) < 1e-6
    assert zoomed.holds(about)
