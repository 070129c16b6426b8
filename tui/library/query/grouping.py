"""Which conditions of a query hold of the same quote.

`speaker:lavrov about:truss kind:direct` is about one quote. Those of one AND that can be true of one quote are put
together, with what is denied beside them; a second speaker or kind begins another quote, so that `speaker:lavrov
speaker:truss` finds articles which quote both. A denial alone is about the whole article.
"""

from __future__ import annotations

from tui.library.query.fields import BY_NAME, Scope
from tui.library.query.model import And, Dated, Holds, Is, Node, Not, Or, SameQuote

_ONE_EACH = ("speaker", "kind")
"""Fields of which a quote has one value."""


def grouped(node: Node) -> Node:
    """The query with its conditions on quotes under `SameQuote`, and nothing else about quotes; what is unread is told
    by what is read, of which alone there is a list.
    """
    match node:
        case Is("is", "unread"):
            return Not(Is("is", "read"))
        case And(parts):
            return _joined(parts)
        case Or(parts) if not _is_of_a_quote(node):
            return Or(tuple(map(grouped, parts)))
        case Not(part):
            return Not(grouped(part))
    return SameQuote(node) if _is_of_a_quote(node) else node


def quotes_wanted(node: Node) -> list[Node]:
    """The conditions of a grouped query that its quotes are found by; nothing of what it denies."""
    match node:
        case SameQuote(part):
            return [part]
        case And(parts) | Or(parts):
            return [each for part in parts for each in quotes_wanted(part)]
    return []


def conditions(node: Node) -> list[Node]:
    """Everything that a query asks or denies, one by one."""
    match node:
        case And(parts) | Or(parts):
            return [each for part in parts for each in conditions(part)]
        case Not(part) | SameQuote(part):
            return conditions(part)
    return [node]


def words_wanted(node: Node) -> list[Holds]:
    """The words that a query asks for, not those that it denies."""
    match node:
        case Holds():
            return [node]
        case And(parts) | Or(parts):
            return [each for part in parts for each in words_wanted(part)]
        case SameQuote(part):
            return words_wanted(part)
    return []


def _joined(parts: tuple[Node, ...]) -> Node:
    quotes: list[list[Node]] = []
    denied: list[Node] = []
    found: list[Node] = []
    taken: set[str] = set()
    for part in parts:
        if _is_of_a_quote(part):
            single = _single(part)
            if not quotes or single & taken:
                quotes.append([])
                taken = set()
            taken |= single
            quotes[-1].append(part)
        elif isinstance(part, Not) and _is_of_a_quote(part.part):
            (quotes[-1] if quotes else denied).append(part)
        else:
            found.append(grouped(part))
    if quotes:
        quotes[0] += denied
    else:
        found += map(grouped, denied)
    found += [SameQuote(And(tuple(each)) if len(each) > 1 else each[0]) for each in quotes]
    return And(tuple(found)) if len(found) > 1 else found[0]


def _is_of_a_quote(node: Node) -> bool:
    """True where a quote can be looked for that fulfils it: a denial needs something to deny it of."""
    match node:
        case Holds(field, _) | Is(field, _):
            return field in BY_NAME and BY_NAME[field].scope is Scope.QUOTE
        case Or(parts):
            return all(map(_is_of_a_quote, parts))
        case And(parts):
            asked = [part for part in parts if not isinstance(part, Not)]
            single = [field for part in asked for field in _single(part)]
            rest = [part.part for part in parts if isinstance(part, Not)]
            return bool(asked) and all(map(_is_of_a_quote, [*asked, *rest])) and len(single) == len(set(single))
        case Dated() | Not() | SameQuote():
            return False


def _single(node: Node) -> set[str]:
    """The fields with one value for each quote that it asks for."""
    match node:
        case Holds(field, _) | Is(field, _):
            return {field} & set(_ONE_EACH)
        case And(parts) | Or(parts):
            return {field for part in parts for field in _single(part)}
    return set()
