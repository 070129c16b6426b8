"""What the start leaves for later waits for a pause of the keys, but not for ever."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from pathlib import Path

import pytest

from tests.pilot.conftest import Desk, OpenDesk
from tests.unit.library.articles import FERRY, HARBOUR, write
from tui.screens import errands
from tui.screens.errands import Errands


async def keys_for(desk: Desk, seconds: float) -> None:
    """A key every few hundredths of a second."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        await desk.pilot.press("down")
        await asyncio.sleep(0.02)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time enough between two keys, however busy the machine is."""
    monkeypatch.setattr(errands, "_PAUSE", 2.0)
    monkeypatch.setattr(errands, "_PATIENCE", 30.0)


@pytest.mark.usefixtures("patient")
async def test_errands_wait_for_a_pause_of_the_keys_and_come_one_after_the_other(open_desk: OpenDesk) -> None:
    async with open_desk(analysed=False) as desk:
        own, done = Errands(desk.app), list[str]()
        desk.screen.session.errands.end()
        desk.app._errands = own
        await desk.press("down")
        own.add(partial(done.append, "second"), after=0.1)
        own.add(partial(done.append, "first"), after=0)
        await keys_for(desk, 2.5)
        assert not done
        await desk.until(lambda: len(done) > 0, "an errand")
        await desk.until(lambda: done == ["first", "second"], "the other")


async def test_an_errand_does_not_wait_for_a_reader_who_never_pauses(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "_PAUSE", 60.0)
    monkeypatch.setattr(errands, "_PATIENCE", 1.0)
    async with open_desk(analysed=False) as desk:
        own, done = Errands(desk.app), list[str]()
        desk.app._errands = own
        await desk.press("down")
        own.add(partial(done.append, "it"), after=0)
        await keys_for(desk, 2)
        assert done == ["it"]


@pytest.mark.usefixtures("patient")
async def test_none_is_run_when_the_program_has_ended(open_desk: OpenDesk) -> None:
    done: list[str] = []
    async with open_desk(analysed=False) as desk:
        desk.screen.session.errands.add(partial(done.append, "it"), after=0.2)
        await desk.press("down")
    await asyncio.sleep(0.3)
    assert not done


@pytest.mark.usefixtures("patient")
async def test_what_goes_before_anything_is_watched_is_noticed(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    paths = write(tmp_path / "articles", a=FERRY, b=HARBOUR)
    async with open_desk([tmp_path / "articles"], analysed=False) as desk:
        await desk.press("down")
        assert desk.screen.intake._watcher is None
        paths[0].unlink()
        await keys_for(desk, 1)
        assert desk.screen.intake._watcher is None
        library = desk.screen.session.library
        await desk.until(lambda: [record.path.stem for record in library.records] == ["b"], "that it is gone")
