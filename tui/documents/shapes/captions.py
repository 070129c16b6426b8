"""Captions and credits of pictures, films and maps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tui.documents.draft import Line, lines_with
from tui.documents.terms import Plain
from tui.documents.wordlists import alternatives, sections

_LONGEST = 500
_LONGEST_NEXT = 300
_LONGEST_CREDIT = 100
_SLASH = re.compile(r"[.!?”\"’)]\s+/\s*[\w.'’&-]+(?:\s[\w.'’&-]+){0,3}$")
_CLOSING_SIGNS = ("/", "©", "redit")
"""One of them is in each credit that closes a caption."""
_CLOSING_LOW = (b"/", b"redit")
"""Of these, what can be in `Plain.low`."""
_QUOTED = re.compile(r"[“\"«]")


def find_captions(text: str, lines: Sequence[Line], plain: Plain) -> set[int]:
    """The indices of lines that are captions or credits."""
    found: set[int] = set()
    if plain.low:  # what looks like them in lower case is among these, and is told from them below
        glued, closed = lines_with(_glued_low(), plain.low, lines), lines_with(_CLOSING_LOW, plain.low, lines)
    else:
        glued, closed = lines_with(_glued_beginnings(), text, lines), lines_with(_CLOSING_SIGNS, text, lines)
    beginnings = _label_beginnings()
    labelled = [place for place, line in enumerate(lines) if line.text[:2] in beginnings or line.text[0] == "("]
    for place in glued.union(closed, labelled):
        words = lines[place].text
        label = _label().match(words)
        if label is None and place not in glued and place not in closed:
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
            or (place in glued and _has_glued_credit(words))
            or (place in closed and _has_closing_credit(words))
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
    if not any(sign in end for sign in _CLOSING_SIGNS):
        return False
    return bool(_SLASH.search(end) or (len(words) <= _LONGEST_NEXT and _closing().search(end)))


@cache
def _label() -> re.Pattern[str]:
    labels = alternatives(sections("labels")["caption labels"])
    return re.compile(rf"\(?(?:{labels})(?![\w])", re.IGNORECASE)


@cache
def _label_beginnings() -> frozenset[str]:
    """The first two letters of each label, large and small."""
    labels = sections("labels")["caption labels"]
    return frozenset(one + other for label in labels for one in _both(label[0]) for other in _both(label[1]))


def _both(letter: str) -> tuple[str, str]:
    return letter.lower(), letter.upper()


@cache
def _glued_beginnings() -> frozenset[str]:
    """Few words, and seldom in a text; without those that another one begins."""
    firsts = {credit.split()[0].rstrip(":,") for credit in sections("labels")["glued credits"]}
    return frozenset(word for word in firsts if not any(word.startswith(other) for other in firsts - {word}))


@cache
def _glued_low() -> frozenset[bytes]:
    """The same in lower case."""
    return frozenset(word.lower().encode() for word in _glued_beginnings())


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
