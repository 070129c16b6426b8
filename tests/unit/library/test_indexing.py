"""The indexing process, for real: in order, replaced when it dies, gone when it is no longer needed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from tests.unit.library.articles import FERRY, HARBOUR, write
from tui.library.indexer import Indexer
from tui.library.protocol import Reply, Request
from tui.library.survey import start_survey
from tui.library.worker import examine

pytestmark = pytest.mark.skipif(os.name == "nt", reason="looks for processes with ps")

HEAVY = "\n\n".join(f"{FERRY}\nParagraph {number}." for number in range(500))


def workers() -> list[int]:
    """The indexing processes of this test run, by their ids."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True)
    found = []
    for row in listed.stdout.splitlines():
        pid, parent, state, command = row.split(maxsplit=3)
        if int(parent) == os.getpid() and "tui.library.worker" in command and not state.startswith("Z"):
            found.append(int(pid))
    return found


def told_to(replies: list[Reply]) -> Callable[[Sequence[Reply]], Awaitable[None]]:
    async def take(told: Sequence[Reply]) -> None:
        replies.extend(told)

    return take


async def until(holds: Callable[[], object], what: str) -> None:
    for _ in range(1500):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{what} did not come about")


async def test_articles_are_read_in_turn_and_the_one_that_is_wanted_first(tmp_path: Path) -> None:
    paths = write(tmp_path, a=HARBOUR, b=FERRY, c=HARBOUR, d=FERRY)
    keys = [str(path) for path in paths]
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies))
    for key in keys[:3]:
        indexer.submit(key)
    indexer.submit(keys[3], first=True)
    indexer.submit(keys[2], first=True)
    indexer.submit(keys[0])
    assert (indexer.done, indexer.total, indexer.busy) == (0, 4, True)
    await until(lambda: not indexer.busy, "the end of the queue")
    assert [reply.path for reply in replies] == [keys[2], keys[3], keys[0], keys[1]]
    assert replies == [examine(Request(reply.path)) for reply in replies]
    await until(lambda: not workers(), "the end of the idle process")
    await indexer.close()


async def test_what_lies_beside_the_articles_is_not_taken_for_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path, a=HARBOUR)
    (tmp_path / "tui").mkdir()
    (tmp_path / "tui" / "__init__.py").write_text("import pathlib; pathlib.Path('run').touch()", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies))
    indexer.submit(str(paths[0]))
    await until(lambda: not indexer.busy, "the end of the queue")
    await indexer.close()
    found = await start_survey(tmp_path / "catalogue.sqlite", [tmp_path])
    assert found is not None
    assert found.missing == [os.fsencode(paths[0])]
    assert [reply.problem for reply in replies] == [""]
    assert not (tmp_path / "run").exists()


ENDING = """import os, sys
def watch(event, arguments):
    if event == "open" and str(arguments[0]).endswith("bad.txt"):
        os._exit(1)
if any("worker" in each for each in sys.orig_argv):
    sys.addaudithook(watch)
"""
ANOTHER = """import struct, sys
while header := sys.stdin.buffer.read(4):
    sys.stdin.buffer.read(struct.unpack("!I", header)[0])
    sys.stdout.buffer.write(struct.pack("!I", 2) + bytes([0x91, 0x90]))
    sys.stdout.buffer.flush()
"""


async def test_a_process_of_another_version_is_told_and_what_it_read_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path, a=HARBOUR, b=FERRY)
    for package in (tmp_path / "tui", tmp_path / "tui" / "library"):
        package.mkdir()
        (package / "__init__.py").touch()
    (tmp_path / "tui" / "library" / "worker.py").write_text(ANOTHER, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies))
    indexer.submit_all(list(map(str, paths)))
    await until(lambda: not indexer.busy, "the end of the queue")
    await indexer.close()
    assert ["version" in reply.problem and reply.passing for reply in replies] == [True, True]


async def test_with_several_processes_a_heavy_article_holds_up_no_other(tmp_path: Path) -> None:
    paths = write(tmp_path, a=HARBOUR, b=FERRY, c=f"{HARBOUR}\nOnce more.\n", heavy=HEAVY * 10)
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies), workers=2)
    indexer.submit(str(paths[3]))
    for path in paths[:3]:
        indexer.submit(str(path))
    await until(lambda: not indexer.busy, "the end of the queue")
    assert [reply.path for reply in replies] == list(map(str, paths))
    assert len({reply.document_id for reply in replies}) == 4
    await indexer.close()


async def test_of_many_articles_each_is_told_once_and_one_that_is_wanted_is_not_kept_waiting(tmp_path: Path) -> None:
    paths = write(tmp_path, **{f"a{number:02}": f"{HEAVY[:4000]}\nNumber {number}.\n" for number in range(80)})
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies), workers=2)
    indexer.submit_all([str(path) for path in paths])
    await until(lambda: replies, "the first replies")
    indexer.submit(str(paths[-1]), first=True)
    await until(lambda: not indexer.busy, "the end of the queue")
    assert sorted(reply.path for reply in replies) == sorted(map(str, paths))
    assert len({reply.document_id for reply in replies}) == len(paths)
    assert replies[-1].path != str(paths[-1])
    await indexer.close()


async def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    odd = tmp_path / os.fsdecode(b"caf\xe9.txt")
    try:
        odd.write_text(HARBOUR, encoding="utf-8")
    except OSError:
        odd = tmp_path / "cafe.txt"
        odd.write_text(HARBOUR, encoding="utf-8")
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies), given={"-": FERRY.encode()})
    keys = [str(tmp_path / "missing.txt"), str(binary), "-", str(odd)]
    for key in keys:
        indexer.submit(key)
    await until(lambda: not indexer.busy, "the end of the queue")
    assert [reply.path for reply in replies] == keys
    assert [bool(reply.problem) for reply in replies] == [True, True, False, False]
    assert [reply.quotes for reply in replies[2:]] == [2, 1]
    await indexer.close()


async def test_a_process_that_dies_is_replaced_and_its_article_reported(tmp_path: Path) -> None:
    (heavy,) = write(tmp_path, heavy=HEAVY)
    (light,) = write(tmp_path, light=HARBOUR)
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies))
    indexer.submit(str(heavy))
    indexer.submit(str(light))
    await until(workers, "the first process")
    (first,) = workers()
    os.kill(first, signal.SIGKILL)
    await until(lambda: not indexer.busy, "the end of the queue")
    assert [reply.path for reply in replies] == [str(heavy), str(light)]
    assert "process ended" in replies[0].problem
    assert (replies[1].problem, replies[1].quotes) == ("", 1)
    await indexer.close()
    assert workers() == []


async def test_of_articles_that_are_told_together_the_one_that_ends_the_process_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.txt"
    paths = [*write(tmp_path, **{f"a{number}": f"{HARBOUR}\nNumber {number}.\n" for number in range(6)})]
    bad.write_text(FERRY, encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(ENDING, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies), unwatched=True)
    indexer.submit_all(list(map(str, [*paths[:4], bad, *paths[4:]])))
    await until(lambda: not indexer.busy, "the end of the queue")
    await indexer.close()
    assert {reply.path for reply in replies if "process ended" in reply.problem} == {str(bad)}
    assert sorted(reply.path for reply in replies if not reply.problem) == list(map(str, paths))


async def test_the_last_of_many_articles_are_shared_by_all_processes(tmp_path: Path) -> None:
    """One that had them all would work on while the others have nothing to do."""
    paths = write(tmp_path, **{f"a{number:02}": f"{HARBOUR}\nNumber {number}.\n" for number in range(60)})
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies), workers=2, unwatched=True)
    indexer.submit_all(list(map(str, paths)))
    at_work: list[int] = []

    def is_done() -> bool:
        at_work.append(len(workers()))
        return not indexer.busy

    await until(is_done, "the end of the queue")
    await indexer.close()
    assert max(at_work) == 2
    assert sorted(reply.path for reply in replies) == list(map(str, paths))


async def test_closing_leaves_no_process_behind(tmp_path: Path) -> None:
    (heavy,) = write(tmp_path, heavy=HEAVY)
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies), workers=2)
    for path in (heavy, *write(tmp_path, a=HARBOUR, b=FERRY, c=HARBOUR)):
        indexer.submit(str(path))
    await until(workers, "a process")
    await indexer.close()
    assert workers() == []
    count = len(replies)
    await asyncio.sleep(0.1)
    assert len(replies) == count
    assert workers() == []


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 5, 8])
async def test_closing_while_a_process_starts_leaves_none_behind(tmp_path: Path, steps: int) -> None:
    (path,) = write(tmp_path, a=HARBOUR)
    indexer = Indexer(told_to([]))
    indexer.submit(str(path))
    for _ in range(steps):
        await asyncio.sleep(0)
    await indexer.close()
    assert workers() == []


async def test_an_article_can_be_asked_for_again_after_the_queue_was_empty(tmp_path: Path) -> None:
    (path,) = write(tmp_path, a=HARBOUR)
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies))
    indexer.submit(str(path))
    await until(lambda: len(replies) == 1, "the first reply")
    path.write_text(FERRY, encoding="utf-8")
    indexer.submit(str(path))
    await until(lambda: len(replies) == 2, "the second reply")
    assert [reply.quotes for reply in replies] == [1, 2]
    assert not indexer.busy
    await indexer.close()


async def test_an_article_asked_for_while_the_idle_process_is_ending_is_read(tmp_path: Path) -> None:
    first, second = map(str, write(tmp_path, a=HARBOUR, b=FERRY))
    replies: list[Reply] = []

    async def take(told: Sequence[Reply]) -> None:
        replies.extend(told)
        if told[0].path == first:
            asyncio.get_running_loop().call_soon(indexer.submit, second)

    indexer = Indexer(take)
    indexer.submit(first)
    await until(lambda: len(replies) == 2, "the second reply")
    assert [reply.path for reply in replies] == [first, second]
    await indexer.close()
    assert workers() == []


async def test_what_waits_behind_an_article_whose_process_dies_is_read_by_another(tmp_path: Path) -> None:
    paths = write(tmp_path, a=HEAVY, b=FERRY, c=HARBOUR)
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies))
    indexer.submit_all([str(path) for path in paths])
    await until(workers, "the first process")
    os.kill(workers()[0], signal.SIGKILL)
    await until(lambda: not indexer.busy, "the end of the queue")
    assert [reply.path for reply in replies] == list(map(str, paths))
    assert [bool(reply.problem) for reply in replies] == [True, False, False]
    await indexer.close()


async def test_an_article_that_takes_too_long_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    paths = write(tmp_path, a=FERRY, b=HARBOUR, c=f"{HARBOUR}\nOnce more.\n")
    replies: list[Reply] = []

    async def take(told: Sequence[Reply]) -> None:
        indexer.limit = 60
        replies.extend(told)

    indexer = Indexer(take, limit=0.005)  # no process starts as quickly
    indexer.submit_all([str(path) for path in paths])
    await until(lambda: not indexer.busy, "the end of the queue")
    assert [reply.path for reply in replies] == list(map(str, paths))
    assert [bool(reply.problem) for reply in replies] == [True, False, False]
    assert "too long" in replies[0].problem
    await indexer.close()
    assert workers() == []


async def test_many_that_wait_to_be_kept_are_told_before_their_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With many processes what may wait is there long before: they would all stand still until then."""
    monkeypatch.setattr("tui.library.indexer._SHORT", 3600.0)
    monkeypatch.setattr("tui.library.indexer._MANY", 2)
    monkeypatch.setattr("tui.library.indexer._UNTOLD", 4)
    paths = write(tmp_path, **{f"article_{number:02}": HARBOUR for number in range(20)})
    replies: list[Reply] = []
    indexer = Indexer(told_to(replies), unwatched=True)
    indexer.submit_all(list(map(str, paths)))
    await asyncio.wait_for(indexer.join(), 30)  # which tells of the last one, should one be left over
    await indexer.close()
    assert len(replies) == len(paths)
