"""An index of keys that is made once: eight bytes for each wording that holds a key, where a dict takes a hundred."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

_BUCKET_BITS = 10
_NUMBER_BITS = 28
"""The numbers of wordings stay below two to this power: a quarter of a billion."""
_BUCKET = 64 - _BUCKET_BITS
_LEFT_OUT = _BUCKET_BITS + _NUMBER_BITS + _BUCKET - 64
_KEPT = (1 << (64 - _NUMBER_BITS)) - 1
_NUMBER = (1 << _NUMBER_BITS) - 1


class Sealed:
    """Key -> the numbers that hold it, in buckets by the key's first bits. An entry is what is left of the key and the
    number; `_LEFT_OUT` bits of the key are not kept, and two keys in millions are taken for one.
    """

    def __init__(self) -> None:
        self.buckets = [array("Q") for _ in range(1 << _BUCKET_BITS)]

    def add(self, number: int, keys: Iterable[int]) -> None:
        """Take a number with the keys it holds; none is found before `sort`."""
        buckets = self.buckets
        for key in keys:
            buckets[key >> _BUCKET].append((key >> _LEFT_OUT & _KEPT) << _NUMBER_BITS | number)

    def sort(self) -> None:
        """Put in order what was added."""
        for at, bucket in enumerate(self.buckets):
            self.buckets[at] = array("Q", sorted(bucket))

    def merge(self, buckets: Sequence[bytes]) -> None:
        """Take the buckets of another index."""
        for bucket, other in zip(self.buckets, buckets, strict=True):
            bucket.frombytes(other)
        self.sort()

    def restore(self, buckets: Sequence[bytes]) -> None:
        """Hold the entries that were kept, which are in order."""
        for bucket, kept in zip(self.buckets, buckets, strict=True):
            bucket.frombytes(kept)

    def before(self, key: int, number: int, most: int) -> list[int]:
        """The numbers below `number` that hold the key, the last `most` of them, the highest first."""
        bucket = self.buckets[key >> _BUCKET]
        low = (key >> _LEFT_OUT & _KEPT) << _NUMBER_BITS
        at = bisect_left(bucket, low | number) - 1
        if at < 0 or bucket[at] < low:
            return []
        found = [bucket[at] & _NUMBER]
        while at and len(found) < most:
            at -= 1
            entry = bucket[at]
            if entry < low:
                break
            found.append(entry & _NUMBER)
        return found
