"""Notes as rows of the Hypothesis API, out and in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from tests.unit.exchange.notes import ARTICLE, article, libraries, note, regrouped
from tui.annotations.model import Motivation
from tui.exchange.hypothesis import read, write
from tui.exchange.model import AnnotatedArticle, ExchangeError


def written(articles: tuple[AnnotatedArticle, ...]) -> str:
    ((_, text),) = write(articles, "notes.json").files
    return text


@settings(deadline=None, max_examples=60)
@given(libraries())
def test_second_export_is_the_first_and_what_can_be_held_comes_back(
    articles: tuple[AnnotatedArticle, ...],
) -> None:
    text = written(articles)
    incoming = read(text)
    assert json.loads(written(regrouped(incoming))) == json.loads(text)
    before = [placed.annotation for each in articles for placed in each.notes]
    for old, new in zip(before, (each.annotation for each in incoming.notes), strict=True):
        for name in ("id", "target", "body", "tags", "created", "modified", "creator"):
            assert getattr(old, name) == getattr(new, name)


def test_only_what_is_lost_is_told() -> None:
    plain = article(note(body="Who?"))
    assert write([plain], "x").losses == ("outlets and file names",)
    lost = note(motivation=Motivation.QUESTIONING, links=("https://example.org",))
    assert write([article(lost, note(body="Who?", id="b"))], "x").losses == (
        "the motivation of 1 note",
        "the links of 1 note",
        "outlets and file names",
    )


ROW: dict[str, Any] = {
    "id": "abcDEF-_1234567890abcd",
    "created": "2022-02-11T09:30:00.123456+00:00",
    "updated": "2022-02-11T10:30:00.123456+01:00",
    "user": "acct:reader@hypothes.is",
    "uri": "https://example.org/talks",
    "text": "Is **this** so?",
    "tags": ["doubt", "talks"],
    "group": "__world__",
    "permissions": {"read": ["group:__world__"]},
    "target": [
        {
            "source": "https://example.org/talks",
            "selector": [
                {"type": "RangeSelector", "startContainer": "/div[1]", "startOffset": 1, "endOffset": 2},
                {"type": "TextPositionSelector", "start": 1500, "end": 1523},
                {"type": "TextQuoteSelector", "exact": "nothing had been decided", "prefix": "that ", "suffix": ","},
            ],
        }
    ],
    "document": {"title": ["Talks in Moscow"]},
    "links": {"html": "https://hypothes.is/a/x"},
    "user_info": {"display_name": None},
    "flagged": False,
}


def test_a_row_as_the_api_gives_it_is_read() -> None:
    (found,) = read(json.dumps({"total": 1, "rows": [ROW]})).notes
    made = found.annotation
    assert (made.id, made.body, made.tags) == (ROW["id"], ROW["text"], ("doubt", "talks"))
    assert (made.creator, made.motivation) == ("acct:reader@hypothes.is", Motivation.COMMENTING)
    assert made.target.quote.exact == "nothing had been decided"
    assert made.target.position.start == 1500
    assert made.created.microsecond == 123456
    assert made.modified < made.created.replace(second=30)
    assert (found.reference.url, found.reference.title) == ("https://example.org/talks", "Talks in Moscow")
    assert read(json.dumps([ROW])).notes == read(json.dumps(ROW)).notes == (found,)


def test_the_id_of_the_article_goes_with_it() -> None:
    (found,) = read(written((article(note()),))).notes
    assert found.reference.document == ARTICLE.document
    assert found.reference.url == ARTICLE.url


def test_replies_page_notes_and_broken_rows_are_told_and_the_others_read() -> None:
    page = ROW | {"target": [{"source": "https://example.org"}]}
    rows = [ROW | {"references": ["x"]}, page, 3, ROW | {"created": "yesterday"}, ROW]
    incoming = read(json.dumps({"rows": rows}))
    assert len(incoming.notes) == 1
    assert [each.split(":")[0] for each in incoming.problems] == ["row 1", "row 2", "row 3", "row 4"]


@pytest.mark.parametrize("text", ["", "3", "{}", '{"rows": {}}', "{" * 9])
def test_what_holds_no_rows_is_refused(text: str) -> None:
    with pytest.raises(ExchangeError):
        read(text)
