"""Who a pronoun or a nominal means: the nearest salient actor that agrees with it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tui.extraction.lexicon import lexicon

_BREAK = re.compile(r"[.!?…\n](?:(?<=\n)\n*|[\"”’')\]]* )")
"""It opens with a set of signs, by which the search skips all else."""
_MOST_CANDIDATES = 10
_FARTHEST = 80
_SUBJECT = 2.5
_TOPIC = 0.8
_SAME_SENTENCE = 0.6
_PER_SENTENCE = 1.0
_PER_PARAGRAPH = 0.7
_PER_MENTION = 0.05
_SPEAKER = 3.0
_UNKNOWN_GENDER = 0.8
_WORST = -9.0
_LEAST = -1e9
_MOST_ADDED = _SUBJECT + _TOPIC + 1e-6
"""More than what a mention can gain by its place."""
_LONGEST_OPENING = 36


class Sentences:
    """Where sentences and paragraphs begin."""

    def __init__(self, text: str) -> None:
        starts = [0]
        starts += [match.end() for match in _BREAK.finditer(text)]
        self.starts = starts
        """Where the sentences begin, in text order."""
        self._paragraphs = [0, *(start for start in starts if start and text[start - 1] == "\n")]

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds `offset`."""
        return bisect_right(self.starts, offset) - 1

    def paragraph(self, offset: int) -> int:
        return bisect_right(self._paragraphs, offset) - 1

    def start_of(self, offset: int) -> int:
        """Where the sentence that holds `offset` begins."""
        return self.starts[self.sentence(offset)]


def opens_sentence(text: str, sentence: int, place: int) -> bool:
    """True where only a few words stand between the start of the sentence and `place`, so that the mention there can
    be its subject.
    """
    if place - sentence > _LONGEST_OPENING:
        return False
    before = text[sentence:place]
    if "," in before and "," in before[:-2]:
        return False
    words = before.split()
    return not words or words[-1].lower() not in lexicon().prepositions


class Trail:
    """Mentions of persons by name or nominal in text order, looked back upon from a pronoun or an office.

    `mentions` are (place, actor), sorted.
    """

    def __init__(
        self, text: str, mentions: Sequence[tuple[int, int]], sentences: Sentences, sections: Sequence[int] = ()
    ) -> None:
        self._sentences = sentences
        self._sections = sections
        self.starts = [start for start, _ in mentions]
        self.actors = [actor for _, actor in mentions]
        self.sentences: list[int] = []
        self._paragraphs: list[int] = []
        self.subjects: list[bool] = []
        """Whether the mention is the first of its sentence that can be its subject."""
        bounds = [*sentences.starts, len(text) + 1]
        number, here, following, paragraph = 0, 0, bounds[1], 0
        known = False
        for start in self.starts:
            if start >= following:
                number = bisect_right(bounds, start, number) - 1
                here, following = bounds[number], bounds[number + 1]
                paragraph = sentences.paragraph(here)
                known = False
            subject = not known and opens_sentence(text, here, start)
            known = known or subject
            self.sentences.append(number)
            self._paragraphs.append(paragraph)
            self.subjects.append(subject)

    def before(self, place: int) -> int:
        """The number of mentions that start before `place`."""
        return bisect_left(self.starts, place)

    def section(self, place: int) -> int:
        """Where the section that holds `place` begins; 0 before the first."""
        number = bisect_right(self._sections, place) if self._sections else 0
        return self._sections[number - 1] if number else 0

    def antecedent(
        self,
        place: int,
        genders: Sequence[str],
        gender: str,
        speakers_before: Sequence[int] = (),
        allowed: AbstractSet[int] | None = None,
    ) -> int | None:
        """The actor meant at `place` by a word of `gender` ("male", "female", or "" for either).

        `genders` are the actors' ("" where it is not known), `allowed` those that can be meant (None: all).
        The candidates are the last few mentions before `place`; distance in sentences and paragraphs counts
        against a mention, opening its sentence and being a speaker already decided count for it. A pronoun (a
        word with a gender) never means somebody named only before its section, and the first subject of the section
        is preferred.
        """
        here, paragraph = self._sentences.sentence(place), self._sentences.paragraph(place)
        scores: dict[int, float] = {}
        last = self.before(place) - 1
        taken = 0
        enough = _LEAST  # below it, not even the first subject of a section becomes the best
        floor = self.before(self.section(place)) if gender and self._sections else 0
        topic = next((i for i in range(floor, last + 1) if self.subjects[i]), -1) if floor else -1
        actors, sentences, subjects, paragraphs = self.actors, self.sentences, self.subjects, self._paragraphs
        for i in range(last, max(floor - 1, last - _FARTHEST), -1):
            actor = actors[i]
            if allowed is not None and actor not in allowed:
                continue
            known = genders[actor]
            if gender and known and known != gender:
                continue
            away = here - sentences[i]
            score = -_PER_SENTENCE * away - _PER_MENTION * (last - i)
            if away:
                score -= _PER_PARAGRAPH * (paragraph - paragraphs[i])
            else:
                score += _SAME_SENTENCE
            if score < _WORST and scores:
                break
            if score < enough and not speakers_before:
                break
            if subjects[i]:
                score += _SUBJECT + (_TOPIC if i == topic else 0.0)
            if gender and not known:
                score -= _UNKNOWN_GENDER
            if score > scores.get(actor, _LEAST):
                scores[actor] = score
                if score > enough + _MOST_ADDED:
                    enough = score - _MOST_ADDED
            taken += 1
            if taken == _MOST_CANDIDATES:
                break
        if speakers_before:
            for rank, actor in enumerate(reversed(speakers_before[-2:])):
                if actor in scores:
                    scores[actor] += _SPEAKER / (rank + 1)
        return max(scores, key=scores.__getitem__) if scores else None
