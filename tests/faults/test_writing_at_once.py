"""Several programs and an editor write the same notes at the same time: no note is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from breaking import bodies, ended, in_child, note, opened
from msgspec.structs import replace

from tui.annotations.codec import encode
from tui.annotations.files import Files
from tui.annotations.mending import repair
from tui.annotations.notebook import Notebook

OPERATIONS = int(os.environ.get("BRIEFING_TUI_TEST_OPERATIONS", "1000"))
WRITERS = 4

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def write_notes(folder: Path, own: str, seed: int, settle: float) -> None:
    """A reader at work: adds notes, changes and deletes some of its own, tags one that all share."""
    dice = random.Random(seed)
    book = opened(folder)
    for number in range(OPERATIONS // WRITERS):
        kind = number % 6
        if kind == 4:
            found = book.get(f"{own}-{number - 2}")
            assert found is not None
            book.replace(replace(found, body=f"{found.body} changed"))
        elif kind == 5:
            book.remove(f"{own}-{number - 2}")
        else:
            book.add(note(f"{own}-{number}", f"{own} {number}"))
        if number % 10 == 0:
            shared = book.get("shared")
            assert shared is not None
            book.replace(replace(shared, tags=(*shared.tags, f"{own}-{number}")))
        if dice.random() < 0.3:
            book.reload()
        time.sleep(dice.uniform(0, 0.003))
    look_until_quiet(book, settle)


def look_until_quiet(book: Notebook, seconds: float) -> None:
    """What the screen does while the reader only reads."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if book.reload():
            end = time.monotonic() + seconds
        time.sleep(0.01)


def expected(own: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number in range(OPERATIONS // WRITERS):
        kind = number % 6
        if kind == 4:
            found[f"{own}-{number - 2}"] += " changed"
        elif kind == 5:
            del found[f"{own}-{number - 2}"]
        else:
            found[f"{own}-{number}"] = f"{own} {number}"
    return found


def run(*works: Callable[[], None]) -> None:
    children = [in_child(work) for work in works]
    assert [ended(child) for child in children] == [0] * len(children)


def test_four_processes_lose_no_note_no_change_and_no_tag(quick_path: Path) -> None:
    opened(quick_path).add(note("shared", "for all"))
    run(*(lambda own=f"p{n}", n=n: write_notes(quick_path, own, n, 0) for n in range(WRITERS)))
    book = opened(quick_path)
    wanted = {"shared": "for all"}
    for n in range(WRITERS):
        wanted |= expected(f"p{n}")
    assert bodies(book) == wanted
    assert book.problems == ()
    shared = book.get("shared")
    assert shared is not None
    assert set(shared.tags) == {f"p{n}-{m}" for n in range(WRITERS) for m in range(0, OPERATIONS // WRITERS, 10)}


def edit_by_hand(path: Path, count: int, seed: int) -> None:
    """An editor: reads the file, takes its time, and writes all of it back with a note more, knowing of no lock.

    Who saves gives up at an editor that is faster than itself twenty times, as one could be on a busy machine.
    """
    dice = random.Random(seed)
    for number in range(count):
        data = path.read_bytes()
        time.sleep(dice.uniform(0, 0.01))
        record = encode(note(f"hand-{number}", f"by hand {number}"), "urn:x").replace("id:", "# mine\nid:", 1)
        fresh = path.with_name(f"{path.name}~{seed}")
        fresh.write_bytes(data + record.encode())
        fresh.replace(path)
        time.sleep(dice.uniform(0.05, 0.25))


def test_an_editor_that_writes_over_the_file_costs_no_note(quick_path: Path) -> None:
    first = opened(quick_path)
    first.add(note("shared", "for all"))
    by_hand = max(5, OPERATIONS // 20)
    run(
        lambda: edit_by_hand(first.path, by_hand, 99),
        *(lambda own=f"p{n}", n=n: write_notes(quick_path, own, n, 1.0) for n in range(WRITERS)),
    )
    found = bodies(opened(quick_path))
    wanted = {f"hand-{number}": f"by hand {number}" for number in range(by_hand)}
    for n in range(WRITERS):
        wanted |= expected(f"p{n}")
    assert {identity: body for identity, body in wanted.items() if found.get(identity) != body} == {}
    assert opened(quick_path).path.read_bytes().count(b"# mine") == by_hand


def test_threads_that_share_a_notebook_lose_no_note(tmp_path: Path) -> None:
    book = opened(tmp_path)

    def work(own: str) -> None:
        for number in range(15):
            book.add(note(f"{own}-{number}", own))
            assert len(book.anchors) > number - number // 3  # its own at least, without those that it removed
            if number % 3 == 2:
                book.remove(f"{own}-{number}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, "abcd"))
    wanted = {f"{own}-{number}": own for own in "abcd" for number in range(15) if number % 3 != 2}
    assert bodies(book) == bodies(opened(tmp_path)) == wanted


class LateEditor(Files):
    """An editor that writes the file between the last look at it and its replacement, a few times over."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.is_first = False

    def exchange(self, one: Path, other: Path) -> bool:
        self.is_first = not self.is_first
        if self.left and self.is_first:
            self.left -= 1
            edit_by_hand(other, 1, self.left)
            other.write_bytes(other.read_bytes().replace(b"hand-0", f"late-{self.left}".encode()))
        return super().exchange(one, other)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="swapping files is known of Linux only")
def test_an_editor_that_writes_in_the_last_moment_is_not_written_over(tmp_path: Path) -> None:
    opened(tmp_path).add(note("a", "first"))
    book = opened(tmp_path, LateEditor(3))
    book.add(note("b", "second"))
    assert set(bodies(opened(tmp_path))) == set(bodies(book)) == {"a", "b", "late-0", "late-1", "late-2"}


class NoSwap(Files):
    """A file system that cannot swap files."""

    def exchange(self, one: Path, other: Path) -> bool:
        return False


def test_where_files_cannot_be_swapped_notes_are_saved_all_the_same(tmp_path: Path) -> None:
    book = opened(tmp_path, NoSwap())
    book.add(note("a", "first"))
    book.add(note("b", "second"))
    book.remove("a")
    assert bodies(opened(tmp_path)) == {"b": "second"}


def git(folder: Path, *command: str) -> bool:
    user = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    return subprocess.run(["git", *user, *command], cwd=folder, capture_output=True, check=False).returncode == 0


def add_notes(folder: Path, own: str, count: int) -> None:
    book = opened(folder)
    for number in range(count):
        book.add(note(f"{own}-{number}", f"{own} {number}"))
        book.reload()
        time.sleep(0.02 if number % 5 else 0.2)
    look_until_quiet(book, 2)


def pull_again_and_again(main: Path, other: Path, count: int, seed: int) -> None:
    """Somebody else's notes come by git while the reader writes; git refuses while it sees the file change. What it
    leaves open is repaired, as the message says."""
    dice = random.Random(seed)
    book = opened(other)
    (file,) = main.glob("*.yaml")
    for number in range(count):
        book.add(note(f"pulled-{number}", f"by git {number}"))
        book.replace(replace(book.annotations[0], tags=(*book.annotations[0].tags, f"theirs-{number}")))
        git(other, "add", "-A")
        git(other, "commit", "-qm", f"theirs {number}")
        for _ in range(100):
            git(main, "add", "-A")
            git(main, "commit", "-qm", f"ours {number}")
            is_merged = git(main, "pull", "-q", "--no-rebase", "--no-edit", str(other), "one")
            if is_merged or b"<<<<<<<" in file.read_bytes():
                break
            time.sleep(dice.uniform(0, 0.05))
        repair(file)
        git(main, "add", "-A")
        git(main, "commit", "-qm", "both kept")


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_notes_pulled_by_git_while_programs_write_are_all_there(quick_path: Path) -> None:
    main, other = quick_path / "main", quick_path / "other"
    main.mkdir()
    git(main, "init", "-q", "-b", "one")
    first = opened(main)
    first.add(note("shared", "for all"))
    git(main, "add", "-A")
    git(main, "commit", "-qm", "first")
    git(quick_path, "clone", "-q", str(main), str(other))
    pulls = max(3, OPERATIONS // 250)
    run(
        lambda: pull_again_and_again(main, other, pulls, 5),
        *(lambda own=f"p{n}": add_notes(main, own, 10 * pulls) for n in range(2)),
    )
    repair(first.path)
    found = opened(main)
    bodies_found = bodies(found)
    wanted = {f"pulled-{number}": f"by git {number}" for number in range(pulls)}
    wanted |= {f"p{n}-{number}": f"p{n} {number}" for n in range(2) for number in range(10 * pulls)}
    assert {identity: body for identity, body in wanted.items() if body not in bodies_found.values()} == {}
    assert set(wanted) <= set(bodies_found)


class SlowEditor(Files):
    """An editor that had the file open when it was replaced, and writes on into what is no longer in its place."""

    def __init__(self) -> None:
        self.left = 1

    def sync_folder(self, folder: Path) -> None:
        for found in folder.glob(".*.tmp"):
            if self.left:
                self.left -= 1
                edit_by_hand(found, 1, 0)
        super().sync_folder(folder)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="swapping files is known of Linux only")
def test_what_an_editor_goes_on_writing_into_the_old_file_is_not_lost(tmp_path: Path) -> None:
    opened(tmp_path).add(note("a", "first"))
    book = opened(tmp_path, SlowEditor())
    book.add(note("b", "second"))
    assert set(bodies(opened(tmp_path))) == set(bodies(book)) == {"a", "b", "hand-0"}


@pytest.mark.parametrize("removed", [True, False])
def test_a_file_that_is_emptied_or_removed_while_it_is_looked_at_costs_no_note(tmp_path: Path, removed: bool) -> None:
    book = opened(tmp_path)
    book.add(note("a", "first"))
    book.add(note("b", "second"))
    whole = book.path.read_bytes()
    if removed:
        book.path.unlink()
    else:
        book.path.write_bytes(b"")
        os.utime(book.path, (1, 1))  # long ago: nobody is writing it
    assert book.reload()
    assert set(bodies(book)) == {"a", "b"}
    assert "gone or empty" in book.problems[0].what
    book.add(note("c", "third"))
    assert set(bodies(opened(tmp_path))) == {"a", "b", "c"}
    assert book.problems == ()
    assert book.path.read_bytes().startswith(whole)


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book.add(note("a", "first"))
    theirs = opened(tmp_path)
    theirs.add(note("b", "second"))
    whole = book.path.read_bytes()

    def write_the_rest() -> None:
        time.sleep(0.05)
        book.path.write_bytes(whole)

    for half in (whole[:-40], whole[: whole.rindex(b"  selector")], b""):
        book.path.write_bytes(half)
        assert not book.reload()
        child = in_child(write_the_rest)
        book.add(note(f"c{len(half)}", "third"))
        assert ended(child) == 0
        assert set(bodies(opened(tmp_path))) >= {"a", "b", f"c{len(half)}"}
