"""What the indexing process hands over of an article for the search, ready to be stored."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from itertools import chain
from struct import pack
from typing import NamedTuple

import msgspec

from tui.text import Span

_COMPRESSED = b"\x78"
"""What is compressed begins with it, as earlier versions of the program kept it; no pair of values does."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One article. `words` are what the index takes for each of `columns.ARTICLE_COLUMNS`, as UTF-8, `quotes` for each
    of `QUOTE_COLUMNS` of each attribution. `names` are all that completion offers, each as the field, the name and the
    folded name, parted by NULs. `packed` is what `unpacked` reads.
    """

    words: tuple[bytes, ...]
    quotes: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    packed: bytes


class Kept(NamedTuple):
    """What an article was indexed by, beside what was found in it. The title is None where it was not kept."""

    text: str
    blocks: list[Span]
    title: str | None
    outlet: str


class _Packed(msgspec.Struct, array_like=True):
    places: bytes
    text: str
    title: str | None = None
    outlet: str = ""


class _Packing(msgspec.Struct, array_like=True):
    """The same with a text that is encoded."""

    places: bytes
    text: msgspec.Raw
    title: str
    outlet: str


def packed(text: bytes, blocks: Iterable[Span], title: str, outlet: str) -> bytes:
    """A text (as UTF-8), the places of its searched blocks, and what it is called; not compressed, which would take a
    fifth of the time for all of the search.
    """
    flat = array("I", chain.from_iterable(blocks))
    return msgspec.msgpack.encode(_Packing(flat.tobytes(), _as_string(text), title, outlet))


def _as_string(text: bytes) -> msgspec.Raw:
    """UTF-8 as strings are encoded: that of the text is at hand, and to make it again takes longer than the rest."""
    size = len(text)
    if size < 32:
        head = bytes((0xA0 | size,))
    elif size < 1 << 8:
        head = pack(">BB", 0xD9, size)
    elif size < 1 << 16:
        head = pack(">BH", 0xDA, size)
    else:
        head = pack(">BI", 0xDB, size)
    return msgspec.Raw(head + text)


def unpacked(data: bytes) -> Kept:
    """What `packed` was given."""
    if data[:1] == _COMPRESSED:
        data = zlib.decompress(data)
    found = _decoder.decode(data)
    flat = array("I")
    flat.frombytes(found.places)
    blocks = [Span(*pair) for pair in zip(flat[::2], flat[1::2], strict=True)]
    return Kept(found.text, blocks, found.title, found.outlet)


_decoder = msgspec.msgpack.Decoder(_Packed)
