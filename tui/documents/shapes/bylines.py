"""Lines that name who wrote, where and when."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

import msgspec

from tui.documents.shapes.dates import find_moment, only_moment
from tui.documents.wordlists import alternatives, folded, folded_set, sections

_LONGEST = 200
_LONGEST_NAME = 60
_MOST_NAME_WORDS = 5
_MOST_ROLE_WORDS = 10
_PARTS = re.compile(r"\s*(?:,|;|&|\|| and )\s*(?:and )?")
_PLACE = re.compile(r"\s+in\s+(?P<place>[A-Z][\w.'’-]*(?:[ ,]+[A-Z][\w.'’-]*)*)\s*$")
_NAME_WORD = re.compile(r"(?:[^\W\d_]|['’])(?:[\w'’.-])*")


class Byline(msgspec.Struct, frozen=True):
    """What a byline tells; empty where it tells nothing. `credit` marks a line that credits reporting."""

    names: tuple[str, ...] = ()
    place: str = ""
    published: datetime | None = None
    outlet: str = ""
    credit: bool = False


def read_byline(line: str) -> Byline | None:
    """The byline that a line is, or None ("By Jane Roe in Berlin February 10, 2022", "Reporting by AFP")."""
    if len(line) > _LONGEST:
        return None
    moment = only_moment(line)
    if moment is not None:
        return Byline(published=moment.when)
    line = line.strip("()[] ")
    match = _opening().match(line) if line[:2].casefold() in _opening_letters() else None
    if match is None:
        return None
    rest = match["rest"].strip(" :").rstrip(" .;,)")
    moment = find_moment(rest)
    if moment is not None:
        if rest[moment.end :].strip(" ,|.()"):
            rest = rest[: moment.start] + "," + rest[moment.end :]
        else:
            rest = rest[: moment.start]
        rest = re.sub(r"[\s,|–-]+(?:on\s*)?$", "", rest)
    place = ""
    where = _PLACE.search(rest)
    if where:
        place, rest = where["place"], rest[: where.start()]
    credit = folded(match["by"]) not in (
        "by",
        "written by",
        "posted by",
        "words by",
        "story by",
        "text by",
        "from",
    )
    names, outlet = _names(rest)
    if not names and not outlet:
        return None
    return Byline(names, place, moment.when if moment else None, outlet, credit)


def is_name(words: str) -> bool:
    """True for two to five words written as a person's or an organisation's name."""
    parts = words.split() if len(words) <= _LONGEST_NAME else []
    if not 2 <= len(parts) <= _MOST_NAME_WORDS:
        return False
    particles = folded_set("labels", "name particles")
    if any(not _NAME_WORD.fullmatch(part) for part in parts):
        return False
    return all(part[0].isupper() or part in particles for part in parts) and parts[-1][0].isupper()


def is_role(words: str) -> bool:
    """True for a short line that says what somebody who writes is ("Diplomatic correspondent")."""
    return (
        len(words) <= _LONGEST
        and len(words.split()) <= _MOST_ROLE_WORDS
        and any(word in folded_set("labels", "roles") for word in _words(words))
    )


def outlet_in(words: str) -> str:
    """The outlet named at the start of an author's or a role's line ("BBC Russian, Moscow"), or none."""
    match = _outlet_start().match(words)
    return match[0] if match else ""


def is_outlet(words: str) -> bool:
    return words.strip(" .").casefold() in _outlets()


def looks_like_outlet(words: str) -> bool:
    """True for a short line that reads as the name of a site or a newspaper, known or not."""
    if len(words) > _LONGEST_NAME:
        return False
    parts = words.split()
    if is_outlet(words):
        return True
    if (
        not 1 <= len(parts) <= 5
        or words[-1] in ".?!,;:"
        or not all(
            part[0].isupper() or part[0].isdigit()
            for part in parts
            if part not in folded_set("labels", "name particles")
        )
    ):
        return False
    last = folded(parts[-1])
    camel = len(parts) == 1 and re.fullmatch(
        r"(?:[A-Z][a-z0-9]+){2,}[A-Z]*|\w+[A-Z]\w*|[\w-]+\.(?:com|org|net|co\.uk)", words
    )
    return bool(camel) or (len(parts) > 1 and last in folded_set("outlets", "last words"))


def _names(rest: str) -> tuple[tuple[str, ...], str]:
    """The names in what follows "By", and the outlet where one is named; nothing where it lists no names."""
    names: list[str] = []
    outlet = ""
    for part in _PARTS.split(rest):
        inner = _opening().match(part)
        part = _PLACE.sub("", inner["rest"] if inner else part).strip(" .")
        if not part or is_role(part):
            continue
        if is_outlet(part):
            outlet = outlet or part
            names.append(part)
        elif is_name(part):
            names.append(part)
        elif names and len(part.split()) <= 4 and part[0].isupper():
            continue  # a place or an office after the name
        else:
            return (), ""
    people = tuple(name for name in names if not is_outlet(name))
    return people or tuple(names), outlet


def _words(line: str) -> list[str]:
    return [folded(word) for word in line.split()]


@cache
def _opening() -> re.Pattern[str]:
    openings = alternatives(sections("labels")["bylines"])
    return re.compile(rf"(?P<by>{openings})(?:\s*:\s*|\s+)(?P<rest>\S.*)$", re.IGNORECASE)


@cache
def _opening_letters() -> frozenset[str]:
    """The first two letters of what opens a byline: few lines begin with them, and a set is sooner asked."""
    return frozenset(opening[:2].casefold() for opening in sections("labels")["bylines"])


@cache
def _outlets() -> frozenset[str]:
    return frozenset(name.casefold() for name in sections("outlets")["outlets"])


@cache
def _outlet_start() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(sections('outlets')['outlets'])})(?!\w)")
