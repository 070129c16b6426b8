"""Processes of the program's own, which do what would hold the keys: a module each, spoken to through its pipes."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypedDict, TypeVar

_Started = TypeVar("_Started")
_Protocol = TypeVar("_Protocol", bound=asyncio.SubprocessProtocol)


class _How(TypedDict):
    stdin: int
    stdout: int
    stderr: int
    start_new_session: bool


_HOW = _How(stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True)
"""In a session of its own: ^C at the terminal is the affair of who started it."""


def command(module: str, *arguments: str) -> tuple[str, ...]:
    """How a module is run. What lies in the folder that one is in is no part of the program: articles may be there that
    came from anywhere, and a `tui` among them.
    """
    return sys.executable, "-P", "-m", module, *arguments


async def start(module: str) -> Process:
    """Run a module as a process. Raises OSError where there can be no process more; cancelled, it leaves none."""
    return await _started(asyncio.create_subprocess_exec(*command(module), **_HOW), end)


async def start_with(
    module: str, made: Callable[[], _Protocol], end: Callable[[_Protocol], Awaitable[None]]
) -> _Protocol:
    """The same with a protocol of the caller's, which `end` ends."""
    starting = asyncio.get_running_loop().subprocess_exec(made, *command(module), **_HOW)

    async def end_it(started: tuple[object, _Protocol]) -> None:
        await end(started[1])

    return (await _started(starting, end_it))[1]


async def end(process: Process) -> None:
    """End a process at once, whatever it does, and wait until it is gone; also where the waiting is cancelled."""
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    assert process.stdin is not None
    process.stdin.close()
    await to_the_end(process.communicate())  # which reads the other pipe to its end


async def to_the_end(work: Coroutine[Any, Any, object]) -> None:
    """Wait for some work, also where the waiting is cancelled."""
    working = asyncio.ensure_future(work)
    try:
        await asyncio.shield(working)
    except asyncio.CancelledError:
        await working
        raise


async def _started(work: Coroutine[Any, Any, _Started], end_it: Callable[[_Started], Awaitable[None]]) -> _Started:
    starting = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await end_it(await starting)  # else its pipes stay open
        raise
