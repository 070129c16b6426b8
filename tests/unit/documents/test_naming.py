"""The keys of articles that lie in a file with others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.documents.naming import cleaned_name, file_of, made_name, member_key, parted


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
