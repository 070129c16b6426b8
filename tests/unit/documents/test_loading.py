"""From a path, text or standard input to a document; bad input gets one clear line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.documents import BlockKind, Document
from tui.documents.formats import TEXTS
from tui.documents.loading import DocumentError, load, load_given, loaded, parse
from tui.text import content_hash, normalise

GOLD = Path(__file__).parents[4] / "shared" / "eval" / "gold" / "dev.jsonl"
SEARCHED = {
    BlockKind.TITLE,
    BlockKind.SUMMARY,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ENTRY,
    BlockKind.LIST_ITEM,
}
ARTICLE = "Ministers meet\n\n“Nothing came of it,” one of them said after the meeting in the old capital.\n"


def refused(path: Path, **options: int) -> str:
    with pytest.raises(DocumentError) as caught:
        load(path, **options)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(path)[:5])
    return caught.value.reason


def check_blocks(document: Document) -> None:
    """Blocks are in text order, do not overlap, are trimmed, and cover all text but white space."""
    at = 0
    for block in document.blocks:
        assert at <= block.span.start < block.span.end <= len(document.text)
        assert not document.text[at : block.span.start].strip()
        words = block.span.of(document.text)
        assert words == words.strip()
        at = block.span.end
    assert not document.text[at:].strip()
    for entry in document.entries:
        assert 0 <= entry.first < entry.last <= len(document.blocks)
        opening = document.blocks[entry.first]
        assert opening.kind is BlockKind.ENTRY
        assert opening.span.contains(entry.headline)
        assert entry.stamp is None or opening.span.contains(entry.stamp)
        assert {block.published for block in document.blocks[entry.first : entry.last]} == {entry.published}
    ends = [entry.last for entry in document.entries]
    starts = [entry.first for entry in document.entries]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


LINES = st.sampled_from(
    [
        "",
        "",
        "Ministers meet",
        "By Jane Roe in Berlin February 10, 2022",
        "“We will wait",
        "• One thing",
        "- a",
        "1. Onepublished at 10:00 GMT 1 May 2020",
        "  12. Analysis",
        "Twopublished at 11:00 GMT 31 February 2020",
        "Analysis",
        "10:45",
        "Jane Roe",
        "Political editor",
        "Image caption,",
        "A hallImage source, EPA",
        "Comments are closed.",
        "Related articles",
        "Home",
        "News",
        "Summary",
        "With reporting by AFP",
        "He said that nothing would come of it, and that he would not go there again, whatever they say.",
        "\u2028",
        "\u00a0 x",
        "\t",
    ]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=30), st.sampled_from(["txt", "md"]))
def test_blocks_cover_all_text_whatever_the_lines(lines: list[str], format: str) -> None:
    document = parse("\n".join(lines), path="x", format=format)
    check_blocks(document)
    assert document.id == content_hash(document.text)


@given(st.text(max_size=300))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    document = parse(text, path="x")
    assert document.text == normalise(text)
    check_blocks(document)


@pytest.mark.skipif(not GOLD.is_file(), reason="the gold articles are not on this machine")
def test_no_quote_of_the_gold_lies_outside_the_searched_blocks() -> None:
    seen = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        document = parse(article["text"], path=article["id"])
        check_blocks(document)
        assert document.language == "en"
        for quote in article["quotes"]:
            for start, end in quote["content"]:
                held = [block.kind for block in document.blocks if block.span.start < end and start < block.span.end]
                assert set(held) <= SEARCHED, document.text[start:end]
                seen += 1
    assert seen > 1000


@pytest.mark.parametrize("suffix", sorted(TEXTS))
def test_every_format_is_loaded_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"article{suffix.upper()}"
    page = f"<html><body><h1>Ministers meet</h1><p>{ARTICLE.splitlines()[2]}</p></body></html>"
    path.write_text(page if "htm" in suffix else ARTICLE, encoding="utf-8")
    document = load(path)
    assert document.path == str(path)
    assert "“Nothing came of it,”" in document.text
    assert "<" not in document.text


def test_file_of_another_suffix_is_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_bytes(ARTICLE.encode("utf-16"))
    assert load(path).text == ARTICLE


def test_page_of_another_suffix_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "article.php"
    path.write_text("<!DOCTYPE html><html><body><h1>Ministers meet</h1><p>Nothing came of it.</p></body></html>")
    assert load(path).text == "Ministers meet\n\nNothing came of it."


def test_line_ends_and_mark_of_a_file_are_normalised(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode())
    assert load(path).text == ARTICLE


def test_standard_input_may_be_text_or_a_page() -> None:
    assert load_given(ARTICLE.encode()).text == ARTICLE
    assert load_given(ARTICLE.encode()).path == "-"
    page = "<!DOCTYPE html><html><body><h1>Ministers meet</h1><p>Nothing came of it.</p></body></html>"
    assert "<" not in load_given(page.encode()).text


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "gone.txt")


def test_folder_is_no_article(tmp_path: Path) -> None:
    assert "folder" in refused(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty_file_is_said_to_be_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert "is empty" in refused(path)


def test_page_without_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>var a = 1</script></body></html>")
    assert "no text" in refused(path)


def test_binary_file_is_said_to_be_binary(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert "binary" in refused(path)


def test_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 1000)
    assert "too large: 1000 bytes, at most 999 bytes" in refused(path, limit=999)
    assert load(path, limit=1000).text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    assert "regular file" in refused(path)


@pytest.mark.parametrize("size", [1, 2_000_000])
def test_file_that_has_changed_since_its_size_was_told_is_read_whole(tmp_path: Path, size: int) -> None:
    file = tmp_path / "article.txt"
    file.write_text("x" * size, encoding="utf-8")
    status = file.stat()
    text = "The ferry sails.\n" * 80_000
    file.write_text(text, encoding="utf-8")
    assert loaded(str(file), status=status).document.text == text


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert "permission" in refused(path)


def test_message_holds_no_control_byte_of_a_file_name(tmp_path: Path) -> None:
    error = DocumentError(tmp_path / "a\x1b[31m\nb\u202e.txt", "does not exist")
    assert "\x1b" not in str(error)
    assert "\n" not in str(error)
    assert "\u202e" not in str(error)


def test_no_control_character_of_an_article_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Min\x1b]0;title\x07isters \x1b[31mmeet\x9b\n\n[red]markup[/red] stays.\n")
    document = load(path)
    assert not any(char < " " and char != "\n" for char in document.text)
    assert "[red]markup[/red] stays." in document.text


def test_one_long_line_is_one_paragraph() -> None:
    line = "He said “no” and left at 12:30 - By Jane Roe / wiki. " * 40_000
    document = parse(line, path="x")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH]
    assert len(document.title) < 100


def test_nothing_heavy_is_imported_for_plain_text() -> None:
    program = (
        "import sys; from tui.documents.loading import parse; import tui.documents.sources; "
        f"parse({ARTICLE!r}, path='x'); print(*sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {
        "trafilatura",
        "lxml",
        "markdown_it",
        "charset_normalizer",
        "dateutil",
        "yaml",
        "textual",
        "rich",
    }
    assert not heavy & set(result.stdout.split())


def test_bytes_from_elsewhere_are_read_by_the_name_they_have_there() -> None:
    page = f"<p>{ARTICLE.splitlines()[2]}</p>".encode()
    assert "<p>" not in load_given(page, "s3://news/monday.html").text
    assert "<p>" in load_given(page, "s3://news/monday.txt").text
    line = b'{"path": "monday", "text": "Talks end\\n\\nNobody said a word."}'
    assert load_given(line, "s3://news/all.jsonl!/monday").title == "Talks end"
    assert load_given(line, "s3://news/all.jsonl!/monday~2").title == "Talks end"
