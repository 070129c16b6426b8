"""All that a query can ask about one article, from what the indexes take of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from tui.extraction.model import Analysis
from tui.library.query.matching import Facts
from tui.library.query.model import WORDS, Node
from tui.library.search.columns import QUOTE_COLUMNS
from tui.library.search.values import quote_values


def facts_of(
    values: Mapping[str, Sequence[str]],
    day: date | None,
    analysis: Analysis,
    noted: Mapping[str, Sequence[str]] = MappingProxyType({}),
    given: Collection[Node] = (),
) -> Facts:
    """All that a query can ask about an article with these `article_values`; `noted` is what the reader did with it, by
    field, `given` are conditions on that which are known to hold.
    """
    fields = {field: each for field, each in values.items() if field != "body"}
    whole = {**fields, WORDS: [*values["title"], *values["body"]], **noted}
    return Facts(whole, day, list(quote_facts(analysis)), given)


def quote_facts(analysis: Analysis) -> Iterator[Facts]:
    """The same of each attribution, in their order."""
    return (Facts(dict(zip(QUOTE_COLUMNS, values, strict=True))) for values in quote_values(analysis))
