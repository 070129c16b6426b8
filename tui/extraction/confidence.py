"""How likely an attribution is right, learned from how often its like was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tui.extraction.frame import Frame, Rule
from tui.extraction.lemmas import lemma
from tui.extraction.model import Kind
from tui.extraction.ranking import Features, probability, score, tables

_STEPS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)
_NUMBERS = [str(number) for number in range(len(_STEPS) + 1)]
_LENGTHS = (8, 16, 32, 64, 128, 256)
_NEAR = 6
"""So many attributions before and after one are looked at for what it holds or stands in."""


OTHERS = "ix"
"""The relation of a statement inside the words of somebody else."""


def relations(found: Sequence[Frame]) -> list[str]:
    """How each attribution stands to those near it in its block; `found` is in text order.

    "i" inside the words of another, "o" around one (of which "d" all stands between marks), with "s" where both have
    the same source, "n" where the inner one has none, else "x"; "c" where they cross; "-" where there is nothing.
    """
    told: list[set[str]] = [set() for _ in found]
    ends = [max(piece.end for piece in frame.content) for frame in found]
    for number, frame in enumerate(found):
        start = frame.content[0].start
        for place in range(max(0, number - _NEAR), number):
            if ends[place] <= start or found[place].block != frame.block:
                continue
            other = found[place]
            if _holds(other, frame):
                outer, inner, around, within = other, frame, place, number
            elif _holds(frame, other):
                outer, inner, around, within = frame, other, number, place
            else:
                if any(one.overlaps(piece) for one in other.content for piece in frame.content):
                    told[number].add("c")
                    told[place].add("c")
                continue
            source = "s" if inner.source == outer.source else "n" if inner.source is None else "x"
            told[within].add("i" + source)
            told[around].add("o" + ("d" if inner.marked == "d" else "-") + source)
    return [" ".join(sorted(codes)) if codes else "-" for codes in told]


def _holds(outer: Frame, inner: Frame) -> bool:
    return any(piece.contains(inner.content[0]) for piece in outer.content)


def confidence_features(text: str, frame: Frame, kind: Kind, relation: str) -> Features:
    """What the confidence depends on; the order is that of the model."""
    parts = frame.parts if frame.cue is not None else (1.0, *frame.parts)
    cue, source, side, pieces = (_step(part) for part in parts)
    rule = _AS_SURE.get(frame.rule, frame.rule).value + kind.value[0]
    product = parts[0] * parts[1] * parts[2] * (parts[3] if kind is not Kind.DIRECT else 1.0)
    telling = "c" if frame.cue is not None else "l"
    word = lemma(frame.cue.of(text).lower()) if frame.cue is not None else ""
    head = "" if frame.source is None else frame.source.of(text).rsplit(None, 1)[-1].lower()
    size = str(bisect_right(_LENGTHS, sum(piece.length for piece in frame.content)))
    steps = _step(product) + kind.value
    return (
        rule,
        kind.value + "c" + cue if frame.cue is not None else "",
        telling + source,
        kind.value + "s" + side,
        kind.value + "p" + pieces,
        frame.sort + telling,
        steps,
        relation + kind.value,
        relation + _step(product),
        word,
        word + kind.value,
        kind.value + size + telling,
        frame.sort + size + kind.value[0],
        head,
        "bias",
    )


_AS_SURE = {Rule.CONTINUED: Rule.BLOCK_BEFORE}
"""What the annotated news has too few good cases of is as sure as its like."""


def _step(value: float) -> str:
    return _NUMBERS[bisect_right(_STEPS, value)]


def confidence(text: str, frame: Frame, kind: Kind, relation: str) -> float:
    """Between 0.02 and 0.99; 0.9 means that nine in ten such attributions are right."""
    sure = probability(score(tables("confidence"), confidence_features(text, frame, kind, relation)))
    return round(min(0.99, max(0.02, sure)), 2)
