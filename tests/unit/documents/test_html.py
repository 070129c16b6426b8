"""Saved web pages."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.documents import Document
from tui.documents.draft import Facts
from tui.documents.html import read_whole
from tui.documents.loading import parse

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Ministers meet | Harbour Review</title>
<meta property="og:site_name" content="Harbour Review"><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2022-02-10T14:05:00+01:00">
<link rel="canonical" href="https://www.example.org/a"></head>
<body><nav><ul><li>Home</li><li>News</li></ul></nav>
<article><h1>Ministers meet</h1><p class="byline">By Jane Roe</p>
<p>“Nothing came of it,” the minister said after the meeting in the <b>old</b> capital, which lasted for
two hours and ended in the <a href="x">rain</a>.</p>
<h2>What comes next</h2>
<p>Neither side wished to say when the next meeting would be,<br>or whether there would be one at all.</p>
<ul><li>One thing that was said in the hall on Thursday</li><li>Another thing that was said there</li></ul>
<blockquote><p>“We shall see.”</p></blockquote>
<p>Both are to speak to reporters again before the end of the week, in the capital of the other one.</p>
</article><footer><p>All rights reserved</p></footer></body></html>"""


def read(text: str) -> Document:
    return parse(text, path="x", format="html")


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(document.text)[:30]) for block in document.blocks]


def test_main_text_is_shown_line_by_line() -> None:
    assert shown(read(PAGE)) == [
        ("title", "Ministers meet"),
        ("paragraph", "“Nothing came of it,” the mini"),
        ("heading", "What comes next"),
        ("paragraph", "Neither side wished to say whe"),
        ("list_item", "One thing that was said in the"),
        ("list_item", "Another thing that was said th"),
        ("paragraph", "“We shall see.”"),
        ("paragraph", "Both are to speak to reporters"),
    ]


def test_head_tells_the_facts() -> None:
    document = read(PAGE)
    assert (document.title, document.outlet) == ("Ministers meet", "Harbour Review")
    assert (document.byline, document.url) == (("Jane Roe",), "https://www.example.org/a")
    assert document.language == "en"
    assert document.published is not None
    assert document.published.isoformat() == "2022-02-10T14:05:00+01:00"


def test_page_in_which_no_article_is_found_is_shown_whole_with_a_warning() -> None:
    document = read(
        "<html><body><table><tr><td>Nothing came of it.</td></tr></table><div>They said so &amp; left.</div>"
        "<script>alert('x')</script></body></html>"
    )
    assert "Nothing came of it." in document.text
    assert "They said so & left." in document.text
    assert "alert" not in document.text


def test_text_that_is_no_page_is_still_shown() -> None:
    assert "Nothing came of it" in read("Nothing came of it, they said.").text


def test_page_of_another_script_is_read() -> None:
    words = "Министр заявил, что переговоры в Москве не принесли результата. " * 5
    document = read(f"<html><body><article><p>{words}</p><p>{words}</p></article></body></html>")
    assert document.language == "ru"


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="<>/pahd1 =\"'&;!-\n“x", max_size=120))
def test_broken_markup_is_no_crash(text: str) -> None:
    document = read(text)
    assert all(block.span.of(document.text).strip() for block in document.blocks)


def test_elements_that_are_never_closed_take_no_longer_than_others() -> None:
    """A quadratic reader would take minutes."""
    page = "<html><body>" + "<b>" * 100_000 + "</i>" * 100_000 + "Ministers met.</body></html>"
    assert "Ministers met." in read_whole([page], Facts()).text


def set_off(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.set_off]


def test_block_quotations_are_known_in_an_article_and_in_a_page_without_one() -> None:
    assert set_off(read(PAGE)) == ["“We shall see.”"]
    bare = (
        "<p>She said:</p><blockquote>One.<blockquote>Two.</blockquote>Three.</blockquote>"
        "<p>No.</p><blockquote>Four.</blockquote>"
    )
    assert set_off(read(bare)) == ["One.\n\nTwo.\n\nThree.", "Four."]
