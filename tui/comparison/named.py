"""Which actors the words of a quote name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from tui.extraction.model import Actor, Attribution


class Named:
    """Who is named where in one article; `canonical` gives the library's ids."""

    def __init__(self, actors: Sequence[Actor], canonical: Mapping[str, str]) -> None:
        self._names = [canonical[actor.id] for actor in actors]
        # A place is one number, of where it starts and whose it is: numbers are sorted in a third of the time.
        count = self._count = len(actors)
        self._ends = {
            start * count + number: end
            for number, actor in enumerate(actors)
            for start, end in actor.mentions[::-1]  # of several that start together the first, which is shortest
        }
        self._places = sorted(self._ends)

    def within(self, quote: Attribution) -> set[str | None]:
        """The actors that the words of a quote name."""
        found: set[str | None] = set()
        places, ends, names, count = self._places, self._ends, self._names, self._count
        for first, end in quote.content:
            at = bisect_left(places, first * count)
            for place in places[at : bisect_left(places, end * count, at)]:
                if ends[place] <= end:
                    found.add(names[place % count])
        return found
