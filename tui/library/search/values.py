"""What the indexes take of an article and of its quotes, folded: all that the indexing process needs of the search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from tui.comparison.named import Mentioned
from tui.documents.model import BlockKind, Document
from tui.extraction.model import Actor, Analysis, Kind
from tui.library.query.folding import folded, name, without_accents
from tui.text import Span

_LITTER = BlockKind.LITTER
_KINDS = {kind: kind.value for kind in Kind}


def searched_blocks(document: Document) -> list[Span]:
    """Where the words of an article are; what was saved beside it is never searched."""
    return [block.span for block in document.blocks if block.kind is not _LITTER]


def article_values(
    text: str,
    blocks: Sequence[Span],
    title: str,
    outlet: str,
    analysis: Analysis,
) -> dict[str, Sequence[str]]:
    """The values of each of `ARTICLE_COLUMNS`; the body is the words of each block."""
    plain = folded(text)
    return {"body": [span.of(plain) for span in blocks], **told_values(title, outlet, names_by_actor(analysis.actors))}


def told_values(title: str, outlet: str, names: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The same but for the body; `names` are `names_by_actor`."""
    return {"title": [name(title)], "outlet": [name(outlet)], "actor": list(chain.from_iterable(names.values()))}


def names_by_actor(actors: Sequence[Actor]) -> dict[str, Sequence[str]]:
    """The folded names that each actor goes by in an article, the first that of the actor, by its id."""
    several = [actor for actor in actors if actor.aliases]
    told = [actor.name for actor in actors]
    told += [alias for actor in several for alias in actor.aliases]
    # All at once are folded in a third of the time.
    plain = without_accents(folded("\0".join(told))).split("\0") if told else []
    if len(plain) != len(told):
        plain = list(map(name, told))
    aliases = iter(plain[len(actors) :])
    found: dict[str, Sequence[str]] = dict(zip([actor.id for actor in actors], zip(plain)))  # noqa: B905
    for actor in several:
        found[actor.id] = (*found[actor.id], *islice(aliases, len(actor.aliases)))
    return found


def quote_values(
    analysis: Analysis, names: Mapping[str, Sequence[str]] | None = None
) -> Iterator[tuple[Sequence[str], ...]]:
    """The values of each of `QUOTE_COLUMNS` of each attribution, in their order; `names` as for `article_values`."""
    names = names_by_actor(analysis.actors) if names is None else names
    within = Mentioned(analysis.actors).within
    by_place = [names[actor.id] for actor in analysis.actors]
    for quote in analysis.attributions:
        about = within(quote)
        yield (
            names.get(quote.speaker_id or "") or ((name(quote.speaker),) if quote.speaker else ()),
            [each for place in about for each in by_place[place]] if about else (),
            [name(outlet) for outlet in quote.via] if quote.via else (),
            (_KINDS[quote.kind],),
        )
