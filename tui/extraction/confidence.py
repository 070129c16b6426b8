"""How likely an attribution is right, learned from how often its like was."""

from __future__ import annotations

from bisect import bisect_right

from tui.extraction.frame import Frame
from tui.extraction.model import Kind
from tui.extraction.ranking import Features, probability, score, tables

_STEPS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)
_NUMBERS = [str(number) for number in range(len(_STEPS) + 1)]


def confidence_features(frame: Frame, kind: Kind) -> Features:
    """What the confidence depends on; the order is that of the model."""
    parts = frame.parts if frame.cue is not None else (1.0, *frame.parts)
    cue, source, side, pieces = (_step(part) for part in parts)
    rule = frame.rule.value + kind.value[0]
    product = parts[0] * parts[1] * parts[2] * (parts[3] if kind is not Kind.DIRECT else 1.0)
    return (
        rule,
        kind.value + "c" + cue if frame.cue is not None else "",
        ("c" if frame.cue is not None else "l") + source,
        kind.value + "s" + side,
        kind.value + "p" + pieces,
        frame.sort + ("c" if frame.cue is not None else "l"),
        _step(product) + kind.value,
        "bias",
    )


def _step(value: float) -> str:
    return _NUMBERS[bisect_right(_STEPS, value)]


def confidence(frame: Frame, kind: Kind) -> float:
    """Between 0.02 and 0.99; 0.9 means that nine in ten such attributions are right."""
    found = probability(score(tables("confidence"), confidence_features(frame, kind)))
    return round(min(0.99, max(0.02, found)), 2)
