"""When something was reported: the time of a live page's entry, else that of the article."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, time, timedelta

from tui.documents.model import Document

_DAY = timedelta(days=1)


def moment_at(document: Document, offset: int) -> datetime | None:
    """When what stands at an offset was published; None where the article does not say."""
    if document.entries:
        starts = [block.span.start for block in document.blocks]
        number = bisect_right(starts, offset) - 1
        if number >= 0 and (told := document.blocks[number].published) is not None:
            return told
    return document.published


def bounds(moment: datetime) -> tuple[datetime, datetime]:
    """The earliest and the latest that a moment can be: a date alone is kept as its midnight, and means the whole day.
    One without a zone counts as UTC.
    """
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return known, known + _DAY if known.time() == time() else known
