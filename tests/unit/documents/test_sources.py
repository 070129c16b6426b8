"""Which files are articles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.documents.loading import DocumentError, load
from tui.documents.sources import find_articles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "10.txt",
        "2.txt",
        "b/1.md",
        "b/deep/er/x.HTML",
        "a.htm",
        ".hidden.txt",
        ".git/config.txt",
        "annotations/2.txt",
        "picture.png",
        "notes.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    return tmp_path


def names(folder: Path, files: tuple[Path, ...]) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files]


def test_folder_is_searched_to_any_depth_in_natural_order(folder: Path) -> None:
    found = find_articles([folder])
    assert names(folder, found.files) == ["2.txt", "10.txt", "a.htm", "b/1.md", "b/deep/er/x.HTML"]
    assert found.problems == ()


def test_paths_keep_the_order_given_and_count_once(folder: Path) -> None:
    found = find_articles([folder / "10.txt", folder, folder / "2.txt"])
    assert names(folder, found.files)[:2] == ["10.txt", "2.txt"]
    assert len(found.files) == 5


def test_named_file_is_taken_whatever_its_suffix(folder: Path) -> None:
    assert names(folder, find_articles([folder / "notes.yaml"]).files) == ["notes.yaml"]


def test_missing_path_is_a_problem_and_the_rest_works(folder: Path) -> None:
    found = find_articles([folder / "gone.txt", folder / "b"])
    assert len(found.files) == 2
    assert [str(problem.path.name) for problem in found.problems] == ["gone.txt"]
    assert "does not exist" in str(found.problems[0])


def test_folder_without_articles_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"x")
    found = find_articles([tmp_path])
    assert found.files == ()
    assert "no articles" in found.problems[0].reason


def test_links_in_a_circle_are_walked_once(folder: Path) -> None:
    (folder / "b" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "b" / "self").symlink_to(folder / "b", target_is_directory=True)
    found = find_articles([folder])
    assert len(found.files) == 5


def test_links_to_nothing_and_in_a_circle_are_listed_and_hide_no_other(folder: Path) -> None:
    (folder / "0.txt").symlink_to("0 again.txt")
    (folder / "0 again.txt").symlink_to("0.txt")
    (folder / "0").symlink_to("0")
    (folder / "z.txt").symlink_to("nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    found = find_articles([folder])
    assert found.problems == ()
    assert names(folder, found.files) == [
        *("0 again.txt", "0.txt", "2.txt", "10.txt", "a.htm", "b/1.md", "b/deep/er/x.HTML", "pipe.txt", "z.txt")
    ]


def test_link_to_nothing_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "z.txt").symlink_to("nowhere.txt")
    with pytest.raises(DocumentError, match=r"z\.txt: is a link to what does not exist"):
        load(tmp_path / "z.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every folder")
def test_folder_that_may_not_be_read_is_a_problem(folder: Path) -> None:
    (folder / "b").chmod(0)
    try:
        found = find_articles([folder])
    finally:
        (folder / "b").chmod(0o755)
    assert len(found.files) == 3
    assert len(found.problems) == 1


def test_path_with_a_nul_is_a_problem_not_a_crash() -> None:
    found = find_articles([Path("a\0b")])
    assert found.files == ()
    assert len(found.problems) == 1
