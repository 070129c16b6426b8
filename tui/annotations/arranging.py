"""Notes in an order and in groups, as a list shows them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from tui.annotations.overview import Kept

_WITHOUT = "without"


class Order(StrEnum):
    """The order of notes, within their groups where there are some."""

    ARTICLE = "article"
    NEWEST = "newest"
    OLDEST = "oldest"
    WORDS = "words"


class Grouping(StrEnum):
    """What notes are put together by."""

    NONE = "none"
    ARTICLE = "article"
    TAG = "tag"
    ACTOR = "actor"
    CREATOR = "creator"
    MOTIVATION = "motivation"


class Arrangement(msgspec.Struct, frozen=True):
    """Rows in order: the number of a note, or `~n` for the heading of group `n`. A note stands in each of
    its groups."""

    rows: Sequence[int]
    groups: Sequence[tuple[str, int]]
    """Name and number of notes of each group."""

    def members(self, row: int) -> Sequence[int]:
        """The notes at a position of `rows`: one, or all under the heading that stands there."""
        if self.rows[row] >= 0:
            return (self.rows[row],)
        return self.rows[row + 1 : row + 1 + self.groups[~self.rows[row]][1]]


def arranged(
    notes: Sequence[Kept],
    order: Order,
    grouping: Grouping,
    actors: Mapping[tuple[object, str], Sequence[str]] | None = None,
) -> Arrangement:
    """All notes in their order. `actors` gives the names of those a note is about, by its key."""
    numbers = _ordered(notes, order)
    if grouping is Grouping.NONE:
        return Arrangement(numbers, ())
    names = _namer(grouping, actors or {})
    groups: dict[str, list[int]] = {}
    rest: list[int] = []
    for number in numbers:
        found = [name for name in names(notes[number]) if name]
        for name in found:
            groups.setdefault(name, []).append(number)
        if not found:
            rest.append(number)
    by_name = sorted(groups.items(), key=lambda item: (item[0].casefold(), item[0]))
    if rest:
        by_name.append((f"{_WITHOUT} {grouping}", rest))
    rows: list[int] = []
    for at, (_, members) in enumerate(by_name):
        rows.append(~at)
        rows += members
    return Arrangement(rows, [(name, len(members)) for name, members in by_name])


def narrowed(whole: Arrangement, keep: Collection[int]) -> Arrangement:
    """Only the notes to keep, and the groups that hold one of them."""
    if not whole.groups:
        return Arrangement([row for row in whole.rows if row in keep], ())
    rows: list[int] = []
    groups: list[tuple[str, int]] = []
    start = 0
    for name, count in whole.groups:
        members = [row for row in whole.rows[start + 1 : start + 1 + count] if row in keep]
        start += 1 + count
        if members:
            rows.append(~len(groups))
            rows += members
            groups.append((name, len(members)))
    return Arrangement(rows, groups)


def _ordered(notes: Sequence[Kept], order: Order) -> list[int]:
    numbers = list(range(len(notes)))
    if order is Order.NEWEST:
        numbers.sort(key=lambda number: notes[number].note.modified, reverse=True)
    elif order is Order.OLDEST:
        numbers.sort(key=lambda number: notes[number].note.modified)
    elif order is Order.WORDS:
        numbers.sort(key=lambda number: (not notes[number].note.body, notes[number].words))
    return numbers


def _namer(grouping: Grouping, actors: Mapping[tuple[object, str], Sequence[str]]) -> Callable[[Kept], Iterable[str]]:
    namers: dict[Grouping, Callable[[Kept], Iterable[str]]] = {
        Grouping.ARTICLE: lambda kept: (kept.place.article,),
        Grouping.TAG: lambda kept: kept.note.tags,
        Grouping.ACTOR: lambda kept: actors.get(kept.key, ()),
        Grouping.CREATOR: lambda kept: (kept.note.creator,),
        Grouping.MOTIVATION: lambda kept: (str(kept.note.motivation),),
    }
    return namers[grouping]
