"""A disk that is full, forbidden, read-only or broken: the note stays in memory, nothing on disk is
harmed."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from breaking import TEXT, BreakingFiles, bodies, fail, note, opened

from tui.annotations.files import Files
from tui.annotations.notebook import Notebook
from tui.annotations.store import NoteStore, StoreError


def addition(book: Notebook) -> None:
    book.add(note("b", "new"))


def change(book: Notebook) -> None:
    book.replace(note("a", "changed"))


def removal(book: Notebook) -> None:
    book.remove("a")


def failure(act: Callable[[Notebook], object], book: Notebook) -> str:
    """What the save said that went wrong; empty where it went well."""
    try:
        act(book)
    except StoreError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("act", [addition, change, removal])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_call_that_fails_costs_nothing_and_a_retry_saves(
    tmp_path: Path, act: Callable[[Notebook], None], code: int
) -> None:
    at = failures = 0
    while True:
        folder = tmp_path / str(at)
        first = opened(folder)
        first.add(note("a", "first"))
        first.add(note("other", "stays"))
        before = first.path.read_bytes()
        act(first)
        after = first.path.read_bytes()
        first.undo()
        assert first.path.read_bytes() == before
        book = opened(folder)
        breaking = BreakingFiles(at, fail(code))
        book._disk._files = breaking
        book._disk.journal._files = breaking
        message = failure(act, book)
        breaking.left = -1  # the disk works again
        assert book.unsaved == bool(message)
        if message:
            failures += 1
            assert message.startswith(book.path.name)
            assert message.endswith(os.strerror(code))
        wanted = {"a": "first", "other": "stays", "b": "new"} if act is addition else {"other": "stays"}
        wanted |= {"a": "changed"} if act is change else {}
        assert bodies(book) == wanted
        assert book.path.read_bytes() in (before, after)
        book.retry()
        assert not book.unsaved
        assert book.path.read_bytes() == after
        assert book.undo() is not None
        assert book.path.read_bytes() == before
        if not breaking.broke:
            break
        at += 1
    assert failures > 5


def test_a_folder_that_cannot_be_listed_or_read_is_told_and_not_written_over(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book.add(note("a", "first"))
    kept = book.path.read_bytes()

    class Unreadable(Files):
        def read(self, path: Path) -> bytes | None:
            if path == book.path:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return super().read(path)

    store = NoteStore(tmp_path, files=Unreadable())
    damaged = store.open(opened(tmp_path)._document)
    assert [problem.what for problem in store.problems()] == [os.strerror(errno.EIO)]
    with pytest.raises(StoreError):
        damaged.add(note("b", "new"))
    assert book.path.read_bytes() == kept


def test_notes_are_saved_elsewhere_where_their_place_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "disk"
    gone.mkdir()
    book = opened(gone / "annotations")
    book.add(note("a", "first"))
    shutil.rmtree(gone)
    gone.write_text("no folder any more")
    with pytest.raises(StoreError):
        book.add(note("b", "second"))
    with pytest.raises(StoreError):
        book.retry()
    place = book.save_elsewhere(tmp_path / "spare")
    assert place.is_file()
    assert bodies(opened(tmp_path / "spare")) == {"a": "first", "b": "second"}
    book.add(note("c", "third"))
    assert bodies(opened(tmp_path / "spare")) == {"a": "first", "b": "second", "c": "third"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_file_without_write_permission_is_left_alone(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book.add(note("a", "first"))
    book.path.chmod(0o444)
    with pytest.raises(StoreError):
        book.add(note("b", "second"))
    book.path.chmod(0o644)
    book.retry()
    assert bodies(opened(tmp_path)) == {"a": "first", "b": "second"}


def test_a_change_that_failed_can_be_taken_back_before_it_is_saved(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book.add(note("a", "first"))
    book._disk._files = BreakingFiles(0, fail(errno.ENOSPC))
    with pytest.raises(StoreError):
        book.remove("a")
    assert book.annotations == ()
    book.undo()
    assert not book.unsaved
    assert bodies(book) == {"a": "first"}
    assert TEXT[17:29] == book.annotations[0].target.quote.exact


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB, where the machine lets us mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_on_a_disk_that_is_really_full_nothing_is_cut_short(small_disk: Path) -> None:
    book = opened(small_disk / "annotations")
    saved: dict[str, str] = {}
    message = ""
    for number in range(200):
        saved, fresh = bodies(book), note(f"n{number}", "words " * 400)
        message = failure(partial(Notebook.add, annotation=fresh), book)
        if message:
            break
    assert message.endswith(os.strerror(errno.ENOSPC))
    assert len(saved) > 3
    assert book.unsaved
    assert len(bodies(book)) == len(saved) + 1
    again = opened(small_disk / "annotations")
    assert (bodies(again), again.problems) == (saved, ())
    with pytest.raises(StoreError):
        book.retry()
    book.save_elsewhere(small_disk.parent / "elsewhere")
    assert bodies(opened(small_disk.parent / "elsewhere")) == bodies(book)
