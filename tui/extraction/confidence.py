"""How likely an attribution is right, learned from how often its like was."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import repeat

from tui.extraction.frame import Frame, Rule
from tui.extraction.model import Kind
from tui.extraction.ranking import Features, probability, score, tables

_STEPS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)
_ALWAYS = repeat(_STEPS)
_NUMBERS = [str(number) for number in range(len(_STEPS) + 1)]


def confidence_features(frame: Frame, kind: Kind) -> Features:
    """What the confidence depends on; the order is that of the model."""
    return _features(frame.rule, kind, frame.cue is not None, frame.sort, *_steps(frame, kind))


def _steps(frame: Frame, kind: Kind) -> tuple[tuple[int, ...], int]:
    """The steps that the probabilities of cue, source, side and pieces reach, and that of their product."""
    parts = frame.parts if frame.cue is not None else (1.0, *frame.parts)
    cue, source, side, pieces = parts
    product = cue * source * side * (pieces if kind is not Kind.DIRECT else 1.0)
    return tuple(map(bisect_right, _ALWAYS, parts)), bisect_right(_STEPS, product)


def _features(rule: Rule, kind: Kind, cued: bool, sort: str, steps: tuple[int, ...], product: int) -> Features:
    cue, source, side, pieces = (_NUMBERS[step] for step in steps)
    return (
        rule + kind[0],
        kind + "c" + cue if cued else "",
        ("c" if cued else "l") + source,
        kind + "s" + side,
        kind + "p" + pieces,
        sort + ("c" if cued else "l"),
        _NUMBERS[product] + kind,
        "bias",
    )


def confidence(frame: Frame, kind: Kind) -> float:
    """Between 0.02 and 0.99; 0.9 means that nine in ten such attributions are right."""
    return of_steps(frame.rule, kind, frame.cue is not None, frame.sort, *_steps(frame, kind))


@lru_cache(maxsize=50_000)
def of_steps(rule: Rule, kind: Kind, cued: bool, sort: str, steps: tuple[int, ...], product: int) -> float:
    """The confidence of all frames of one rule whose probabilities reach the same steps."""
    found = probability(score(tables("confidence"), _features(rule, kind, cued, sort, steps, product)))
    return round(min(0.99, max(0.02, found)), 2)
