"""The days that a text speaks of ("on January 22", "the same day", "on Thursday"), reckoned from when it was published.

What stands for a day is found by patterns over word lists (`data/times.txt`); what day that is, dateparser says. Only
English is read. "Today" and the like between quotation marks are left out: whose day that is the text does not say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

import msgspec

from tui.comparison.lists import lines_of
from tui.documents.wordlists import alternatives, sections, words_of
from tui.extraction.marks import pair_marks
from tui.text import Span

_DAY = timedelta(days=1)
_OF_THE_SPEAKER = ("today", "before", "after", "weekday", "ago")
"""Kinds that between quotation marks are reckoned from when somebody spoke."""
_WHOLE = ("full", "month")
"""Kinds that are told whole."""
_BY_DATEPARSER = (*_WHOLE, "partial", "weekday", "ago")
"""Kinds that are not just counted from another day."""
_NEAR = 60
"""So many characters before a weekday are looked through for a word of what is to come."""
_FURTHEST = timedelta(days=183)
"""A day and month without a year is the one at most so far from the article."""


class Dated(msgspec.Struct, frozen=True):
    """A day, or a month where `whole_month` (then `day` is its first), and the words that tell it."""

    span: Span
    day: date
    whole_month: bool = False


def dated(text: str, regions: Sequence[tuple[Span, datetime | None]]) -> Iterator[Dated]:
    """The days that the regions speak of, in order; each region with the moment it was published. Where that is not
    known only whole dates are given.
    """
    spoken_of: date | None = None
    quoted = [passage.inner for passage in pair_marks(text, [region for region, _ in regions]) if not passage.depth]
    starts = [inner.start for inner in quoted]
    for region, published in regions:
        base = published.date() if published else None
        vague = False  # whether the day spoken of last in this region is one that the text does not tell
        for match in _pattern().finditer(text, *region):
            if match.lastgroup == "vague":
                vague = True
                continue
            known = None if vague else spoken_of or base
            found = _day_of(match, text[max(region.start, match.start() - _NEAR) : match.start()], base, known)
            within = bisect_right(starts, match.start()) - 1
            said = within >= 0 and match.start() < quoted[within].end
            if found is None or (said and match.lastgroup in _OF_THE_SPEAKER):
                continue
            whole_month = match.lastgroup == "month"
            if not whole_month:
                spoken_of, vague = found, False
            yield Dated(Span(*match.span()), found, whole_month)


def _day_of(match: re.Match[str], before: str, base: date | None, spoken_of: date | None) -> date | None:
    words, kind = match.group(), match.lastgroup
    if kind in _WHOLE:
        return _parsed(words, base or date(2000, 1, 1), "past")
    if kind in ("same", "day_before", "day_after"):
        by = {"same": 0, "day_before": -1, "day_after": 1}[kind]
        return spoken_of + by * _DAY if spoken_of else None
    if base is None:
        return None
    if kind in ("today", "before", "after"):
        return base + {"today": 0, "before": -1, "after": 1}[kind] * _DAY
    if kind == "partial":
        return _nearest(words, base)
    if kind == "weekday":
        return _weekday(words, before, base)
    return _parsed(words, base, "past")


def _weekday(words: str, before: str, base: date) -> date | None:
    """The next one where the words before it tell of what is to come, else the last one; the article's own day counts,
    unless "last" or "next" stands before it.
    """
    clause = re.split(r"[.!?;:“”]", before)[-1].casefold().split()
    last_word = clause[-1] if clause else ""
    if last_word in _listed("back"):
        return _parsed(words, base, "past")
    if last_word == "next":
        return _parsed(words, base, "future")
    if not _listed("ahead").isdisjoint(clause):
        return _parsed(words, base - _DAY, "future")
    return _parsed(words, base + _DAY, "past")


def _nearest(words: str, base: date) -> date | None:
    """The year in which a day and month lie nearest to the article."""
    years = (base.year - 1, base.year, base.year + 1)
    found = [_parsed(f"{words} {year}", base, "past") for year in years]
    near = [day for day in found if day is not None and abs(day - base) <= _FURTHEST]
    return min(near, key=lambda day: abs(day - base), default=None)


def needs_loading(text: str, *, is_published: bool) -> bool:
    """True for a text that tells days which only dateparser reads, as long as that is not loaded (`load`)."""
    kinds = _BY_DATEPARSER if is_published else _WHOLE
    return not _parsed.cache_info().currsize and any(match.lastgroup in kinds for match in _pattern().finditer(text))


def load() -> None:
    """Load dateparser: some tenths of a second, once, and fourteen megabytes. May be called from a thread."""
    _parsed("1 January 2000", date(2000, 1, 1), "past")


@lru_cache(maxsize=65536)
def _parsed(words: str, base: date, prefer: str) -> date | None:
    from dateparser import parse

    settings = {
        "RELATIVE_BASE": datetime(base.year, base.month, base.day),
        "PREFER_DATES_FROM": prefer,
        "PREFER_DAY_OF_MONTH": "first",
    }
    words = words.replace(".", "")
    found = parse(words, languages=["en"], settings=settings)
    return found.date() if found else None


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(line for at, line in lines_of("times.txt") if at == section)


@cache
def _pattern() -> re.Pattern[str]:
    months = alternatives(name for row in sections("dates")["months"] for name in row.split())
    days = alternatives(name for name in words_of("dates", "days") if len(name) > len("Thurs"))
    number = rf"(?:\d{{1,3}}|{alternatives(_listed('numbers'))})"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    kinds = {
        "full": rf"(?:{day}\s+(?:{months})\.?,?|(?:{months})\.?\s+{day},?)\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d",
        "month": rf"(?:{months})\.?\s+(?:19|20)\d\d",
        "partial": rf"{day}\s+(?:{months})(?!\w)|(?:{months})\.?\s+{day}(?![\d:.,]*\d)",
        "weekday": days,
        "ago": rf"{number}\s+(?:days?|weeks?)\s+ago",
    }
    for section in ("today", "before", "after", "same", "day before", "day after", "vague"):
        kinds[section.replace(" ", "_")] = alternatives(_listed(section))
    # Names of months and days are told by their capital ("may", "march" and "sat" are other words).
    small = {"today", "before", "after", "same", "day_before", "day_after", "vague", "ago"}
    parts = (f"(?P<{kind}>{f'(?i:{words})' if kind in small else words})" for kind, words in kinds.items())
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w])")
