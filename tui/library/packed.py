"""Sequences that are kept encoded; an item is made when it is asked for.

What was found in an article of 5 MB is 2 MB of bytes and 13 MB of objects, of which a screen shows ten. To make one
takes less than a microsecond.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TypeVar, overload

import msgspec

_Item = TypeVar("_Item")

_FEW = 16
"""Items whose places are looked for at each question: kept, they would take as much memory as the items."""
_EMPTY = msgspec.msgpack.encode(())
_pieces = msgspec.msgpack.Decoder(tuple[msgspec.Raw, ...])


class Packed(Sequence[_Item]):
    """The items of an encoded array. It is equal to a tuple of the same items."""

    __slots__ = ("_bounds", "_data", "_decoder")

    def __init__(self, data: msgspec.Raw, decoder: msgspec.msgpack.Decoder[_Item]) -> None:
        """Raises `msgspec.MsgspecError` where it is no array, or one of its items is not what the decoder makes."""
        self._data, self._decoder = data, decoder
        self._bounds: array[int] | None = None
        bounds = self._ends()
        if len(bounds) > _FEW:
            self._bounds = bounds
        for _ in self:
            pass

    def _ends(self) -> array[int]:
        """Where the items begin in the bytes, and where the last one ends."""
        if self._bounds is not None:
            return self._bounds
        sizes = [memoryview(piece).nbytes for piece in _pieces.decode(self._data)]
        return array("I", accumulate(sizes, initial=memoryview(self._data).nbytes - sum(sizes)))

    def __len__(self) -> int:
        return len(self._ends()) - 1

    def __iter__(self) -> Iterator[_Item]:
        data, decode = memoryview(self._data), self._decoder.decode
        return (decode(data[start:end]) for start, end in pairwise(self._ends()))

    @overload
    def __getitem__(self, index: int) -> _Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_Item, ...]: ...
    def __getitem__(self, index: int | slice) -> _Item | tuple[_Item, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        bounds = self._ends()
        return self._decoder.decode(memoryview(self._data)[bounds[place] : bounds[place + 1]])

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Packed | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[type[tuple[_Item, ...]], tuple[tuple[_Item, ...]]]:
        """For a process of our own: it gets a tuple of the same items."""
        return tuple, (tuple(self),)

    def __repr__(self) -> str:
        return repr(tuple(self))


def packed(data: msgspec.Raw, decoder: msgspec.msgpack.Decoder[_Item]) -> Sequence[_Item]:
    """The items of an encoded array, as `Packed`; of an empty one there is nothing to keep."""
    return () if memoryview(data) == _EMPTY else Packed(data, decoder)


def unpacked(items: object) -> object:
    """What an encoder is to encode in place of something packed."""
    if isinstance(items, Packed):
        return tuple(items)
    raise NotImplementedError(f"{type(items).__name__} cannot be encoded")
