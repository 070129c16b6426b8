"""The grouping process, as the desk sees it."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tui.comparison.alignment import Alignment
from tui.comparison.bundles import Place
from tui.library import child
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
from tui.library.protocol import HEADER

Statements = list[tuple[Place, ...]]


class GroupingError(Exception):
    """The process has ended; the message says so in words."""


class GroupingProcess:
    """A running grouping process. What it has been given is lost with it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._questions: dict[int, asyncio.Future[Any]] = {}
        """The answers that are waited for: statements, or the rows of an alignment."""
        self._parts: dict[int, Statements] = {}
        self._held: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()
        self._number = 0
        self._sending = asyncio.Lock()
        self.on_left: Callable[[int], None] = lambda _number: None
        """Told how many wordings are still to be compared."""
        self._reading = asyncio.get_running_loop().create_task(self._read())

    @classmethod
    async def start(cls, file: Path | None = None) -> GroupingProcess:
        """Start a process, which takes what is kept in the file, and keeps there what it finds. Raises GroupingError
        where there can be no process more.
        """
        try:
            process = cls(await child.start("tui.library.grouping.process"))
        except OSError as error:
            raise GroupingError(f"statements cannot be compared: {error.strerror or error}") from error
        if file is None:
            process._held.set_result({})
        else:
            assert process._process.stdin is not None
            process._process.stdin.write(frame(Open(os.fsencode(file))))  # not waited for: it may be given up now
        return process

    async def held(self) -> dict[str, str]:
        """The marks of the documents that the process knows from before. Raises GroupingError where it ends before."""
        return dict(await asyncio.shield(self._held))

    @property
    def has_ended(self) -> bool:
        return self._reading.done()

    async def give(self, message: Take) -> None:
        """Hand a document over. Raises GroupingError where the process has ended."""
        await self._send(message)

    async def ask(self, place: Place | None) -> Statements:
        """The statement of a place, or all of them. Raises GroupingError where the process ends before.

        A question that is given up (the waiting is cancelled) is answered to nobody.
        """
        found: Statements = await self._answer(lambda number: Find(number, place))
        return found

    async def align(self, texts: Sequence[str], pivot: int) -> Alignment:
        """Hold every text against one. Raises GroupingError where the process ends before."""
        asked = tuple(texts)
        return Alignment(asked, pivot, await self._answer(lambda number: Align(number, asked, pivot)))

    async def _answer(self, question: Callable[[int], Message]) -> Any:
        self._number += 1
        number = self._number
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._questions[number] = waiting
        try:
            await self._send(question(number))
            return await waiting
        finally:
            self._questions.pop(number, None)
            self._parts.pop(number, None)

    async def _send(self, message: Message) -> None:
        assert self._process.stdin is not None
        if self.has_ended:
            raise GroupingError(_ENDED)
        try:
            async with self._sending:  # not every Python lets two wait for one pipe
                self._process.stdin.write(frame(message))
                await self._process.stdin.drain()
        except OSError as error:
            raise GroupingError(_ENDED) from error

    async def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                header = await self._process.stdout.readexactly(HEADER.size)
                self._take(message_of(await self._process.stdout.readexactly(HEADER.unpack(header)[0])))
        except (asyncio.IncompleteReadError, OSError, msgspec.MsgspecError):
            for waiting in self._questions.values():
                if not waiting.done():
                    waiting.set_exception(GroupingError(_ENDED))
            if not self._held.done():
                self._held.set_exception(GroupingError(_ENDED))
                self._held.exception()  # which nobody may ask for

    def _take(self, message: Message) -> None:
        if isinstance(message, Left):
            self.on_left(message.number)
        elif isinstance(message, Held) and not self._held.done():
            self._held.set_result(message.marks)
        elif isinstance(message, Found) and message.question in self._questions:
            statements = self._parts.setdefault(message.question, [])
            statements.extend(message.statements)
            waiting = self._questions[message.question]
            if message.last and not waiting.done():
                waiting.set_result(statements)
        elif isinstance(message, Aligned) and message.question in self._questions:
            waiting = self._questions[message.question]
            if not waiting.done():
                waiting.set_result(message.rows)

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """End the process at once, and wait until it is gone."""
        self._reading.cancel()
        self.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._process.communicate()


_ENDED = "the process that compares statements has ended"
