"""Which actors the words of a quote name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain

from tui.extraction.model import Actor, Attribution


class Mentioned:
    """Who is named where in one article, by the places of the actors among these."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        mentions = [actor.mentions for actor in actors]
        places = list(chain.from_iterable(chain.from_iterable(mentions)))
        starts, self._ends = places[::2], places[1::2]
        self._counted = list(accumulate(map(len, mentions)))
        # A mention is one number, of where it starts and which it is: numbers are sorted in a third of the time.
        count = self._count = len(starts)
        self._mentions = sorted([start * count + number for number, start in enumerate(starts)])

    def within(self, quote: Attribution) -> set[int]:
        """The actors that the words of a quote name."""
        found: set[int] = set()
        mentions, ends, counted, count = self._mentions, self._ends, self._counted, self._count
        for first, end in quote.content:
            at = bisect_left(mentions, first * count)
            for mention in mentions[at : bisect_left(mentions, end * count, at)]:
                number = mention % count
                if ends[number] <= end:
                    found.add(bisect_right(counted, number))
        return found


class Named:
    """The same by name: `canonical` gives the library's ids."""

    def __init__(self, actors: Sequence[Actor], canonical: Mapping[str, str]) -> None:
        self._names = [canonical[actor.id] for actor in actors]
        self._mentioned = Mentioned(actors)

    def within(self, quote: Attribution) -> set[str | None]:
        """The actors that the words of a quote name."""
        return {self._names[place] for place in self._mentioned.within(quote)}
