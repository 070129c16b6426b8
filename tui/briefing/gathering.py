"""Makes a briefing of analysed articles."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import NamedTuple

from msgspec import structs
from msgspec.structs import replace

from tui.annotations.corrections import is_correction
from tui.annotations.model import Annotation
from tui.briefing import model
from tui.briefing.article import Article
from tui.briefing.changes import changes
from tui.briefing.choosing import Choice
from tui.comparison.actors import ActorRegistry
from tui.comparison.bundles import Place
from tui.comparison.coverage import Across, Matrix, Order, Told, listed, matrix, source_of, speakers
from tui.comparison.coverage import Only as Rows
from tui.comparison.moments import bounds, moment_at
from tui.comparison.named import Named
from tui.comparison.provenance import Node, Report, provenance
from tui.comparison.timeline import events_of, ordered
from tui.comparison.variants import VariantIndex
from tui.documents.model import Document
from tui.documents.terms import terms
from tui.extraction.model import DOUBTFUL_BELOW, Analysis, Attribution
from tui.library.copies import families_of
from tui.library.query.model import WORDS
from tui.text import Span

_UNKNOWN = "unknown"


class _Statement(NamedTuple):
    """What it is called by, and its reports, the most typical first."""

    words: str
    reports: Sequence[Told]


def gather(articles: Iterable[Article], title: str, made: datetime, choice: Choice | None = None) -> model.Briefing:
    """The briefing on some articles; of copies of one article the first, or the first that has notes, speaks for all:
    of the others what they quote in other words is told, and the notes on them. Only what is chosen, and what it cites,
    is in it.
    """
    return _Gathering(articles, choice or Choice()).briefing(title, made)


class _Gathering:
    def __init__(self, articles: Iterable[Article], choice: Choice) -> None:
        self._articles: dict[str, Article] = {}
        self._choice = choice
        self._registry = ActorRegistry()
        self._index = VariantIndex(self._registry.canonical_id)
        for article in articles:
            self._articles.setdefault(article.document.id, article)
        speaking = self._speaking()
        for article in speaking:
            document = article.document
            words = [quote.words(document.text) for quote in article.analysis.attributions]
            self._registry.add(article.analysis)
            self._index.add(document.id, article.analysis, words, document.published)
        self._named = {article.document.id: self._who_is_named(article.analysis) for article in speaking}
        self._numbers: dict[str, int] = {}
        self._shared: set[str] = set()
        """Names of outlets and of articles without one that several have."""
        self._stands: defaultdict[Place, list[tuple[int, int]]] = defaultdict(list)
        """Where each report stands: (speaker's number, statement's number)."""
        self._told = {
            (article.document.id, quote.id): self._report(article, quote)
            for article in speaking
            for quote in article.analysis.attributions
        }

    def _who_is_named(self, analysis: Analysis) -> Named:
        identify = self._registry.canonical_id
        return Named(analysis.actors, {actor.id: identify(analysis.document_id, actor.id) for actor in analysis.actors})

    def _speaking(self) -> list[Article]:
        """The articles with their quotes; of copies of one, each quote with the first that has it in these words."""
        families = families_of(article.document for article in self._articles.values())
        told: defaultdict[int | str, set[tuple[bytes, ...]]] = defaultdict(set)
        found: dict[str, Article] = {}
        for identifier, article in sorted(self._articles.items(), key=lambda each: not each[1].notes):
            before = told[families.get(identifier, identifier)]
            quotes = article.analysis.attributions
            words = [tuple(terms(quote.words(article.document.text))) for quote in quotes]
            new = tuple(quote for quote, said in zip(quotes, words, strict=True) if said not in before)
            found[identifier] = replace(article, analysis=structs.replace(article.analysis, attributions=new))
            before.update(words)
        return [found[identifier] for identifier in self._articles]

    def briefing(self, title: str, made: datetime) -> model.Briefing:
        statements = [each for each in self._statements() if any(map(self._fits, each.reports))]
        told = list({_place(each): each for statement in statements for each in statement.reports}.values())
        loose = self._loose_notes(told)
        cited = {each.key for each in told} | {key for key, _ in loose}
        by_time = sorted(cited, key=lambda key: (_earliest(self._articles[key].document.published), key))
        self._numbers = {key: number for number, key in enumerate(by_time, 1)}
        names = Counter(self._articles[key].document.known_as for key in cited)
        self._shared = {name for name, number in names.items() if number > 1}
        people = self._people(statements)
        for number, own in enumerate(people.values(), 1):
            for at, statement in enumerate(own, 1):
                for each in statement.reports:
                    self._stands[_place(each)].append((number, at))
        by_outlet = matrix(speakers(map(self._cited, told)), Across.OUTLETS)
        spoken = tuple(self._speaker(number, own) for number, own in enumerate(people.values(), 1))
        return model.Briefing(
            title=title,
            made=moment_told(made),
            chosen=self._choice.told(),
            speakers=spoken,
            outlets=tuple(name for _, name in by_outlet.columns),
            coverage=self._coverage(by_outlet, {key: number for number, key in enumerate(people, 1)}),
            timeline=self._timeline(by_time),
            notes=tuple(self._note(key, note) for key, note in loose),
            sources=self._sources(spoken),
        )

    # Statements

    def _statements(self) -> list[_Statement]:
        """The statements, as the coverage matrix has them: a report that holds two is in both."""
        groups = [
            [
                self._told[place]
                for one in group.members
                if (place := (one.document_id, one.attribution_id)) in self._told
            ]
            for group in self._index.groups()
        ]
        grouped = {_place(each) for group in groups for each in group}
        alone = [[told] for place, told in self._told.items() if place not in grouped]
        taken: set[str] = set()
        return [_Statement(source_of(group, taken)[0], group) for group in [*filter(None, groups), *alone]]

    def _fits(self, told: Told) -> bool:
        quote = told.attribution
        spans = [*quote.content, *(span for span in (quote.cue, quote.source) if span is not None)]
        if not self._choice.is_marked(told.key, Span(min(spans).start, max(span.end for span in spans))):
            return False
        speaker = self._names(told.actor) or [told.speaker]
        about = [name for actor in self._named[told.key].within(quote) for name in self._names(actor)]
        values = {
            WORDS: [told.words, told.speaker, told.outlet, told.title],
            "title": [told.title],
            "outlet": [told.outlet],
            "speaker": speaker,
            "about": about,
            "actor": [*speaker, *about],
            "via": quote.via,
            "kind": [quote.kind.value],
        }
        day = told.when.date() if told.when else None
        return self._choice.fits(told.key, values, day, self._notes_on(told))

    def _names(self, actor: str | None) -> list[str]:
        known = self._registry.actor(actor) if actor is not None else None
        return [known.name, *known.aliases] if known is not None else []

    def _report(self, article: Article, quote: Attribution) -> Told:
        document = article.document
        actor = self._registry.canonical_id(document.id, quote.speaker_id) if quote.speaker_id else None
        name = self._registry.actor(actor).name if actor else quote.speaker
        when = moment_at(document, quote.span.start)
        return Told(
            document.id, quote, quote.words(document.text), name or "", actor, document.title, document.outlet,
            document.known_as, when,
        )  # fmt: skip

    def _people(self, statements: Sequence[_Statement]) -> dict[str, list[_Statement]]:
        """The statements of each speaker, those with most reports first; speakers so too, the unknown last."""
        found: dict[str, list[_Statement]] = {}
        for each in statements:
            found.setdefault(_key(_head(each.reports)), []).append(each)
        for own in found.values():
            own.sort(key=lambda each: (-len(each.reports), min(map(_moment, each.reports))))

        def rank(key: str) -> tuple[bool, int, str]:
            reports = {_place(each) for own in found[key] for each in own.reports}
            return key == _UNKNOWN, -len(reports), _head(found[key][0].reports).speaker.casefold()

        return {key: found[key] for key in sorted(found, key=rank)}

    def _coverage(self, by_outlet: Matrix, numbers: Mapping[str, int]) -> tuple[model.CoverageRow, ...]:
        names = dict(by_outlet.columns)
        rows = []
        for row in listed(by_outlet, Order.REPORTS, Rows.ALL):
            cells = [row.cells.get(column) for column, _ in by_outlet.columns]
            counts = tuple((cell.direct, cell.paraphrased) if cell else (0, 0) for cell in cells)
            key = _key(next(iter(row.cells.values())).told[0])
            rows.append(model.CoverageRow(row.label, numbers.get(key, 0), counts, names.get(row.first or "", "")))
        return tuple(rows)

    def _speaker(self, number: int, own: Sequence[_Statement]) -> model.Speaker:
        head = _head(own[0].reports)
        actor = self._registry.actor(head.actor) if head.actor else None
        return model.Speaker(
            number,
            head.speaker,
            actor.kind.value if actor else "",
            actor.roles if actor else (),
            actor.aliases if actor else (),
            tuple(self._statement((number, at), each) for at, each in enumerate(own, 1)),
        )

    def _statement(self, place: tuple[int, int], statement: _Statement) -> model.Statement:
        words, group = statement
        speaker = _head(group).speaker
        pivot = next(each for each in group if each.words == words)
        reports = [pivot, *sorted((each for each in group if each is not pivot), key=_moment)]
        changed = changes([each.attribution.words(self._articles[each.key].document.text) for each in reports])
        came = provenance(self._origin(each) for each in group)
        row = matrix([(words, speaker, list(map(self._cited, group)))], Across.OUTLETS)
        first = dict(row.columns).get(row.rows[0].first or "", "")
        return model.Statement(
            place[1],
            speaker,
            tuple(self._reported(told, change, place) for told, change in zip(reports, changed, strict=True)),
            came.independent,
            tuple(dict.fromkeys(way for node in came.speakers for way in _ways(node))),
            first,
        )

    def _origin(self, told: Told) -> Report:
        actor = told.actor
        unnamed = actor is None or self._registry.actor(actor).unnamed
        quote = told.attribution
        return Report(
            told.key, quote.id, told.words, told.speaker, unnamed, quote.via, told.outlet, told.when, actor or "",
            self._cited(told).known_as,
        )  # fmt: skip

    def _cited(self, told: Told) -> Told:
        """The report of an article without an outlet, and of a name that is not its own, is told with its number."""
        if told.outlet or told.known_as not in self._shared:
            return told
        return replace(told, known_as=f"{told.known_as} [{self._numbers[told.key]}]")

    def _reported(self, told: Told, changed: tuple[str, ...], place: tuple[int, int]) -> model.Report:
        document = self._articles[told.key].document
        quote, stands = told.attribution, self._stands[_place(told)]
        notes = self._notes_on(told) if place == stands[0] else ()
        return model.Report(
            self._numbers[told.key],
            told.words,
            quote.kind.value,
            told.speaker,
            quote.confidence >= DOUBTFUL_BELOW,
            quote.via,
            moment_told(told.when) if told.when else "",
            _context(document, quote.span),
            changed,
            tuple(self._note(told.key, note) for note in notes),
            tuple(other for other in stands if other != place),
        )

    # Notes, times, sources

    def _notes_on(self, told: Told) -> list[Annotation]:
        pieces = told.attribution.content
        return [
            note
            for note, span in self._articles[told.key].notes
            if span is not None and not is_correction(note) and any(span.overlaps(piece) for piece in pieces)
        ]

    def _loose_notes(self, told: Sequence[Told]) -> list[tuple[str, Annotation]]:
        """Notes on no statement of the briefing, where all is chosen or their tags are."""
        if self._choice.query is not None or self._choice.marks is not None:
            return []
        shown = {id(note) for each in told for note in self._notes_on(each)}
        return [
            (key, note)
            for key, article in self._articles.items()
            for note, _ in article.notes
            if id(note) not in shown and not is_correction(note) and self._choice.takes([note])
        ]

    def _note(self, key: str, note: Annotation) -> model.Note:
        passage = _one_line(note.target.quote.exact)
        number = self._numbers[key]
        return model.Note(number, passage, note.body, note.tags, note.creator, note.motivation.value)

    def _timeline(self, keys: Sequence[str]) -> tuple[model.Event, ...]:
        found = ordered([event for key in keys for event in events_of(key, self._articles[key].document)])
        return tuple(
            model.Event(
                f"{event.when:%b %Y}" if event.whole_month else moment_told(event.when),
                _iso(event.when),
                event.words,
                self._numbers[event.key],
                event.kind.value,
            )
            for event in found
        )

    def _sources(self, spoken: Sequence[model.Speaker]) -> tuple[model.Source, ...]:
        cited: dict[int, dict[tuple[int, int], None]] = {}
        for speaker in spoken:
            for statement in speaker.statements:
                for report in statement.reports:
                    cited.setdefault(report.source, {})[speaker.number, statement.number] = None
        return tuple(
            self._source(number, self._articles[key].document, tuple(cited.get(number, ())))
            for key, number in self._numbers.items()
        )

    def _source(self, number: int, document: Document, cited: tuple[tuple[int, int], ...]) -> model.Source:
        when = document.published
        return model.Source(
            number, document.title, document.outlet, document.byline, moment_told(when) if when else "",
            _iso(when) if when else "", document.url, document.path, cited,
        )  # fmt: skip


def _place(told: Told) -> Place:
    return told.key, told.attribution.id


def _head(group: Sequence[Told]) -> Told:
    """The report that tells whose statement it is."""
    return next((each for each in group if each.speaker), group[0])


def _key(told: Told) -> str:
    return told.actor or (f"{told.key}/{told.speaker}" if told.speaker else _UNKNOWN)


def moment_told(moment: datetime) -> str:
    """ "10 Feb 2022 14:05 UTC"; the date alone where no time is told (kept as its midnight)."""
    if moment.time() == time():
        return f"{moment:%-d %b %Y}"
    return f"{moment:%-d %b %Y %H:%M} {moment:%Z}".rstrip()


def _iso(moment: datetime) -> str:
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat()


def _earliest(moment: datetime | None) -> tuple[bool, float]:
    return moment is None, bounds(moment)[0].timestamp() if moment else 0.0


def _moment(told: Told) -> tuple[bool, float, str, int]:
    return *_earliest(told.when), told.key, told.attribution.span.start


def _ways(node: Node) -> list[str]:
    """The ways through a tree, from the speaker to each outlet."""
    onward = [f"{node.told} → {way}" for child in node.children for way in _ways(child)]
    return onward or [node.told]


def _context(document: Document, span: Span) -> str:
    starts = [block.span.start for block in document.blocks]
    number = bisect_right(starts, span.start) - 1
    return _one_line(document.blocks[number].span.of(document.text)) if number >= 0 else ""


def _one_line(words: str) -> str:
    return " ".join(words.split())
