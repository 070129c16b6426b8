"""A file layer that breaks on purpose, and processes that die in the middle of a save."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tui.annotations.files import Files
from tui.annotations.model import Annotation, Motivation, new_annotation
from tui.annotations.notebook import Notebook
from tui.annotations.store import NoteStore
from tui.documents.model import Document
from tui.text import Span, content_hash

TEXT = "Talks in Moscow\n\nThe minister answered that nothing had been decided, and left.\n"
DOCUMENT = Document(content_hash(TEXT), "", TEXT, "Talks in Moscow", "Test Post", (), None, "en", "", ())
NOW = datetime(2022, 2, 10, 14, 5, tzinfo=UTC)


class BreakingFiles(Files):
    """Does `trouble` instead of the call number `at` (from 0). Half of what was to be written is written
    first."""

    def __init__(self, at: int, trouble: Callable[[], Any]) -> None:
        self.left = at
        self.trouble = trouble
        self.broke = ""

    def _turn(self, name: str) -> bool:
        self.left -= 1
        if self.left == -1:
            self.broke = name
            return True
        return False

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name.startswith("_") or not callable(found) or name in ("trouble", "append"):
            return found

        def call(*args: Any, **named: Any) -> Any:
            if self._turn(name):
                if name == "write":
                    os.write(args[0], bytes(args[1])[: len(args[1]) // 2])
                self.trouble()
            return found(*args, **named)

        return call


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(code: int) -> Callable[[], None]:
    def trouble() -> None:
        raise OSError(code, os.strerror(code))

    return trouble


def note(identity: str, body: str) -> Annotation:
    made = new_annotation(TEXT, Span(17, 29), motivation=Motivation.COMMENTING, body=body, now=NOW)
    return replace(made, id=identity)


def opened(folder: Path, files: Files | None = None) -> Notebook:
    return NoteStore(folder, files=files).open(DOCUMENT)


def bodies(book: Notebook) -> dict[str, str]:
    return {each.id: each.body for each in book.annotations}


def in_child(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own; returns its id. It ends without running what this process would run
    at exit."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def ended(child: int) -> int:
    """Wait for a child; its exit status, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
