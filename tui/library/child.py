"""Processes of the program's own, which do what would hold the keys: a module each, spoken to through its pipes."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from asyncio.subprocess import PIPE, Process


async def start(module: str) -> Process:
    """Run a module as a process. Raises OSError where there can be no process more; cancelled, it leaves none."""
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # ^C at the terminal is the affair of who started it
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await end(await starting)  # else its pipes stay open
        raise


async def end(process: Process) -> None:
    """End a process at once, whatever it does, and wait until it is gone; also where the waiting is cancelled."""
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    assert process.stdin is not None
    process.stdin.close()
    gone = asyncio.ensure_future(process.communicate())  # which reads the other pipe to its end
    try:
        await asyncio.shield(gone)
    except asyncio.CancelledError:
        await gone
        raise
