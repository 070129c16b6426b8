"""Whoever leaves at once is not told of faults."""

from __future__ import annotations

from tests.pilot.conftest import OpenDesk


async def test_what_comes_half_a_second_after_the_start_is_left_out_where_the_reader_has_left(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as desk:
        app = desk.app
    app._after_the_start()
    assert not app.is_running
