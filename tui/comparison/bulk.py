"""Many wordings compared at once: all keys are found and sorted first, then each wording is compared with those before
it. Half of either is done by a second process, where one may be made.
"""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from tui.comparison.bundles import Bundle
from tui.comparison.candidates import Candidates
from tui.comparison.helper import Helper, has_second_core
from tui.comparison.scale import Scale
from tui.comparison.sealed import Sealed

_FEWEST = 20_000
"""Fewer wordings are compared sooner than there is a second process."""
_STEP = 250
_KEYS_SHARE = 0.35
"""Of the time that comparing takes, what finding the keys does."""


class _Made(Protocol):
    """What one process makes of its part, and hands to the other."""

    def handed(self) -> list[bytes]: ...

    def take(self, handed: Sequence[bytes]) -> None: ...


_M = TypeVar("_M", bound=_Made)

Judge = Callable[[int, int], tuple[float, bool]]
"""Two bundles -> (their score where they are one statement, else 0; whether they are one if their articles tell of one
event).
"""


class _Keyed:
    """The keys of some wordings: `looked_for[ends[n - 1]:ends[n]]` are those that the nth looks for."""

    def __init__(self) -> None:
        self.sealed = Sealed()
        self.looked_for = array("Q")
        self.ends = array("Q")

    def find(
        self, numbers: Sequence[int], bundles: Mapping[int, Bundle], candidates: Candidates, scale: Scale
    ) -> Iterator[int]:
        """Find the keys of the bundles; gives how many are done, now and then."""
        for done, number in enumerate(numbers, 1):
            bundle = bundles[number]
            looked_for, held = candidates.keys_of(bundle.wording, bundle.speaker, scale)
            self.looked_for.extend(looked_for)
            self.ends.append(len(self.looked_for))
            self.sealed.add(number, held)
            if done % _STEP == 0:
                yield done
        self.sealed.sort()

    def handed(self) -> list[bytes]:
        return [self.looked_for.tobytes(), self.ends.tobytes(), *(one.tobytes() for one in self.sealed.buckets)]

    def take(self, handed: Sequence[bytes]) -> None:
        """Take what another found of the wordings that follow."""
        looked_for, ends, *buckets = handed
        by = len(self.looked_for)
        self.looked_for.frombytes(looked_for)
        self.ends.extend(by + end for end in memoryview(ends).cast("Q"))
        self.sealed.merge(buckets)


class Verdicts:
    """Pairs of bundles: `pairs` of one statement, flat, with their `scores`, and those that are `open`."""

    def __init__(self) -> None:
        self.pairs = array("Q")
        self.scores = array("d")
        self.open = array("Q")

    def judge(
        self, wanted: Sequence[int], numbers: Sequence[int], keyed: _Keyed, candidates: Candidates, judge: Judge
    ) -> Iterator[int]:
        """Compare the bundles at some places of `numbers` with those before them; gives how many are done."""
        for done, place in enumerate(wanted, 1):
            number = numbers[place]
            looked_for = keyed.looked_for[keyed.ends[place - 1] if place else 0 : keyed.ends[place]]
            for other in candidates.near(number, looked_for):
                score, is_open = judge(number, other)
                if score:
                    self.pairs.extend((number, other))
                    self.scores.append(score)
                elif is_open:
                    self.open.extend((number, other))
            if done % _STEP == 0:
                yield done

    def handed(self) -> list[bytes]:
        return [self.pairs.tobytes(), self.scores.tobytes(), self.open.tobytes()]

    def take(self, handed: Sequence[bytes]) -> None:
        pairs, scores, still_open = handed
        self.pairs.frombytes(pairs)
        self.scores.frombytes(scores)
        self.open.frombytes(still_open)


def compare_all(
    bundles: Mapping[int, Bundle], candidates: Candidates, scale: Scale, judge: Judge, *, forking: bool
) -> Iterator[int | Verdicts]:
    """Compare all bundles; gives how many are left, now and then, and at last what was found. `candidates` is empty
    before, and holds all after. `forking` says that a copy of this process can be made: it has no other threads.
    """
    numbers = sorted(bundles)
    forking = forking and len(numbers) >= _FEWEST and has_second_core()
    candidates.meet(bundle.speaker for bundle in bundles.values())
    scale.meet_all()
    keyed, more = _Keyed(), _Keyed()
    half = len(numbers) // 2
    yield from _shared(
        lambda made, part: made.find(part, bundles, candidates, scale),
        (keyed, more),
        (numbers[:half], numbers[half:]),
        forking=forking,
        left=lambda done: len(numbers) - int(_KEYS_SHARE * done),
    )
    candidates.seal(keyed.sealed)
    places = range(len(numbers))
    blocks = [places[start : start + _STEP] for start in places[::_STEP]]
    mine, others = ([place for block in blocks[at::2] for place in block] for at in (0, 1))
    found, rest = Verdicts(), Verdicts()
    yield from _shared(
        lambda made, part: made.judge(part, numbers, keyed, candidates, judge),
        (found, rest),
        (mine, others),
        forking=forking,
        left=lambda done: int((1 - _KEYS_SHARE) * (len(numbers) - done)),
    )
    yield found


def _shared(
    work: Callable[[_M, Sequence[int]], Iterator[int]],
    made: tuple[_M, _M],
    parts: tuple[Sequence[int], Sequence[int]],
    *,
    forking: bool,
    left: Callable[[int], int],
) -> Iterator[int]:
    """Do both parts of a work, the second by a helper, so that all is in the first of what is `made`."""
    (own, others), (part, rest) = made, parts
    helper = None
    if forking:
        with contextlib.suppress(OSError):
            helper = Helper(lambda: work(others, rest), others.handed)
    try:
        for done in work(own, part):
            yield left(2 * done if helper else done)
        handed = helper.result() if helper else None
    finally:
        if helper:
            helper.end()
    if handed is None:  # nobody helped, or the helper has ended
        for done in work(others, rest):
            yield left(len(part) + done)
        handed = others.handed()
    own.take(handed)
