"""Which wordings are worth comparing: an inverted index over shingles and over each speaker's rare words.

Any two wordings that share a run of `SAME_RUN` words share a shingle that both have chosen (winnowing: of each
`WINDOW` shingles in a row the lowest by one fixed order is kept, Schleimer, Wilkerson and Aiken 2003). Two by one
speaker in other words are found by the rarest concepts they share. A key that too many hold says little, and only the
last that came are kept, so the work grows with the number of wordings.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nsmallest

from tui.comparison.likeness import SAME_RUN
from tui.comparison.scale import Part, Scale
from tui.comparison.wording import Wording

WINDOW = 3
SHINGLE = SAME_RUN + 1 - WINDOW
_MOST = 48
"""So many holders of one key are kept."""
_RAREST_OWN = 6
"""So many of a wording's concepts are keys together with its speaker."""
_RAREST_OF_PART = 3
"""And so many of each of its parts."""
_LIGHT = 3
"""A part that says no more than so many things can be one with another by one of them."""
_RAREST_TELLING = 3
"""One of a speaker's so many rarest makes a candidate alone."""
_RAREST_ANY = 3
"""So many are keys without one, for speakers who are not known."""
_LEAST = 2
"""One shared shingle, or two keys of concepts, make a candidate."""
_BEST = 24
"""So many candidates are compared in full."""
_FINER = 16
"""Bits of a candidate's worth that tell how few hold the keys it shares; they decide where the number of keys does not,
and then who came last.
"""
_ANYBODY, _NOBODY = -1, -3
"""In place of a speaker: every wording, and those of which the speaker is not known. (-2 hashes as -1 does.)"""
_MASK = 0xFFFFFFFFFFFFFFFF
_TELLING = 1
"""The bit of a key that makes a candidate alone."""


def shingles(words: Sequence[int]) -> set[int]:
    """The chosen shingles, as hashes; a text shorter than one is its own."""
    known = tuple(words)
    if len(known) < SHINGLE:
        return {hash(known) & _MASK} if len(known) > 1 else set()
    hashes = [hash(known[at : at + SHINGLE]) & _MASK for at in range(len(known) - SHINGLE + 1)]
    return {min(hashes[at : at + WINDOW]) for at in range(max(1, len(hashes) - WINDOW + 1))}


class Candidates:
    """The inverted index. A wording is known by a number of the caller's."""

    def __init__(self) -> None:
        self._holders: dict[int, int | list[int]] = {}
        """Key -> its holder, or its last holders: most keys have one."""
        self._keys: dict[int, array[int]] = {}
        self._speakers: dict[str, int] = {}

    def take(self, number: int, wording: Wording, speaker: str | None, scale: Scale) -> list[int]:
        """Take a wording that is not held; gives those held that share most keys with it, best first."""
        rarest = list(_rarest(scale.whole(wording), _RAREST_OWN))
        keys = self._keys_of(wording, speaker, scale, rarest)
        found: Counter[int] = Counter()
        for key in keys:
            self._look(key, found)
        # Of two that are looked for by words alone, one at least has a speaker who is not known.
        shared = [_key(_ANYBODY if speaker is None else _NOBODY, concept, 0) for concept in rarest[:_RAREST_ANY]]
        for key in shared:
            self._look(key, found)
        keys.update(_key(_ANYBODY, concept, 0) for concept in rarest[:_RAREST_ANY])
        if speaker is None:
            keys.update(_key(_NOBODY, concept, 0) for concept in rarest[:_RAREST_ANY])
        for key in keys:
            self._hold(key, number)
        self._keys[number] = array("Q", keys)
        ranked = ((-worth, -holder) for holder, worth in found.items() if worth >= _LEAST << _FINER)
        return [-holder for _, holder in nsmallest(_BEST, ranked)]

    def _look(self, key: int, found: Counter[int]) -> None:
        """Count the holders of a key."""
        held = self._holders.get(key)
        if held is None:
            return
        worth = (_LEAST if key & _TELLING else 1) << _FINER
        if isinstance(held, int):
            found[held] += worth + _MOST
        else:
            worth += _MOST // len(held)
            for holder in held:
                found[holder] += worth

    def _hold(self, key: int, number: int) -> None:
        held = self._holders.get(key)
        if held is None:
            self._holders[key] = number
        elif isinstance(held, int):
            self._holders[key] = [held, number]
        else:
            held.append(number)
            if len(held) > _MOST:
                del held[0]

    def discard(self, number: int) -> None:
        """Forget a wording; one that is not held is no error."""
        for key in self._keys.pop(number, ()):
            held = self._holders.get(key)
            if held == number:
                del self._holders[key]
            elif isinstance(held, list) and number in held:
                held.remove(number)
                if not held:
                    del self._holders[key]

    def _keys_of(self, wording: Wording, speaker: str | None, scale: Scale, rarest: list[int]) -> set[int]:
        """The keys that a wording both looks for and holds."""
        keys = {shingle | _TELLING for shingle in shingles(wording.words)}
        if speaker is not None:
            whole, *parts = scale.parts(wording)
            number = self._speakers.setdefault(speaker, len(self._speakers))
            own = set(rarest)
            for part in parts or (whole,):
                own.update(_rarest(part, _RAREST_OF_PART))
                if len(part.weights) <= _LIGHT:
                    keys.update(_key(number, concept, _TELLING) for concept in part.weights)
            keys.update(_key(number, concept, 0) for concept in own)
            keys.update(_key(number, concept, _TELLING) for concept in rarest[:_RAREST_TELLING])
        return keys


def _rarest(part: Part, number: int) -> Iterator[int]:
    """The concepts that weigh most."""
    ordered = sorted(((bits, concept) for concept, (_, bits) in part.weights.items()), reverse=True)
    return (concept for _, concept in ordered[:number])


def _key(speaker: int, concept: int, telling: int) -> int:
    return (hash((speaker, concept, telling)) & _MASK & ~_TELLING) | telling
