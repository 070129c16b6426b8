"""Timers on a machine that is busy with something else."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from tests.pilot.conftest import OpenDesk


async def test_what_was_to_be_called_once_is_called_though_its_time_was_over_before_it_was_waited_for(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk() as desk:
        await desk.press("question_mark")
        assert desk.app.screen is not desk.screen
        called = {place: asyncio.Event() for place in ("app", "desk", "window")}
        ticks = count()
        monkeypatch.setattr("textual._time.get_time", lambda: float(next(ticks)))  # a second goes by at each look
        desk.app.set_timer(0.01, called["app"].set)
        desk.screen.set_timer(0.01, called["desk"].set)
        desk.app.screen.set_timer(0.01, called["window"].set)
        await asyncio.wait_for(asyncio.gather(*(each.wait() for each in called.values())), 10)
