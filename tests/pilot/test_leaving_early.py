"""Whoever leaves at once is not told of faults."""

from __future__ import annotations

from functools import partial

from tests.pilot.conftest import OpenDesk


async def test_what_comes_half_a_second_after_the_start_is_left_out_where_the_reader_has_left(
    open_desk: OpenDesk,
) -> None:
    async with open_desk(analysed=False) as desk:
        app, told = desk.app, list[str]()
        app._errands.add(partial(told.append, "an errand"), after=0)
        waiting = [*app._errands._errands]
    app._have_few_threads()
    app._errands._errands[:] = waiting  # as where they had not been ended yet
    app._errands._look()
    assert not app.is_running
    assert not told
