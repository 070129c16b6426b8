"""Which words two texts have in common, in order: the longest common subsequence, all words of a text at a time as the
bits of one number (Hyyrö 2004).

What rapidfuzz finds too; but a library of three megabytes is not worth loading for a few sentences.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence


def runs_in_common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """(place in a, place in b, length) of the runs that are the same, in order, none touching the next in both."""
    runs: list[tuple[int, int, int]] = []
    for at_a, at_b in _pairs(a, b):
        if runs and (at_a, at_b) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((at_a, at_b, 1))
    return runs


def _pairs(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """The places of what is the same, in order."""
    shorter = min(len(a), len(b))
    before = next((at for at in range(shorter) if a[at] != b[at]), shorter)
    most = shorter - before
    after = next((at for at in range(most) if a[-1 - at] != b[-1 - at]), most)
    yield from ((at, at) for at in range(before))
    middle = _between(a[before : len(a) - after], b[before : len(b) - after])
    yield from ((before + at_a, before + at_b) for at_a, at_b in reversed(middle))
    yield from ((len(a) - at, len(b) - at) for at in range(after, 0, -1))


def _between(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of what is the same, the last first."""
    where: dict[Hashable, int] = {}
    for at, word in enumerate(a):
        where[word] = where.get(word, 0) | 1 << at
    whole = state = (1 << len(a)) - 1
    states = []
    for word in b:
        met = state & where.get(word, 0)
        state = ((state + met) | (state - met)) & whole
        states.append(state)
    pairs = []
    at_a, at_b = len(a), len(b)
    while at_a and at_b:
        if states[at_b - 1] >> (at_a - 1) & 1:
            at_a -= 1
            continue
        at_b -= 1
        if not at_b or states[at_b - 1] >> (at_a - 1) & 1:
            at_a -= 1
            pairs.append((at_a, at_b))
    return pairs
