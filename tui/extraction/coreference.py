"""Who a pronoun or a nominal means: the nearest salient actor that agrees with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.extraction.lexicon import lexicon
from tui.text import Span

_BREAK = re.compile(r"[.!?…][\"”’')\]]* |\n+")
_MOST_CANDIDATES = 10
_SUBJECT = 2.5
_SAME_SENTENCE = 0.6
_PER_SENTENCE = 1.0
_PER_PARAGRAPH = 0.7
_SPEAKER = 3.0
_UNKNOWN_GENDER = 0.8
_WORST = -9.0
_LONGEST_OPENING = 36


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention of an actor by name or nominal: where, who, and whether it opens its sentence."""

    start: int
    actor: int
    subject: bool


class Sentences:
    """Where sentences and paragraphs begin."""

    def __init__(self, text: str) -> None:
        starts, paragraphs = [0], [0]
        for match in _BREAK.finditer(text):
            starts.append(match.end())
            if text[match.start()] == "\n":
                paragraphs.append(match.end())
        self._starts = starts
        self._paragraphs = paragraphs

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds `offset`."""
        return bisect_left(self._starts, offset + 1) - 1

    def paragraph(self, offset: int) -> int:
        return bisect_left(self._paragraphs, offset + 1) - 1

    def start_of(self, offset: int) -> int:
        """Where the sentence that holds `offset` begins."""
        return self._starts[self.sentence(offset)]


def best_antecedent(
    seen: Sequence[Seen],
    place: int,
    sentences: Sentences,
    genders: Sequence[str],
    gender: str,
    speakers_before: Sequence[int] = (),
    allowed: frozenset[int] | set[int] | None = None,
) -> int | None:
    """The actor meant at `place` by a word of `gender` ("male", "female", or "" for either).

    `seen` are the mentions in text order; `genders` are the actors' ("" where it is not known). Candidates
    are the last few mentions before `place`; nearness counts against distance in sentences and paragraphs,
    and a mention that opens its sentence and a speaker already decided count for it.
    """
    last = bisect_left(seen, place, key=lambda item: item.start)
    here, here_paragraph = sentences.sentence(place), sentences.paragraph(place)
    scores: dict[int, float] = {}
    taken = 0
    for i in range(last - 1, -1, -1):
        item = seen[i]
        if allowed is not None and item.actor not in allowed:
            continue
        known = genders[item.actor]
        if gender and known and known != gender:
            continue
        away = here - sentences.sentence(item.start)
        score = -_PER_SENTENCE * away - _PER_PARAGRAPH * (here_paragraph - sentences.paragraph(item.start))
        if score < _WORST and scores:
            break
        if item.subject:
            score += _SUBJECT
        if away == 0:
            score += _SAME_SENTENCE
        if gender and not known:
            score -= _UNKNOWN_GENDER
        score -= (last - 1 - i) * 0.05
        if item.actor not in scores or score > scores[item.actor]:
            scores[item.actor] = score
        taken += 1
        if taken >= _MOST_CANDIDATES:
            break
    for rank, actor in enumerate(reversed(speakers_before[-2:])):
        if actor in scores:
            scores[actor] += _SPEAKER / (rank + 1)
    if not scores:
        return None
    return max(scores, key=lambda actor: scores[actor])


def opens_sentence(text: str, span: Span, sentences: Sentences) -> bool:
    """True where only a few words stand before the mention in its sentence, so that it can be the subject."""
    before = text[sentences.start_of(span.start) : span.start]
    if len(before) > _LONGEST_OPENING or "," in before[:-2]:
        return False
    words = before.split()
    return not words or words[-1].lower() not in lexicon().prepositions


def seen_in_order(text: str, mentions: Iterable[tuple[Span, int]], sentences: Sentences) -> list[Seen]:
    """The mentions, given in text order with their actors, as they are looked back upon.

    A sentence has one subject.
    """
    found = []
    last = -1
    for span, actor in mentions:
        sentence = sentences.sentence(span.start)
        subject = sentence != last and opens_sentence(text, span, sentences)
        if subject:
            last = sentence
        found.append(Seen(span.start, actor, subject))
    return found
