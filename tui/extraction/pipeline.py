"""From a document to its analysis: pure, and the same for the screen and the commands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime

from tui.documents.model import BlockKind, Document
from tui.extraction.actors import ActorBook
from tui.extraction.confidence import OTHERS, confidence, relations
from tui.extraction.cues import tells
from tui.extraction.explain import why
from tui.extraction.frame import Frame
from tui.extraction.framing import frame_block
from tui.extraction.headlines import CONFIDENCE as NAMED_IN_HEADLINE
from tui.extraction.headlines import headline_frames
from tui.extraction.lemmas import lemma
from tui.extraction.marked import introduced_titles, left_over
from tui.extraction.marks import Quoted, pair_marks
from tui.extraction.mentions import find_mentions
from tui.extraction.model import Analysis, Attribution, Kind
from tui.extraction.spans import has_word, unmarked
from tui.extraction.tokens import Tokens
from tui.extraction.twice import Rated, told_once
from tui.extraction.version import VERSION
from tui.extraction.via import relays
from tui.extraction.words import words
from tui.text import Span

__all__ = ["VERSION", "extract", "frames", "kind_of"]

_LANGUAGE = "en"
_UNRESOLVED = "The words stand between quotation marks; speakers are not resolved for this language."
_UNRESOLVED_CONFIDENCE = 0.3
_NOISE = {Kind.INDIRECT: 0.4, Kind.MIXED: 0.45, Kind.DIRECT: 0.0}
"""A statement less sure than this is not reported; of a mixed one the passages between marks may be."""

_HEADLINES = frozenset({BlockKind.TITLE, BlockKind.SUMMARY, BlockKind.HEADING, BlockKind.CAPTION})

_NESTED = 0.2
"""The same for what somebody is reported to have said inside the words of another."""

_SCARE, _SCARE_WORDS = 0.6, 2
"""The same for a mixed one with so few words between marks: marked for their wording, often."""

_ALONE_WORDS = 5
"""Passages of so many words are reported alone where no cue told how much around them belongs to the statement."""


def extract(document: Document) -> Analysis:
    """All attributions and actors of the document; litter is not searched."""
    text = document.text
    regions = searched(document)
    quoted = [passage for passage in pair_marks(text, regions) if passage.depth == 0]
    if document.language and document.language.partition("-")[0] != _LANGUAGE:
        return Analysis(document.id, VERSION, _unresolved(quoted), (), (), speakers_resolved=False)
    found = frames(text, regions, quoted)
    sections = [entry.headline.start for entry in document.entries]
    book = ActorBook.build(text, regions, find_mentions(text, regions), sections)
    attributions = _attributions(document, found, book, quoted)
    return Analysis(document.id, VERSION, attributions, book.actors(), left_over(text, quoted, attributions))


def searched(document: Document) -> list[Span]:
    """What is read of the document: all blocks but litter, and of the line that opens a live entry its headline."""
    headlines = {entry.first: entry.headline for entry in document.entries}
    return [
        headlines.get(number, block.span)
        for number, block in enumerate(document.blocks)
        if block.kind is not BlockKind.LITTER
    ]


def _headlines(document: Document) -> list[Span]:
    """Where the article says shortly what it tells below, in text order."""
    entries = {entry.first: entry.headline for entry in document.entries}
    return [
        entries.get(number, block.span)
        for number, block in enumerate(document.blocks)
        if number in entries or block.kind in _HEADLINES
    ]


def frames(text: str, regions: Sequence[Span], quoted: Sequence[Quoted]) -> list[Frame]:
    """The attributions of the regions (blocks in text order), before their speakers are resolved.

    `quoted` are the outermost passages of the text.
    """
    titles = {passage.outer for passage in introduced_titles(text, quoted)}
    quoted = [passage for passage in quoted if passage.outer not in titles]
    starts = [passage.outer.start for passage in quoted]
    found: list[Frame] = []
    for number, region in enumerate(regions):
        inside = quoted[bisect_left(starts, region.start) : bisect_left(starts, region.end)]
        if not inside and not tells(region.of(text)):
            continue
        asides = relays(text, region)
        tokens = Tokens(text, region, inside, number, [aside.span for aside in asides])
        found.extend(frame_block(tokens, found, asides))
    for at, frame in enumerate(found):
        if frame.relayed and not frame.via:
            frame.via = next((earlier.via for earlier in reversed(found[max(0, at - 3) : at]) if earlier.via), ())
    found.sort(key=lambda frame: (frame.content[0].start, frame.content[0].end))
    return found


def _attributions(
    document: Document, found: Sequence[Frame], book: ActorBook, quoted: Sequence[Quoted]
) -> tuple[Attribution, ...]:
    text, headlines = document.text, _headlines(document)
    entries = [(document.blocks[entry.first].span, entry.published) for entry in document.entries]
    rated: list[Rated] = []
    speakers: list[int] = []
    unnamed: dict[str, int] = {}
    outers = [passage.outer for passage in quoted]
    for frame, relation in zip(found, relations(found), strict=True):
        kind = kind_of(text, frame.content, outers)
        sure = confidence(text, frame, kind, relation)
        if sure < _needed(text, frame, kind, relation, quoted):
            passages: tuple[Span, ...] = ()
            if kind is Kind.MIXED and frame.cue is None:
                passages = tuple(inner for inner in _inside(frame, quoted) if _size(text, inner) >= _ALONE_WORDS)
            if not passages:
                continue
            frame.content, kind = passages, Kind.DIRECT
        index = None
        if frame.source is not None:
            index = _speaker(text, unmarked(text, frame.antecedent or frame.source), book, speakers, unnamed)
            if index is not None:
                speakers.append(index)
        rated.append(Rated(frame, kind, sure, index))
    named = headline_frames(text, headlines, book, found, document.byline)
    rated += [Rated(frame, kind_of(text, frame.content, outers), NAMED_IN_HEADLINE, index) for frame, index in named]
    rated.sort(key=lambda one: (one.frame.content[0].start, one.frame.content[0].end))
    made: list[Attribution] = []
    for number, (frame, kind, sure, index) in enumerate(told_once(rated)):
        speaker = None if index is None else book.name(index)
        made.append(
            Attribution(
                id=f"q{number + 1}",
                content=frame.content,
                kind=kind,
                cue=frame.cue,
                source=frame.source,
                speaker=speaker,
                speaker_id=None if index is None else book.id(index),
                via=frame.via,
                confidence=sure,
                why=why(text, frame, kind, speaker),
                denied=frame.cue is not None and lemma(frame.cue.of(text).lower()) in words("denying"),
                headline=_is_inside(frame.content[0], headlines),
                published=_published(entries, frame.content[0]),
            )
        )
    return tuple(made)


def _needed(text: str, frame: Frame, kind: Kind, relation: str, quoted: Sequence[Quoted]) -> float:
    """How sure the statement must be to be reported; one that came through an outlet always is."""
    if frame.via or kind is Kind.DIRECT:
        return 0.0
    if kind is Kind.INDIRECT:
        return _NESTED if OTHERS in relation else _NOISE[kind]
    few = sum(_size(text, inner) for inner in _inside(frame, quoted)) <= _SCARE_WORDS
    return _SCARE if few else _NOISE[kind]


def _inside(frame: Frame, quoted: Sequence[Quoted]) -> list[Span]:
    """The passages between marks that the frame holds."""
    found = []
    for piece in frame.content:
        for passage in quoted[bisect_left(quoted, piece.start, key=_start) :]:
            if passage.inner.start >= piece.end:
                break
            if passage.inner.end <= piece.end + 1:
                found.append(passage.inner)
    return found


def _is_inside(span: Span, regions: Sequence[Span]) -> bool:
    """Whether one of the regions, which are in text order, holds where the span begins."""
    at = bisect_right(regions, span.start, key=_first) - 1
    return at >= 0 and span.start < regions[at].end


def _published(entries: Sequence[tuple[Span, datetime | None]], span: Span) -> datetime | None:
    """When the entry was published that holds a span; `entries` are in text order, each with where it begins."""
    at = bisect_right(entries, span.start, key=_opening) - 1
    return entries[at][1] if at >= 0 else None


def _opening(entry: tuple[Span, datetime | None]) -> int:
    return entry[0].start


def _first(span: Span) -> int:
    return span.start


def _start(passage: Quoted) -> int:
    return passage.inner.start


def _size(text: str, span: Span) -> int:
    return span.of(text).count(" ") + 1


def _speaker(text: str, source: Span, book: ActorBook, speakers: Sequence[int], unnamed: dict[str, int]) -> int | None:
    """The actor behind a source; a source known only by description becomes one of its own; None
    where it is nobody who can say something.

    "The source" is the last unnamed one whose description ends in that word.
    """
    index = book.resolve(source, speakers_before=speakers)
    if index is not None:
        return index
    words = source.of(text).lower().split()
    head = words[-1].strip("”\"’'.,")
    if words[0] == "the" and len(words) == 2 and head in unnamed:
        book.add_mention(unnamed[head], source)
        return unnamed[head]
    index = book.add_unnamed(source)
    if index is not None:
        unnamed[head] = index
    return index


def _unresolved(quoted: Sequence[Quoted]) -> tuple[Attribution, ...]:
    """Every passage between marks, for languages in which speakers are not resolved."""
    return tuple(
        Attribution(
            id=f"q{number + 1}",
            content=(passage.inner,),
            kind=Kind.DIRECT,
            cue=None,
            source=None,
            speaker=None,
            speaker_id=None,
            via=(),
            confidence=_UNRESOLVED_CONFIDENCE,
            why=_UNRESOLVED,
        )
        for number, passage in enumerate(quoted)
    )


def kind_of(text: str, content: Sequence[Span], outers: Sequence[Span]) -> Kind:
    """Direct where every word of the content stands between marks, mixed where some do.

    `outers` are the outermost passages with their marks, in text order.
    """
    inside = outside = False
    for piece in content:
        place = piece.start
        for number in range(max(0, bisect_left(outers, piece) - 1), len(outers)):
            outer = outers[number]
            if outer.start >= piece.end:
                break
            if outer.end > piece.start:
                inside = True
                outside = outside or has_word(text, place, outer.start)
                place = max(place, outer.end)
        outside = outside or (inside and has_word(text, place, piece.end))
    return Kind.INDIRECT if not inside else Kind.MIXED if outside else Kind.DIRECT
