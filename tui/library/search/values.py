"""What the indexes take of an article and of its quotes, folded: all that the indexing process needs of the search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from tui.comparison.named import Named
from tui.documents.model import BlockKind, Document
from tui.extraction.model import Actor, Analysis
from tui.library.query.folding import folded, name, without_accents
from tui.text import Span


def searched_blocks(document: Document) -> list[Span]:
    """Where the words of an article are; what was saved beside it is never searched."""
    return [block.span for block in document.blocks if block.kind is not BlockKind.LITTER]


def article_values(
    text: str,
    blocks: Sequence[Span],
    title: str,
    outlet: str,
    analysis: Analysis,
    names: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Sequence[str]]:
    """The values of each of `ARTICLE_COLUMNS`; the body is the words of each block. `names` are `names_by_actor`, where
    they are at hand.
    """
    plain = folded(text)
    names = names_by_actor(analysis.actors) if names is None else names
    return {
        "body": [span.of(plain) for span in blocks],
        "title": [name(title)],
        "outlet": [name(outlet)],
        "actor": list(chain.from_iterable(names.values())),
    }


def names_by_actor(actors: Iterable[Actor]) -> dict[str, list[str]]:
    """The folded names that each actor goes by in an article, the first that of the actor, by its id."""
    told = [each for actor in actors for each in (actor.name, *actor.aliases)]
    # All at once are folded in a third of the time.
    plain = without_accents(folded("\0".join(told))).split("\0") if told else []
    if len(plain) != len(told):
        plain = list(map(name, told))
    found, at = {}, 0
    for actor in actors:
        end = at + 1 + len(actor.aliases)
        found[actor.id] = plain[at:end]
        at = end
    return found


def quote_values(
    analysis: Analysis, names: Mapping[str, Sequence[str]] | None = None
) -> Iterator[tuple[Sequence[str], ...]]:
    """The values of each of `QUOTE_COLUMNS` of each attribution, in their order; `names` as for `article_values`."""
    names = names_by_actor(analysis.actors) if names is None else names
    named = Named(analysis.actors, {identifier: identifier for identifier in names})
    for quote in analysis.attributions:
        speakers = names.get(quote.speaker_id or "")
        about = named.within(quote)
        yield (
            speakers or ((name(quote.speaker),) if quote.speaker else ()),
            [each for actor in about if actor for each in names[actor]] if about else (),
            [name(outlet) for outlet in quote.via] if quote.via else (),
            (quote.kind,),
        )
