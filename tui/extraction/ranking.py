"""Linear scores over named features: the arithmetic behind every learned decision of the extractor.

A model is a list of tables, one for each feature in the order in which the feature function gives them; a table maps
the feature's value to its weight. Values unknown to the table weigh nothing. The weights are figures learned from
annotated news (counts of words around cues, sources and boundaries), never text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from itertools import repeat
from typing import TypeVar

from tui.extraction.words import weights

Tables = Sequence[dict[str, float]]
Features = tuple[str, ...]
_Choice = TypeVar("_Choice")
_WEIGHT: Callable[[dict[str, float], str, float], float] = dict.get
_NOTHING = repeat(0.0)


@cache
def tables(name: str) -> Tables:
    """The tables of one learned model; equal weights are one object, so that they stay near at hand."""
    shared: dict[float, float] = {}
    loaded: list[dict[str, float]] = weights()[name]
    return [{value: shared.setdefault(weight, weight) for value, weight in table.items()} for table in loaded]


def score(model: Tables, features: Features) -> float:
    """Sum of the weights of the features' values."""
    return sum(map(_WEIGHT, model, features, _NOTHING))


def probability(value: float) -> float:
    """The logistic function."""
    if value < -30:
        return 0.0
    return 1.0 / (1.0 + math.exp(-value))


def choose(model: Tables, candidates: Sequence[_Choice], features: Callable[[_Choice], Features]) -> tuple[int, float]:
    """Index of the best candidate and its probability among them (softmax); (-1, 0.0) where there is none."""
    if len(candidates) < 2:
        return (0, 1.0) if candidates else (-1, 0.0)
    scores = [sum(map(_WEIGHT, model, features(candidate), _NOTHING)) for candidate in candidates]
    top = max(scores)
    return scores.index(top), 1.0 / sum([math.exp(value - top) for value in scores])
