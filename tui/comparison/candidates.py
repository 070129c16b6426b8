"""Which wordings are worth comparing: an inverted index over shingles and over each speaker's rare words.

Any two wordings that share a run of `SAME_RUN` words share a shingle that both have chosen (winnowing: of each
`WINDOW` shingles in a row the lowest by one fixed order is kept, Schleimer, Wilkerson and Aiken 2003). Two by one
speaker in other words are found by the rarest concepts they share. A key that too many hold says little, and only the
last that came are kept, so the work grows with the number of wordings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from heapq import nsmallest

from tui.comparison.kept import KeptLists, packed, unpacked
from tui.comparison.likeness import SAME_RUN
from tui.comparison.scale import Part, Scale
from tui.comparison.sealed import Sealed
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
    """The inverted index. A wording is known by a number of the caller's, later ones by higher ones; `live` holds the
    numbers of those that still count.
    """

    def __init__(self, live: Container[int]) -> None:
        self._live = live
        self._sealed = Sealed()
        """What was compared at once, when the library was last weighed."""
        self._holders: dict[int, int | list[int]] = {}
        """Key -> its holder since then, or its last holders: most keys have one."""
        self._speakers: dict[str, int] = {}

    def meet(self, speakers: Iterable[str | None]) -> None:
        """Number the speakers, so that several processes give them the same numbers."""
        for speaker in speakers:
            if speaker is not None:
                self._speakers.setdefault(speaker, len(self._speakers))

    def seal(self, sealed: Sealed) -> None:
        """Hold the wordings of an index that was made at once, and no others."""
        self._sealed = sealed
        self._holders.clear()

    def kept(self) -> tuple[list[str], list[bytes], bytes, KeptLists]:
        """The speakers, the buckets of what is sealed, the keys held since then, and the holders of each."""
        held = self._holders.values()
        return (
            list(self._speakers),
            [bucket.tobytes() for bucket in self._sealed.buckets],
            packed("Q", self._holders),
            KeptLists.of("Q", ([each] if isinstance(each, int) else each for each in held)),
        )

    def restore(self, speakers: Iterable[str], buckets: Sequence[bytes], keys: bytes, holders: KeptLists) -> None:
        """Hold what was kept, and nothing else."""
        self.meet(speakers)
        self._sealed.restore(buckets)
        for key, held in zip(unpacked("Q", keys), holders.lists(), strict=True):
            self._holders[key] = held[0] if len(held) == 1 else list(held)

    def take(self, number: int, wording: Wording, speaker: str | None, scale: Scale) -> list[int]:
        """Take a wording that is not held; gives those held that share most keys with it, best first."""
        self.meet((speaker,))
        looked_for, held = self.keys_of(wording, speaker, scale)
        found = self.near(number, looked_for)
        for key in held:
            self._hold(key, number)
        return found

    def keys_of(self, wording: Wording, speaker: str | None, scale: Scale) -> tuple[list[int], list[int]]:
        """The keys that a wording looks for, and those it holds; its speaker was met."""
        rarest = list(_rarest(scale.whole(wording), _RAREST_OWN))
        keys = self._own_keys(wording, speaker, scale, rarest)
        # Of two that are looked for by words alone, one at least has a speaker who is not known.
        anybody, nobody = ([_key(who, concept, 0) for concept in rarest[:_RAREST_ANY]] for who in (_ANYBODY, _NOBODY))
        if speaker is None:
            return [*keys, *anybody], [*keys, *anybody, *nobody]
        return [*keys, *nobody], [*keys, *anybody]

    def near(self, number: int, looked_for: Iterable[int]) -> list[int]:
        """Those below a number that hold most of the keys, best first."""
        found: Counter[int] = Counter()
        sealed, since = self._sealed.before, self._holders.get
        for key in looked_for:
            holders = sealed(key, number, _MOST)
            later = since(key)
            if later is not None:
                holders = [*([later] if isinstance(later, int) else later[::-1]), *holders][:_MOST]
            if holders:
                worth = ((_LEAST if key & _TELLING else 1) << _FINER) + _MOST // len(holders)
                for holder in holders:
                    found[holder] += worth
        ranked = [(-worth, -holder) for holder, worth in found.items() if worth >= _LEAST << _FINER]
        return [-holder for _, holder in nsmallest(_BEST, ranked) if -holder in self._live]

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

    def _own_keys(self, wording: Wording, speaker: str | None, scale: Scale, rarest: list[int]) -> set[int]:
        """The keys that a wording both looks for and holds."""
        keys = {shingle | _TELLING for shingle in shingles(wording.words)}
        if speaker is not None:
            whole, *parts = scale.parts(wording)
            number = self._speakers[speaker]
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
