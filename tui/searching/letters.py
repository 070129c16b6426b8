"""Letters in a line of words: whether they stand there in their order, and how many of them stand well.

A letter stands well where a word begins with it, or where it comes right behind the one before: "srgl" is sought in
"Sergei Lavrov" and "gtq" in "Go to the quotes". Of all ways to find the letters in a line the best is told, letter by
letter from the places of the one before (dynamic programming, as fzf and others do it): the work is that of the letters
times the length of the line, where to try the ways one by one would take for ever.
"""

from __future__ import annotations

import re

_LOOKED_AT = 120
"""Characters of a line in which letters are sought: all of a name or a title, and as much of a quote as a reader sees
of it. In more than that any letters are found."""


class Letters:
    """What somebody typed, without regard to case and white space."""

    def __init__(self, typed: str) -> None:
        self._letters = "".join(typed.casefold().split())
        # Possessive: where a letter is missing, that is told at once.
        self._in_order = re.compile("".join(f"[^{each}]*+{each}" for each in map(re.escape, self._letters)))

    def standing_well(self, line: str) -> int:
        """How many of the letters stand well in a line; 0 where not all are there in their order, or not half of them
        stand well: such a line has nothing to do with them.
        """
        line = line[:_LOOKED_AT].casefold()
        if not self._letters or self._in_order.match(line) is None:
            return 0
        best = self._best(line)
        return best if 2 * best >= len(self._letters) else 0

    def _best(self, line: str) -> int:
        before = [(-2, 0)]
        """Where the letter before can stand, rising, and how many stand well up to there at the most."""
        for letter in self._letters:
            here: list[tuple[int, int]] = []
            most, behind = -1, 0
            place = line.find(letter, before[0][0] + 1 if before[0][0] >= 0 else 0)
            while place >= 0:
                while behind < len(before) and before[behind][0] < place:
                    most = max(most, before[behind][1])
                    behind += 1
                well = most + (place == 0 or not line[place - 1].isalnum())
                last, so_far = before[behind - 1]
                here.append((place, max(well, so_far + 1) if last == place - 1 else well))
                place = line.find(letter, place + 1)
            before = here
        return max(well for _, well in before)
