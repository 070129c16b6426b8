"""What the word that a reader is writing in a query could become: fields, and the values that the library has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tui.library.query.fields import BY_NAME, FIELDS
from tui.library.query.folding import name
from tui.library.search.searcher import Searcher
from tui.searching.marks import Marks

_NAMED = ("speaker", "actor", "outlet", "via")
_AS = {"about": "actor"}
"""Fields whose values are those of another."""
_LAST = re.compile(r'(?:^|[\s(])((?:(?P<field>[A-Za-z]+):)?(?P<open>["“]?)(?P<begun>[^\s()"“”]*|(?<=["“])[^"“”]*))$')
_SHOWN = 6


class Completion(NamedTuple):
    """`texts` may take the place of what stands in the query from `start` on."""

    start: int
    texts: Sequence[str]


def completions(text: str, searcher: Searcher, marks: Marks) -> Completion:
    """For what is written up to the end of `text`; what was found in articles is asked of the library."""
    last = _LAST.search(text)
    if last is None:
        return Completion(len(text), ())
    begun = last["begun"]
    if last["field"] is None:
        fields = [f"{field.name}:" for field in FIELDS if begun and field.name.startswith(begun.lower())]
        return Completion(last.start(1), fields if not last["open"] else ())
    field = last["field"].lower()
    values = _values(field, begun, searcher, marks)
    written = [f"{field}:{_quoted(value)}" for value in values if name(value) != name(begun)]
    return Completion(last.start(1), written[:_SHOWN])


def _values(field: str, begun: str, searcher: Searcher, marks: Marks) -> Sequence[str]:
    if field in BY_NAME and BY_NAME[field].values:
        return [value for value in BY_NAME[field].values if value.startswith(begun.lower())]
    if field == "tag":
        return [tag for tag in marks.tags() if name(tag).startswith(name(begun.lstrip("#")))]
    source = _AS.get(field, field)
    return searcher.names(source, begun) if source in _NAMED and begun else ()


def _quoted(value: str) -> str:
    value = " ".join(value.replace('"', " ").split())
    return value if re.fullmatch(r"[^\s()“”„‟«»*:]+", value) else f'"{value}"'
