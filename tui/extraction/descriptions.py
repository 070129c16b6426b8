"""Sources known only by description: "a senior official", "the report"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.extraction.lexicon import lexicon
from tui.extraction.model import ActorKind

_EDGES = " \xa0\"“”‘’'`.,;:()[]«»"
_PARTICIPLES = ("ed", "ing")
_HEAD_END = re.compile(r"[,(–—]|[ \xa0](?:who|whom|whose|which|that)\b")


def read_description(phrase: str) -> tuple[str, ActorKind] | None:
    """The words that describe a source, without article and marks, and its kind.

    None where its head is no word for people, an office, an organisation or a document that can say something.
    """
    lists = lexicon()
    words = phrase.strip(_EDGES).split()
    if len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    if not words:
        return None
    cut = _HEAD_END.search(" ".join(words))
    leading = " ".join(words)[: cut.start()].split() if cut else words
    first = 0
    end = _end(leading, first)
    while leading[end:][:1] == ["of"] and leading[end - 1].lower() in lists.quantities:
        first = end + 1
        end = _end(leading, first)
    kind = _kind(leading[first:end])
    return None if kind is None else (" ".join(words), kind)


def _end(words: Sequence[str], first: int) -> int:
    """Where the noun phrase that begins at `first` ends: at its first preposition."""
    prepositions = lexicon().prepositions
    return next((i for i in range(first + 1, len(words)) if words[i].lower() in prepositions), len(words))


def _kind(words: Sequence[str]) -> ActorKind | None:
    lists = lexicon()
    for word in reversed(words):
        noun = word.lower().strip(_EDGES).removeprefix("ex-")
        if noun in lists.speaking_people or word.removesuffix("s") in lists.country_of_demonym:
            return ActorKind.PERSON
        if noun in lists.speaking_bodies:
            return ActorKind.ORGANISATION
        if noun not in lists.after_heads and not noun.endswith(_PARTICIPLES):
            return None
    return None
