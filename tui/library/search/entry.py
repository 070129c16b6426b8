"""What the indexing process makes of an article for the search, ready to be stored."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Mapping, Sequence

import msgspec

from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.library.query.folding import without_accents
from tui.library.query.model import WORDS
from tui.library.search.facts import article_values, names_of, quote_values, searched_blocks
from tui.text import Span

BARRIER = "\ue000"
"""A word of its own between two values of a field, so that no phrase spans them. It stands in no article's words."""
_BETWEEN = f" {BARRIER} "
ARTICLE_FIELDS = ("title", "outlet", "actor", WORDS)
QUOTE_FIELDS = ("speaker", "about", "via", "kind")


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One article. `words` are what the index takes of each of `ARTICLE_FIELDS`, `quotes` of each of `QUOTE_FIELDS` for
    each attribution. `names` are the field and name of all that completion offers. `packed` is the text with the places
    of its searched blocks, as `unpacked` reads it.
    """

    words: tuple[str, ...]
    quotes: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, str], ...]
    packed: bytes


def entry_of(document: Document, analysis: Analysis) -> Entry:
    """What is kept of an article for the search."""
    names = {("outlet", document.outlet)} if document.outlet else set()
    names |= {("actor", name) for actor in analysis.actors if not actor.unnamed for name in names_of(actor)}
    names |= {("speaker", quote.speaker) for quote in analysis.attributions if quote.speaker and quote.speaker_id}
    names |= {("via", outlet) for quote in analysis.attributions for outlet in quote.via}
    return Entry(
        tuple(without_accents(words) for words in _joined(article_values(document, analysis), ARTICLE_FIELDS)),
        tuple(_joined(values, QUOTE_FIELDS) for values in quote_values(analysis)),
        tuple(sorted(names)),
        _packed(document),
    )


def unpacked(data: bytes) -> tuple[str, list[Span]]:
    """The text of an article and its searched blocks."""
    places, text = msgspec.msgpack.decode(zlib.decompress(data), type=tuple[bytes, str])
    flat = array("I")
    flat.frombytes(places)
    return text, [Span(*pair) for pair in zip(flat[::2], flat[1::2], strict=True)]


def _packed(document: Document) -> bytes:
    flat = array("I", [place for span in searched_blocks(document) for place in span])
    # Half the time of level 1 for a fifth more, in what is done once for every article.
    quick = zlib.compressobj(level=1, strategy=zlib.Z_HUFFMAN_ONLY)
    return quick.compress(msgspec.msgpack.encode((flat.tobytes(), document.text))) + quick.flush()


def _joined(values: Mapping[str, Sequence[str]], fields: Sequence[str]) -> tuple[str, ...]:
    return tuple([_BETWEEN.join(values[field]) for field in fields])
