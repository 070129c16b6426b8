"""Statements grouped in a process of their own."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.unit.library.articles import write
from tui.comparison.differences import align
from tui.library import child
from tui.library.catalogue import Catalogue
from tui.library.grouping.asking import GroupingError, GroupingProcess
from tui.library.grouping.file import version_of
from tui.library.grouping.messages import (
    Align,
    Aligned,
    Find,
    Found,
    Held,
    Left,
    Message,
    Open,
    Take,
    frame,
    message_of,
)
from tui.library.grouping.process import Grouper
from tui.library.library import Library
from tui.library.protocol import HEADER, Findings, Request
from tui.library.reading_state import ReadingState
from tui.library.wordings import Wordings
from tui.library.worker import examine

STAYS = "“The old lighthouse stays where our fathers built it,” Anna Berg said."
AGAIN = "Anna Berg said “the old lighthouse stays where our fathers built it”, and left."
MANY = [f"“The {one} fishermen of quay {one} keep their rights,” Anna Berg said." for one in range(1000, 1300)]
"""Statements that are told in two pieces."""
OTHER = "“Nobody asked the islanders about the new ferry,” Peter Holm said."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    paths = write(tmp_path / "news", a=f"One\n\n{STAYS}\n", b=f"Two\n\n{OTHER}\n")
    library = Library(paths, Catalogue(tmp_path / "c.sqlite"), ReadingState(tmp_path / "s.sqlite"))
    for path in paths:
        library.take(examine(Request(str(path))))
    return library


def asked(library: Library, ask: Callable[[Wordings], object]) -> None:
    async def run() -> None:
        wordings = Wordings(library)
        try:
            await ask(wordings)  # type: ignore[misc]
        finally:
            await wordings.close()

    asyncio.run(run())


def test_an_article_that_came_since_the_last_question_is_in_the_next_answer(tmp_path: Path, library: Library) -> None:
    async def ask(wordings: Wordings) -> None:
        key = library.keys[0]
        assert [each.key for each in await wordings.of(key, "q1")] == [key]
        Path(library.keys[1]).write_text(f"Two\n\n{AGAIN}\n", encoding="utf-8")
        library.take(examine(Request(library.keys[1])))
        assert {each.key for each in await wordings.of(key, "q1")} == set(library.keys)
        assert [len(statement) for statement in await wordings.groups()] == [2]

    asked(library, ask)


def test_what_the_reader_corrects_is_compared_as_corrected(library: Library) -> None:
    second = library.keys[1]

    async def ask(wordings: Wordings) -> None:
        assert await wordings.groups() == []

        def corrector(key: str, found: Findings) -> Findings:
            words = ("The old lighthouse stays where our fathers built it",)
            return Findings(found.analysis, words) if key == second else found

        library.findings(second)
        library.held.corrector = corrector
        library.recorrect(second)
        assert [len(statement) for statement in await wordings.groups()] == [2]

    asked(library, ask)


def test_a_process_that_was_killed_is_told() -> None:
    async def run() -> None:
        process = await GroupingProcess.start()
        process.kill()
        try:
            with pytest.raises(GroupingError, match="has ended"):
                await process.ask(None)
        finally:
            await process.end()

    asyncio.run(run())


def test_another_process_takes_the_place_of_one_that_was_killed(library: Library) -> None:
    async def ask(wordings: Wordings) -> None:
        assert len(await wordings.of(library.keys[0], "q1")) == 1
        assert wordings.process is not None
        wordings.process.kill()
        while not wordings.process.has_ended:
            await asyncio.sleep(0.01)
        assert len(await wordings.of(library.keys[0], "q1")) == 1

    asked(library, ask)


def test_a_question_that_was_given_up_does_not_spoil_the_next(library: Library) -> None:
    async def ask(wordings: Wordings) -> None:
        for wait in (0.0, 0.01, 0.2):
            question = asyncio.create_task(wordings.groups())
            await asyncio.sleep(wait)
            question.cancel()
            await asyncio.gather(question, return_exceptions=True)
        assert len(await wordings.of(library.keys[0], "q1")) == 1

    asked(library, ask)


def report(folder: Path, name: str, lines: Sequence[str]) -> Take:
    """What is handed over of an article with some quotes."""
    (path,) = write(folder, x=f"Report {name}\n\n" + "\n\n".join(lines) + "\n")
    reply = examine(Request(str(path)))
    return Take(reply.document_id, None, reply.findings)


def two_reports(folder: Path) -> list[Take]:
    """Two articles with many statements."""
    return [report(folder / name, name, MANY) for name in "ab"]


def served(folder: Path, *messages: Message) -> list[Message]:
    """What the process answers to messages that have all come before it begins."""
    file = folder / "messages"
    file.write_bytes(b"".join(map(frame, messages)))
    with file.open("rb") as asked:
        done = subprocess.run(
            child.command("tui.library.grouping.process"), stdin=asked, capture_output=True, check=True, timeout=60
        )
    answers = []
    data = done.stdout
    while data:
        end = HEADER.size + HEADER.unpack_from(data)[0]
        answers.append(message_of(data[HEADER.size : end]))
        data = data[end:]
    return answers


def answered(answers: Sequence[Message]) -> list[int]:
    """The questions in the order in which they were answered to their ends."""
    return [each.question for each in answers if isinstance(each, Aligned) or (isinstance(each, Found) and each.last)]


def test_what_is_short_is_answered_while_all_statements_are_gathered(tmp_path: Path) -> None:
    first, second = two_reports(tmp_path)
    whole, place = Find(1), Find(2, (first.document_id, "q1"))
    aligned = Align(3, ("They will go", "They will not go"), 0)
    found = served(tmp_path, first, second, whole, place, aligned)
    assert answered(found) == [3, 2, 1]
    assert [len(each.statements) for each in found if isinstance(each, Found) and each.question == 2] == [1]
    assert sum(len(each.statements) for each in found if isinstance(each, Found) and each.question == 1) == 300


def test_what_was_given_before_a_question_counts_in_its_answer(tmp_path: Path) -> None:
    first, second = two_reports(tmp_path)
    place = Find(2, (first.document_id, "q1"))
    found = served(
        tmp_path, first, second, Find(1), Take(second.document_id), place, Align(3, ("They go", "They went"), 0)
    )
    assert answered(found) == [3, 1, 2]
    assert [each.statements for each in found if isinstance(each, Found) and each.question == 2] == [()]


def test_an_alignment_goes_out_while_another_question_waits(tmp_path: Path) -> None:
    paths = write(tmp_path / "news", **{name: f"Report {name}\n\n" + "\n\n".join(MANY) + "\n" for name in "ab"})
    library = Library(paths, Catalogue(tmp_path / "c.sqlite"), ReadingState(tmp_path / "s.sqlite"))
    for path in paths:
        library.take(examine(Request(str(path))))
    order: list[str] = []

    async def ask(wordings: Wordings) -> None:
        await wordings.aligned(["They will go"], 0)  # the process is there
        gathering = asyncio.create_task(wordings.groups())
        gathering.add_done_callback(lambda _: order.append("all statements"))
        await asyncio.sleep(0)
        await wordings.aligned(["They will go", "They will not go"], 0)
        order.append("an alignment")
        assert len(await gathering) == 300

    asked(library, ask)
    assert order == ["an alignment", "all statements"]


def test_a_large_answer_comes_in_pieces_that_are_told_apart(tmp_path: Path) -> None:
    grouper = Grouper()
    for name, count in (("a", 300), ("b", 300)):
        lines = [
            f"“The {number} fishermen of quay {number} keep their ancient rights,” Anna Berg said."
            for number in range(1000, 1000 + count)
        ]
        assert list(grouper.answer(report(tmp_path / name, name, lines))) == []
    told = list(grouper.answer(Find(7)))
    answers = [each for each in told if isinstance(each, Found)]
    assert len(answers) > 2
    assert [each.last for each in answers] == [False] * (len(answers) - 1) + [True]
    assert sum(len(each.statements) for each in answers) == 300
    assert any(isinstance(each, Left) and each.number for each in told)


def test_findings_that_cannot_be_read_are_left_out() -> None:
    grouper = Grouper()
    assert list(grouper.answer(Take("d", None, b"\xc1"))) == []
    assert list(grouper.answer(Find(1))) == [Found(1, (), last=True)]


def taken(grouper: Grouper, tmp_path: Path, **articles: str) -> list[str]:
    """Let the grouper take some articles; gives their ids."""
    replies = [examine(Request(str(path))) for path in write(tmp_path / "-".join(articles), **articles)]
    for reply in replies:
        assert list(grouper.answer(Take(reply.document_id, reply.published, reply.findings, reply.title))) == []
    return [reply.document_id for reply in replies]


def opened(file: Path) -> tuple[Grouper, dict[str, str]]:
    """Another run's grouper, and what it knows from before."""
    grouper = Grouper()
    (held,) = grouper.answer(Open(os.fsencode(file)))
    assert isinstance(held, Held)
    return grouper, dict(held.marks)


def statements(grouper: Grouper) -> list[set[str]]:
    """The documents of each statement."""
    answers = [each for each in grouper.answer(Find(1)) if isinstance(each, Found)]
    return [{document for document, _ in places} for each in answers for places in each.statements]


def kept(grouper: Grouper, file: Path) -> bytes:
    """What the grouper keeps."""
    grouper.keep()
    return file.read_bytes()


def test_what_was_compared_is_known_at_the_next_start_and_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "c.groups"
    grouper, marks = opened(file)
    assert marks == {}
    one, two, other = taken(grouper, tmp_path, a=f"One\n\n{STAYS}\n", b=f"Two\n\n{AGAIN}\n", c=f"Three\n\n{OTHER}\n")
    assert statements(grouper) == [{one, two}]
    kept(grouper, file)
    grouper, marks = opened(file)
    assert marks == {one: "One", two: "Two", other: "Three"}
    assert statements(grouper) == [{one, two}]
    (more,) = taken(grouper, tmp_path, d=f"Four\n\nMr Berg left. {AGAIN}\n")
    assert statements(grouper) == [{one, two, more}]
    assert list(grouper.answer(Take(one))) == []
    assert statements(grouper) == [{two, more}]
    kept(grouper, file)
    assert opened(file)[1].keys() == {two, other, more}


def test_a_file_that_is_damaged_or_of_another_version_is_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "c.groups"
    grouper, _ = opened(file)
    taken(grouper, tmp_path, a=f"One\n\n{STAYS}\n", b=f"Two\n\n{AGAIN}\n")
    assert len(statements(grouper)) == 1
    good = kept(grouper, file)
    middle = len(good) // 2
    for damaged in (
        b"",
        good[:20],
        good[:middle],
        good[:middle] + b"\0\1\2" + good[middle:],
        good + b"more",
        b"x" * 99,
    ):
        file.write_bytes(damaged)
        grouper, marks = opened(file)
        assert marks == {}
        taken(grouper, tmp_path, a=f"One\n\n{STAYS}\n", b=f"Two\n\n{AGAIN}\n")
        assert len(statements(grouper)) == 1
    file.write_bytes(good)
    assert opened(file)[1] != {}
    monkeypatch.setattr("tui.library.grouping.file.VERSION", "another")
    version_of.cache_clear()
    assert opened(file)[1] == {}
    version_of.cache_clear()


def test_what_was_kept_is_not_handed_over_again(tmp_path: Path, library: Library) -> None:
    file = library.catalogue.path.with_suffix(".groups")

    async def ask(wordings: Wordings) -> None:
        assert await wordings.groups() == []
        async with asyncio.timeout(20):
            while not file.exists():
                await asyncio.sleep(0.01)

    asked(library, ask)

    async def ask_again(wordings: Wordings) -> None:
        assert await wordings.groups() == []
        assert wordings.process is not None
        assert (await wordings.process.held()).keys() == {library.record(key).document_id for key in library.keys}

    asked(library, ask_again)


def test_a_folder_that_cannot_be_written_keeps_nothing_and_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "c.groups"
    grouper, _ = opened(file)
    taken(grouper, tmp_path, a=f"One\n\n{STAYS}\n", b=f"Two\n\n{AGAIN}\n")
    assert len(statements(grouper)) == 1
    grouper.keep()
    assert len(statements(grouper)) == 1


def test_wordings_are_held_against_another_as_here_and_by_a_process_that_was_killed_too(library: Library) -> None:
    texts = ["They will not go “home” on 5 May", "They will go home on 6 May", "— …"]

    async def ask(wordings: Wordings) -> None:
        for pivot in range(len(texts)):
            assert await wordings.aligned(texts, pivot) == align(texts, pivot)
            assert wordings.process is not None
            wordings.process.kill()
            while not wordings.process.has_ended:
                await asyncio.sleep(0.01)

    asked(library, ask)
