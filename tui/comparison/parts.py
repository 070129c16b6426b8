"""Where the parts of what one attribution holds begin: sentences, clauses, and passages between quotation marks.

An outlet cuts and joins what was said, so that of two attributions only a part may be one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tui.comparison.lists import lines_of

_OPENING, _CLOSING, _EITHER = "“„«‘", "”»’", "\"'"
_APOSTROPHES = "'’"
_LETTER = re.compile(r"\w")


def parts(text: str, *, quoted: bool) -> Iterator[tuple[int, bool]]:
    """(where it begins, whether it stands between marks) of each part, in text order, the first at 0.

    `quoted` tells that all of the text stands between marks; marks in it are then those of a quote in the quote.
    """
    inside = quoted or _begins_inside(text)
    yield 0, inside
    for found in _boundary().finditer(text):
        sign = found.group()
        if sign[0] not in _OPENING + _CLOSING + _EITHER:
            yield found.end() if found.lastgroup == "end" else found.start(), inside
        elif not quoted:
            role = _role(text, found.start())
            if role is not None:
                inside = role
                yield found.end(), inside


def _begins_inside(text: str) -> bool:
    """True where the first mark closes what was opened before the text."""
    for found in _boundary().finditer(text):
        if found.group()[0] in _OPENING + _CLOSING + _EITHER:
            role = _role(text, found.start())
            if role is not None:
                return not role
    return False


def _role(text: str, at: int) -> bool | None:
    """True for a mark that opens, False for one that closes, None for an apostrophe."""
    before = bool(at) and not text[at - 1].isspace() and text[at - 1] not in "([—–-"
    after = at + 1 < len(text) and _LETTER.match(text, at + 1) is not None
    if text[at] in _OPENING:
        return True
    if text[at] in _APOSTROPHES and before and (after or (text[at - 1] == "s" and not _single().search(text, 0, at))):
        return None
    return not before


@cache
def _single() -> re.Pattern[str]:
    """A single mark that opens."""
    return re.compile(r"‘|(?<!\S)'(?=\w)")


@cache
def _boundary() -> re.Pattern[str]:
    listed: dict[str, list[str]] = {"anywhere": [], "after a comma": []}
    for section, line in lines_of("joints.txt"):
        listed[section].append(re.escape(line))
    anywhere, after_comma = ("|".join(listed[section]) for section in ("anywhere", "after a comma"))
    return re.compile(
        r"(?P<end>[.!?…]+(?=\s+[A-Z“‘\"])|[:;]\s|\s[-–…]\s|—)"
        rf"|(?P<joint>(?i:\b(?:{anywhere})\b|(?<=, )(?:{after_comma})\b))"
        r"|(?P<mark>[“”„«»‘’\"'])"
    )
