"""Terminals that are closed when a test ends."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.pty import PROGRAM, Terminal


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """Starts the installed program in a terminal: `terminal("extract", path, size=(80, 24))`."""
    if PROGRAM is None:
        pytest.skip("briefing-tui is not installed")
    with ExitStack() as stack:

        def start(*arguments: object, **more: Any) -> Terminal:
            return stack.enter_context(Terminal(str(PROGRAM), *map(str, arguments), **more))

        yield start


@pytest.fixture
def articles(tmp_path: Path, seeds: Path) -> Path:
    """The articles that come along, in a folder of their own."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for file in seeds.glob("*.txt"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A short article with two quotations."""
    file = tmp_path / "talks.txt"
    file.write_text(
        "Talks end in Moscow\n\nBy Jane Doe\n\n"
        "The foreign secretary, Liz Truss, met Sergei Lavrov in Moscow on Thursday.\n\n"
        "“We need to see the troops move,” Ms. Truss said after the meeting.\n\n"
        "“I cannot call it a conversation,” said Mr. Lavrov.\n",
        encoding="utf-8",
    )
    return file
