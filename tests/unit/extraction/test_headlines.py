"""Headlines that name at their end who said what they tell."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.documents.loading import parse
from tui.extraction import extract
from tui.extraction.model import Attribution, Kind

BODY = """

By Nora Falk

Mayor Jane Miller met the fishermen. The harbour will be dredged in spring, Miller said.

She spoke for an hour. Nobody from the Harbour Post asked a question.
"""


def told(headline: str) -> list[Attribution]:
    return [each for each in extract(parse(headline + BODY, path="a.txt")).attributions if each.headline]


def test_the_words_before_a_name_at_the_end_are_laid_to_its_bearer() -> None:
    (found,) = told("Harbour will be dredged at last - Miller")
    assert (found.speaker, found.kind) == ("Jane Miller", Kind.INDIRECT)
    assert found.why.startswith("The headline names “Miller” after these words")


def test_an_outlet_or_the_author_at_the_end_said_nothing() -> None:
    assert told("Harbour will be dredged at last - Harbour Post") == []
    assert told("Harbour will be dredged at last - Nora Falk") == []


def test_words_after_a_dash_that_name_nobody_are_part_of_the_headline() -> None:
    assert told("Harbour will be dredged at last - but when?") == []


def test_what_is_denied_is_known_as_such() -> None:
    text = "The mayor\n\nJane Miller denied plans to dredge the harbour. Miller said that she would wait."
    found = extract(parse(text, path="a.txt")).attributions
    assert [each.denied for each in found] == [True, False]


LIVE = """Summary

  1. Ferries to sail again soon - Millerpublished at 14:05 Greenwich Mean Time 10 February 2022

    Mayor Jane Miller has spoken. The ferries will sail again, Miller said.

  2. Harbour closedpublished at 09:30 Greenwich Mean Time 10 February 2022

    The harbour was closed at dawn, Mayor Jane Miller said.
"""


def test_what_a_live_entry_holds_knows_when_it_was_published() -> None:
    document = parse(LIVE, path="live.txt")
    assert len(document.entries) == 2
    found = [(each.published, each.headline) for each in extract(document).attributions]
    early, late = (datetime(2022, 2, 10, hour, minute, tzinfo=UTC) for hour, minute in ((9, 30), (14, 5)))
    assert found == [(late, True), (late, False), (early, False)]
