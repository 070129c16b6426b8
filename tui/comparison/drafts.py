"""The quotations of a draft, held against articles: are these the words, and the words of this speaker?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from tui.comparison.actors import ActorRegistry, MergedActor
from tui.comparison.checked import Checked, Source, Verdict, one_line, without_ends
from tui.comparison.differences import differences
from tui.comparison.draft_quotations import blocks_of, marked, with_blocks
from tui.comparison.passages import Found, PassageFinder
from tui.comparison.pieces import PieceKind
from tui.documents.model import Document
from tui.extraction.marks import pair_marks
from tui.extraction.model import DOUBTFUL_BELOW, ActorKind, Analysis, Attribution, Kind, MarkedKind
from tui.extraction.people import given_key, surname_key
from tui.extraction.pipeline import extract, searched
from tui.text import Span

_BRACKETS = tuple("()[]{}")
_OWN_WORDS = "the article's own words, between no quotation marks"
_INTERRUPTED = "interrupted there"


class DraftCheck:
    """Takes the articles one by one, then tells of every quotation. Titles of works are no quotations.

    Only articles in which something was found are kept; only they are analysed.
    """

    def __init__(self, draft: Document, analysis: Analysis) -> None:
        self.draft = draft
        self._analysis = analysis
        titles = [each.span for each in analysis.marked if each.kind is MarkedKind.TITLE]
        marks = pair_marks(draft.text, searched(draft))
        spans = [
            each.inner for each in marks if each.depth == 0 and not any(title.overlaps(each.inner) for title in titles)
        ]
        spans = sorted([*spans, *blocks_of(draft, marks)])
        self.quotations = [span for span in spans if any(sign.isalnum() for sign in span.of(draft.text))]
        self._finder = PassageFinder([span.of(draft.text) for span in self.quotations])
        self._articles: dict[str, Document] = {}

    @classmethod
    def of(cls, draft: Document) -> DraftCheck:
        """The check of a draft that is not analysed yet."""
        draft = with_blocks(draft)
        return cls(draft, extract(marked(draft)))

    @property
    def articles(self) -> Mapping[str, Document]:
        """Those in which something was found, by key."""
        return {key: self._articles[key] for key in self._wanted()}

    def take(self, key: str, article: Document) -> None:
        """Look through an article, known by a key; the draft itself, where it lies among the articles, is none."""
        if article.id != self.draft.id and self._finder.take(key, article.text, searched(article)):
            self._articles[key] = article
            if len(self._articles) > 2 * len(self._wanted()) + 1:
                self._articles = dict(self.articles)

    def _wanted(self) -> list[str]:
        found = (each.key for number in range(len(self.quotations)) for each in self._finder.found(number))
        return list(dict.fromkeys(found))

    def told(self, analysis_of: Callable[[str, Document], Analysis]) -> list[Checked]:
        """Every quotation in the order of the draft. `analysis_of` is asked for the articles that matter."""
        known = {key: analysis_of(key, article) for key, article in self.articles.items()}
        registry = ActorRegistry()
        registry.add(self._analysis)
        for analysis in known.values():
            registry.add(analysis)
        judge = _Judge(self.draft, self._analysis, registry)
        marks: dict[str, list[Span]] = {}
        checked = []
        for number, span in enumerate(self.quotations):
            sources = []
            whole = {found.key for found in self._finder.found(number) if found.same_words}
            for found in self._finder.found(number):
                article = self._articles[found.key]
                if found.key not in marks:
                    marks[found.key] = [each.inner for each in pair_marks(article.text, searched(article))]
                source = judge.source(span, found, article, known[found.key], marks[found.key])
                # Beside the same words, what only resembles them in that article is no place that they can come from.
                if found.same_words or found.key not in whole or source.verdict is not Verdict.ALTERED:
                    sources.append(source)
            sources.sort(key=_rank)
            verdict = sources[0].verdict if sources else Verdict.NOT_FOUND
            words = one_line(span.of(self.draft.text))
            checked.append(Checked(span, words, judge.speaker_in_draft(span), verdict, tuple(sources)))
        return checked


class _Judge:
    """Says what a passage of an article makes of a quotation of the draft."""

    def __init__(self, draft: Document, analysis: Analysis, registry: ActorRegistry) -> None:
        self._draft, self._analysis, self._registry = draft, analysis, registry

    def speaker_in_draft(self, span: Span) -> str:
        """Whom the draft lays a passage to."""
        return self._name(self._analysis, _over(self._analysis.attributions, span))

    def source(
        self, quoted: Span, found: Found, article: Document, analysis: Analysis, marks: Sequence[Span]
    ) -> Source:
        between = max(marks, key=lambda inner: _shared(inner, found.span), default=None)
        is_quoted = between is not None and _shared(between, found.span) * 2 > found.span.length
        span = found.span
        draft_words = without_ends(one_line(quoted.of(self._draft.text)))
        theirs = _over(analysis.attributions, span)
        if not found.same_words and theirs is not None and _is_interrupted(draft_words, span, article.text, theirs):
            other = self._is_other(_over(self._analysis.attributions, quoted), theirs, analysis)
            verdict = Verdict.OTHER_SPEAKER if other else Verdict.EXACT
            words, speaker = one_line(span.of(article.text)), self._name(analysis, theirs)
            return Source(found.key, article, span, words, theirs, speaker, verdict, found.share, (), _INTERRUPTED)
        if is_quoted and between is not None and not found.same_words:  # what lies outside was never a part of it
            span = Span(max(span.start, between.start), min(span.end, between.end))
        span = _with_brackets(article.text, span, draft_words)
        words = span.of(article.text)
        pieces = differences(words, draft_words, exactly=True)
        exact = all(piece.kind is PieceKind.SAME for piece in pieces)
        theirs = _over(analysis.attributions, span)
        mine = _over(self._analysis.attributions, quoted)
        speaker = self._name(analysis, theirs)
        verdict, note = Verdict.EXACT if exact else Verdict.ALTERED, ""
        if not is_quoted and theirs is not None and exact:
            verdict, note = Verdict.ALTERED, "told there without quotation marks: a paraphrase, not a quotation"
        elif not is_quoted and not any(_shared(inner, span) for inner in marks):
            speaker, note = article.outlet or ", ".join(article.byline), _OWN_WORDS
        other = self._is_other(mine, theirs, analysis) if is_quoted or theirs else self._is_not_of(mine, article)
        if other and exact:
            verdict = Verdict.OTHER_SPEAKER
        elif other:
            note = "; ".join(filter(None, [note, f"laid to {speaker} there"])) if speaker else note
        return Source(found.key, article, span, one_line(words), theirs, speaker, verdict, found.share, pieces, note)

    def _is_other(self, mine: Attribution | None, theirs: Attribution | None, analysis: Analysis) -> bool:
        """True where both say surely who spoke, and it cannot be one and the same."""
        one, other = self._actor(self._analysis, mine), self._actor(analysis, theirs)
        if one is None or other is None or one == other:
            return False
        return not _may_be_one(self._registry.actor(one), self._registry.actor(other))

    def _is_not_of(self, mine: Attribution | None, article: Document) -> bool:
        """True where the draft lays to somebody what the article says itself, and it is not its author or outlet."""
        name = self._name(self._analysis, mine).casefold()
        if not name or self._actor(self._analysis, mine) is None:
            return False
        authors = [author.casefold() for author in (article.outlet, *article.byline) if author]
        return not any(name in author or author in name for author in authors)

    def _actor(self, analysis: Analysis, attribution: Attribution | None) -> str | None:
        """Who is surely the speaker; None for a guess, and for a source without a name."""
        if attribution is None or attribution.speaker_id is None or attribution.confidence < DOUBTFUL_BELOW:
            return None
        identifier = self._registry.canonical_id(analysis.document_id, attribution.speaker_id)
        return None if self._registry.actor(identifier).unnamed else identifier

    def _name(self, analysis: Analysis, attribution: Attribution | None) -> str:
        if attribution is None:
            return ""
        if attribution.speaker_id is None:
            return attribution.speaker or ""
        return self._registry.actor(self._registry.canonical_id(analysis.document_id, attribution.speaker_id)).name


def _is_interrupted(draft_words: str, span: Span, text: str, theirs: Attribution) -> bool:
    """True where a direct quotation that the article interrupts has the draft's words in a passage, and no others."""
    parts = [
        Span(max(part.start, span.start), min(part.end, span.end)) for part in theirs.content if part.overlaps(span)
    ]
    if theirs.kind is not Kind.DIRECT or len(parts) < 2:
        return False
    pieces = differences(" ".join(part.of(text) for part in parts), draft_words, exactly=True)
    return all(piece.kind is PieceKind.SAME for piece in pieces)


def _rank(source: Source) -> tuple[int, float, bool]:
    """By what became of the words, how many there are, and whether there is nothing else to know: the best first."""
    return list(Verdict).index(source.verdict), -source.share, bool(source.note)


def _may_be_one(one: MergedActor, other: MergedActor) -> bool:
    """True for actors who share a name, and for a surname alone that is also the other's: whose it is, not every text
    says.
    """
    names, others = ({name.casefold() for name in (each.name, *each.aliases)} for each in (one, other))
    if names & others:
        return True
    if not one.kind == other.kind == ActorKind.PERSON or surname_key(one.name) != surname_key(other.name):
        return False
    given, other_given = given_key(one.name), given_key(other.name)
    return not given or not other_given or (1 in (len(given), len(other_given)) and given[0] == other_given[0])


def _with_brackets(text: str, span: Span, draft_words: str) -> Span:
    """With the bracket before and the one after, where the draft's words have them too: they belong to no word."""
    start, end = span
    if start and draft_words[:1] in _BRACKETS and text[start - 1] == draft_words[:1]:
        start -= 1
    if draft_words[-1:] in _BRACKETS and text[end : end + 1] == draft_words[-1:]:
        end += 1
    return Span(start, end)


def _over(attributions: Iterable[Attribution], span: Span) -> Attribution | None:
    """The attribution that shares most text with a span; of equals one between marks, then the shorter."""
    best: tuple[int, bool, int] | None = None
    chosen = None
    for attribution in attributions:
        shared = sum(_shared(piece, span) for piece in attribution.content)
        rank = (shared, attribution.kind is not Kind.INDIRECT, -attribution.span.length)
        if shared and (best is None or rank > best):
            best, chosen = rank, attribution
    return chosen


def _shared(a: Span, b: Span) -> int:
    return max(min(a.end, b.end) - max(a.start, b.start), 0)
