"""What tells a line of prose from a title, a heading or a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from string import ascii_lowercase

from tui.documents.draft import Line

_MOST_HEADING_WORDS = 12
LONGEST_HEADING = 90
_MOST_TITLE_WORDS = 32
_LONGEST_TITLE = 300
_MOST_SENTENCE_WORDS = 20
_MOST_DATELINE_TITLE = 14
_PROSE_WORDS = 13
_OPENING_MARKS = "“”\"«»„‘'’‹›"
_STOPS = ".!?…"
_CLOSERS = "”\"’')]» "
_BULLET = re.compile(r"(?:[•▪◦‣●■*]|[-–]\s)\s*(?=\S)")
_NUMBER = re.compile(r"(?P<number>\d{1,3})[.)](?:\s+(?P<words>\S.*))?$", re.DOTALL)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.,' -]{2,40}(?:,\s[A-Z][\w. ]{1,20})?\s*(?:\([^)]{2,30}\)\s*)?[—–-]\s"
    r"|\([A-Z][^)]{1,30}\)\s)"
)


def ends_sentence(words: str) -> bool:
    """True where a line ends with a full stop, an exclamation or question mark, closing marks aside."""
    return words.rstrip(_CLOSERS)[-1:] in tuple(_STOPS)


def is_prose(words: str) -> bool:
    """True for a line that reads as text: long, or a sentence with its stop."""
    if len(words) > 200:
        return True
    count = len(words.split())
    return count >= _PROSE_WORDS or (count >= 4 and ends_sentence(words))


def is_heading_like(words: str) -> bool:
    """True for a short line without a final stop (but for a question mark) that holds no quote open."""
    if len(words) > LONGEST_HEADING or words[0] in _OPENING_MARKS or not (words[0].isupper() or words[0].isdigit()):
        return False
    if words[-1] in '.,;:!…”"»' or len(words.split()) > _MOST_HEADING_WORDS:
        return False
    return words.count('"') % 2 == 0 and words.count("“") == words.count("”")


def is_title_like(words: str) -> bool:
    """True for a first line that can be a headline: no long text, no place and dash before its words."""
    if len(words) > _LONGEST_TITLE:
        return False
    count = len(words.split())
    if count > _MOST_TITLE_WORDS:
        return False
    if count > _MOST_DATELINE_TITLE and _DATELINE.match(words):
        return False
    # Some headlines are whole sentences; they are short, or written with capitals.
    return not words.endswith(".") or count <= _MOST_SENTENCE_WORDS or _is_capitalised(words)


def _is_capitalised(words: str) -> bool:
    long = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long) > 0.8 * len(long)


def is_picture_like(words: str) -> bool:
    """True for a line that may be a picture's words: like a heading, but neither a question nor a quote."""
    return is_heading_like(words) and words[-1] != "?" and not any(mark in words for mark in _OPENING_MARKS[:5])


def bullet(words: str) -> int:
    """The length of the bullet and the space after it at the start of a line; 0 where there is none."""
    match = _BULLET.match(words)
    return match.end() if match else 0


def numbered(words: str) -> re.Match[str] | None:
    """A line that starts with a number and a stop: groups `number` and `words` (None for a number alone)."""
    return _NUMBER.match(words) if words[0].isdigit() else None


def same_words(one: str, other: str) -> bool:
    """True for two lines of the same letters and digits, whatever their case and marks."""
    first, second = one[:1].lower(), other[:1].lower()
    if first != second and first in ascii_lowercase and second in ascii_lowercase:
        return False  # as most lines: sooner told than what follows
    return all(mine == yours for mine, yours in zip_longest(_letters(one), _letters(other)))


def find_list_items(lines: Sequence[Line]) -> set[int]:
    """Lines with a bullet, and lines with a dash, a star or a number that stand among their like."""
    found: set[int] = set()
    marks = ["" if line.text[0].isalpha() else _list_mark(line.text) for line in lines]
    if not any(marks):
        return found
    for place, mark in enumerate(marks):
        if mark == "•" or (mark and mark in (*marks[max(0, place - 1) : place], *marks[place + 1 : place + 2])):
            found.add(place)
    return found


def _list_mark(words: str) -> str:
    if bullet(words):
        return "•" if words[0] not in "-–*" else words[0]
    match = numbered(words)
    return "1" if match and match["words"] else ""


def _letters(words: str) -> Iterator[str]:
    return filter(str.isalnum, words.casefold())
