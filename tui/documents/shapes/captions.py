"""Captions and credits of pictures, films and maps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tui.documents.draft import Line
from tui.documents.wordlists import alternatives, sections

_LONGEST = 500
_LONGEST_NEXT = 300
_LONGEST_CREDIT = 100
_SLASH = re.compile(r"[.!?”\"’)]\s+/\s*[\w.'’&-]+(?:\s[\w.'’&-]+){0,3}$")
_QUOTED = re.compile(r"[“\"«]")


def find_captions(text: str, lines: Sequence[Line]) -> set[int]:
    """The indices of lines that are captions or credits."""
    found: set[int] = set()
    glued = any(beginning in text for beginning in _glued_beginnings())
    closed = _may_have_closing_credit(text)
    beginnings = _label_beginnings()
    for place, line in enumerate(lines):
        words = line.text
        label = None
        if words[0] in beginnings:
            label = _label().match(words)
        elif not glued and not closed:
            continue
        if len(words) > _LONGEST:
            continue
        if label and not words[label.end() :].strip():
            found.add(place)
            below = lines[place + 1] if place + 1 < len(lines) else None
            if below and len(below.text) <= _LONGEST_NEXT:
                found.add(place + 1)
        elif (
            (label and _is_credit(words, label))
            or (glued and _has_glued_credit(words))
            or (closed and _has_closing_credit(words))
        ):
            found.add(place)
    return found


def _is_credit(words: str, label: re.Match[str]) -> bool:
    """A label followed by words is a caption unless a statement is in it."""
    told = label[0].rstrip().endswith((",", ":"))
    return len(words) <= _LONGEST_NEXT and (told or not _QUOTED.search(words))


def _has_glued_credit(words: str) -> bool:
    match = _glued().search(words)
    return match is not None and len(words[match.end() :].split()) <= 6 and not _QUOTED.search(words[match.end() :])


def _has_closing_credit(words: str) -> bool:
    end = words[-_LONGEST_CREDIT:]
    if not _may_have_closing_credit(end):
        return False
    return bool(_SLASH.search(end) or (len(words) <= _LONGEST_NEXT and _closing().search(end)))


def _may_have_closing_credit(text: str) -> bool:
    """False where none is in the text: sooner told than of each line."""
    return "/" in text or "©" in text or "redit" in text


@cache
def _label() -> re.Pattern[str]:
    labels = alternatives(sections("labels")["caption labels"])
    return re.compile(rf"\(?(?:{labels})(?![\w])", re.IGNORECASE)


@cache
def _label_beginnings() -> frozenset[str]:
    firsts = {label[0] for label in sections("labels")["caption labels"]}
    return frozenset({"(", *map(str.lower, firsts), *map(str.upper, firsts)})


@cache
def _glued_beginnings() -> frozenset[str]:
    """Few words, and seldom in a text; without those that another one begins."""
    firsts = {credit.split()[0].rstrip(":,") for credit in sections("labels")["glued credits"]}
    return frozenset(word for word in firsts if not any(word.startswith(other) for other in firsts - {word}))


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(sections('labels')['glued credits'])})\s*(?=[A-Z@©])")


@cache
def _closing() -> re.Pattern[str]:
    """A credit at the end of a caption: "REUTERS/Name", "(AP Photo/Name)", "© AFP", "Name/Getty Images"."""
    agencies = alternatives(sections("labels")["picture agencies"])
    upper = alternatives(name.upper() for name in sections("labels")["picture agencies"])
    either = f"{agencies}|{upper}"
    return re.compile(
        rf"(?:(?:©\s?|[\w.'’]\s?/\s?|[Cc]redit:?\s)(?:{either})|\b(?:{either})(?:\sPhoto)?\s?/\s?[A-Z][\w.'’-]+(?:\s[\w.'’-]+){{0,3}})[).]*$"
    )
