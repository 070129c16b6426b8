"""Constructions that two wordings may share though they have hardly a word in common (`data/frames.txt`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tui.comparison.lists import lines_of

_FEWEST, _MOST = 1, 4
"""Words that "*" stands for."""
_ANY: frozenset[int] = frozenset()

_Pattern = tuple[str, tuple[frozenset[int], ...]]
"""The construction's name, and the words that may stand at each place; `_ANY` for "*"."""


class Frames:
    """Finds constructions in words given as numbers; `number(word)` gives that of a word."""

    def __init__(self, number: Callable[[str], int]) -> None:
        self._patterns: dict[int, list[_Pattern]] = {}
        for section, line in lines_of("frames.txt"):
            places = tuple(_ANY if place == "*" else frozenset(map(number, place.split("/"))) for place in line.split())
            for opener in places[0]:
                self._patterns.setdefault(opener, []).append((section, places))
        fixed = {places for patterns in self._patterns.values() for _, places in patterns}
        self._fixed = [tuple(place for place in places if place) for places in fixed]
        """The words that a text must hold, one of each set, for each pattern."""

    def may_hold(self, words: set[int]) -> bool:
        """False where no construction can stand in a text of these words."""
        for places in self._fixed:
            for place in places:
                if place.isdisjoint(words):
                    break
            else:
                return True
        return False

    def found(self, words: Sequence[int], is_content: Callable[[int], bool]) -> Iterator[tuple[str, int, int]]:
        """(name of the construction, where it begins, place of the last word of content in "*") of each in `words`."""
        held = set(words)
        if not self.may_hold(held):
            return
        for at, word in enumerate(words):
            for name, places in self._patterns.get(word, ()):
                if places[-1] and places[-1].isdisjoint(held):
                    continue
                head = _matched(words, at, places, is_content)
                if head is not None:
                    yield name, at, head
                    break


def _matched(
    words: Sequence[int], at: int, places: Sequence[frozenset[int]], is_content: Callable[[int], bool]
) -> int | None:
    """The place of the last word of content in "*"; None where the pattern does not stand at `at`."""
    gap = places.index(_ANY)
    start = at + gap
    if start >= len(words) or any(words[at + place] not in places[place] for place in range(gap)):
        return None
    closers = places[gap + 1 :]
    head = None
    for size in range(_FEWEST, _MOST + 1):
        last = start + size - 1
        if last >= len(words):
            return None if closers else head
        content = is_content(words[last])
        if not closers:
            if head is not None and not content:
                return head
            head = last if content else None
            if head is None:
                return None
            continue
        if content:
            head = last
        follows = words[last + 1 : last + 1 + len(closers)]
        if len(follows) == len(closers) and all(word in place for word, place in zip(follows, closers, strict=True)):
            return last if head is None else head
    return None if closers else head
