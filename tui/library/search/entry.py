"""What the indexing process hands over of an article for the search, ready to be stored."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable

import msgspec

from tui.text import Span

_COMPRESSED = b"\x78"
"""What is compressed begins with it, as earlier versions of the program kept it; no pair of values does."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One article. `words` are what the index takes for each of `tables.ARTICLE_COLUMNS`, `quotes` for each of
    `QUOTE_COLUMNS` of each attribution. `names` are the field, the name and the folded name of all that completion
    offers. `packed` is the text with the places of its searched blocks, as `unpacked` reads it.
    """

    words: tuple[str, ...]
    quotes: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, str, str], ...]
    packed: bytes


def packed(text: str, blocks: Iterable[Span]) -> bytes:
    """A text and some places in it. To compress them would be a fifth of all that is done for the search."""
    flat = array("I", [place for span in blocks for place in span])
    return msgspec.msgpack.encode((flat.tobytes(), text))


def unpacked(data: bytes) -> tuple[str, list[Span]]:
    """What `packed` was given."""
    if data[:1] == _COMPRESSED:
        data = zlib.decompress(data)
    places, text = msgspec.msgpack.decode(data, type=tuple[bytes, str])
    flat = array("I")
    flat.frombytes(places)
    return text, [Span(*pair) for pair in zip(flat[::2], flat[1::2], strict=True)]
