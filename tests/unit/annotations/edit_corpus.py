"""Articles changed by script, with every code point's origin known, so that the true place of a passage is
known too."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from tui.text import Span

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[”\"’']*\s*|\n+")
_OTHER_MARKS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", '"': "”", "'": "’", "—": "–", "–": "-", "-": "‑"})


@dataclass
class Edited:
    """A text under change. `origin[i]` is where code point `i` stood in the first text, or -1 for what is
    new."""

    text: str
    origin: list[int] = field(default_factory=list)
    dice: random.Random = field(default_factory=random.Random)

    def splice(self, start: int, end: int, new: str, origin: list[int] | None = None) -> None:
        self.text = self.text[:start] + new + self.text[end:]
        self.origin[start:end] = origin if origin is not None else [-1] * len(new)

    def sentences(self) -> list[Span]:
        return [Span(*found.span()) for found in _SENTENCE.finditer(self.text) if found[0].strip()]

    def pick(self) -> Span:
        return self.dice.choice(self.sentences())

    def insert(self, other: str) -> None:
        found = [Span(*each.span()) for each in _SENTENCE.finditer(other) if each[0].strip()]
        first = self.dice.randrange(len(found))
        last = min(len(found) - 1, first + self.dice.randrange(4))
        at = self.pick().start
        self.splice(at, at, other[found[first].start : found[last].end])

    def delete(self, _: str) -> None:
        for _n in range(self.dice.randint(1, 3)):
            if len(self.sentences()) > 3:
                self.splice(*self.pick(), "")

    def move(self, _: str) -> None:
        span = self.pick()
        text, origin = span.of(self.text), self.origin[span.start : span.end]
        self.splice(*span, "")
        if self.sentences():
            at = self.pick().start
            self.splice(at, at, text, origin)

    def rewrite(self, other: str) -> None:
        span = self.pick()
        words = span.of(self.text).split()
        self.dice.shuffle(words)
        strange = other.split()
        fresh = [self.dice.choice(strange) if self.dice.random() < 0.5 else word for word in words]
        self.splice(*span, " ".join(fresh) + " ")

    def other_marks(self, _: str) -> None:
        self.text = self.text.translate(_OTHER_MARKS)

    def respace(self, _: str) -> None:
        kind = self.dice.randrange(3)
        pattern, new = ((r"\n{2,}", "\n"), (r"\s+", " "), (r"(?<=[.!?]) ", "  "))[kind]
        self._sub(pattern, new)

    def rewrap(self, _: str) -> None:
        self._sub(r"(?<=\S)\n(?=\S)", " ")
        at, line = 0, 0
        for found in list(re.finditer(r"\S+", self.text)):
            if "\n" in self.text[at : found.start()]:
                line = found.start()
            elif found.end() - line > 72 and self.text[found.start() - 1] == " ":
                self.splice(found.start() - 1, found.start(), "\n", [self.origin[found.start() - 1]])
                line = found.start()
            at = found.end()

    def cut(self, _: str) -> None:
        keep = int(len(self.text) * self.dice.uniform(0.3, 0.95))
        self.splice(keep, len(self.text), "")

    def correct(self, other: str) -> None:
        """Small corrections all over: a word here, a letter there."""
        strange = other.split()
        for _n in range(self.dice.randint(1, 12)):
            words = [found.span() for found in re.finditer(r"\w+", self.text)]
            start, end = self.dice.choice(words)
            if self.dice.random() < 0.5:
                at = self.dice.randrange(start, end)
                self.splice(at, at + self.dice.randint(0, 1), self.dice.choice("aeiourst"))
            else:
                self.splice(start, end, self.dice.choice(strange))

    def touch(self, passage: Span, other: str) -> None:
        """Change up to a tenth of the passage's code points, wherever it stands now."""
        there = self.where(passage)
        if there is None:
            return
        budget = max(0, int(passage.length * 0.1))
        while budget > 0:
            there = self.where(passage)
            if there is None:
                return
            cost = self.dice.randint(1, min(budget, 8))
            at = self.dice.randrange(there.start, max(there.start + 1, there.end - cost))
            kind = self.dice.randrange(3)
            if kind == 0:
                self.splice(at, min(at + cost, there.end), "".join(self.dice.choices("aeiourstn ", k=cost)))
            elif kind == 1:
                self.splice(at, min(at + cost, there.end), "")
            else:
                self.splice(at, at, "".join(self.dice.choices("aeiourstn ", k=cost)))
            budget -= cost

    def where(self, passage: Span) -> Span | None:
        """From the first to the last code point that comes from the passage; None where none is left."""
        places = [place for place, came in enumerate(self.origin) if passage.start <= came < passage.end]
        return Span(places[0], places[-1] + 1) if places else None

    def _sub(self, pattern: str, new: str) -> None:
        for found in reversed(list(re.finditer(pattern, self.text))):
            came = self.origin[found.start()]
            self.splice(*found.span(), new, [came] + [-1] * (len(new) - 1))


def edited(text: str, other: str, seed: int) -> Edited:
    """`text` after one to four changes of random kinds; `other` lends the strange words."""
    dice = random.Random(seed)
    made = Edited(text, list(range(len(text))), dice)
    kinds = [made.insert, made.insert, made.delete, made.delete, made.move, made.rewrite, made.other_marks]
    kinds += [made.respace, made.rewrap, made.cut, made.correct]
    for kind in dice.sample(kinds, dice.randint(1, 4)):
        kind(other)
    return made


def passage(text: str, dice: random.Random) -> Span:
    """A passage of 5 to 400 code points: mostly whole words, sometimes a sentence, sometimes any cut."""
    way = dice.random()
    if way < 0.25:
        spans = [Span(*found.span()) for found in _SENTENCE.finditer(text) if 5 <= len(found[0].strip()) <= 400]
        if spans:
            span = dice.choice(spans)
            lead = len(span.of(text)) - len(span.of(text).lstrip())
            return Span(span.start + lead, span.start + lead + len(span.of(text).strip()))
    length = min(dice.choice((dice.randint(5, 40), dice.randint(5, 400))), len(text) - 1)
    start = dice.randrange(0, len(text) - length)
    if way < 0.85:
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while start + length < len(text) and not text[start + length].isspace():
            length += 1
        length = min(length, 400)
    return Span(start, start + length)
