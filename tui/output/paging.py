"""Output through the reader's pager, page by page, without a full screen."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import IO, TextIO

_LESS = "FX"
"""Options for less where the user gives none: text that fits is just printed, and nothing is put on another screen."""


@contextlib.contextmanager
def paged(environ: Mapping[str, str]) -> Iterator[IO[str]]:
    """A stream that the pager shows; standard output where that is no terminal, or where there is no pager.

    A reader who leaves the pager early ends the block quietly."""
    command = pager(environ) if sys.stdout.isatty() else None
    if command is None:
        yield sys.stdout
        return
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        env={"LESS": _LESS, **environ},
        text=True,
        encoding=sys.stdout.encoding,
        errors="replace",
    )
    assert process.stdin is not None
    try:
        with contextlib.suppress(BrokenPipeError):
            yield process.stdin
    finally:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        while process.poll() is None:
            with contextlib.suppress(KeyboardInterrupt):  # it is the pager's; it may go on
                process.wait()


def pager(environ: Mapping[str, str]) -> list[str] | None:
    """The command of $PAGER, else `more`; None for a plain terminal, or where the command does not exist."""
    try:
        command = shlex.split(environ.get("PAGER", "more"))
    except ValueError:
        return None
    if not command or shutil.which(command[0], path=environ.get("PATH", os.defpath)) is None:
        return None
    return command


def columns(out: TextIO) -> int:
    """The columns of the terminal that a stream leads to; a great many where it leads to none."""
    return shutil.get_terminal_size().columns if out.isatty() else sys.maxsize
