"""Searching in the text of an article."""

from __future__ import annotations

import re

from tui.text import Span

REGEX_PREFIX = "re:"
WORD_PREFIX = "w:"


class PatternError(ValueError):
    """A regular expression that does not parse; its text says where and why."""


def find_all(text: str, query: str) -> list[Span]:
    """All places of a query. Any case unless it holds a capital; white space matches any white space.

    `re:` before it makes it a regular expression, `w:` asks for whole words. Raises PatternError.
    """
    pattern = _pattern(query)
    if pattern is None:
        return []
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
    except re.error as error:
        raise PatternError(str(error)) from error
