"""Makes, in the indexing process, what the search keeps of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui.documents.model import Document
from tui.documents.terms import parted
from tui.extraction.model import Analysis
from tui.library.query.folding import name, without_accents
from tui.library.search.columns import ARTICLE_COLUMNS
from tui.library.search.entry import Entry, packed, unpacked
from tui.library.search.values import article_values, names_by_actor, quote_values, searched_blocks
from tui.text import Span

_BETWEEN = "\0"
"""Stands between two values until they are encoded: no text holds it, and one of ASCII stays so, and is sooner done."""
_BARRIER = " \ue000 "
"""A word of its own between two values, so that no phrase spans them. It stands in no article's words."""


def entry_of(document: Document, analysis: Analysis, text: str = "") -> Entry:
    """What is kept of an article for the search; `text` is `terms.parted` of its text, where that is at hand."""
    blocks = searched_blocks(document)
    kept = packed(document.text, blocks, document.title, document.outlet)
    return _entry(text or parted(document.text), blocks, document.title, document.outlet, analysis, kept)


def entry_again(data: bytes, analysis: Analysis) -> Entry | None:
    """What an article was indexed by, from what was packed then and was found in it; None where that does not tell."""
    text, blocks, title, outlet = unpacked(data)
    return None if title is None else _entry(parted(text), blocks, title, outlet, analysis, data)


def _entry(text: str, blocks: Sequence[Span], title: str, outlet: str, analysis: Analysis, kept: bytes) -> Entry:
    names = names_by_actor(analysis.actors)
    values = article_values(text, blocks, title, outlet, analysis, names)
    joined = {each: (_BARRIER.join(some),) if len(some) > 1 else some for each, some in names.items()}
    return Entry(
        tuple([_encoded(values[column]) for column in ARTICLE_COLUMNS]),
        tuple([tuple(map(_BARRIER.join, values)) for values in quote_values(analysis, joined)]),
        tuple(_offered(outlet, analysis, names)),
        kept,
    )


def _encoded(values: Sequence[str]) -> bytes:
    words = without_accents(_BETWEEN.join(values)).encode()
    return words.replace(_BETWEEN.encode(), _BARRIER.encode()) if len(values) > 1 else words


def _offered(outlet: str, analysis: Analysis, names: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """The field, the name and the folded name of all that completion offers, each once."""
    found = [f"outlet\0{outlet}\0{name(outlet)}"] if outlet else []
    for actor in analysis.actors:
        if not actor.unnamed:
            sought = names[actor.id]
            found.append(f"actor\0{actor.name}\0{sought[0]}")
            if actor.aliases:
                found += [f"actor\0{each}\0{fold}" for each, fold in zip(actor.aliases, sought[1:], strict=True)]
    speakers = [quote.speaker for quote in analysis.attributions if quote.speaker and quote.speaker_id]
    found += [f"speaker\0{each}\0{name(each)}" for each in dict.fromkeys(speakers)]
    outlets = [each for quote in analysis.attributions if quote.via for each in quote.via]
    found += [f"via\0{each}\0{name(each)}" for each in dict.fromkeys(outlets)]
    return dict.fromkeys(found)
