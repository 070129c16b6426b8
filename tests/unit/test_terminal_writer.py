"""A terminal gets all that is written to it, in order, however slowly; the program waits only when far ahead."""

from __future__ import annotations

import asyncio
import os
import pty
import threading
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from tui.terminal_writer import TerminalWriter

LONG = "".join(f"{number:07}\n" for number in range(20_000))
"""More than a terminal takes at once."""


@pytest.fixture
def ends() -> Iterator[tuple[int, TextIO]]:
    """The terminal's own end, and the program's stream."""
    master, slave = pty.openpty()
    tty.setraw(slave)  # else each end of a line becomes two bytes
    with open(slave, "w", encoding="utf-8") as stream:  # noqa: PTH123
        yield master, stream
    os.close(master)


def taken(master: int, size: int) -> str:
    data = b""
    while len(data) < size:
        data += os.read(master, 1 << 16)
    return data.decode()


def test_a_terminal_that_takes_nothing_does_not_hold_the_program(ends: tuple[int, TextIO]) -> None:
    master, stream = ends

    async def written() -> str:
        writer = TerminalWriter(stream, asyncio.get_running_loop())
        writer.write(LONG)
        writer.write("the end")  # nobody has read yet
        shown = await asyncio.to_thread(taken, master, len(LONG) + 7)
        writer.close()
        return shown

    assert asyncio.run(written()) == f"{LONG}the end"


def test_closing_waits_for_what_is_left(ends: tuple[int, TextIO]) -> None:
    master, stream = ends
    shown: list[str] = []

    async def written() -> None:
        writer = TerminalWriter(stream, asyncio.get_running_loop())
        writer.write(LONG)
        reader = threading.Thread(target=lambda: shown.append(taken(master, len(LONG))))
        reader.start()
        writer.close()
        reader.join()

    asyncio.run(written())
    assert shown == [LONG]


def test_a_program_far_ahead_of_its_terminal_waits(ends: tuple[int, TextIO]) -> None:
    master, stream = ends
    shown: list[str] = []

    async def written() -> None:
        writer = TerminalWriter(stream, asyncio.get_running_loop())
        reader = threading.Thread(target=lambda: shown.append(taken(master, 20 * len(LONG))))
        reader.start()
        for _ in range(20):  # 3 MB in one turn of the loop
            writer.write(LONG)
        writer.close()
        reader.join()

    asyncio.run(written())
    assert shown == [20 * LONG]


def test_a_terminal_that_is_gone_is_written_to_in_vain() -> None:
    master, slave = pty.openpty()

    async def written() -> None:
        with open(slave, "w", encoding="utf-8") as stream:  # noqa: PTH123
            writer = TerminalWriter(stream, asyncio.get_running_loop())
            os.close(master)
            writer.write(LONG)
            writer.close()

    asyncio.run(asyncio.wait_for(written(), 30))


def test_what_the_encoding_has_no_sign_for_is_written_as_the_stream_would(ends: tuple[int, TextIO]) -> None:
    master, stream = ends
    stream.reconfigure(encoding="ascii", errors="backslashreplace")  # type: ignore[attr-defined]

    async def written() -> str:
        writer = TerminalWriter(stream, asyncio.get_running_loop())
        writer.write("é")
        writer.close()
        return taken(master, 4)

    assert asyncio.run(written()) == "\\xe9"


def test_what_is_no_terminal_is_refused(tmp_path: Path) -> None:
    async def written() -> None:
        with (tmp_path / "a file").open("w", encoding="utf-8") as stream:
            TerminalWriter(stream, asyncio.get_running_loop())

    with pytest.raises(OSError, match="ioctl"):
        asyncio.run(written())
