"""What an index of statements comes to on disk: columns, so that a million statements are read in seconds."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Generic, TypeVar

import msgspec

_T = TypeVar("_T")


class KeptLists(msgspec.Struct, array_like=True):
    """Lists of numbers, one after another; `ends` are where each ends."""

    code: str
    flat: bytes
    ends: bytes

    @classmethod
    def of(cls, code: str, lists: Iterable[Sequence[int]]) -> KeptLists:
        """`code` is the type of the numbers, as for `array`."""
        flat, ends = array(code), array("Q")
        for each in lists:
            flat.extend(each)
            ends.append(len(flat))
        return cls(code, flat.tobytes(), ends.tobytes())

    def lists(self) -> Iterator[array[int]]:
        flat = unpacked(self.code, self.flat)
        for start, end in pairwise(chain((0,), unpacked("Q", self.ends))):
            yield flat[start:end]


class KeptWords(msgspec.Struct, array_like=True):
    """What a vocabulary knows beyond the word lists: see `Vocabulary`."""

    words: list[str]
    terms: bytes
    keys: list[str]
    weights: bytes
    capitals: bytes
    smalls: bytes
    frames: list[int]
    hints: list[int]


class KeptWordings(msgspec.Struct, array_like=True):
    """Wordings; `flags` are a byte each (see `Wording`), `frames` those of the few that have constructions."""

    words: KeptLists
    terms: KeptLists
    cuts: KeptLists
    flags: bytes
    frames: dict[int, tuple[tuple[int, ...], ...]]


class KeptPairs(msgspec.Struct, array_like=True):
    """What `Pairs` found, with its scale and its candidates. `events` are pairs of places in the list of documents."""

    edges: bytes
    scores: bytes
    open: bytes
    events: bytes
    weighed: int
    gone: int
    common: dict[int, float]
    bits: bytes
    named: bytes
    speakers: list[str]
    buckets: list[bytes]
    keys: bytes
    holders: KeptLists


class KeptStatements(msgspec.Struct, array_like=True):
    """Statements, a column for each field; those that name a document, a speaker or a wording hold its place."""

    numbers: bytes
    documents: bytes
    ids: bytes
    starts: bytes
    ends: bytes
    days: bytes
    actors: bytes
    speakers: bytes
    headlines: bytes
    wordings: bytes
    bundles: bytes


class KeptBundles(msgspec.Struct, array_like=True):
    """Bundles, in the same way."""

    numbers: bytes
    wordings: bytes
    speakers: bytes
    statements: KeptLists
    first: bytes
    last: bytes


class KeptGroup(msgspec.Struct, array_like=True):
    """A group: its members as (number of the statement, score, why)."""

    id: str
    bundles: tuple[int, ...]
    members: list[tuple[int, float, str]]
    left_out: list[int]


class KeptIndex(msgspec.Struct, array_like=True):
    """A whole index: see `VariantIndex`."""

    next: int
    documents: list[str]
    ids: list[str]
    actors: list[str]
    speakers: list[str]
    words: KeptWords
    wordings: KeptWordings
    statements: KeptStatements
    bundles: KeptBundles
    pairs: KeptPairs
    groups: list[KeptGroup]


class Table(Generic[_T]):
    """Gives each thing its place in a list; None is -1."""

    def __init__(self) -> None:
        self._places: dict[_T, int] = {}

    def place(self, thing: _T | None) -> int:
        return -1 if thing is None else self._places.setdefault(thing, len(self._places))

    def things(self) -> list[_T]:
        return list(self._places)


def packed(code: str, numbers: Iterable[float]) -> bytes:
    """Numbers as the bytes of an array of this type."""
    return array(code, numbers).tobytes()


def unpacked(code: str, data: bytes) -> array[int]:
    """The whole numbers that were packed. Raises ValueError where the bytes are none."""
    found: array[int] = array(code)
    found.frombytes(data)
    return found


def unpacked_floats(data: bytes) -> array[float]:
    """The numbers that were packed as "d". Raises ValueError where the bytes are none."""
    found = array("d")
    found.frombytes(data)
    return found
