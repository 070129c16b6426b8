"""Makes, in the indexing process, what the search keeps of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.documents.model import Document
from tui.extraction.model import Analysis
from tui.library.query.folding import name, without_accents
from tui.library.query.model import WORDS
from tui.library.search.entry import Entry, packed, unpacked
from tui.library.search.facts import article_values, names_by_actor, names_of, quote_values, searched_blocks
from tui.library.search.tables import ARTICLE_COLUMNS, QUOTE_COLUMNS
from tui.text import Span

_BARRIER = " \ue000 "
"""A word of its own between two values, so that no phrase spans them. It stands in no article's words."""


def entry_of(document: Document, analysis: Analysis) -> Entry:
    """What is kept of an article for the search."""
    return _entry(document.text, searched_blocks(document), document.title, document.outlet, analysis)


def entry_again(data: bytes, analysis: Analysis) -> Entry | None:
    """What an article was indexed by, from what was packed then and was found in it; None where that does not tell."""
    text, blocks, title, outlet = unpacked(data)
    return None if title is None else _entry(text, blocks, title, outlet, analysis)


def _entry(text: str, blocks: Sequence[Span], title: str, outlet: str, analysis: Analysis) -> Entry:
    folded = names_by_actor(analysis.actors)
    values = article_values(text, blocks, title, outlet, analysis, folded)
    values["body"] = values.pop(WORDS)
    names = {("outlet", outlet)} if outlet else set()
    names.update(("actor", each) for actor in analysis.actors if not actor.unnamed for each in names_of(actor))
    names.update(("speaker", quote.speaker) for quote in analysis.attributions if quote.speaker and quote.speaker_id)
    names.update(("via", outlet) for quote in analysis.attributions for outlet in quote.via)
    return Entry(
        tuple(map(without_accents, _joined(values, ARTICLE_COLUMNS))),
        tuple(_joined(values, QUOTE_COLUMNS) for values in quote_values(analysis, folded)),
        tuple((field, each, name(each)) for field, each in sorted(names)),
        packed(text, blocks, title, outlet),
    )


def _joined(values: Mapping[str, Sequence[str]], columns: Sequence[str]) -> tuple[str, ...]:
    return tuple([_BARRIER.join(values[column]) for column in columns])
