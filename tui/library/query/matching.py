"""Whether something in memory fits a query: an article that no index holds, a statement of a briefing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import msgspec

from tui.library.query.folding import pattern_of
from tui.library.query.model import And, Dated, Holds, Is, Node, Not, Or, SameQuote


class Facts(msgspec.Struct, frozen=True):
    """What a query can ask about: `values` by field, folded, each searched alone; the quotes of an article. `given` are
    conditions that are known to hold.
    """

    values: Mapping[str, Sequence[str]]
    day: date | None = None
    quotes: Sequence[Facts] = ()
    given: Collection[Node] = ()


def fits(node: Node, facts: Facts) -> bool:
    """True where the query holds. Conditions that are not grouped are all about `facts` itself."""
    if node in facts.given:
        return True
    match node:
        case Holds(field, term):
            pattern = pattern_of(term.words, prefix=term.prefix)
            return any(pattern.search(value) for value in facts.values.get(field, ()))
        case Is(field, value):
            return value in facts.values.get(field, ())
        case Dated(first, last):
            day = facts.day
            return day is not None and (first is None or first <= day) and (last is None or day <= last)
        case Not(part):
            return not fits(part, facts)
        case And(parts):
            return all(fits(part, facts) for part in parts)
        case Or(parts):
            return any(fits(part, facts) for part in parts)
        case SameQuote(part):
            return any(fits(part, quote) for quote in facts.quotes)
