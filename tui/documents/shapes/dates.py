"""Dates and times as articles write them in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache

import msgspec

from tui.documents.draft import Line, line_at
from tui.documents.terms import Plain
from tui.documents.wordlists import alternatives, folded, folded_set, sections, words_of

_LONGEST = 200
LONGEST_TIME = 50
"""Characters of a line that is nothing but a time."""
_YEAR = re.compile(r"\d{4}")
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
_FIRST_WORD = re.compile(r"[\W_]*([^\W\d_]*)")


class Moment(msgspec.Struct, frozen=True):
    """A date, with its time where one stands beside it, and where in the line it was found."""

    when: datetime
    start: int
    end: int


def lines_with_year(text: str, lines: Sequence[Line], plain: Plain) -> Iterator[int]:
    """The indices of the lines of a text in which four digits stand together, and a date may be: sooner told than by
    looking for dates.
    """
    digits = (plain.low or text.encode("ascii", "replace")).translate(_DIGITS)
    at = digits.find(b"0000")
    while at >= 0:
        place = line_at(at, lines)
        yield place
        at = digits.find(b"0000", lines[place].end)


def find_moment(line: str) -> Moment | None:
    """The first date in a line, with the time and zone beside it. Without a zone it is taken as UTC."""
    line = line[:_LONGEST]
    match = _moment().search(line) if _YEAR.search(line) else None
    if match is None:
        return None
    parts = match.groupdict()
    month = parts["m1"] or parts["m2"]
    try:
        if month:
            day, year = parts["d1"] or parts["d2"], parts["y1"] or parts["y2"]
            when = datetime(int(year), _months()[month.casefold()], int(day))
        else:
            when = datetime(int(parts["y3"]), int(parts["m3"]), int(parts["d3"]))
    except ValueError:
        return None
    side = "a" if parts["ha"] else "b"
    return Moment(_at(when, parts, side), match.start(), match.end())


def only_moment(line: str) -> Moment | None:
    """The date of a line that says nothing else ("Published: Thursday, 10 February 2022, 14:05 GMT")."""
    if len(line) > _LONGEST or not _begins_moment(line):
        return None
    moment = find_moment(line)
    if moment is None:
        return None
    rest = _DAY_WORDS.sub(" ", line[: moment.start]), line[moment.end :]
    before = " ".join(word for word in folded(rest[0]).split() if word not in _days())
    after = folded(rest[1])
    told = not before.strip(" ,:|") or folded(before) in folded_set("labels", "published")
    return moment if told and not after.strip(" ,.|()-") else None


def _begins_moment(line: str) -> bool:
    """False for a line whose first word neither is in a date nor may stand before one that is alone: most lines, of
    which it is told sooner than by looking for the date.
    """
    match = _FIRST_WORD.match(line)
    word = match[1].casefold() if match else ""
    return not word or word in _first_words()


def only_time(line: str) -> re.Match[str] | None:
    """A line that is nothing but a time of day, with its zone or without ("14.05 GMT")."""
    return _time_alone().fullmatch(line) if len(line) <= LONGEST_TIME else None


def at_time(day: datetime | None, line: re.Match[str]) -> datetime | None:
    """The moment of a time alone on a given day; None where the day is not known or the time is none."""
    if day is None:
        return None
    return _at(datetime(day.year, day.month, day.day), line.groupdict(), "a")


def from_iso(value: str) -> datetime | None:
    """A moment in ISO 8601, as front matter and heads of pages give it; else a date found in the words."""
    try:
        when = datetime.fromisoformat(value.strip())
    except ValueError:
        moment = find_moment(value)
        return moment.when if moment else None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _at(day: datetime, parts: dict[str, str | None], side: str) -> datetime:
    hour, minute = parts[f"h{side}"], parts[f"n{side}"]
    zone = _zone(parts[f"z{side}"])
    if hour is None or minute is None:
        return day.replace(tzinfo=zone)
    clock, half = int(hour), (parts[f"p{side}"] or "").casefold()
    if half.startswith("p") and clock < 12:
        clock += 12
    elif half.startswith("a") and clock == 12:
        clock = 0
    if clock > 23 or int(minute) > 59:
        return day.replace(tzinfo=zone)
    return day.replace(hour=clock, minute=int(minute), tzinfo=zone)


def _zone(name: str | None) -> tzinfo:
    told = _zones().get(" ".join(name.split()).casefold()) if name else None
    if not told:
        return UTC
    if told[0] in "+-":
        sign = -1 if told[0] == "-" else 1
        away = sign * timedelta(hours=int(told[1:3]), minutes=int(told[4:6]))
        return timezone(away) if away else UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(told)
    except ZoneInfoNotFoundError:
        return UTC


_DAY_WORDS = re.compile(r"[,|]")


@cache
def _months() -> dict[str, int]:
    rows = sections("dates")["months"]
    return {name.casefold(): number for number, row in enumerate(rows, start=1) for name in row.split()}


@cache
def _first_words() -> frozenset[str]:
    """What letters the lines may begin with that are nothing but a date."""
    openings = (*_months(), *_days(), *map(str.casefold, sections("labels")["published"]))
    return frozenset(match[1] for match in map(_FIRST_WORD.match, openings) if match)


@cache
def _days() -> frozenset[str]:
    return frozenset(map(str.casefold, words_of("dates", "days")))


@cache
def _zones() -> dict[str, str]:
    pairs = (line.split(" = ") for line in sections("dates")["zones"])
    return {name.casefold(): told for name, told in pairs}


def _time_pattern(side: str) -> str:
    zones = alternatives(_zones())
    return (
        rf"(?P<h{side}>\d{{1,2}})[:.](?P<n{side}>\d\d)(?::\d\d)?(?:\s*(?P<p{side}>[ap]\.?m\b\.?))?"
        rf"(?:\s*\(?(?P<z{side}>{zones})\b\)?)?"
    )


@cache
def _moment() -> re.Pattern[str]:
    months = alternatives(_months())
    days = alternatives(_days())
    date = (
        rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{months})\.?,?\s+(?P<y1>\d{{4}})"
        rf"|(?P<m2>{months})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
        r"|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d))(?!\d)"
    )
    before = rf"(?:\b{_time_pattern('a')},?\s+(?:on\s+)?(?:(?:{days})\.?,?\s+)?)?"
    after = rf"(?:(?:,|\s+at|\s*[|–-]|T)?\s*{_time_pattern('b')})?"
    return re.compile(rf"{before}(?<![\w]){date}{after}", re.IGNORECASE)


@cache
def _time_alone() -> re.Pattern[str]:
    return re.compile(_time_pattern("a"), re.IGNORECASE)
