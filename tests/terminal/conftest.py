"""Terminals that are closed when a test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
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
