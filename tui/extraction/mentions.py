"""Mentions: every name, nominal and pronoun in a text that may mean an actor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.extraction.nominals import nominals_and_pronouns
from tui.extraction.proper import Name, names_and_titles
from tui.text import Span


class Mentions(NamedTuple):
    """The mentions of one text, each list sorted by place.

    Names never overlap one another; a nominal may hold a name ("the UK ambassador"). `pronouns` are those of one
    person: the others ("it", "they") are given to nobody.
    """

    names: list[Name]
    nominals: list[Span]
    pronouns: list[Span]


def find_mentions(text: str, regions: Sequence[Span]) -> Mentions:
    """All mentions inside `regions` (spans of searchable text, sorted).

    Words that stand before a name as its title are part of neither.
    """
    names, titles = names_and_titles(text, regions)
    nominals, pronouns = nominals_and_pronouns(text, regions, names)
    if titles:
        ends = {span.end for span in nominals}
        nominals += [span for span in titles if span.end not in ends]
        nominals.sort()
    return Mentions(names, nominals, pronouns)
