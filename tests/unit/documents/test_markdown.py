"""Articles in Markdown."""

from __future__ import annotations

from tui.documents import BlockKind, Document
from tui.documents.loading import parse

FRONT = """---
title: Ministers *meet*
date: 2022-02-10T14:05:00+01:00
author: [Jane Roe, John Public]
outlet: The Harbour Review
url: https://www.example.org/a
lang: en-GB
---
"""
BODY = """
## What *was* said

“Nothing **came** of it,” [she](https://example.org) said,
and left &amp; `slept`.

![Two lecterns](a.png)

- one thing
- another

1. first

> “Never again,” he
> said.

Comments are closed.
"""


def read(text: str) -> Document:
    return parse(text, path="x", format="md")


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


def test_words_are_shown_without_their_markup() -> None:
    assert shown(read("# Ministers *meet*\n" + BODY)) == [
        ("title", "Ministers meet"),
        ("heading", "What was said"),
        ("paragraph", "“Nothing came of it,” she said, and left & slept."),
        ("caption", "Two lecterns"),
        ("list_item", "one thing"),
        ("list_item", "another"),
        ("list_item", "first"),
        ("paragraph", "“Never again,” he said."),
        ("litter", "Comments are closed."),
    ]


def test_front_matter_tells_the_facts_and_stays_out_of_the_text() -> None:
    document = read(FRONT + BODY)
    assert document.title == "Ministers *meet*"
    assert document.byline == ("Jane Roe", "John Public")
    assert document.outlet == "The Harbour Review"
    assert document.url == "https://www.example.org/a"
    assert document.language == "en"
    assert document.published is not None
    assert document.published.isoformat() == "2022-02-10T14:05:00+01:00"
    assert "author" not in document.text
    assert shown(document)[0] == ("title", "Ministers *meet*")


def test_title_of_the_front_matter_is_not_shown_twice() -> None:
    document = read("---\ntitle: Ministers meet\ndate: 2022-02-10\n---\n# Ministers meet\n\nNothing came of it.\n")
    assert [kind for kind, _ in shown(document)] == ["title", "paragraph"]
    assert document.published is not None
    assert document.published.isoformat() == "2022-02-10T00:00:00+00:00"


def test_front_matter_that_is_no_yaml_is_a_warning() -> None:
    document = read("---\ntitle: [broken\n---\nNothing came of it, they said.\n")
    assert document.text == "Nothing came of it, they said."
    assert len(document.warnings) == 1


def test_rule_at_the_start_is_no_front_matter() -> None:
    assert read("---\n\nNothing came of it, they said.\n").warnings == ()


def test_byline_below_the_title_is_read() -> None:
    document = read("# Ministers meet\n\nBy Jane Roe in Berlin February 10, 2022\n\nNothing came of it.\n")
    assert document.byline == ("Jane Roe",)
    assert document.blocks[1].kind is BlockKind.BYLINE


def test_front_matter_that_multiplies_itself_is_no_danger() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    document = read("---\n" + "\n".join(rows) + "\ntitle: *i\nauthor: *i\ndate: *i\n---\nNothing came of it.\n")
    assert document.text == "Nothing came of it."
    assert document.byline == ()


def test_very_long_article_is_shown_as_plain_text_with_a_warning() -> None:
    document = read("# Ministers *meet*\n\n" + "Nothing *came* of it, they said.\n\n" * 70_000)
    assert document.text.startswith("# Ministers *meet*")
    assert len(document.warnings) == 1


def test_block_quotations_are_known_from_their_first_word_to_their_last() -> None:
    text = "# Title\n\n> One line\n> and two.\n>\n> > Three.\n\nBetween.\n\n> - Four\n> - Five\n\n>\n"
    document = parse(text, path="-", format="md")
    assert [span.of(document.text) for span in document.set_off] == ["One line and two.\n\nThree.", "Four\n\nFive"]
