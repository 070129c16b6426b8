"""What was found in some articles, as the lists beside the text show it: their quotes, and their actors added up."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

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


class ArticleQuotes(Sequence[QuoteRow]):
    """The attributions of one article, in text order: each made when it is asked for, as a large one has thousands."""

    def __init__(self, library: Library, key: str) -> None:
        self._key = key
        found = library.findings(key)
        self._attributions: Sequence[Attribution] = found.analysis.attributions if found else ()
        self._words: Sequence[str] = found.words if found else ()
        canonical = library.canonical(found.analysis) if found else {}
        self._speakers = {own: (library.registry.actor(actor).name, actor) for own, actor in canonical.items()}

    def __len__(self) -> int:
        return len(self._attributions)

    def __iter__(self) -> Iterator[QuoteRow]:
        return map(self._row, self._attributions, self._words)

    @overload
    def __getitem__(self, index: int) -> QuoteRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[QuoteRow]: ...
    def __getitem__(self, index: int | slice) -> QuoteRow | Sequence[QuoteRow]:
        if isinstance(index, slice):
            return list(map(self._row, self._attributions[index], self._words[index]))
        return self._row(self._attributions[index], self._words[index])

    def _row(self, attribution: Attribution, words: str) -> QuoteRow:
        name, actor = self._speakers.get(attribution.speaker_id or "", (attribution.speaker or "", None))
        return QuoteRow(self._key, attribution, words, name, actor)


def quotes_in(library: Library, keys: Iterable[str]) -> Iterator[QuoteRow]:
    """The attributions of these articles, article by article, in text order."""
    for key in keys:
        yield from ArticleQuotes(library, key)


def actors_in(library: Library, keys: Iterable[str]) -> list[ActorRow]:
    """The actors of these articles, those with most quotes first, then those most named."""
    steps = actors_by_steps(library, keys)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            rows: list[ActorRow] = end.value
            return rows


def actors_by_steps(library: Library, keys: Iterable[str]) -> Generator[None, None, list[ActorRow]]:
    """What `actors_in` gives, for who lets other things happen between the steps: each is a millisecond or two."""
    keys = list(keys)
    for key in keys:
        library.findings(key)
        yield
    for _ in library.registry.settle():
        yield
    quotes: dict[str, int] = {}
    mentions: dict[str, int] = {}
    articles: dict[str, set[str]] = {}
    for key in keys:
        yield
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
        yield
        merged = library.registry.known(identifier)
        if merged is None:  # it was found to be another one between two steps
            continue
        rows.append(
            ActorRow(
                identifier, merged.name, merged.kind.value, merged.roles, merged.aliases,
                quotes.get(identifier, 0), mentions[identifier], len(where),
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (-row.quotes, -row.mentions, row.name))
    return rows
