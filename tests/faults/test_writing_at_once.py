"""Several programs and an editor write the same notes at the same time: no note is lost."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from breaking import bodies, ended, in_child, note, opened

from tui.annotations.codec import encode
from tui.annotations.files import Files
from tui.annotations.notebook import Notebook

OPERATIONS = int(os.environ.get("BRIEFING_TUI_TEST_OPERATIONS", "120"))
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


def test_four_processes_lose_no_note_no_change_and_no_tag(tmp_path: Path) -> None:
    opened(tmp_path).add(note("shared", "for all"))
    run(*(lambda own=f"p{n}", n=n: write_notes(tmp_path, own, n, 0) for n in range(WRITERS)))
    book = opened(tmp_path)
    wanted = {"shared": "for all"}
    for n in range(WRITERS):
        wanted |= expected(f"p{n}")
    assert bodies(book) == wanted
    assert book.problems == ()
    shared = book.get("shared")
    assert shared is not None
    assert set(shared.tags) == {f"p{n}-{m}" for n in range(WRITERS) for m in range(0, OPERATIONS // WRITERS, 10)}


def edit_by_hand(path: Path, count: int, seed: int) -> None:
    """An editor: reads the file, takes its time, and writes all of it back with a note more, knowing of no
    lock."""
    dice = random.Random(seed)
    for number in range(count):
        data = path.read_bytes()
        time.sleep(dice.uniform(0, 0.01))
        record = encode(note(f"hand-{number}", f"by hand {number}"), "urn:x").replace("id:", "# mine\nid:", 1)
        fresh = path.with_name(f"{path.name}~{seed}")
        fresh.write_bytes(data + record.encode())
        fresh.replace(path)
        time.sleep(dice.uniform(0.01, 0.05))


def test_an_editor_that_writes_over_the_file_costs_no_note(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.add(note("shared", "for all"))
    by_hand = max(5, OPERATIONS // 20)
    run(
        lambda: edit_by_hand(first.path, by_hand, 99),
        *(lambda own=f"p{n}", n=n: write_notes(tmp_path, own, n, 1.0) for n in range(3)),
    )
    found = bodies(opened(tmp_path))
    wanted = {f"hand-{number}": f"by hand {number}" for number in range(by_hand)}
    for n in range(3):
        wanted |= expected(f"p{n}")
    assert {identity: body for identity, body in wanted.items() if found.get(identity) != body} == {}
    assert opened(tmp_path).path.read_bytes().count(b"# mine") == by_hand


def test_threads_that_share_a_notebook_lose_no_note(tmp_path: Path) -> None:
    book = opened(tmp_path)

    def work(own: str) -> None:
        for number in range(15):
            book.add(note(f"{own}-{number}", own))
            assert len(book.anchors) >= number
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
