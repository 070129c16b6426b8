"""What is kept of files that hold several articles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.documents.containing import ARTICLE, archive
from tui.documents import formats
from tui.documents.sources import TooManyFilesError, find_articles
from tui.library.contents import Contents
from tui.library.records import LARGE, is_slow_to_read, placeholder, stamp_of


def test_names_are_those_of_the_file_and_follow_its_changes(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    path.write_bytes(archive({"a.txt": ARTICLE}))
    contents = Contents(tmp_path / "cache")
    assert contents.keys(str(path)) == [f"{path}!/a.txt"]
    path.write_bytes(archive({"a.txt": ARTICLE, "b.txt": ARTICLE}))
    assert contents.keys(str(path)) == [f"{path}!/a.txt", f"{path}!/b.txt"]
    contents.close()


def test_file_with_its_old_stamp_is_not_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    path.write_bytes(data := archive({"a.txt": ARTICLE}))
    contents = Contents(tmp_path / "cache")
    contents.keys(str(path))
    before = path.stat()
    path.write_bytes(b"x" * len(data))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    contents.close()
    again = Contents(tmp_path / "cache")
    assert again.keys(str(path)) == [f"{path}!/a.txt"]
    again.close()


def test_file_that_could_not_be_opened_is_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    data = archive({"a.txt": ARTICLE})
    path.write_bytes(b"x" * len(data))
    before = path.stat()
    contents = Contents(tmp_path / "cache")
    assert contents.keys(str(path)) == [str(path)]
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert contents.keys(str(path)) == [f"{path}!/a.txt"]
    contents.close()


def test_large_file_is_not_listed_while_somebody_waits(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    path.write_bytes(archive({"a.txt": ARTICLE, "noise.bin": os.urandom(LARGE)}))
    contents = Contents(tmp_path / "cache")
    with pytest.raises(TooManyFilesError):
        find_articles([tmp_path], within=contents.keys_soon)
    contents.keys(str(path))
    assert [each.name for each in find_articles([tmp_path], within=contents.keys_soon).files] == ["a.txt"]
    contents.close()


def test_many_files_are_not_listed_while_somebody_waits(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.zip").write_bytes(archive({"a.txt": ARTICLE, "noise.bin": os.urandom(LARGE // 2)}))
    contents = Contents(tmp_path / "cache")
    with pytest.raises(TooManyFilesError):
        find_articles([tmp_path], within=contents.keys_soon)
    contents.close()


def test_articles_of_one_file_have_its_stamp(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    path.write_bytes(archive({"a.txt": ARTICLE}))
    assert stamp_of(f"{path}!/a.txt") == stamp_of(path) != (0, -1)


@pytest.mark.parametrize(
    ("key", "slow"),
    [("a.txt", False), ("a.pdf", True), ("a.zip!/b.txt", False), ("a.zip!/b.PDF", True), ("a.xml!/talks-1", False)],
)
def test_what_takes_long_to_read_is_known_by_its_format_too(
    key: str, slow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "_at_hand", {".txt", ".pdf"})
    assert is_slow_to_read(key, 50_000) is slow
    assert is_slow_to_read(key, LARGE + 1)
    assert not is_slow_to_read(key, 10_000)


def test_the_first_article_of_a_format_brings_what_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "_at_hand", {".txt"})
    assert is_slow_to_read("a.zip!/a.html", 100)
    assert not is_slow_to_read("a.txt", 100)
    formats.draft_of(b"<h1>Talks</h1><p>They went on for a day.</p>", ".html")
    assert not is_slow_to_read("a.zip!/a.html", 100)


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("a.mbox!/talks-of-day-1-2350abcd", "talks of day 1"),
        ("a.mbox!/talks-2350abcd~2", "talks"),
        ("a.zip!/b/talks_one.txt", "talks one"),
        ("talks-2350abcd.txt", "talks 2350abcd"),
    ],
)
def test_article_that_was_not_read_yet_is_called_by_the_words_of_its_name(key: str, title: str) -> None:
    assert placeholder(Path(key)).title == title
