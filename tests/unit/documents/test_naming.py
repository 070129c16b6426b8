"""The keys of articles that lie in a file with others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.documents.loading import parse
from tui.documents.naming import cleaned_name, file_of, kept_as, known_as, made_name, member_key, parted, site_of


@pytest.mark.parametrize(
    ("key", "file", "name"),
    [
        ("a/b.txt", "a/b.txt", ""),
        ("a.zip", "a.zip", ""),
        ("a.ZIP!/b/c.txt", "a.ZIP", "b/c.txt"),
        ("a.zip!/m.mbox!/talks-1", "a.zip", "m.mbox!/talks-1"),
        ("-!/talks-1", "-", "talks-1"),
        ("odd!/b.txt", "odd!/b.txt", ""),
        ("odd!/a.zip!/b.txt", "odd!/a.zip", "b.txt"),
    ],
)
def test_key_is_parted_at_the_first_file_that_may_hold_several(key: str, file: str, name: str) -> None:
    assert parted(key) == (file, name)
    assert file_of(key) == file


def test_folder_that_is_named_like_a_file_with_articles_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.zip!").mkdir()
    assert parted(f"{tmp_path}/a.zip!/b.txt") == (f"{tmp_path}/a.zip!/b.txt", "")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("C:\\news\\a.txt", "C:/news/a.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("odd!/a.txt", "odd/a.txt"),
        ("a\x1b[31m\nb.txt", "a [31m b.txt"),
        ("../..", ""),
    ],
)
def test_name_in_an_archive_leads_nowhere(path: str, name: str) -> None:
    assert cleaned_name(path) == name


@given(st.text(max_size=60))
def test_name_in_an_archive_stays_as_it_is_in_a_path(path: str) -> None:
    name = cleaned_name(path)
    key = member_key("a.zip", name)
    assert not name or (str(Path(key)) == key and parted(key) == ("a.zip", name))


def test_made_name_shows_words_and_tells_things_apart() -> None:
    assert made_name("Talks: day one", "1").startswith("talks-day-one-")
    assert made_name("Talks", "1") != made_name("Talks", "2")
    assert made_name("", "\ud800").startswith("untitled-")


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.Courier.example/2022/a?b#c", "courier.example"),
        (" http://news.courier.example:8080", "news.courier.example"),
        ("https://name:word@courier.example/", "courier.example"),
        ("javascript:alert(1)", ""),
        ("courier.example/a", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_site_of_an_address(address: str, site: str) -> None:
    assert site_of(address) == site


def test_a_source_is_called_by_its_outlet_else_its_site_else_its_file() -> None:
    assert known_as("The Courier", "courier.example", "Ferries", "a/b.txt") == "The Courier"
    assert known_as("", "courier.example", "Ferries", "a/b.txt") == "courier.example"
    assert known_as("", "", "Ferries", "a/b.txt") == "Ferries"
    assert known_as("", "", "", "a/b.txt") == "b.txt"
    assert kept_as("The Courier", "courier.example", "a/b.txt") == "The Courier"
    assert kept_as("", "courier.example", "a/b.txt") == "courier.example"
    assert kept_as("", "", "a/b.txt") == "b.txt"
    assert kept_as("", "", "a/news.zip!/monday/talks.txt") == "talks.txt"
    assert kept_as("", "", "-") == "standard input"
    text = "---\ntitle: Ferries\nurl: https://www.courier.example/1\n---\n\nThey ran.\n"
    assert parse(text, path="b.md", format="md").known_as == "courier.example"
    told = parse("Ferries\n\nThey ran.\n", path="a/b.txt")
    assert (told.known_as, told.kept_as) == ("Ferries", "b.txt")
