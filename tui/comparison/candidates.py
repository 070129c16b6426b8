"""Which wordings are worth comparing: an inverted index over shingles and over each speaker's rare words.

Any two wordings that share a run of `SAME_RUN` words share a shingle that both have chosen (winnowing: of each
`WINDOW` shingles in a row the lowest by one fixed order is kept, Schleimer, Wilkerson and Aiken 2003). Two by one
speaker in other words are found by the rarest concepts they share. A key that too many hold says little, and only the
last that came are looked at, so the work grows with the number of wordings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from tui.comparison.likeness import SAME_RUN, Scale
from tui.comparison.wording import Wording

WINDOW = 3
SHINGLE = SAME_RUN + 1 - WINDOW
_MOST = 48
"""So many holders of one key are looked at."""
_RAREST_OWN = 6
"""So many of a wording's concepts are keys together with its speaker."""
_RAREST_ANY = 3
"""So many are keys without one, for speakers who are not known."""
_LEAST = 2
"""One shared shingle, or two keys of concepts, make a candidate."""
_BEST = 24
"""So many candidates are compared in full."""
_MIXER = 0x9E3779B97F4A7C15
_MASK = 0xFFFFFFFFFFFFFFFF


def shingles(words: Sequence[int]) -> set[int]:
    """The chosen shingles, as hashes; a text shorter than one is its own."""
    if len(words) < SHINGLE:
        return {_mixed(words)} if len(words) > 1 else set()
    hashes = [_mixed(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]
    return {min(hashes[at : at + WINDOW]) for at in range(max(1, len(hashes) - WINDOW + 1))}


def _mixed(words: Sequence[int]) -> int:
    value = len(words)
    for word in words:
        value = ((value ^ word) * _MIXER) & _MASK
        value ^= value >> 29
    return value


class Candidates:
    """The inverted index. A wording is known by a number of the caller's."""

    def __init__(self) -> None:
        self._holders: dict[Hashable, list[int]] = {}
        self._keys: dict[int, tuple[Hashable, ...]] = {}

    def add(self, number: int, wording: Wording, speaker: str | None, scale: Scale) -> None:
        """Take a wording that is not held."""
        keys = tuple(self._keys_of(wording, speaker, scale))
        self._keys[number] = keys
        for key in keys:
            self._holders.setdefault(key, []).append(number)

    def discard(self, number: int) -> None:
        """Forget a wording; one that is not held is no error."""
        for key in self._keys.pop(number, ()):
            holders = self._holders[key]
            holders.remove(number)
            if not holders:
                del self._holders[key]

    def of(self, number: int) -> list[int]:
        """The wordings that share most keys with this one, best first, without itself."""
        found: Counter[int] = Counter()
        for key in self._keys[number]:
            worth = 1 if isinstance(key, tuple) else 2
            for holder in self._holders[key][-_MOST:]:
                found[holder] += worth
        del found[number]
        return [holder for holder, worth in found.most_common(_BEST) if worth >= _LEAST]

    @staticmethod
    def _keys_of(wording: Wording, speaker: str | None, scale: Scale) -> Iterable[Hashable]:
        yield from shingles(wording.words)
        weights = sorted(((bits, concept) for concept, (_, bits) in scale.weights(wording).items()), reverse=True)
        if speaker is not None:
            yield from ((speaker, concept) for _, concept in weights[:_RAREST_OWN])
        yield from (("", concept) for _, concept in weights[:_RAREST_ANY])
