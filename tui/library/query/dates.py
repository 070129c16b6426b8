"""Periods as a query tells them: a day, a month, a year, or from one to another."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class PeriodError(ValueError):
    """What is no period, in words."""


def period(text: str) -> tuple[date | None, date | None]:
    """The first and last day of "2022-02-10", "2022-02", "2022", or of two of these with ".." between, one of which may
    be missing (None). Raises PeriodError.
    """
    left, between, right = text.strip().partition("..")
    if not between:
        return _days(left)
    if not left and not right:
        raise PeriodError(".. needs a day before it, behind it, or both")
    first = _days(left)[0] if left else None
    last = _days(right)[1] if right else None
    if first is not None and last is not None and first > last:
        raise PeriodError(f"{left} is after {right}")
    return first, last


def _days(text: str) -> tuple[date, date]:
    found = _DAY.fullmatch(text) if text.isascii() else None
    if found is None:
        raise PeriodError(f"“{text}” is no day; one is written 2022-02-10, a month 2022-02, a year 2022")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), _last_of(year, month)
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise PeriodError(f"there is no {text} in the calendar") from None


def _last_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
