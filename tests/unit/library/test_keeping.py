"""What was found goes to the disk beside all else, after another program's writing, and is found where it is sought."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.library.articles import FERRY, HARBOUR, write
from tui.library.catalogue import Catalogue
from tui.library.keeping import Keeper
from tui.library.protocol import Request
from tui.library.reading_state import ReadingState
from tui.library.turns import Turn
from tui.library.worker import examine

VERSION = "1"


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return write(tmp_path / "articles", ferry=FERRY, harbour=HARBOUR)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[ReadingState]:
    opened = ReadingState(tmp_path / "reading.sqlite")
    yield opened
    opened.close()


def unread(catalogue: Catalogue, paths: list[Path]) -> list[str]:
    return [Path(each.key).stem for each in catalogue.stale(map(str, paths), VERSION)]


async def test_what_was_kept_is_there_for_whoever_asks(tmp_path: Path, paths: list[Path], state: ReadingState) -> None:
    catalogue = Catalogue(tmp_path / "c.sqlite")
    keeper = Keeper(catalogue, state, VERSION)
    await keeper.keep([])
    await keeper.keep([examine(Request(str(path))) for path in paths])
    assert unread(catalogue, paths) == []
    await keeper.close()
    catalogue.close()


async def test_while_another_program_writes_it_waits(tmp_path: Path, paths: list[Path], state: ReadingState) -> None:
    catalogue = Catalogue(tmp_path / "c.sqlite")
    keeper = Keeper(catalogue, state, VERSION)
    other = sqlite3.connect(catalogue.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    keeping = asyncio.ensure_future(keeper.keep([examine(Request(str(path))) for path in paths]))
    await asyncio.sleep(0.1)
    assert not keeping.done()
    assert len(unread(catalogue, paths)) == 2
    other.execute("COMMIT")
    await keeping
    assert unread(catalogue, paths) == []
    await keeper.close()
    catalogue.close()
    other.close()


async def test_where_nothing_can_be_written_it_is_found_in_this_run(
    tmp_path: Path, paths: list[Path], state: ReadingState
) -> None:
    (tmp_path / "file").write_text("in the way of a folder")
    catalogue = Catalogue(tmp_path / "file" / "c.sqlite")
    assert catalogue.in_memory
    keeper = Keeper(catalogue, state, VERSION)
    await keeper.keep([examine(Request(str(path))) for path in paths])
    assert unread(catalogue, paths) == []
    await keeper.close()
    assert Turn(catalogue.path).take(), "nobody can be asked"
    catalogue.close()


async def test_the_star_of_an_article_goes_to_its_new_text(
    tmp_path: Path, paths: list[Path], state: ReadingState
) -> None:
    catalogue = Catalogue(tmp_path / "c.sqlite")
    keeper = Keeper(catalogue, state, VERSION)
    before = [examine(Request(str(path))) for path in paths]
    await keeper.keep(before)
    state.set_starred(before[0].document_id, True)
    state.set_read(before[0].document_id, True)
    for path in paths:
        path.write_text(path.read_text(encoding="utf-8") + "\nOne more paragraph.\n", encoding="utf-8")
    after = [examine(Request(str(path))) for path in paths]
    await keeper.keep(after)
    assert state.flags_of(after[0].document_id) == (False, True)
    assert state.flags_of(after[1].document_id) is None
    await keeper.close()
    catalogue.close()


def test_a_turn_is_one_program_s_at_a_time(tmp_path: Path) -> None:
    one, other = Turn(tmp_path / "c.sqlite"), Turn(tmp_path / "c.sqlite")
    assert one.take()
    assert one.take()
    assert not other.take()
    one.end()
    assert other.take()
    assert not one.take()
    other.end()
