"""Reads a query: words, "phrases", begin*, field:value, AND OR NOT, parentheses. By recursive descent.

either   = both { OR both }
both     = one { [AND] one }
one      = NOT one | ( either ) | [field:] value
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from tui.checking import closest
from tui.library.query.dates import PeriodError, period
from tui.library.query.fields import BY_NAME, DATE, Field
from tui.library.query.folding import words_in
from tui.library.query.model import WORDS, And, Dated, Holds, Is, Node, Not, Or, QueryError, Term
from tui.text import normalise

_MARKS = '"“”„‟«»'
_PIECE = re.compile(rf'\s*(?:(?P<bracket>[()])|(?P<field>[A-Za-z]+):|[{_MARKS}](?P<quoted>[^{_MARKS}]*)'
                    rf'(?P<closing>[{_MARKS}]?)(?P<star>\*?)|(?P<bare>[^\s(){_MARKS}]+))')  # fmt: skip
_DEEPEST = 40
"""Parentheses and NOTs inside each other; more would be no reader's."""
_MOST = 120
"""Conditions of one query."""
_SHORTEST = 2
"""Letters before a *: one letter would find nearly everything, slowly."""


class _Piece(NamedTuple):
    kind: str
    """Of the pattern's groups; "end" after the last."""
    text: str
    start: int
    end: int
    star: bool = False


def parse(query: str) -> Node | None:
    """The tree of a query; None for an empty one. Raises QueryError and nothing else."""
    query = normalise(query).replace("\n", " ")
    pieces = _pieces(query)
    if len(pieces) == 1:
        return None
    return _Parser(query, pieces).whole()


def _pieces(query: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    place = 0
    while found := _PIECE.match(query, place):
        kind = "quoted" if found["closing"] is not None else found.lastgroup or ""
        start, end = found.end() - len(found[0].lstrip()), found.end()
        if kind == "quoted" and not found["closing"]:
            raise QueryError("this quotation mark is never closed", query, start, start + 1)
        pieces.append(_Piece(kind, found[kind], start, end, bool(found["star"])))
        place = end
    pieces.append(_Piece("end", "", len(query.rstrip()), len(query.rstrip()) + 1))
    return pieces


class _Parser:
    def __init__(self, query: str, pieces: list[_Piece]) -> None:
        self._query = query
        self._pieces = pieces
        self._place = 0
        self._depth = 0
        self._conditions = 0

    def whole(self) -> Node:
        node = self._either()
        if self._is(")"):
            raise self._error("there is no ( before this )")
        return node

    def _either(self) -> Node:
        parts = [self._both()]
        while self._takes("OR"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Node:
        parts = [self._one()]
        while self._takes("AND") or not (self._next.kind == "end" or self._is(")") or self._is("OR")):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Node:
        piece = self._next
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(f"more than {_DEEPEST} parentheses and NOTs are inside each other")
        if self._takes("NOT"):
            node: Node = Not(self._one())
        elif self._takes("("):
            node = self._either()
            if not self._takes(")"):
                raise QueryError("this ( is never closed", self._query, piece.start, piece.end)
        elif piece.kind == "end" or self._is(")") or self._is("AND") or self._is("OR"):
            raise self._error(self._missing())
        else:
            node = self._condition()
        self._depth -= 1
        return node

    def _missing(self) -> str:
        before = self._pieces[self._place - 1].text if self._place else ""
        if before in ("AND", "OR", "NOT"):
            return f"something must follow {before}"
        return "there is nothing between these parentheses" if before == "(" else "something must stand before this"

    def _condition(self) -> Node:
        self._conditions += 1
        if self._conditions > _MOST:
            raise self._error(f"more than {_MOST} conditions are in one query")
        piece = self._next
        self._place += 1
        if piece.kind != "field":
            return Holds(WORDS, self._term(piece))
        field = BY_NAME.get(piece.text.lower())
        if field is None:
            known = closest(piece.text.lower(), BY_NAME) or f"; there are {', '.join(BY_NAME)}"
            raise QueryError(f"there is no field {piece.text}:{known}", self._query, piece.start, piece.end)
        value = self._next
        if value.kind == "end" or value.start != piece.end or value.kind == "bracket":
            raise QueryError(f"{field.name}: must be followed by {_wanted(field)}", self._query, piece.start, piece.end)
        self._place += 1
        if field.name == DATE:
            return Dated(*self._days(value))
        if not field.values:
            return Holds(field.name, self._term(value))
        chosen = value.text.strip().lower()
        if chosen not in field.values or value.star:
            expected = f"{field.name}: must be {_wanted(field)}"
            raise QueryError(expected, self._query, value.start, value.end)
        return Is(field.name, chosen)

    def _term(self, piece: _Piece) -> Term:
        text = piece.text
        prefix = piece.star
        if piece.kind == "bare" and text.endswith("*"):
            text, prefix = text[:-1], True
        words = words_in(text)
        if not words:
            raise QueryError("there is no word in this", self._query, piece.start, piece.end)
        if "*" in text or (prefix and not text[-1:].isalnum()):
            raise QueryError("a * stands only at the end of a word", self._query, piece.start, piece.end)
        if prefix and len(words[-1]) < _SHORTEST:
            problem = f"a * needs at least {_SHORTEST} letters before it"
            raise QueryError(problem, self._query, piece.start, piece.end)
        return Term(words, prefix)

    def _days(self, piece: _Piece) -> tuple[date | None, date | None]:
        try:
            return period(piece.text)
        except PeriodError as error:
            start = piece.end - len(piece.text) if piece.kind == "bare" else piece.start
            raise QueryError(str(error), self._query, start, piece.end) from None

    @property
    def _next(self) -> _Piece:
        return self._pieces[self._place]

    def _is(self, sign: str) -> bool:
        return self._next.text == sign and self._next.kind in ("bracket", "bare")

    def _takes(self, sign: str) -> bool:
        found = self._is(sign)
        self._place += found
        return found

    def _error(self, problem: str) -> QueryError:
        return QueryError(problem, self._query, self._next.start, self._next.end)


def _wanted(field: Field) -> str:
    if field.name == DATE:
        return "a day such as 2022-02-10, a month, a year, or two of them with .. between"
    if field.values:
        return " or ".join(field.values)
    return "a word, or words between quotation marks"
