"""The word lists and learned weights of the extractor, read once, when first needed.

`data/attribution.words` holds the lists: a name and a colon at the head of a line, then words; lines that begin with
a space continue the list above. An underscore stands for a space. `data/attribution_classes.words` gives the word
classes in the same form. `data/attribution_weights.json` holds figures only.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).resolve().parent / "data"


@cache
def _lists(file: str) -> dict[str, tuple[str, ...]]:
    lists: dict[str, list[str]] = {}
    name = ""
    for line in (_DATA / file).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        rest = line
        if not line[0].isspace():
            name, _, rest = line.partition(":")
            lists[name] = []
        lists[name].extend(word.replace("_", " ") for word in rest.split())
    return {name: tuple(found) for name, found in lists.items()}


@cache
def words(name: str) -> frozenset[str]:
    """The list of that name as a set; KeyError where the data has no such list."""
    return frozenset(_lists("attribution.words")[name])


@cache
def word_classes() -> dict[str, str]:
    """The most frequent class of each common word: one letter, as the head of the data file explains."""
    lists = _lists("attribution_classes.words")
    return {word: name for name, found in lists.items() for word in found}


_learning: dict[str, Any] = {}


@cache
def weights() -> dict[str, Any]:
    """The learned figures, by the name of their model."""
    if _learning:
        return _learning
    loaded: dict[str, Any] = json.loads((_DATA / "attribution_weights.json").read_text(encoding="utf-8"))
    return loaded


def learn_with(found: dict[str, Any]) -> None:
    """Decide by these figures instead of the stored ones: for the program that learns them."""
    _learning.clear()
    _learning.update(found)
    weights.cache_clear()
