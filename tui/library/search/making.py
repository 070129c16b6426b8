"""Makes, in the indexing process, what the search keeps of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tui.documents.model import Document
from tui.documents.terms import Plain, plain
from tui.extraction.model import Analysis
from tui.library.query.folding import folded, name, without_accents
from tui.library.search.columns import ARTICLE_COLUMNS
from tui.library.search.entry import Entry, packed, unpacked
from tui.library.search.values import names_by_actor, quote_values, searched_blocks, told_values
from tui.text import Span

_BARRIER = " \ue000 "
"""A word of its own between two values, so that no phrase spans them. It stands in no article's words."""
_JOINED = _BARRIER.join
_BETWEEN = _BARRIER.encode()


def entry_of(document: Document, analysis: Analysis, text: Plain | None = None) -> Entry:
    """What is kept of an article for the search; `text` is its text as it is looked through, where that is at hand."""
    blocks = searched_blocks(document)
    text = text or plain(document.text)
    kept = packed(text.encoded, blocks, document.title, document.outlet)
    return _entry(text, blocks, document.title, document.outlet, analysis, kept)


def entry_again(data: bytes, analysis: Analysis) -> Entry | None:
    """What an article was indexed by, from what was packed then and was found in it; None where that does not tell."""
    text, blocks, title, outlet = unpacked(data)
    return None if title is None else _entry(plain(text), blocks, title, outlet, analysis, data)


def _entry(text: Plain, blocks: Sequence[Span], title: str, outlet: str, analysis: Analysis, kept: bytes) -> Entry:
    names = names_by_actor(analysis.actors)
    words = {column: _JOINED(values).encode() for column, values in told_values(title, outlet, names).items()}
    words["body"] = _body(text, blocks)
    return Entry(
        tuple([words[column] for column in ARTICLE_COLUMNS]),
        tuple(
            [
                (_JOINED(speakers), _JOINED(about) if about else "", _JOINED(via) if via else "", kind)
                for speakers, about, via, (kind,) in quote_values(analysis, names)
            ]
        ),
        tuple(_offered(outlet, analysis, names)),
        kept,
    )


def _body(text: Plain, blocks: Sequence[Span]) -> bytes:
    """The words of each block, as `article_values` has them."""
    if text.low:
        return _BETWEEN.join([text.low[start:end] for start, end in blocks])
    words = folded(text.text)
    return without_accents(_JOINED([span.of(words) for span in blocks])).encode()


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
