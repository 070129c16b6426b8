"""Articles as JSON lines: those that `extract` prints, those of other programs, and lines that are none."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents.containing import ARTICLE, names_found
from tui.documents.containers.jsonlines import line_of, lines_in
from tui.documents.loading import DocumentError, keys_given, load, load_given


def write(folder: Path, *lines: object) -> Path:
    path = folder / "news.jsonl"
    told = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
    return path


def refused(key: str) -> str:
    with pytest.raises(DocumentError) as caught:
        load(Path(key))
    return caught.value.reason


def test_each_line_is_an_article_with_what_is_told_of_it(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "path": "days/monday.txt", "title": "Ministers meet", "outlet": "The Courier", "byline": ["Anna Berg"],
            "published": "2022-02-10T14:05:00+03:00", "url": "https://example.org/1", "text": ARTICLE, "stars": 5,
        },
        {"id": 17, "title": "Talks end", "published": None, "text": "“Nothing,” he said.\n\nThey left."},
    )  # fmt: skip
    assert names_found(path) == ["!/days/monday.txt", "!/17"]
    first, second = (load(Path(f"{path}{name}")) for name in names_found(path))
    assert (first.text, first.title, first.outlet) == (ARTICLE, "Ministers meet", "The Courier")
    assert first.published is not None
    assert (first.byline, first.url, first.published.hour) == (("Anna Berg",), "https://example.org/1", 14)
    assert (second.title, second.published) == ("Talks end", None)
    assert second.text == "Talks end\n\n“Nothing,” he said.\n\nThey left."


def test_articles_without_a_name_keep_theirs_when_others_go(tmp_path: Path) -> None:
    lines = [{"text": f"{ARTICLE} {number}", "url": f"https://example.org/{number}"} for number in range(3)]
    before = names_found(write(tmp_path, *lines))
    assert len(set(before)) == 3
    assert names_found(write(tmp_path, *lines[1:])) == before[1:]


def test_a_document_that_is_written_as_a_line_comes_back_with_its_text(tmp_path: Path, seeds: Path) -> None:
    files = [file for file in sorted(seeds.iterdir()) if file.is_file()]
    (tmp_path / "untitled.txt").write_text("  \n\nOne line of words, and no title.\n\n", encoding="utf-8")
    for file in [*files, tmp_path / "untitled.txt"]:
        before = load(file)
        path = tmp_path / "news.jsonl"
        path.write_bytes(line_of(before))
        after = load(Path(f"{path}{names_found(path)[0]}"))
        assert (after.text, after.id) == (before.text, before.id)
        assert (after.title, after.outlet, after.published) == (before.title, before.outlet, before.published)


def test_what_is_wrong_with_a_line_is_told_of_that_line(tmp_path: Path) -> None:
    path = write(tmp_path, {"path": "a", "text": ARTICLE}, {"path": "b", "words": 3}, "{broken", "", {"text": " "})
    good, wordless, broken, empty = names_found(path)
    assert load(Path(f"{path}{good}")).text == ARTICLE
    assert refused(f"{path}{wordless}") == "is no article as JSON (Object missing required field `text`)"
    assert refused(f"{path}{broken}").startswith("is no article as JSON (")
    assert refused(f"{path}{empty}") == "is empty"


def test_file_of_other_things_is_one_row_that_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, *({"level": "info", "line": number} for number in range(50)))
    assert names_found(tmp_path) == ["/news.jsonl"]
    assert refused(str(path)) == "holds no articles as JSON lines"


def test_lines_come_from_standard_input_too(tmp_path: Path) -> None:
    data = write(tmp_path, {"path": "a", "text": ARTICLE}, {"path": "b", "text": f"{ARTICLE}!"}).read_bytes()
    assert keys_given(data) == ["-!/a", "-!/b"]
    assert load_given(data, "-!/b").text == f"{ARTICLE}!"


@given(st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b" "))), st.data())
def test_parts_of_a_file_have_each_line_once(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"\n".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=4)))
    edges = [0, *cuts, len(whole)]
    file = io.BytesIO(whole)
    parts = [each for start, end in pairwise(edges) for each in lines_in(file, start, end)]
    assert parts == list(lines_in(file))
    assert [line.rstrip(b"\n") for _, line in parts] == [line for line in lines if line.strip()]
