"""Briefings as Markdown, HTML, JSON and .docx: whole, cross-linked, and safe whatever an article holds."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from tests.unit.briefing.making import COURIER, GAZETTE, HOSTILE, article, briefing, two_in_one
from tui.briefing.docx import write_docx
from tui.briefing.formats import BriefingError, format_of
from tui.briefing.saving import save, written
from tui.briefing.writing import (
    HTML,
    MARKDOWN,
    markdown_literal,
    user_templates,
    web_address,
    write_json,
    write_templated,
)

HOSTILE_NOTE = ("rm -rf", "<script>1</script>\n\n# heading\n- [x](javascript:1)", ("<i>",))


def hostile() -> str:
    return write_templated(briefing(article(HOSTILE, HOSTILE_NOTE), article(COURIER)), HTML)


def rendered(text: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(MarkdownIt("commonmark").enable("table").render(text))


def test_markdown_has_its_parts_and_reads_as_it_is() -> None:
    text = write_templated(briefing(), MARKDOWN)
    assert text.startswith("# The harbour\n\n2 statements by 2 speakers in 2 articles. Made 4 Mar 2026 09:30 UTC.")
    page = rendered(text)
    assert [each.text_content() for each in page.iter("h2")] == [
        "Who said what", "Who is in which outlet", "Timeline", "Sources",
    ]  # fmt: skip
    assert [each.text_content() for each in page.iter("h3")] == ["Anna Berg", "Peter Holm"]
    cells = [each.text_content() for each in page.iter("td")]
    assert cells == ["Anna Berg", "1 + 0", "1 + 0", "Peter Holm", "1 + 0", "–"]
    assert [each.text_content() for each in page.iter("strong")][:2] == ["differs:", "1 + 0"]
    assert [each.get("href") for each in page.iter("a")] == ["https://example.org/courier?a=1&b=2"]
    items = [" ".join(each.text_content().split()) for each in page.iter("li")]
    assert items[-2].startswith("Harbour stays open. The Courier, Mia Lund, 2 Mar 2026 08:00 UTC.")
    assert "\n\n\n" not in text


def test_html_is_one_file_that_loads_nothing_and_whose_links_lead_somewhere() -> None:
    text = write_templated(briefing(article(COURIER, ("islanders", "Really?", ("check",))), article(GAZETTE)), HTML)
    page = lxml_html.document_fromstring(text)
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    links = [each.get("href") for each in page.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert [link for link in links if not link.startswith("#")] == ["https://example.org/courier?a=1&b=2"]
    assert {f"statement-{speaker}-1" for speaker in (1, 2)} <= set(ids)
    assert {"script", "link", "img", "iframe", "object", "base", "form"} & {
        str(each.tag) for each in page.iter()
    } == set()
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert "Really?" in page.text_content()


def test_nothing_that_an_article_or_a_note_holds_is_markup_in_html() -> None:
    text = hostile()
    page = lxml_html.document_fromstring(text)
    clean = lxml_html.document_fromstring(write_templated(briefing(article(COURIER)), HTML))
    known = {str(each.tag) for each in clean.iter()} | {
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "div",
    }
    assert {str(each.tag) for each in page.iter()} <= known | {"b", "span"}
    assert not [name for each in page.iter() for name in each.attrib if name.startswith("on")]
    assert all((each.get("href") or "").startswith(("#", "https://example.org/")) for each in page.iter("a"))
    assert "owned" in page.text_content()
    assert "{{ 7+7 }}" in page.text_content()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_nothing_that_an_article_or_a_note_holds_is_markup_in_markdown() -> None:
    text = write_templated(briefing(article(HOSTILE, HOSTILE_NOTE), article(COURIER)), MARKDOWN)
    page = rendered(text)
    assert {"script", "img", "b", "i", "code", "h4", "blockquote"} & {str(each.tag) for each in page.iter()} == set()
    assert [each.get("href") for each in page.iter("a")] == ["https://example.org/courier?a=1&b=2"]
    assert [each.text_content() for each in page.iter("h1")] == ["The harbour"]
    shown = page.text_content()
    assert "<script>document.title='owned'</script> *bold* [link](javascript:alert)" in shown
    assert "here_and_now `rm -rf` ${7+7} {{ 7+7 }}" in shown
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_literal_words_are_shown_as_they_are(text: str) -> None:
    literal = markdown_literal(text)
    page = MarkdownIt("commonmark").enable("table").render(f"{literal}\n")
    found = lxml_html.fragment_fromstring(page, create_parent="div") if page.strip() else None
    assert {str(each.tag) for each in found.iter()} <= {"div", "p"} if found is not None else not literal.strip()
    shown = " ".join(found.text_content().split()) if found is not None else ""
    wanted = " ".join("".join(each if each.isprintable() else "\ufffd" for each in " ".join(text.split())).split())
    assert shown == wanted


def test_only_addresses_of_the_web_are_links() -> None:
    assert web_address(" https://example.org/a?b=1 ") == "https://example.org/a?b=1"
    bad = ("javascript:alert(1)", "data:text/html,x", "https://", "//x.org", 'https://a"b', "http://[", "x\x00", "")
    assert [web_address(each) for each in bad] == [""] * len(bad)


def test_json_is_the_whole_briefing() -> None:
    made = briefing(article(HOSTILE), article(COURIER))
    text = write_json(made)
    assert json.loads(text) == json.loads(json.dumps(msgspec.to_builtins(made)))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_docx_holds_every_statement_as_text() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(write_docx(briefing(article(HOSTILE, HOSTILE_NOTE), article(COURIER)))))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "“We will not close the northern harbour before the storm" in text
    assert "<script>document.title='owned'</script> *bold*" in text
    assert "[1] Harbour stays open. The Courier. Mia Lund. 2 Mar 2026 08:00 UTC. https://example.org/courier" in text
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert headings == ["Jane Doe", "Anna Berg", "Peter Holm"]
    assert document.tables[0].rows[0].cells[0].text == "Speaker"


def test_a_quote_that_holds_two_statements_names_the_other_one() -> None:
    page = lxml_html.document_fromstring(write_templated(two_in_one(), HTML))
    links = [each for each in page.iter("a") if each.text_content().startswith("also under")]
    assert [each.get("href") for each in links] == ["#statement-1-2", "#statement-1-1"]
    text = write_templated(two_in_one(), MARKDOWN)
    assert [text.count(f"also under {number} of Anna Berg") for number in (1, 2)] == [1, 1]
    docx = pytest.importorskip("docx")
    paragraphs = docx.Document(io.BytesIO(write_docx(two_in_one()))).paragraphs
    told = [each.text for each in paragraphs if "also under" in each.text]
    assert len(told) == 2
    assert all("also under “" in each for each in told)


def test_a_users_template_goes_before_the_packaged_one_and_is_escaped_too() -> None:
    folder = user_templates()
    folder.mkdir(parents=True)
    (folder / "briefing.html").write_text("<p>{{ briefing.sources[1].title }}</p>", encoding="utf-8")
    (folder / "briefing.md").write_text("{% for s in briefing.sources %}{{ s.title }}\n{% endfor %}", encoding="utf-8")
    made = briefing(article(HOSTILE), article(COURIER))
    assert write_templated(made, HTML).startswith("<p>&lt;script&gt;")
    assert write_templated(made, MARKDOWN).splitlines() == [
        "Harbour stays open", markdown_literal(made.sources[1].title),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("one\n{% if %}", "mine.md, line 2"),
        ("{{ briefing.nothing }}", "nothing"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{{ briefing.__class__.__mro__ }}", "unsafe"),
        ("{% include '/etc/passwd' %}", "passwd"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_in_one_line(tmp_path: Path, template: str, told: str) -> None:
    file = tmp_path / "mine.md"
    file.write_text(template, encoding="utf-8")
    with pytest.raises(BriefingError) as caught:
        write_templated(briefing(), MARKDOWN, file)
    assert told in str(caught.value)
    assert "mine.md" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_format_is_that_of_the_name(tmp_path: Path) -> None:
    assert [format_of(Path(name)) for name in ("a.MD", "b.htm", "c.docx", "d.json")] == ["md", "html", "docx", "json"]
    with pytest.raises(BriefingError, match=r"a\.pdf: the name must end in"):
        format_of(Path("a.pdf"))
    with pytest.raises(BriefingError, match="for md and html only"):
        written(briefing(), "json", tmp_path / "x.html")


def test_a_file_is_written_whole_or_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    save(file, b"one")
    link = tmp_path / "link.md"
    link.symlink_to(file)
    save(link, b"two")
    assert (file.read_bytes(), link.is_symlink(), len(list(tmp_path.iterdir()))) == (b"two", True, 2)
    with pytest.raises(OSError, match="nowhere"):
        save(tmp_path / "nowhere" / "out.md", b"x")
