"""A save that is killed leaves the file as it was before or as it was to be, and every record readable."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from breaking import BreakingFiles, bodies, die, ended, in_child, note, opened
from msgspec.structs import replace

from tui.annotations.notebook import Notebook

KILLS = int(os.environ.get("BRIEFING_TUI_TEST_KILLS", "200"))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def steps(count: int) -> list[tuple[str, str, str]]:
    """What a child does, one step after the other: it never depends on chance, so the parent knows every
    state."""
    made = []
    for number in range(count):
        if number % 5 == 3:
            made.append(("replace", f"n{number - 2}", f"changed {number}\nand longer " * (number % 7)))
        elif number % 5 == 4:
            made.append(("remove", f"n{number - 3}", ""))
        else:
            made.append(("add", f"n{number}", f"body {number} " * 50))
    return made


def do(book: Notebook, step: tuple[str, str, str]) -> None:
    what, identity, body = step
    if what == "add":
        book.add(note(identity, body))
    elif what == "replace":
        found = book.get(identity)
        assert found is not None
        book.replace(replace(found, body=body))
    else:
        book.remove(identity)


def state_after(done: list[tuple[str, str, str]]) -> dict[str, str]:
    state: dict[str, str] = {}
    for what, identity, body in done:
        if what == "remove":
            del state[identity]
        else:
            state[identity] = body
    return state


def test_a_process_killed_at_any_moment_loses_at_most_the_note_it_was_saving(quick_path: Path) -> None:
    dice = random.Random(20220210)
    plan = steps(400)
    lost = 0
    for round_number in range(KILLS):
        folder = quick_path / str(round_number)
        reader, writer = os.pipe()

        def work(folder: Path = folder, writer: int = writer) -> None:
            book = opened(folder)
            for step in plan:
                do(book, step)
                os.write(writer, b".")

        child = in_child(work)
        os.close(writer)
        time.sleep(dice.uniform(0.002, 0.04))
        os.kill(child, signal.SIGKILL)
        ended(child)
        done = 0
        while chunk := os.read(reader, 4096):
            done += len(chunk)
        os.close(reader)
        book = opened(folder)
        assert book.problems == ()
        lost += list(folder.glob(".*.tmp")) != []
        assert bodies(book) in (state_after(plan[:done]), state_after(plan[: done + 1]))
        book.add(note("afterwards", "still writable"))
        assert not list(folder.glob(".*.tmp"))
        if round_number % 10 == 0:
            while book.undo() is not None:
                pass
            assert bodies(book) == {}
    assert lost  # some were killed while the file was being written


def first_note(book: Notebook) -> None:
    book.add(note("b", "new"))


def change(book: Notebook) -> None:
    book.replace(note("a", "changed"))


def removal(book: Notebook) -> None:
    book.remove("a")


def taking_back(book: Notebook) -> None:
    book.undo()


AFTER: dict[Callable[[Notebook], None], dict[str, str]] = {
    first_note: {"b": "new"},
    change: {"other": "stays", "a": "changed"},
    removal: {"other": "stays"},
    taking_back: {"other": "stays"},
}


@pytest.mark.parametrize("act", [first_note, change, removal, taking_back])
def test_a_save_killed_at_each_call_to_the_system_is_whole_or_not_there(
    tmp_path: Path, act: Callable[[Notebook], None]
) -> None:
    at = 0
    outcomes = set()
    while True:
        folder = tmp_path / str(at)
        if act is not first_note:
            opened(folder).add(note("other", "stays"))
            opened(folder).add(note("a", "first"))
        before, after = bodies(opened(folder)), AFTER[act]

        def work(folder: Path = folder, at: int = at) -> None:
            act(opened(folder, BreakingFiles(at, die)))

        status = ended(in_child(work))
        found = opened(folder)
        assert found.problems == ()
        assert bodies(found) in (before, after)
        outcomes.add(bodies(found) == after)
        if status == 0:
            break
        assert status == -signal.SIGKILL
        if bodies(found) == before:
            act(found)
        assert bodies(opened(folder)) == after
        at += 1
    assert at > 10
    assert outcomes == {True, False}
