"""A terminal with a clock: runs a program in a pseudo terminal and tells when bytes came, without drawing them.

A screen that is drawn while the clock runs is part of what is measured, so texts are looked for in the bytes: a
title that is drawn in one style comes in one piece.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_QUESTIONS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?(?!2026)(\d+)\$p"), b"\x1b[?\\1;0$y"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)
_FRAME_BEGINS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one thing that was done. Milliseconds; None where nothing came, or not the text."""

    first: float | None
    """Until a terminal shows the first of it: where a frame was begun, until that is whole."""
    seen: float | None
    last: float | None
    size: int
    """Bytes."""


class Clock:
    """One program in a terminal of `size` (columns, rows)."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], env: Mapping[str, str]) -> None:
        self.terminal, slave = pty.openpty()  # what is written to the first are the keys
        self._resize(size)
        environ = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env}
        self.began = time.perf_counter()
        self._program = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environ,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def watch(self, since: float, *, text: str = "", quiet: float = 0.15, limit: float = 30) -> Answer:
        """Read until nothing came for `quiet` seconds (after the text was seen, where one is wanted)."""
        first = seen = last = None
        data, wanted = b"", text.encode()
        while time.perf_counter() - since < limit:
            piece = self._read(quiet)
            now = time.perf_counter()
            if not piece:
                if self._program.poll() is not None or (last is not None and (seen is not None or not wanted)):
                    break
                continue
            last = now
            data += piece
            if first is None and (_FRAME_BEGINS not in data or _FRAME_ENDS in data):
                first = now
            if wanted and seen is None and wanted in data:
                seen = now
        told = [None if each is None else (each - since) * 1000 for each in (first, seen, last)]
        return Answer(*told, len(data))

    def press(self, keys: bytes, *, text: str = "", quiet: float = 0.06, limit: float = 10) -> Answer:
        """Send keys, and time the answer, for which at most `limit` seconds are waited."""
        since = time.perf_counter()
        os.write(self.terminal, keys)
        return self.watch(since, text=text, quiet=quiet, limit=limit)

    def resize(self, size: tuple[int, int], *, quiet: float = 0.15) -> Answer:
        since = time.perf_counter()
        self._resize(size)
        os.killpg(self._program.pid, signal.SIGWINCH)
        return self.watch(since, quiet=quiet, limit=10)

    def cpu(self) -> float:
        """Milliseconds that the program's own process has worked."""
        worked = 0
        for task in Path(f"/proc/{self._program.pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError):  # a thread that has ended since
                worked += int((task / "schedstat").read_text().split()[0])
        return worked / 1e6

    def memory(self) -> float:
        """Resident memory of the program's own process, MiB."""
        status = Path(f"/proc/{self._program.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def close(self) -> None:
        """End the program, and what it started."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._program.poll() is None:
                os.killpg(self._program.pid, number)
                end = time.perf_counter() + 2
                while self._program.poll() is None and time.perf_counter() < end:
                    self._read(0.05)
        self._program.wait()
        os.close(self.terminal)

    def _read(self, wait: float) -> bytes:
        if not select.select([self.terminal], [], [], wait)[0]:
            return b""
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError:  # the other end is closed
            time.sleep(0.01)
            return b""
        for question, answer in _QUESTIONS:
            for found in question.finditer(data):
                os.write(self.terminal, found.expand(answer) if b"\\" in answer else answer)
        return data

    def _resize(self, size: tuple[int, int]) -> None:
        columns, rows = size
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
