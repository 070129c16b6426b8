"""Locks between programs: one holds it, the others wait, and nobody waits for one that has ended."""

from __future__ import annotations

import errno
import subprocess
import sys
import threading
from pathlib import Path

import filelock
import pytest

from tui import locks
from tui.locks import FileLock, Timeout

_HOLDER = """
import sys
from tui.locks import FileLock
lock = FileLock(sys.argv[1])
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_one_holds_it_until_it_lets_go(tmp_path: Path) -> None:
    one, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock", timeout=0)
    one.acquire()
    with pytest.raises(Timeout):
        other.acquire()
    one.release()
    with other, pytest.raises(Timeout):
        one.acquire(timeout=0)


def test_who_waits_holds_it_next(tmp_path: Path) -> None:
    one, held = FileLock(tmp_path / "lock"), threading.Event()

    def wait() -> None:
        with FileLock(tmp_path / "lock"):
            held.set()

    with one:
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not held.is_set()
    waiting.join()
    assert held.is_set()


def test_it_is_that_of_filelock(tmp_path: Path) -> None:
    with filelock.FileLock(tmp_path / "lock"), pytest.raises(Timeout):
        FileLock(tmp_path / "lock").acquire(timeout=0)
    with FileLock(tmp_path / "lock"), pytest.raises(filelock.Timeout):
        filelock.FileLock(tmp_path / "lock").acquire(timeout=0)


def test_a_program_that_is_killed_holds_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Timeout):
            FileLock(tmp_path / "lock").acquire(timeout=0)
        holder.kill()
    FileLock(tmp_path / "lock").acquire()


def test_a_lock_whose_file_was_removed_is_not_that_of_the_next_one(tmp_path: Path) -> None:
    with FileLock(tmp_path / "lock"):
        (tmp_path / "lock").unlink()
        with FileLock(tmp_path / "lock", timeout=0), pytest.raises(Timeout):
            FileLock(tmp_path / "lock").acquire(timeout=0)


def test_where_no_file_can_be_made_nobody_waits(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FileLock(tmp_path / "none" / "lock").acquire()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(OSError, match="link"):
        FileLock(tmp_path / "link").acquire()
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize("lacks", ["module", "call"])
def test_where_the_system_has_no_such_locks_filelock_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacks: str
) -> None:
    class Lacking:
        LOCK_EX = LOCK_NB = 0

        @staticmethod
        def flock(_file: int, _how: int) -> None:
            raise OSError(errno.ENOSYS, "not here")

    monkeypatch.setattr(locks, "fcntl", None if lacks == "module" else Lacking)
    one = FileLock(tmp_path / "lock")
    with one, pytest.raises(Timeout):
        FileLock(tmp_path / "lock").acquire(timeout=0)
    with FileLock(tmp_path / "lock", timeout=0):
        pass
