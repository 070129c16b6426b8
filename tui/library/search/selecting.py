"""From a query to SQL: which articles fit it, the best first."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence

import msgspec

from tui.library.query.model import WORDS, And, Dated, Holds, Is, Node, Not, Or, SameQuote, Term
from tui.library.search.columns import ARTICLE_COLUMNS, QUOTE_COLUMNS
from tui.library.search.tables import QUOTES

Marked = Callable[[Holds | Is], Collection[str]]
"""The ids of the documents with a tag, a note of some words, or a state: what the index does not know."""

_ALL_WORDS = "{title body}"
_WEIGHTS = ", ".join({"title": "8.0", "body": "1.0"}.get(column, "2.0") for column in ARTICLE_COLUMNS)
"""Of a word in each column: a title is about its words."""
_NUMBERS = "SELECT s.number FROM searched AS s"


class Selection(msgspec.Struct):
    """`statement` gives the numbers of the articles, newest first. Where the words of articles can rank them,
    `words` is what the index is asked for, and `ranked` gives the numbers, best first.
    """

    statement: str
    parameters: list[object]
    words: str = ""
    ranked: str = ""
    ranked_parameters: list[object] = msgspec.field(default_factory=list)


def select(node: Node, marked: Marked) -> Selection:
    """The selection of a grouped query."""
    parameters: list[object] = []
    condition = _condition(node, marked, parameters)
    selection = Selection(f"{_NUMBERS} WHERE {condition} ORDER BY s.day DESC, s.number DESC", parameters)
    words, rest = _parted(node)
    if words is not None:
        selection.words = words
        selection.ranked_parameters = [words]
        also = _condition(rest, marked, selection.ranked_parameters) if rest is not None else "1"
        selection.ranked = (
            "SELECT s.number FROM article_words JOIN searched AS s ON s.number = article_words.rowid"
            f" WHERE article_words MATCH ? AND {also}"
            f" ORDER BY bm25(article_words, {_WEIGHTS}), s.day DESC, s.number DESC"
        )
    return selection


def in_quotes(node: Node) -> str:
    """What the index of quotes is asked for, for a condition under `SameQuote`."""
    found = _match(node, _quote_term)
    if found is None:
        raise ValueError("not a condition on a quote")
    return found


def _parted(node: Node) -> tuple[str | None, Node | None]:
    """What all of a query's articles must have in the index of their words, and the rest of the query."""
    whole = _match(node, _article_term)
    if whole is not None or not isinstance(node, And):
        return whole, None
    words = [part for part in node.parts if _match(part, _article_term) is not None]
    if not words:
        return None, node
    rest = [part for part in node.parts if part not in words]
    return _match(_all(words), _article_term), _all(rest)


def _all(parts: Sequence[Node]) -> Node:
    return And(tuple(parts)) if len(parts) > 1 else parts[0]


def _condition(node: Node, marked: Marked, parameters: list[object]) -> str:
    """The SQL condition on `s`, a row of `searched`; what it is asked with is added to `parameters`."""
    words = _match(node, _article_term)
    if words is not None:
        parameters.append(words)
        return "s.number IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)"
    match node:
        case SameQuote(part):
            parameters.append(in_quotes(part))
            return f"s.number IN (SELECT rowid >> {QUOTES} FROM quote_words WHERE quote_words MATCH ?)"
        case Dated(first, last):
            limits = [("s.day >= ?", first or "0"), ("s.day <= ?", last or "9999-12-31")]
            parameters += [str(day) for _, day in limits]
            return " AND ".join(limit for limit, _ in limits)
        case Not(part):
            return f"NOT ({_condition(part, marked, parameters)})"
        case And(parts) | Or(parts):
            joint = " AND " if isinstance(node, And) else " OR "
            return f"({joint.join(_condition(part, marked, parameters) for part in parts)})"
        case Holds() | Is():
            parameters.append(json.dumps(sorted(marked(node))))
            return "s.document_id IN (SELECT value FROM json_each(?))"


def _match(node: Node, term: Callable[[Node], str | None]) -> str | None:
    """The full-text expression of a query, all of whose conditions `term` can express; None where there is none."""
    match node:
        case And(parts):
            asked = [_match(part, term) for part in parts if not isinstance(part, Not)]
            denied = [_match(part.part, term) for part in parts if isinstance(part, Not)]
            if not asked or None in asked or None in denied:
                return None
            found = " AND ".join(f"({each})" for each in asked)
            return f"({found}) NOT ({' OR '.join(f'({each})' for each in denied)})" if denied else found
        case Or(parts):
            either = [_match(part, term) for part in parts]
            return None if None in either else " OR ".join(f"({each})" for each in either)
    return term(node)


def _article_term(node: Node) -> str | None:
    if isinstance(node, Holds) and (node.field == WORDS or node.field in ARTICLE_COLUMNS):
        return f"{node.field or _ALL_WORDS} : {_phrase(node.term)}"
    return None


def _quote_term(node: Node) -> str | None:
    if isinstance(node, Holds) and node.field in QUOTE_COLUMNS:
        return f"{node.field} : {_phrase(node.term)}"
    if isinstance(node, Is) and node.field in QUOTE_COLUMNS:
        return f'{node.field} : "{node.value}"'
    return None


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.prefix else ""}'
