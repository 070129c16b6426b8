"""Searching in the text of an article."""

from __future__ import annotations

import contextlib
import re
import signal
import threading
from collections.abc import Iterator

from tui.text import Span

REGEX_PREFIX = "re:"
WORD_PREFIX = "w:"


_LONGEST = 1.0
"""Seconds of the processor that a regular expression may take: keys wait for it, and some end never."""


class PatternError(ValueError):
    """A regular expression that does not parse, or takes too long; its text says where and why."""


def find_all(text: str, query: str) -> list[Span]:
    """All places of a query. Any case unless it holds a capital; white space matches any white space.

    `re:` before it makes it a regular expression, `w:` asks for whole words. Raises PatternError.
    """
    pattern = _pattern(query)
    if pattern is None:
        return []
    with _limited() if query.startswith(REGEX_PREFIX) else contextlib.nullcontext():
        return [Span(*match.span()) for match in pattern.finditer(text) if match.end() > match.start()]


def _pattern(query: str) -> re.Pattern[str] | None:
    if query.startswith(REGEX_PREFIX):
        source = query.removeprefix(REGEX_PREFIX)
    else:
        whole = query.startswith(WORD_PREFIX)
        words = query.removeprefix(WORD_PREFIX).split(" ")
        source = r"\s+".join(re.escape(word) for word in words if word)
        if whole and source:
            source = rf"\b{source}\b"
    if not source:
        return None
    try:
        return re.compile(source, 0 if any(character.isupper() for character in source) else re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(str(error)) from error


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """End what takes longer than `_LONGEST` with a PatternError, where the system has a timer for that. Python's
    regular expressions look out for signals as they go, and end where a handler raises.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    is_on = True

    def give_up(_number: int, _frame: object) -> None:
        if is_on:
            raise PatternError("takes too long in this text")

    before = signal.signal(signal.SIGVTALRM, give_up)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, _LONGEST)
        yield
    finally:
        is_on = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
