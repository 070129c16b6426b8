"""A query as a tree. Equal queries are equal trees, and `told` gives a query that is read as the same tree."""

from __future__ import annotations

import unicodedata
from datetime import date

import msgspec

WORDS = ""
"""The field of words that stand without one: those of the article."""


class QueryError(ValueError):
    """A query that cannot be read. As text, one line; `pointed` shows the place, which is `[start, end)` of `query`."""

    def __init__(self, problem: str, query: str, start: int, end: int) -> None:
        super().__init__(f"{problem} (at column {start + 1})")
        self.problem, self.query, self.start, self.end = problem, query, start, end

    def pointed(self) -> str:
        """Three lines: the problem, the query, and carets under the place."""
        before, there = cells(self.query[: self.start]), cells(self.query[self.start : self.end])
        return f"{self.problem}\n{self.query}\n{' ' * before}{'^' * max(there, 1)}"


class Term(msgspec.Struct, frozen=True):
    """One word, or several that follow each other; folded. With `prefix` the last is the beginning of one."""

    words: tuple[str, ...]
    prefix: bool = False


class Holds(msgspec.Struct, frozen=True):
    """The field has these words; `WORDS` is the article's own text."""

    field: str
    term: Term


class Is(msgspec.Struct, frozen=True):
    """The field has one of its few values: `kind:direct`, `is:unread`."""

    field: str
    value: str


class Dated(msgspec.Struct, frozen=True):
    """Published on one of these days, both included; None: no limit."""

    first: date | None
    last: date | None


class And(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True):
    part: Node


class SameQuote(msgspec.Struct, frozen=True):
    """An article has a quote for which all of `part` holds; `grouping` makes these, no reader writes them."""

    part: Node


Node = Holds | Is | Dated | And | Or | Not | SameQuote


def told(node: Node) -> str:
    """The query in its shortest writing."""
    match node:
        case Holds(field, term):
            return f"{field}:{_term(term)}" if field else _term(term)
        case Is(field, value):
            return f"{field}:{value}"
        case Dated(first, last):
            days = [day.isoformat() if day else "" for day in (first, last)]
            return f"date:{days[0] if first == last else '..'.join(days)}"
        case SameQuote(part):
            return told(part)
        case Not(part):
            return f"NOT {_inner(part, And, Or)}"
        case And(parts):
            return " ".join(_inner(part, And, Or) for part in parts)
        case Or(parts):
            return " OR ".join(_inner(part, Or) for part in parts)


def _inner(part: Node, *wrapped: type[Node]) -> str:
    return f"({told(part)})" if isinstance(part, wrapped) else told(part)


def _term(term: Term) -> str:
    words = " ".join(term.words)
    return (f'"{words}"' if len(term.words) > 1 else words) + ("*" if term.prefix else "")


def cells(text: str) -> int:
    """Cells that a text takes in a terminal: two for wide signs, none for those that stand over another."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )
