"""What of the system's notices is about articles, and which folders it gives none for."""

from __future__ import annotations

import contextlib
import queue
from pathlib import Path

import pytest
from watchfiles import Change

from tui.library.mounts import is_remote
from tui.library.watching import Changes, Watcher

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 22 0:28 / /mnt rw - tmpfs tmpfs rw
40 22 0:44 / /mnt/news\\040desk rw,relatime shared:7 - nfs4 server:/export rw
41 22 0:45 / /mnt/phone rw - fuse.sshfs phone:/ rw
42 41 0:46 / /mnt/phone/local rw master:2 propagate_from:1 - ext4 /dev/sdb1 rw
"""


def sorted_out(root: Path, *notices: tuple[Change, Path]) -> Changes:
    watcher = Watcher([root], lambda changes: None, lambda reason: None)
    return watcher.sorted_out((change, str(path)) for change, path in notices)


def test_files_of_articles_are_told_and_neither_notes_nor_hidden_ones(tmp_path: Path) -> None:
    told = sorted_out(
        tmp_path,
        (Change.added, tmp_path / "a.txt"),
        (Change.modified, tmp_path / "deep" / "b.HTML"),
        (Change.deleted, tmp_path / "c.zip"),
        (Change.modified, tmp_path / "picture.png"),
        (Change.modified, tmp_path / ".a.txt.swp"),
        (Change.added, tmp_path / ".hidden" / "d.txt"),
        (Change.added, tmp_path / "annotations" / "e.txt"),
        (Change.added, tmp_path.parent / "elsewhere.txt"),
    )
    assert told.files == {str(tmp_path / name) for name in ("a.txt", "deep/b.HTML", "c.zip")}
    assert told.folders == set()


def test_folders_that_came_or_may_have_gone_are_told(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    told = sorted_out(
        tmp_path,
        (Change.added, tmp_path / "new"),
        (Change.modified, tmp_path / "new"),
        (Change.deleted, tmp_path / "old"),
        (Change.added, tmp_path / "no folder"),
    )
    assert told == Changes(set(), {str(tmp_path / "new"), str(tmp_path / "old")})


def test_article_in_a_file_is_watched_by_its_file(tmp_path: Path) -> None:
    notice = (Change.modified, tmp_path / "news.zip")
    assert sorted_out(tmp_path / "news.zip!" / "a.txt", notice).files == {str(tmp_path / "news.zip")}


def test_names_are_those_that_the_library_was_opened_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    notice = (Change.added, tmp_path / "articles" / "a.txt")
    assert sorted_out(Path("articles"), notice).files == {str(Path("articles", "a.txt"))}
    assert sorted_out(Path("link"), notice).files == {str(Path("link", "a.txt"))}
    (tmp_path / "one.article").write_text("text")
    assert sorted_out(Path("one.article"), (Change.modified, tmp_path / "one.article")).files == {"one.article"}


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/home/anna", False),
        ("/mnt", False),
        ("/mnt/news desk", True),
        ("/mnt/news desk/2022", True),
        ("/mnt/news desk of yesterday", False),
        ("/mnt/phone/articles", True),
        ("/mnt/phone/local/articles", False),
    ],
)
def test_a_folder_on_another_machine_is_known_by_its_file_system(folder: str, remote: bool) -> None:
    assert is_remote(Path(folder), MOUNTS) is remote


def test_files_of_the_folder_one_is_in_are_called_as_the_library_calls_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = sorted_out(Path(), (Change.deleted, tmp_path / "a.txt"), (Change.added, tmp_path / "deep" / "b.txt"))
    assert told.files == {"a.txt", "deep/b.txt"}


def test_what_comes_into_a_folder_that_came_later_is_told(tmp_path: Path) -> None:
    told: queue.Queue[Changes] = queue.Queue()
    watcher = Watcher([tmp_path], told.put, lambda reason: None)
    watcher.start()
    try:
        if not _is_told(tmp_path / "a.txt", told):
            pytest.skip("the system gives no notices of changes here")
        for place in (tmp_path / "new", tmp_path / "new" / "newer"):
            place.mkdir()
            assert _is_told(place / "a.txt", told)
    finally:
        watcher.stop()
        watcher.wait()


def _is_told(file: Path, told: queue.Queue[Changes]) -> bool:
    """Changes a file until that is told: watching begins in a thread, a bit after the start or after a folder came."""
    for attempt in range(50):
        file.write_text(f"Attempt {attempt}.")
        with contextlib.suppress(queue.Empty):
            while str(file) not in told.get(timeout=0.2).files:
                pass
            return True
    return False
