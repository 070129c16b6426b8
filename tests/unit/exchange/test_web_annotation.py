"""Notes as W3C Web Annotations: by the model's rules, without loss, and in the shapes that others write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from tests.unit.exchange.notes import ARTICLE, article, libraries, note, regrouped, with_notes
from tui.annotations.model import Motivation
from tui.exchange.model import AnnotatedArticle, ExchangeError
from tui.exchange.webannotation import read, write

SCHEMA = Draft202012Validator(json.loads(Path(__file__).with_name("web_annotation_schema.json").read_text()))
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def written(articles: tuple[AnnotatedArticle, ...]) -> str:
    ((_, text),) = write(articles, "notes.jsonld").files
    return text


@settings(deadline=None, max_examples=60)
@given(libraries())
def test_any_notes_come_back_whole_and_the_second_export_is_the_first(articles: tuple[AnnotatedArticle, ...]) -> None:
    text = written(articles)
    incoming = read(text)
    assert regrouped(incoming) == with_notes(articles)
    assert written(regrouped(incoming)) == text
    assert text.encode("utf-8").decode("utf-8") == text


@settings(deadline=None, max_examples=60)
@given(libraries())
def test_what_is_written_keeps_the_rules_of_the_model(articles: tuple[AnnotatedArticle, ...]) -> None:
    found = [error.message for error in SCHEMA.iter_errors(json.loads(written(articles)))]
    assert found == []


def test_the_schema_refuses_what_the_model_forbids() -> None:
    good: dict[str, Any] = {"@context": CONTEXT, "id": "urn:a:1", "type": "Annotation", "target": "urn:b:1"}
    assert SCHEMA.is_valid(good)
    for key in good:
        assert not SCHEMA.is_valid({name: value for name, value in good.items() if name != key})
    assert not SCHEMA.is_valid(good | {"id": "no iri"})
    assert not SCHEMA.is_valid(good | {"created": "10 February 2022"})
    assert not SCHEMA.is_valid(good | {"motivation": "shouting"})
    selector = {"type": "TextQuoteSelector", "prefix": "a"}
    assert not SCHEMA.is_valid(good | {"target": {"source": "urn:b:1", "selector": selector}})


def test_tags_links_and_the_article_stand_where_the_model_has_a_place_for_them() -> None:
    text = written((article(note(body="Who?", tags=("doubt",), links=("https://example.org/b", "b2"), creator="Ann")),))
    (item,) = json.loads(text)["first"]["items"]
    assert [body["purpose"] for body in item["body"]] == ["commenting", "tagging", "linking", "linking"]
    assert item["body"][2]["source"] == "https://example.org/b"
    assert item["target"]["source"]["id"] == ARTICLE.url
    assert item["creator"] == {"type": "Person", "name": "Ann"}
    assert item["created"] == "2022-02-10T14:05:00Z"


SELECTOR = {"type": "TextQuoteSelector", "exact": "so it was", "prefix": "and ", "suffix": "."}
SHAPES: dict[str, Any] = {
    "one annotation": {"id": "http://example.org/1", "type": "Annotation", "bodyValue": "A comment",
                       "target": {"source": "http://example.org/page", "selector": SELECTOR}},
    "several targets": {"id": "http://example.org/1", "type": "Annotation",
                        "body": {"type": "TextualBody", "value": "A comment", "language": "fr"},
                        "target": ["http://example.org/picture", {"source": "http://example.org/page",
                                                                  "selector": [SELECTOR]}]},
    "a refined selector": {"id": "http://example.org/1", "type": ["Annotation", "Other"],
                           "body": [{"type": "Choice", "items": [{"value": "A comment"}, {"value": "Autre"}]}],
                           "target": {"source": {"id": "http://example.org/page", "format": "text/html"},
                                      "selector": {"type": "FragmentSelector", "value": "part-2",
                                                   "refinedBy": SELECTOR}}},
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("around", ["alone", "list", "page", "collection", "graph"])
def test_the_shapes_that_the_model_allows_are_read(shape: str, around: str) -> None:
    item = SHAPES[shape]
    page = {"@context": CONTEXT, "id": "http://example.org/p", "type": "AnnotationPage", "items": [item]}
    collection = {"@context": CONTEXT, "id": "http://example.org/c", "type": "AnnotationCollection", "first": page}
    whole = {"alone": {"@context": CONTEXT, **item}, "list": [item], "page": page, "collection": collection,
             "graph": {"@graph": [item]}}[around]  # fmt: skip
    if around in ("alone", "page", "collection"):
        assert SCHEMA.is_valid(whole)
    (found,) = read(json.dumps(whole)).notes
    assert found.annotation.id == "http://example.org/1"
    assert found.annotation.body == "A comment"
    assert found.annotation.motivation is Motivation.COMMENTING
    assert found.annotation.target.quote.exact == "so it was"
    assert found.reference.url == "http://example.org/page"
    assert json.loads(written(regrouped(read(json.dumps(whole)))))["first"]["items"][0]["id"] == "http://example.org/1"


def test_a_body_that_is_only_named_is_a_link_and_foreign_creators_and_motivations_are_understood() -> None:
    item = {"type": "Annotation", "body": "http://example.org/post", "motivation": ["describing", "questioning"],
            "creator": [{"id": "http://example.org/u", "name": "Ann"}], "created": "2015-10-13T13:00:00+02:00",
            "target": {"source": "http://example.org/page", "selector": SELECTOR}}  # fmt: skip
    (found,) = read(json.dumps(item)).notes
    assert found.annotation.links == ("http://example.org/post",)
    assert found.annotation.motivation is Motivation.QUESTIONING
    assert found.annotation.creator == "Ann"
    assert found.annotation.created.hour == 11
    (again,) = read(json.dumps(item)).notes
    assert again.annotation.id == found.annotation.id != ""


def test_an_annotation_that_cannot_be_read_is_told_and_the_others_are_read() -> None:
    good = SHAPES["one annotation"]
    items = [
        good,
        good | {"id": "urn:x:2", "target": "http://example.org/page"},
        good | {"id": "urn:x:3", "created": "?"},
    ]
    incoming = read(json.dumps(items))
    assert [each.annotation.id for each in incoming.notes] == ["http://example.org/1"]
    assert incoming.problems == (
        "annotation 2: it has no passage (TextQuoteSelector)",
        "annotation 3: created is not a time: ?",
    )


@pytest.mark.parametrize("text", ["", "[1, 2", "{}", "[]", "3", '{"rows": 1}', "[" * 100_000])
def test_what_holds_no_annotation_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ExchangeError) as told:
        read(text)
    assert "\n" not in str(told.value)


def test_hostile_nesting_is_answered_without_a_crash() -> None:
    deep: Any = SELECTOR
    for _ in range(200):
        deep = {"type": "Choice", "refinedBy": [deep]}
    item = {
        "id": "urn:x:1",
        "type": "Annotation",
        "body": {"value": deep},
        "target": {"source": "urn:x:2", "selector": SELECTOR},
    }
    incoming = read(json.dumps({"items": item}))
    assert len(incoming.notes) + len(incoming.problems) == 1
