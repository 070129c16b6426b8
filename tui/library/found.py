"""What was found in some articles, as the lists beside the text show it: their quotes, and their actors added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.extraction.model import Attribution
    from tui.library.library import Library


class QuoteRow(NamedTuple):
    """One attribution with the article it stands in, its words, and its speaker as the whole library knows them."""

    key: str
    attribution: Attribution
    words: str
    speaker: str
    actor: str | None


class ActorRow(NamedTuple):
    """One actor of one article or of all."""

    id: str
    name: str
    kind: str
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    quotes: int
    mentions: int
    articles: int


def quotes_in(library: Library, keys: Iterable[str]) -> Iterator[QuoteRow]:
    """The attributions of these articles, article by article, in text order."""
    for key in keys:
        found = library.findings(key)
        if found is None:
            continue
        canonical = library.canonical(found.analysis)
        for attribution, words in zip(found.analysis.attributions, found.words, strict=True):
            actor = canonical.get(attribution.speaker_id or "")
            name = library.registry.actor(actor).name if actor else attribution.speaker
            yield QuoteRow(key, attribution, words, name or "", actor)


def actors_in(library: Library, keys: Iterable[str]) -> list[ActorRow]:
    """The actors of these articles, those with most quotes first, then those most named."""
    quotes: dict[str, int] = {}
    mentions: dict[str, int] = {}
    articles: dict[str, set[str]] = {}
    for key in keys:
        analysis = library.analysis(key)
        if analysis is None:
            continue
        canonical = library.canonical(analysis)
        for actor in analysis.actors:
            identifier = canonical[actor.id]
            mentions[identifier] = mentions.get(identifier, 0) + len(actor.places)
            articles.setdefault(identifier, set()).add(key)
        for attribution in analysis.attributions:
            speaker = canonical.get(attribution.speaker_id or "")
            if speaker:
                quotes[speaker] = quotes.get(speaker, 0) + 1
    rows = []
    for identifier, where in articles.items():
        merged = library.registry.actor(identifier)
        rows.append(
            ActorRow(
                identifier, merged.name, merged.kind.value, merged.roles, merged.aliases,
                quotes.get(identifier, 0), mentions[identifier], len(where),
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (-row.quotes, -row.mentions, row.name))
    return rows
