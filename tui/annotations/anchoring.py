"""Finding a note's passage again in a text that may have changed. Pure.

The order: the stored position, where the words and their context stand there; the same words elsewhere,
ranked by their context; the same words with other marks, dashes or white space; a bounded fuzzy match. Each
step takes a place only on evidence; what is left is an orphan with a guess that is offered, never taken. The
selectors are those of the W3C Web Annotation model, sections 4.2.4 and 4.2.5; that context decides between
places is the practice of the Hypothesis client (Gerben, "Fuzzy Anchoring", 2013), the floors below are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from tui.annotations.folding import fold
from tui.annotations.fuzzy import LIKE, similar_places
from tui.annotations.ground import Ground, Support, Surroundings, occurrences
from tui.annotations.model import EVIDENCE, Annotation, Target, TextQuoteSelector
from tui.text import Span

_MOST_PLACES = 500
_TIE = 0.2
"""Places whose context differs by less than this (of 2) are equally good."""
_ALONE = 48
"""Code points of a quote that speaks for itself where it stands once, as a sentence moved elsewhere does."""
_BOTH_SIDES = 0.6
"""Likeness of the context on both sides that makes a place certain."""
_RIVAL = 0.6
"""Likeness from which other words in the right context speak against the same words in another context."""
_UNKNOWN_CONTEXT = 12
"""The shortest quote that is taken without any context, because it was kept without."""


class AnchorState(StrEnum):
    """How sure the place of a note is."""

    EXACT = "anchored"
    MOVED = "moved"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


class Anchor(msgspec.Struct, frozen=True):
    """Where a note stands. `span` is None for an orphan, whose `guess` (or None) is offered to the reader,
    and where several places are equally good, which are the `candidates`."""

    state: AnchorState
    span: Span | None
    candidates: tuple[Span, ...] = ()
    guess: Span | None = None


def anchor(text: str, target: Target) -> Anchor:
    """The place of one passage in `text`, a document's normalised text."""
    return _anchor(Ground(text), target)


def anchor_all(text: str, annotations: Iterable[Annotation]) -> dict[str, Anchor]:
    """The place of each note, by id."""
    ground = Ground(text)
    return {annotation.id: _anchor(ground, annotation.target) for annotation in annotations}


class _Place(msgspec.Struct, frozen=True):
    span: Span
    support: Support


def _anchor(ground: Ground, target: Target) -> Anchor:
    quote, text = target.quote, ground.text
    stored = Span(target.position.start, target.position.end)
    if _stands_at(text, stored, quote):
        return Anchor(AnchorState.EXACT, stored)
    if not quote.exact.strip():
        return _anchor_point(text, quote)
    around = Surroundings(quote)
    found = _decide(_same_words(text, quote, around, stored), quote, around, stored, text)
    if found is None:
        found = _decide(_folded_words(ground, quote, around), quote, around, stored, text)
    if found is not None:
        return _challenged(found, ground, quote, around)
    best: Span | None = None
    for place, likeness, is_certain in similar_places(ground, quote, around):
        if is_certain:
            return Anchor(AnchorState.CHANGED, place)
        best = place if likeness >= LIKE and best is None else best
    return Anchor(AnchorState.ORPHAN, None, guess=best)


def _stands_at(text: str, span: Span, quote: TextQuoteSelector) -> bool:
    """True where the quote stands in its place with all its context."""
    return (
        0 <= span.start <= span.end <= len(text)
        and span.length == len(quote.exact)
        and text.startswith(quote.exact, span.start)
        and text.startswith(quote.suffix, span.end)
        and text.endswith(quote.prefix, 0, span.start)
    )


def _anchor_point(text: str, quote: TextQuoteSelector) -> Anchor:
    """A place without words, such as a bookmark: between its context, or nowhere."""
    whole = quote.prefix + quote.exact + quote.suffix
    found = occurrences(text, whole, 2) if len(whole.strip()) >= EVIDENCE // 2 else []
    spans = tuple(Span(place + len(quote.prefix), place + len(quote.prefix) + len(quote.exact)) for place in found)
    if len(spans) == 1:
        return Anchor(AnchorState.MOVED, spans[0])
    return Anchor(AnchorState.AMBIGUOUS if spans else AnchorState.ORPHAN, None, spans)


def _same_words(text: str, quote: TextQuoteSelector, around: Surroundings, stored: Span) -> list[_Place]:
    """The places of the very words; of a quote that stands everywhere, those with some of its context."""
    length = len(quote.exact)
    starts = occurrences(text, quote.exact, _MOST_PLACES)
    if len(starts) == _MOST_PLACES:
        lead, tail = quote.prefix[-8:], quote.suffix[:8]
        near = [place + len(lead) for place in occurrences(text, lead + quote.exact, _MOST_PLACES)]
        near += occurrences(text, quote.exact + tail, _MOST_PLACES)
        starts = sorted({*near, *([stored.start] if stored.of(text) == quote.exact else [])})[:_MOST_PLACES]
    spans = [Span(start, start + length) for start in starts]
    return [_Place(span, around.at(text, span)) for span in spans]


def _folded_words(ground: Ground, quote: TextQuoteSelector, around: Surroundings) -> list[_Place]:
    """The places of the words with other marks, dashes and white space."""
    wanted, text = fold(quote.exact), ground.text
    folded = ground.folded
    places: list[_Place] = []
    for start in occurrences(folded.text, wanted, _MOST_PLACES):
        span = _trimmed_like(text, folded.back(Span(start, start + len(wanted))), quote.exact)
        places.append(_Place(span, around.at(text, span)))
    return places


def _trimmed_like(text: str, span: Span, exact: str) -> Span:
    """The span without white space at an end where the quote has none."""
    start, end = span
    while start < end and text[start].isspace() and not exact[0].isspace():
        start += 1
    while end > start and text[end - 1].isspace() and not exact[-1].isspace():
        end -= 1
    return Span(start, end)


def _decide(
    places: list[_Place], quote: TextQuoteSelector, around: Surroundings, stored: Span, text: str
) -> Anchor | None:
    """The one place that the evidence is enough for, or that several are; None where it is enough for
    none."""
    certain = [place for place in places if _is_certain(place.support, quote, around, alone=len(places) == 1)]
    if not certain:
        return None
    if around.has_twin and not all(place.support.is_whole for place in certain):
        whole = [place for place in certain if place.support.is_whole]
        if len(whole) != 1:
            return Anchor(AnchorState.AMBIGUOUS, None, tuple(place.span for place in certain))
        certain = whole
    best = max(place.support.total for place in certain)
    equal = [place for place in certain if place.support.total > best - _TIE]
    if len(equal) > 1:
        return Anchor(AnchorState.AMBIGUOUS, None, tuple(place.span for place in equal))
    span = equal[0].span
    if span.of(text) != quote.exact:
        return Anchor(AnchorState.CHANGED, span)
    return Anchor(AnchorState.EXACT if span == stored else AnchorState.MOVED, span)


def _challenged(found: Anchor, ground: Ground, quote: TextQuoteSelector, around: Surroundings) -> Anchor:
    """`found`, unless its context has changed and stands, around words that are nearly the quote's,
    elsewhere."""
    span = found.span
    if span is None:
        return found
    total = around.at(ground.text, span).total
    if total > 2 - _TIE:
        return found
    for rival, likeness, _ in similar_places(ground, quote, around):
        if likeness < _RIVAL or rival.overlaps(span):
            continue
        if around.at(ground.text, rival).total >= total + _TIE:
            return Anchor(AnchorState.AMBIGUOUS, None, tuple(sorted((span, rival))))
    return found


def _is_certain(support: Support, quote: TextQuoteSelector, around: Surroundings, *, alone: bool) -> bool:
    length = len(quote.exact)
    if around.unknown:
        return alone and length >= _UNKNOWN_CONTEXT
    if min(support.left, support.right) >= _BOTH_SIDES:
        return True
    return length + support.run >= EVIDENCE or (alone and length >= _ALONE)
