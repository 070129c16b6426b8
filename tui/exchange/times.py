"""Times as other programs write them."""

from __future__ import annotations

from datetime import UTC, datetime

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def moment_of(text: str) -> datetime | None:
    """The time in a text, in UTC where no zone is told; None for an empty one. Raises ValueError."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"not a time: {text[:40]}") from None


def both(created: str, modified: str) -> tuple[datetime, datetime]:
    """The times a note was made and changed; one that is not told is the other. Raises ValueError."""
    made, changed = moment_of(created), moment_of(modified)
    return made or changed or _BEGINNING, changed or made or _BEGINNING
