"""Live pages: numbered or timed entries, the newest first as a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

import msgspec

from tui.documents.draft import Line
from tui.documents.shapes.bylines import is_name, is_role, outlet_in
from tui.documents.shapes.dates import LONGEST_TIME, at_time, find_moment, lines_with_year, only_time
from tui.documents.shapes.prose import ends_sentence, numbered
from tui.documents.terms import Plain
from tui.documents.wordlists import alternatives, is_listed, sections
from tui.text import Span, trimmed

_LONGEST_OPENING = 300
_MOST_LABEL_WORDS = 4
_FEWEST_TIMES = 3
_MOST_HEADLINE_WORDS = 20
_MOST_ROLE_WORDS = 8


class Opening(msgspec.Struct, frozen=True):
    """The line (or two lines, `first` to `last`) that opens an entry."""

    first: int
    last: int
    number: int | None
    headline: Span
    stamp: Span | None
    published: datetime | None


class Signature(msgspec.Struct, frozen=True):
    """Who wrote an entry, and the lines (indices) that say so."""

    author: str = ""
    role: str = ""
    lines: tuple[int, ...] = ()


def find_openings(
    text: str, lines: Sequence[Line], plain: Plain, day: Callable[[], datetime | None] = lambda: None
) -> list[Opening]:
    """The openings of a live page's entries in text order; none where the page is not a live page.

    Either a time stamp stands behind the headline, often without a space, or a line that holds nothing but a
    time stands above each entry. `day` tells the page's date, for times that come without one.
    """
    stamped = _stamped(text, lines, plain)
    if len(stamped) > 1 or any(opening.number is not None for opening in stamped):
        return stamped
    return _timed(lines, day)


def read_signature(lines: Sequence[Line], first: int, last: int) -> Signature:
    """Author and role in `lines[first:last]`, the lines below an entry's opening."""
    if first >= last or not is_name(lines[first].text):
        return Signature()
    author = lines[first].text
    below = lines[first + 1] if first + 1 < last else None
    if below is not None and below.gap == 0 and _is_office(below.text):
        return Signature(author, below.text, (first, first + 1))
    if below is not None and is_role(below.text) and not ends_sentence(below.text):
        return Signature(author, below.text, (first, first + 1))
    family = author.split()[-1]
    if not outlet_in(author) and any(family in line.text for line in lines[first + 1 : last]):
        return Signature()  # the words for a picture of somebody whom the entry speaks of
    return Signature(author, "", (first,))


def _is_office(words: str) -> bool:
    return len(words.split()) <= _MOST_ROLE_WORDS and not ends_sentence(words) and words[0].isupper()


def _stamped(text: str, lines: Sequence[Line], plain: Plain) -> list[Opening]:
    found: list[Opening] = []
    words = _stamp_words()
    for place in lines_with_year(text, lines, plain):
        line = lines[place]
        if len(line.text) > _LONGEST_OPENING:
            continue
        lowered = line.text.lower()
        stamp = _stamp().search(line.text) if any(word in lowered for word in words) else None
        moment = find_moment(line.text[stamp.end() :]) if stamp else None
        if stamp is None or moment is None or line.text[stamp.end() + moment.end :].strip(" ."):
            continue
        taken = found[-1].last if found else -1
        opening = _opening(text, lines, place, line.start + stamp.start(), moment.when, taken)
        if opening:
            found.append(opening)
    return found


def _opening(text: str, lines: Sequence[Line], place: int, stamp: int, when: datetime, taken: int) -> Opening | None:
    line = lines[place]
    first, number, start = place, None, line.start
    match = numbered(line.text)
    above = lines[place - 1].text if place - 1 > taken else ""
    if match and match["words"]:
        number, start = int(match["number"]), line.start + match.start("words")
    elif above and len(above) <= 40:
        match = numbered(above)
        if match and len((match["words"] or "").split()) <= _MOST_LABEL_WORDS:
            first, number = place - 1, int(match["number"])
        elif is_listed(above, "labels", "entry labels"):
            first = place - 1
    headline = trimmed(text, Span(start, stamp))
    if not headline.length:
        return None
    return Opening(first, place, number, headline, Span(stamp, line.end), when)


def _timed(lines: Sequence[Line], day: Callable[[], datetime | None]) -> list[Opening]:
    short = [(place, line.text) for place, line in enumerate(lines) if len(line.text) <= LONGEST_TIME]
    times = [(place, match) for place, words in short if words[0].isdigit() and (match := only_time(words))]
    if len(times) < _FEWEST_TIMES:
        return []
    found, date = [], day()
    for place, match in times:
        line = lines[place]
        below = lines[place + 1] if place + 1 < len(lines) else None
        titled = (
            below is not None
            and len(below.text.split()) <= _MOST_HEADLINE_WORDS
            and not ends_sentence(below.text)
            and not only_time(below.text)
        )
        headline = below.span if titled and below is not None else line.span
        last = place + 1 if titled else place
        found.append(Opening(place, last, None, headline, line.span, at_time(date, match)))
    return found


@cache
def _stamp_words() -> tuple[str, ...]:
    """What each of these begins with: looked for before all of it, which takes longer."""
    return tuple({stamp.split()[0].lower() for stamp in sections("labels")["entry stamps"]})


@cache
def _stamp() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(sections('labels')['entry stamps'])})\s+(?=\d)", re.IGNORECASE)
