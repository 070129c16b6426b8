"""Notes as Markdown for Obsidian, as CSL-JSON and as plain text."""

from __future__ import annotations

import json
import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from tests.unit.exchange.notes import ARTICLE, article, libraries, note
from tui.annotations.model import TextPositionSelector, TextQuoteSelector
from tui.exchange import csl, markdown, plain
from tui.exchange.model import AnnotatedArticle

FIRST, SECOND, THIRD = note("Talks", id="a1"), note("Ms Truss", id="b2", body="Who?"), note("and left", id="c3")


def ids(text: str) -> list[str]:
    return re.findall(r"^\^(\S+)$", text, re.MULTILINE)


def test_front_matter_and_call_outs_hold_the_article_and_its_notes() -> None:
    text = markdown.write_article(article(replace(SECOND, tags=("much doubt",), links=("https://example.org/b",))))
    _, front, rest = text.split("---\n", 2)
    assert yaml.safe_load(front) | {"published": ""} == {
        "title": "Talks in Moscow", "outlet": "Test Post", "author": "Ann Lee", "published": "",
        "url": ARTICLE.url, "document": ARTICLE.document,
    }  # fmt: skip
    assert rest == (
        "# Talks in Moscow\n\n> [!note]\n> Ms Truss\n>\n> Who?\n>\n> #much-doubt <https://example.org/b>\n\n^note-b2\n"
    )
    assert markdown.document_in(text) == ARTICLE.document


def test_export_again_changes_nothing_where_nothing_has_changed() -> None:
    made = article(FIRST, SECOND, THIRD)
    text = markdown.write_article(made)
    assert markdown.write_article(made, text) == text


def test_what_the_reader_wrote_between_survives_and_blocks_are_written_in_their_places() -> None:
    text = markdown.write_article(article(FIRST, THIRD))
    text = text.replace("document:", "tags:\n- mine\n# by hand\ndocument:")
    text = text.replace("^note-a1\n", "^note-a1\n\nMy own words.\n\n> [!note] mine\n\n^my-block\n")
    text = "".join((text, "\nThe end."))
    again = markdown.write_article(article(replace(FIRST, body="changed"), SECOND, THIRD), text)
    assert ids(again) == ["note-a1", "note-b2", "my-block", "note-c3"]
    assert "> changed\n" in again
    for words in ("\nMy own words.\n", "> [!note] mine\n\n^my-block\n", "\nThe end.", "tags:\n- mine\n# by hand\n"):
        assert words in again
    assert markdown.write_article(article(replace(FIRST, body="changed"), SECOND, THIRD), again) == again


def test_the_call_out_of_a_deleted_note_goes_and_nothing_else() -> None:
    text = markdown.write_article(article(FIRST, SECOND, THIRD)).replace("^note-b2\n", "^note-b2\nStays.\n")
    again = markdown.write_article(article(FIRST, THIRD), text)
    assert ids(again) == ["note-a1", "note-c3"]
    assert "Stays.\n" in again
    assert "Ms Truss" not in again


@settings(deadline=None, max_examples=60)
@given(libraries())
def test_any_notes_are_written_as_quotes_that_no_note_breaks_out_of(articles: tuple[AnnotatedArticle, ...]) -> None:
    for made in articles:
        text = markdown.write_article(made)
        assert markdown.write_article(made, text) == text
        assert ids(text) == [markdown._block_id(placed.annotation.id) for placed in made.notes]
        body = text.split("\n---\n", 1)[1]
        assert all(not line or line.startswith((">", "^note-", "# ")) for line in body.split("\n"))
        assert yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))["document"] == made.reference.document


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("ab *_`[]<>#!|~=%$^\\-+1.)"), max_size=30))
def test_the_words_of_a_passage_are_shown_as_they_are(words: str) -> None:
    quote = TextQuoteSelector(words, "", "")
    made = article(replace(FIRST, target=replace(FIRST.target, quote=quote, position=TextPositionSelector(0, 1))))
    block = markdown.write_article(made).split("\n\n", 1)[1]
    html = MarkdownIt("commonmark").render("\n".join(block.split("\n")[:2]) + "\n")
    assert not re.search(r"<(?!/?(?:blockquote|p)>)", html)


def test_cited_articles_are_csl_items() -> None:
    ((_, text),) = csl.write([article(FIRST), article(reference=replace(ARTICLE, title="No notes"))], "x.json").files
    assert json.loads(text) == [
        {
            "id": ARTICLE.document, "type": "article-newspaper", "title": "Talks in Moscow",
            "container-title": "Test Post", "author": [{"literal": "Ann Lee"}],
            "issued": {"date-parts": [[2022, 2, 10]]}, "URL": ARTICLE.url, "language": "en",
        }
    ]  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(libraries())
def test_plain_text_holds_nothing_that_a_terminal_obeys(articles: tuple[AnnotatedArticle, ...]) -> None:
    ((_, text),) = plain.write(articles, "x.txt").files
    assert all(each.isprintable() or each == "\n" for each in text)


def test_plain_text_names_the_article_once_and_then_its_notes() -> None:
    ((_, text),) = plain.write([article(FIRST, replace(SECOND, tags=("doubt",)))], "x.txt").files
    assert text == (
        "Talks in Moscow\nAnn Lee, Test Post, 2022-02-10, https://example.org/talks\n\n"
        "“Talks”\n\n“Ms Truss”\n    Who?\n    [doubt]\n"
    )
