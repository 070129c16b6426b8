"""Names in a text: runs of capitalised words, cut and labelled by a small linear model.

A run is a stretch of capitalised words with the short words that may join them ("Department of State"). Every word of
a run is scored for person, organisation, place or none from its own form and class and from its neighbours; the best
sequence of labels (Viterbi) is taken. The weights (`data/actor_weights.json`) were learned with an averaged perceptron
(Collins 2002) on news articles; classes come from the word lists, so that a name never seen is judged by its shape,
its parts and its company.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tui.extraction.lexicon import Lexicon, lexicon
from tui.extraction.model import ActorKind
from tui.text import Span

LABELS: tuple[ActorKind | None, ...] = (None, ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE)
"""What the scores of a word stand for, in their order; None is "no name"."""

Scores = tuple[float, float, float, float]
Weights = dict[str, dict[str, Scores]]

_NO_SCORES: Scores = (0.0, 0.0, 0.0, 0.0)
_WEIGHTS = Path(__file__).parent / "data" / "actor_weights.json"
_CACHE_LIMIT = 100_000

_UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x250)) if c.isupper())
_ABBREVIATION = (
    "(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sen|Sens|Rep|Reps|Gov|Govs|Lt|Gen|Col|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Brig|St|Jr|Sr|Inc"
    "|Corp|Co|Ltd|Bros|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Mo|Neb|Nev|Okla"
    r"|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ft|Mt)\."
)
_WORD = (
    f"[{_UPPER}]"
    r"(?:(?:\.[A-Z])+\.?(?!\w)"
    r"|\.(?=[ \xa0]?[A-Z])(?!\w)"
    r"|(?:\w|[’'](?=\w\w)(?!(?:ve|re|ll)\b)|[-&–](?=\w)|\.(?=[a-z]))*)"
)
_TOKEN = f"(?:{_ABBREVIATION}|{_WORD})"
_JOINT = (
    r"(?:[ \xa0]|, (?=[JS]r\b))(?:(?:of the|for the|and the|on the|in the|of|for|and|the|in|on|de la|de|del|della|du|des"
    r"|van der|van den|van|von|der|den|bin|bint|ibn|al|el|la|le|dos|da|di|&|v\.)[ \xa0])?(?:al-|el-|d[’'])?"
)
RUN = re.compile(f"{_TOKEN}(?:{_JOINT}{_TOKEN})*")
"""A stretch of capitalised words and the words that may join them."""
_PIECE = re.compile(r"[^ \xa0,]+")
_SENTENCE_END = frozenset(".!?:…•|*")
_QUOTE_MARKS = frozenset("\"“”„‘’'«»`")
_EDGE = "\"“”„‘’'«»`()[]{}.,;:!?…–—-*"


class Token(NamedTuple):
    """One word of a run, with its place in the text."""

    word: str
    start: int
    end: int


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words of the run `[start, end)`."""
    return [Token(m.group(), m.start(), m.end()) for m in _PIECE.finditer(text, start, end)]


def left_context(text: str, start: int, floor: int) -> str:
    """The word before `start` in lower case, or a sign for what stands there ("<s>" opens a sentence)."""
    if start <= floor:
        return "<s>"
    before = text[start - 1]
    if before not in " \xa0\n":
        return "<q>" if before in _QUOTE_MARKS else before
    window = text[max(floor, start - 24) : start]
    stripped = window.rstrip(" \xa0")
    if not stripped or stripped[-1] == "\n":
        return "<s>"
    last = stripped[-1]
    if last.isalnum():
        return stripped.rsplit(None, 1)[-1].lstrip(_EDGE).lower()
    if last in _SENTENCE_END:
        return "<s>"
    if last in _QUOTE_MARKS:
        return "<s>" if len(stripped) > 1 and stripped[-2] in _SENTENCE_END else '"'
    return last


def right_context(text: str, end: int, ceiling: int) -> str:
    """The word after `end` in lower case, or a sign for what stands there ("<e>" closes a block)."""
    if end >= ceiling:
        return "<e>"
    after = text[end]
    if after in " \xa0":
        word = text[end + 1 : min(end + 24, ceiling)].split(None, 1)[:1]
        if not word:
            return "<e>"
        return word[0].rstrip(_EDGE).lower() or word[0][0]
    if after in "’'" and text[end + 1 : end + 2] == "s" and not text[end + 2 : end + 3].isalnum():
        return "'s"
    return "<e>" if after == "\n" else after


def shape(word: str) -> str:
    """The pattern of a word: "Xx", "XX", "X.", "XxX", "X-x", with "9" for digits; long words are cut."""
    if word.islower():
        return "x"
    if word.isupper():
        if "." in word:
            return "X." if len(word) == 2 else "X.X."
        return "X" if len(word) == 1 else "XX" if len(word) <= 5 else "XXX"
    if "-" in word or "–" in word:
        left, _, right = word.replace("–", "-").partition("-")
        return "X-X" if right[:1].isupper() and left[:1].isupper() else "X-x"
    if any(c.isdigit() for c in word):
        return "X9"
    if word.endswith("."):
        return "Xx."
    if "’" in word or "'" in word:
        return "X'x"
    return "Xx" if word[1:].islower() else "XxX"


class _Classes:
    """Which lists a word stands in. The first that fits is its class; the words of names of several words count too."""

    def __init__(self, lists: Lexicon, common: frozenset[str]) -> None:
        self._ordered: tuple[tuple[str, frozenset[str]], ...] = (
            ("connector", lists.connectors),
            ("honorific", frozenset(lists.honorific_gender)),
            ("calendar", lists.calendar),
            ("suffix", lists.suffixes),
            ("demonym", frozenset(lists.country_of_demonym) | lists.faiths),
            ("politics", lists.politics),
            ("country", frozenset(lists.country_of)),
            ("state", lists.shortened_states),
            ("opening", lists.opening),
            ("title", lists.titles),
            ("male", lists.male & lists.places),
            ("place", lists.places),
            ("organisation", lists.organisations),
            ("orgword", lists.organisation_words),
            ("titleword", lists.title_words),
            ("placeword", lists.place_words),
            ("direction", lists.directions),
            ("male", lists.male),
            ("female", lists.female),
            ("given", lists.given),
        )
        parts: dict[str, set[str]] = {"place-part": set(), "organisation-part": set()}
        for name in lists.places:
            parts["place-part"].update(name.split()[:-1] and name.split())
        for name in lists.organisations:
            parts["organisation-part"].update(name.split()[:-1] and name.split())
        self._parts = tuple((kind, frozenset(words)) for kind, words in parts.items())
        self._common = common

    def of(self, word: str) -> str:
        known = word
        if word.isupper() and len(word) > 3:
            known = word.capitalize()
        for kind, words in self._ordered:
            if word in words or known in words:
                return kind
        lower = word.lower()
        if lower in self._common:
            return "common"
        for kind, words in self._parts:
            if known in words:
                return kind
        if len(word) <= 2 and word[0].isupper():
            return "initial"
        if word.isupper() and len(word) <= 5:
            return "acronym"
        return "other"


class Tagger:
    """Labels the words of runs; holds the weights and what it has worked out about words."""

    def __init__(
        self, weights: Weights, transitions: Sequence[Sequence[float]], common: frozenset[str]
    ) -> None:
        self._classes = _Classes(lexicon(), common)
        self._transitions = transitions
        self._word = weights.get("word", {})
        self._suffix = weights.get("suffix", {})
        self._shape = weights.get("shape", {})
        self._class = weights.get("class", {})
        self._previous = weights.get("previous", {})
        self._next = weights.get("next", {})
        self._previous_class = weights.get("previous class", {})
        self._next_class = weights.get("next class", {})
        self._classes3 = weights.get("classes", {})
        self._place = weights.get("place", {})
        self._own: dict[str, tuple[str, str, Scores]] = {}

    def features(self, words: Sequence[str], left: str, right: str) -> list[list[tuple[str, str]]]:
        """For every word its features as (group, value): what the weights are looked up by."""
        found = []
        lowers = [word.lower() for word in words]
        classes = [self._classes.of(word) for word in words]
        size = len(words)
        for i, word in enumerate(words):
            kind = classes[i]
            before = lowers[i - 1] if i else left
            after = lowers[i + 1] if i + 1 < size else right
            before_class = classes[i - 1] if i else "^"
            after_class = classes[i + 1] if i + 1 < size else "$"
            found.append(
                [
                    ("word", lowers[i]),
                    ("suffix", lowers[i][-3:]),
                    ("shape", shape(word)),
                    ("class", kind),
                    ("previous", before),
                    ("next", after),
                    ("previous class", f"{before} {kind}"),
                    ("next class", f"{after} {kind}"),
                    ("classes", f"{before_class} {kind} {after_class}"),
                    ("place", f"{min(i, 3)} {min(size - i, 4)} {kind}"),
                ]
            )
        return found

    def _own_scores(self, word: str) -> tuple[str, str, Scores]:
        lower = word.lower()
        kind = self._classes.of(word)
        parts = (
            self._word.get(lower, _NO_SCORES),
            self._suffix.get(lower[-3:], _NO_SCORES),
            self._shape.get(shape(word), _NO_SCORES),
            self._class.get(kind, _NO_SCORES),
        )
        none, person, organisation, place = (sum(values) for values in zip(*parts, strict=True))
        if len(self._own) >= _CACHE_LIMIT:
            self._own.clear()
        self._own[word] = found = (lower, kind, (none, person, organisation, place))
        return found

    def scores(self, words: Sequence[str], left: str, right: str) -> list[Scores]:
        """The scores of every word for each of `LABELS`."""
        own = [self._own.get(word) or self._own_scores(word) for word in words]
        size = len(own)
        found = []
        before, before_class = left, "^"
        for i, (lower, kind, scores) in enumerate(own):
            if i + 1 < size:
                after, after_class = own[i + 1][0], own[i + 1][1]
            else:
                after, after_class = right, "$"
            a0, a1, a2, a3 = scores
            b0, b1, b2, b3 = self._previous.get(before, _NO_SCORES)
            c0, c1, c2, c3 = self._next.get(after, _NO_SCORES)
            d0, d1, d2, d3 = self._previous_class.get(f"{before} {kind}", _NO_SCORES)
            e0, e1, e2, e3 = self._next_class.get(f"{after} {kind}", _NO_SCORES)
            f0, f1, f2, f3 = self._classes3.get(f"{before_class} {kind} {after_class}", _NO_SCORES)
            g0, g1, g2, g3 = self._place.get(f"{min(i, 3)} {min(size - i, 4)} {kind}", _NO_SCORES)
            found.append(
                (
                    a0 + b0 + c0 + d0 + e0 + f0 + g0,
                    a1 + b1 + c1 + d1 + e1 + f1 + g1,
                    a2 + b2 + c2 + d2 + e2 + f2 + g2,
                    a3 + b3 + c3 + d3 + e3 + f3 + g3,
                )
            )
            before, before_class = lower, kind
        return found

    def labels(self, scores: Sequence[Scores]) -> list[int]:
        """The best sequence of labels, as indexes of `LABELS`."""
        if len(scores) == 1:
            return [scores[0].index(max(scores[0]))]
        best = list(scores[0])
        back: list[list[int]] = []
        transitions = self._transitions
        for here in scores[1:]:
            step, origins = [], []
            for label in (0, 1, 2, 3):
                values = [best[k] + transitions[k][label] for k in (0, 1, 2, 3)]
                value = max(values)
                origins.append(values.index(value))
                step.append(value + here[label])
            best = step
            back.append(origins)
        label = best.index(max(best))
        path = [label]
        for origins in reversed(back):
            label = origins[label]
            path.append(label)
        path.reverse()
        return path

    def class_of(self, word: str) -> str:
        """The list that a word stands in ("title", "male", "place", ...), or its form ("initial", "other", ...)."""
        return (self._own.get(word) or self._own_scores(word))[1]


@cache
def tagger() -> Tagger:
    """The tagger with the packaged weights, read once."""
    stored = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    weights: Weights = {
        group: {value: (row[0], row[1], row[2], row[3]) for value, row in rows.items()}
        for group, rows in stored["weights"].items()
    }
    return Tagger(weights, stored["transitions"], frozenset(stored["common"]))


def runs(text: str, regions: Sequence[Span]) -> Iterator[tuple[list[Token], str, str]]:
    """Every run inside the regions with the context at its left and right."""
    for region in regions:
        for match in RUN.finditer(text, region.start, region.end):
            start, end = match.span()
            yield (
                tokens_of(text, start, end),
                left_context(text, start, region.start),
                right_context(text, end, region.end),
            )
